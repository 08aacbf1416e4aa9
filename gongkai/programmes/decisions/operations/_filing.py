"""Papers of the process on file: brought in, opened, voided; sealed as long as they lie here."""

from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.db.models import Sum

from gongkai.engines.casework import permission as casework
from gongkai.engines.casework.models import Case
from gongkai.foundation import sealing
from gongkai.foundation.errors import Conflict, Invalid, NotFound
from gongkai.foundation.people.actors import Actor
from gongkai.foundation.permission import insist
from gongkai.foundation.sealing.operations import reseal_rows
from gongkai.foundation.text import storable
from gongkai.foundation.uids import new_uid
from gongkai.programmes.decisions import filing
from gongkai.programmes.decisions.models import FiledPaper
from gongkai.programmes.decisions.operations._common import note
from gongkai.programmes.decisions.programme import DECISIONS


@transaction.atomic
def file_paper(*, decision: str, kind: str, content: bytes, name: str, by: Actor, at: datetime) -> FiledPaper:
    """归入材料：a paper of the process goes on the file of its matter, as it was signed or received.

    依据：《重大行政决策程序暂行条例》第三十三条。

    :raises NotFound: for a matter that is not theirs to see.
    :raises NotPermitted: for who neither decides nor undertakes it.
    :raises Invalid: for a kind of paper there is not, and a file too large, damaged, of another kind or one too many.
    :raises Conflict: when the same file lies there already.
    """
    case = _locked(by, decision)
    insist(filing.may_file(by, case))
    if kind not in filing.NAMES:
        raise Invalid("请选择是哪一种材料。", field="kind")
    if case.filed_papers.count() >= filing.MOST:
        raise Invalid(
            f"一件决策事项最多归入{filing.MOST}份材料。请把同类材料合并成一份。", field="file", code="too-many"
        )
    found, digest = filing.checked(content, name), sha256(content).hexdigest()
    if case.filed_papers.filter(sha256=digest, void_reason="").exists():
        raise Conflict("这份文件已经归入，不必再传。")
    lying = case.filed_papers.aggregate(all=Sum("size"))["all"] or 0
    if lying + len(content) > filing.LARGEST_OF_ALL:
        raise Invalid(f"一件决策事项的材料合计不能超过{filing.ALL}MB。请压缩后再归入。", field="file", code="too-many")
    made = FiledPaper.objects.create(
        uid=new_uid(), case=case, kind=kind, name=_named(name), extension=found.extension,
        sealed=sealing.seal_bytes(content), size=len(content), sha256=digest, by=by.uid, at=at,
    )  # fmt: skip
    note("paper_filed", case, by=by, at=at, facts={"paper": made.uid, "kind": kind, "sha256": digest})
    return made


@transaction.atomic
def open_filed_paper(*, decision: str, paper: str, by: Actor, at: datetime) -> tuple[bytes, FiledPaper]:
    """查看归档材料：its bytes, for whoever sees the matter; the journal keeps who looked.

    :raises NotFound: for a paper of a matter that is not theirs to see.
    :raises Conflict: when no key opens it.
    """
    found = _paper(_seen(by, decision), paper)
    note("filed_paper_opened", found.case, by=by, at=at, facts={"paper": found.uid})
    return sealing.unseal_bytes(bytes(found.sealed)), found


@transaction.atomic
def note_package_taken(*, decision: str, by: Actor, at: datetime) -> None:
    """登记下载归档卷：who takes the whole process as one file, with how many papers on file.

    :raises NotFound: for a matter that is not theirs to see.
    """
    case = _seen(by, decision)
    note("package_taken", case, by=by, at=at, facts={"papers": case.filed_papers.filter(void_reason="").count()})


@transaction.atomic
def void_filed_paper(*, decision: str, paper: str, reason: str, by: Actor, at: datetime) -> FiledPaper:
    """作废归档材料：one filed by mistake counts no more; it is named in the archive's list with the reason.

    :raises NotFound: for a paper of a matter that is not theirs to see.
    :raises NotPermitted: for who neither decides nor undertakes it.
    :raises Invalid: without a reason.
    :raises Conflict: when it was voided before.
    """
    case = _locked(by, decision)
    insist(filing.may_file(by, case))
    found, said = _paper(case, paper), storable(reason).strip()
    if not said or len(said) > 300:
        raise Invalid("请填写作废的理由，不超过300个字。", field="reason")
    if found.void_reason:
        raise Conflict("这份材料已经作废。")
    found.void_reason = said
    found.save(update_fields=["void_reason"])
    note("filed_paper_voided", case, by=by, at=at, facts={"paper": found.uid})
    return found


def reseal_filed_papers(*, after: int = 0, limit: int = 5, by: Actor, at: datetime) -> int | None:
    """重新密封归档材料：the next few after a number, with the newest key; None when there are no more.

    :raises NotPermitted: unless by the system.
    :raises Conflict: when a row opens with none of the keys.
    """
    return reseal_rows(
        rows=FiledPaper.objects.all(), act="decisions.resealed", subject="filed papers",
        after=after, limit=limit, by=by, at=at,
    )  # fmt: skip


def _seen(by: Actor, decision: str) -> Case:
    rows = casework.visible_to(by).filter(procedure=DECISIONS.key, number=decision).select_related("organ")
    found = rows.first()
    if found is None:
        raise NotFound
    return found


def _locked(by: Actor, decision: str) -> Case:
    return Case.objects.select_for_update(of=("self",)).select_related("organ").get(pk=_seen(by, decision).pk)


def _paper(case: Case, paper: str) -> FiledPaper:
    found = case.filed_papers.select_related("case__organ").filter(uid=paper).first()
    if found is None:
        raise NotFound
    return found


def _named(name: str) -> str:
    """The name it was given, without folders and ending."""
    return storable(name).replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0].strip()[:120] or "未命名"

"""Copies given with an answer: attached whole, blackened for good where something is withheld, given at delivery."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from gongkai.engines.casework.models import Case
from gongkai.engines.casework.rules import Done
from gongkai.engines.publishing.intake import keep_attachment
from gongkai.foundation import redaction
from gongkai.foundation.errors import Conflict, Invalid, NotFound, NotPermitted
from gongkai.foundation.files import operations as files
from gongkai.foundation.files.queries import read_file
from gongkai.foundation.files.rules import public_copy
from gongkai.foundation.journal import operations as journal
from gongkai.foundation.people.actors import FOI_CLERK, Actor
from gongkai.foundation.privacy.rules import HIDDEN
from gongkai.foundation.redaction.matching import says
from gongkai.foundation.text import storable
from gongkai.foundation.uids import new_uid
from gongkai.programmes.requests import providing as rules
from gongkai.programmes.requests.models import AnswerCopy
from gongkai.programmes.requests.needs import GROUND
from gongkai.programmes.requests.outcomes import withheld_in
from gongkai.programmes.requests.permission import case_seen
from gongkai.programmes.requests.providing import Copied

LONGEST = 2000


@transaction.atomic
def attach_copy(*, case: str, content: bytes, name: str, title: str = "", by: Actor, at: datetime) -> AnswerCopy:
    """附上副本：a file to be given with the answer, whole so far, without authors, comments and revision marks.

    :raises NotFound: for a case this person may not see.
    :raises NotPermitted: unless by a clerk of the organ, while the reply is being made.
    :raises Invalid: for a file that cannot be taken, or one marked secret.
    """
    found = _prepared(case, by)
    if AnswerCopy.objects.filter(case=found, sent_with=None).count() >= rules.MOST_COPIES:
        raise Invalid(f"一件答复至多附{rules.MOST_COPIES}份副本。请合并成较少的文件。", field="file")
    original, given = keep_attachment(content=content, name=name, by=by, at=at)
    said = " ".join(storable(title).split())[:255] or name.rsplit(".", 1)[0][:255]
    made = AnswerCopy.objects.create(
        uid=new_uid(), case=found, title=said, file_name=name[:255], original=original, given=given, at=at
    )
    _note("copy_attached", found, made, by=by, at=at)
    return made


@transaction.atomic
def blacken_copy(
    *, case: str, copy: str, strings: Sequence[str], part: str, ground: str, basis: str, by: Actor, at: datetime
) -> AnswerCopy:
    """遮盖副本：make the copy anew from the original, with every occurrence of these words gone for good.

    The file is read again afterwards and refused if any of them is left. `part`, `ground` and `basis` say what is
    withheld and why, as the answer will.
    依据：《政府信息公开条例》第三十七条。

    :raises NotFound: for a case or a copy this person may not see.
    :raises NotPermitted: unless by a clerk of the organ, while the reply is being made.
    :raises Invalid: for words the file does not say, or its title, `part` or `basis` does; for a kind that cannot be
        blackened; without a ground.
    """
    found = _prepared(case, by)
    kept = _copy(found, copy)
    said = {"part": storable(part).strip()[:LONGEST], "ground": ground, "basis": storable(basis).strip()[:LONGEST]}
    _refuse_unsaid(said)
    wrong = rules.strings_problem(strings)
    if wrong:
        raise Invalid(wrong, field="strings")
    if says(kept.title, strings):
        raise Invalid(
            f"副本的名称《{kept.title}》里有要遮盖的文字，名称会写进答复书。请移除这份副本，换一个名称重新附上。",
            field="strings",
        )
    for field, named in (("part", "遮盖了哪些内容"), ("basis", "理由")):
        if says(said[field], strings):
            raise Invalid(
                f"“{named}”里有要遮盖的文字，这一项会写进答复书。请换一种说法，不要重复被遮盖的内容。", field=field
            )
    clean = public_copy(read_file(kept.original), kept.original.media_type)
    lacking = rules.not_found(strings, redaction.read(clean, "file").texts)
    if lacking:
        raise Invalid(f"文件里没有找到：{'、'.join(lacking[:5])}。请照文件中的写法填写。", field="strings")
    content = redaction.redact(clean, {one: HIDDEN * len(one) for one in strings})
    kept.given = files.store(content=content, name=kept.file_name, by=by.uid, at=at)
    for name, value in said.items():
        setattr(kept, name, value)
    kept.save(update_fields=["given", *said])
    _note("copy_blackened", found, kept, by=by, at=at, strings=len(strings), ground=ground)
    return kept


@transaction.atomic
def detach_copy(*, case: str, copy: str, by: Actor, at: datetime) -> None:
    """移除副本：one that was not given yet.

    :raises NotFound: for a case or a copy this person may not see.
    :raises NotPermitted: unless by a clerk of the organ, while the reply is being made.
    """
    found = _prepared(case, by)
    kept = _copy(found, copy)
    _note("copy_detached", found, kept, by=by, at=at)
    kept.delete()


def give_copies(*, case: Case, done: Sequence[Done], by: Actor, at: datetime) -> None:
    """提供副本：with the delivery the copies are given; a proposal they do not fit is refused before.

    Goes with every act of a case, in its transaction, and does nothing but at those two.

    :raises Invalid: for copies that do not fit the reply proposed.
    """
    last = done[-1]
    prepared = AnswerCopy.objects.filter(case=case, sent_with=None)
    if last.act == "propose_reply":
        listed = [Copied(one.title, one.ground) for one in prepared]
        wrong = rules.copy_problem(kind=last.given["kind"], withheld=withheld_in(last.given), copies=listed)
        if wrong:
            raise Invalid(wrong, field="kind")
    elif last.act == "deliver_reply":
        for copy in prepared:
            _note("copy_given", case, copy, by=by, at=at, number=last.number)
        prepared.update(sent_with=last.number)


def _prepared(uid: str, by: Actor) -> Case:
    seen = case_seen(by, uid)
    found = Case.objects.select_for_update(of=("self",)).select_related("organ").get(pk=seen.pk)
    if not by.holds(FOI_CLERK, found.organ.code):
        raise NotPermitted("提供的副本由本机关依申请公开经办人准备，您没有这个岗位。")
    if found.state not in rules.PREPARED_IN:
        raise NotPermitted("提供的副本在提交答复审核以前准备；已经提交的，退回修改以后才能改动。")
    return found


def _copy(case: Case, uid: str) -> AnswerCopy:
    kept = AnswerCopy.objects.select_related("original", "given").filter(case=case, uid=uid).first()
    if kept is None:
        raise NotFound
    if kept.sent_with is not None:
        raise Conflict("这份副本已经提供给申请人，不能再改动。请另附一份。")
    return kept


def _refuse_unsaid(said: dict[str, str]) -> None:
    if said["ground"] not in dict(GROUND.choices()):
        raise Invalid("请选择遮盖的内容属于哪一种不予公开的情形。", field="ground")
    for name, sentence in (("part", "请写明遮盖了哪些内容，例如“附件二的单价”。"), ("basis", "请写明遮盖的理由。")):
        if not said[name]:
            raise Invalid(sentence, field=name)


def _note(act: str, case: Case, copy: AnswerCopy, *, by: Actor, at: datetime, **facts: str | int) -> None:
    """记入日志：which copy, how many words on which ground; never the words."""
    said = {"copy": copy.uid, **facts}
    journal.record(
        act=f"requests.{act}", by=by.uid, at=at, organ=case.organ.code, subject=f"case:{case.uid}", facts=said
    )

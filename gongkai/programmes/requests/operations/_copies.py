"""Copies of what proves who asks: sealed where they are kept, opened only by the act that is noted."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from gongkai.engines.casework.models import CaseEvent
from gongkai.foundation import sealing
from gongkai.foundation.codes import digest_of
from gongkai.foundation.errors import Conflict, NotFound, NotPermitted
from gongkai.foundation.journal import operations as journal
from gongkai.foundation.people.actors import SYSTEM, Actor
from gongkai.programmes.requests.copies import Copy, checked
from gongkai.programmes.requests.models import Application, ApplicationDraft, ProofCopy
from gongkai.programmes.requests.permission import proven

ENDED = "这件申请已经办结，不需要再补交证件。"
ARCHIVE, ARCHIVED = "archive", "archived"
AT_ONCE = 500


@transaction.atomic
def keep_copy(*, key: str, content: bytes, name: str, at: datetime) -> ProofCopy:
    """保存证件副本：with the draft under a key, in place of one kept before.

    :raises NotFound: for a key under which nothing is kept any more.
    :raises Invalid: when the file is too large, or neither a picture nor a PDF.
    """
    found = checked(content, name)
    draft = ApplicationDraft.objects.select_for_update().filter(key_hash=digest_of(key)).first()
    if draft is None:
        raise NotFound
    return _kept(found, at=at, draft=draft)


@transaction.atomic
def drop_copy(*, key: str, at: datetime) -> None:  # noqa: ARG001 — as of every act
    """去掉证件副本：of the draft under a key."""
    ProofCopy.objects.filter(draft__key_hash=digest_of(key)).delete()


@transaction.atomic
def add_copy(*, number: str, code: str, content: bytes, name: str, by: Actor = SYSTEM, at: datetime) -> ProofCopy:
    """补交证件副本：an applicant brings what proves who asks, in place of what was brought before.

    :raises NotFound: unless number and code are right.
    :raises Invalid: when the file is too large, or neither a picture nor a PDF.
    :raises Conflict: when the request has ended.
    """
    found = (
        Application.objects.select_for_update(of=("self",))
        .select_related("case__organ")
        .get(pk=proven(number=number, code=code).pk)
    )
    if not found.case.open:
        raise Conflict(ENDED)
    made = _kept(checked(content, name), at=at, application=found)
    journal.record(
        act="requests.copy_added",
        by=by.uid,
        at=at,
        organ=found.case.organ.code,
        subject=f"case:{found.case.uid}",
        facts={"size": made.size},
    )
    return made


@transaction.atomic
def erase_copies(*, archived_by: date, by: Actor, at: datetime) -> int:
    """清除证件副本：scans of proofs of applications archived since a day or longer; answers how many (份), 500 at once.

    All cases an application was split into must be. Taken up again, a case keeps its scan. The sealed number of the
    proof stays with the application; the journal says of which cases a scan went.

    :raises NotPermitted: unless by the system.
    """
    if by != SYSTEM:
        raise NotPermitted("证件副本由系统在归档后满保存期限时清除，不由个人删除。")
    acts = CaseEvent.objects.filter(case=OuterRef("case"), act=ARCHIVE)
    waits = ~Q(case__state=ARCHIVED) | ~Exists(acts) | Exists(acts.filter(on__gt=archived_by))
    waiting = Application.objects.filter(waits)
    old = ProofCopy.objects.filter(application__isnull=False).exclude(
        Exists(waiting.filter(Q(pk=OuterRef("application")) | Q(split_from=OuterRef("application"))))
    )
    rows = dict(old.order_by("pk").values_list("pk", "application__case__uid")[:AT_ONCE])
    if not rows:
        return 0
    gone = ProofCopy.objects.filter(pk__in=list(rows)).delete()[0]
    facts = {"rows": gone, "archived_by": archived_by.isoformat(), "cases": list(rows.values())}
    journal.record(act="requests.copies_erased", by=by.uid, at=at, organ="", subject="requests", facts=facts)
    return gone


def hand_over(draft: str, application: Application) -> None:
    """随申请递交：the copy kept with a draft goes with its application; inside the act that hands it in."""
    ProofCopy.objects.filter(draft__key_hash=digest_of(draft)).update(draft=None, application=application)


def keep_with(application: Application, scan: Copy, *, at: datetime) -> ProofCopy:
    """随登记留存：a scan that came with what is being entered; inside the act that enters it."""
    return _kept(scan, at=at, application=application)


def _kept(
    found: Copy, *, at: datetime, draft: ApplicationDraft | None = None, application: Application | None = None
) -> ProofCopy:
    said = {
        "sealed": sealing.seal_bytes(found.content),
        "extension": found.extension,
        "size": len(found.content),
        "at": at,
    }
    return ProofCopy.objects.update_or_create(draft=draft, application=application, defaults=said)[0]

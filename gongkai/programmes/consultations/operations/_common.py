"""Steps the acts on consultations share."""

from collections.abc import Sequence
from datetime import datetime

from gongkai.engines.publishing.models import Edition, Record, State
from gongkai.foundation.errors import Conflict, Invalid, NotFound
from gongkai.foundation.journal import operations as journal
from gongkai.foundation.people.actors import Actor
from gongkai.foundation.permission import insist
from gongkai.programmes.consultations import permission
from gongkai.programmes.consultations.models import CommentText, Consultation

AT_ONCE = 5_000
"""一次办理的条数。"""
REPORTED = "结果已经公布，不能再改动意见的审核分组和答复。确需更正的，请先更正结果报告。"


def locked(person: Actor, uid: str) -> Consultation:
    """加锁取件：what one may not see does not exist.

    :raises NotFound: when it does not exist or is not theirs to see.
    """
    rows = permission.visible_to(person).select_for_update(of=("self",)).select_related("organ", "record", "report")
    found = rows.filter(uid=uid).first()
    if found is None:
        raise NotFound
    return found


def locked_with_papers(person: Actor, uid: str) -> Consultation:
    """加锁取件起草：the newest edition of notice and of report first, then the consultation.

    One order for all: editions before their consultation. Releasing a report locks its edition, and its gate then
    locks the consultation (`reporting.report_gate`); whoever drafts would wait for the edition with the consultation
    in hand, and each for the other, on PostgreSQL until one of them is killed. Whoever only moderates or answers
    touches no edition and locks the consultation alone.

    :raises NotFound: as `locked`.
    :raises Conflict: when somebody drafted the first report in between.
    """
    seen = permission.find(person, uid)
    for record in (seen.record_id, seen.report_id):
        rows = Edition.objects.select_for_update().filter(record=record).exclude(state=State.DISCARDED)
        rows.order_by("-number").first()
    found = locked(person, uid)
    if found.report_id != seen.report_id:
        raise Conflict("刚刚有人起草了结果报告。请刷新页面，看过再办理。")
    return found


def worked_on(person: Actor, uid: str) -> Consultation:
    """加锁取件办理：by those who work on it.

    :raises NotFound: as `locked`.
    :raises NotPermitted: unless by a drafter or head of the organ.
    """
    found = locked(person, uid)
    insist(permission.may_work(person, found.organ.code))
    return found


def insist_unreported(found: Consultation) -> None:
    """结果未公布才能办理。

    :raises Conflict: once the report is public.
    """
    if found.report_id is None:
        return
    # Read anew: whoever waited for the lock while the report went out still holds the row of before.
    rows = Record.objects.filter(pk=found.report_id, published_at__isnull=False, withdrawn_at__isnull=True)
    if rows.exists():
        raise Conflict(REPORTED)


def chosen(found: Consultation, uids: Sequence[str]) -> list[CommentText]:
    """所选的意见：of this consultation.

    :raises Invalid: for none, or too many at once.
    :raises NotFound: for one that is not of it.
    """
    wanted = list(dict.fromkeys(uids))
    if not wanted:
        raise Invalid("请先勾选意见。", field="texts")
    if len(wanted) > AT_ONCE:
        raise Invalid(f"一次最多办理{AT_ONCE}条，请分几次办理。", field="texts")
    rows = list(CommentText.objects.filter(consultation=found, uid__in=wanted).order_by("pk"))
    if len(rows) < len(wanted):
        raise NotFound
    return rows


def note(act: str, found: Consultation, *, by: Actor, at: datetime, **facts: str | int | bool) -> None:
    """记入日志：never who spoke, nor what was said."""
    journal.record(
        act=f"consultations.{act}",
        by=by.uid,
        at=at,
        organ=found.organ.code,
        subject=f"consultation:{found.uid}",
        facts=dict(facts),
    )

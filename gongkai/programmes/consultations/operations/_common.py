"""Steps the acts on consultations share."""

from collections.abc import Sequence
from datetime import datetime

from gongkai.engines.publishing.models import Record
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

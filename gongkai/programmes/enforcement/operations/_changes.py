"""公示变动：credit repair and withdrawal, entered, then carried out by an adjustment of the register, or refused."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import transaction

from gongkai.engines.registers import operations as registers
from gongkai.engines.registers.queries import Wanted
from gongkai.foundation.errors import Conflict, Invalid, NotFound
from gongkai.foundation.now import china_date
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import Actor
from gongkai.foundation.permission import insist
from gongkai.foundation.uids import new_uid
from gongkai.programmes.enforcement import after, permission, queries
from gongkai.programmes.enforcement.models import PublicityChange, RepairApplication
from gongkai.programmes.enforcement.operations._common import note, said

Kind = PublicityChange.Kind


@transaction.atomic
def enter_change(
    *, organ: Organ, kind: str, register: str, key: str, arisen_on: date, reason: str, by: Actor, at: datetime
) -> PublicityChange:
    """登记公示变动：an application for credit repair, or that a published decision fell; its clock runs from the day.

    :raises NotPermitted: unless by a drafter of the organ.
    :raises Invalid: for a decision the organ does not publish, a day to come, no reason, or a repair of what is none.
    """
    insist(permission.may_enter(by, organ))
    if kind not in Kind.values or register not in after.DECISIONS:
        raise Invalid("请选择变动种类和决定所在的名录。", field="kind")
    if kind == Kind.REPAIR and register != after.PENALTIES:
        raise Invalid("信用修复只适用于行政处罚决定。", field="register")
    if arisen_on > china_date(at):
        raise Invalid("日期在今天以后，请核对。", field="arisen_on")
    key = said(key, "文书号", "key", 80)
    if queries.standing(organ, register, key) is None:
        raise Invalid(f"本机关没有公示文书号为“{key}”的决定，请核对。", field="key")
    change = PublicityChange.objects.create(
        uid=new_uid(),
        organ=organ,
        kind=kind,
        register=register,
        key=key,
        arisen_on=arisen_on,
        reason=said(reason, "理由", "reason"),
        entered_by_name=by.name,
        entered_at=at,
    )
    note("change_entered", f"enforcement:{change.uid}", organ, by=by, at=at, kind=kind)
    return change


@transaction.atomic
def propose_change(*, change: str, reason: str, basis: str, by: Actor, at: datetime) -> PublicityChange:
    """提出公示变动：propose the adjustment that ends publicity early, or withdraws the decision with its explanation.

    Reason and basis are what the public reads. It takes effect when the signer adopts the adjustment.

    :raises NotFound: for a change this person may not see.
    :raises NotPermitted: unless by a drafter of the organ.
    :raises Invalid: when publicity may not end yet, or the adjustment cannot stand.
    :raises Conflict: when it was refused, or an adjustment for it is under way or adopted.
    """
    found = _locked(by, change)
    if RepairApplication.objects.filter(change=found, proposed_at__isnull=False).exists():
        raise Conflict("这件申请已经提出不予修复的意见，等待决定。要停止公示的，请决定的人先退回。")
    version = queries.standing(found.organ, found.register, found.key)
    if version is None:
        raise Conflict("这项决定已经不在公示中，没有要变动的。")
    today = china_date(at)
    repairs = found.kind == Kind.REPAIR
    line = _repaired(found, version.values, today) if repairs else Wanted(after.WITHDRAWN, found.key, {})
    made = registers.propose(
        register=found.register,
        organ=found.organ,
        # What falls goes out of sight at once, even on the day it was published; a repair is another version.
        since=max(today, version.since + timedelta(1)) if repairs else today,
        reason=said(reason, "公开说明的理由", "reason"),
        basis=said(basis, "依据", "basis"),
        wanted=[line],
        by=by,
        at=at,
    )
    found.adjustment = made.uid
    found.save(update_fields=["adjustment"])
    note("change_proposed", f"enforcement:{found.uid}", found.organ, by=by, at=at, adjustment=made.uid)
    return found


def _repaired(change: PublicityChange, values: Mapping[str, object], today: date) -> Wanted:
    """The entry as it stands, shown until today; whether it may end is the register's own check."""
    typed = (field.key for field in after.penalties().fields if not field.derived)
    kept = {key: values[key] for key in typed if key in values}
    return Wanted(after.REPAIRED, change.key, {**kept, "ended_on": today.isoformat()})


@transaction.atomic
def refuse_change(*, change: str, answer: str, by: Actor, at: datetime) -> PublicityChange:
    """不予变动：refuse an application for credit repair, with the reason its party is told.

    :raises NotFound: for a change this person may not see.
    :raises NotPermitted: unless by a drafter of the organ.
    :raises Invalid: without a reason, or for a decision that fell: that must be withdrawn.
    :raises Conflict: when it was asked for online, was refused, or an adjustment for it is under way or adopted.
    """
    found = _locked(by, change)
    if found.kind != Kind.REPAIR:
        raise Invalid("决定被变更、撤销、确认违法或者确认无效的，应当撤回公示，不能不予办理。", field="answer")
    if RepairApplication.objects.filter(change=found).exists():
        raise Conflict("这是当事人网上申请的，请在“信用修复申请”中提出不予修复的意见，由另一位同事决定。")
    found.answer, found.refused_on = said(answer, "不予修复的理由", "answer"), china_date(at)
    found.save(update_fields=["answer", "refused_on"])
    note("change_refused", f"enforcement:{found.uid}", found.organ, by=by, at=at)
    return found


def _locked(by: Actor, uid: str) -> PublicityChange:
    found = permission.changes_of(by).filter(uid=uid).select_for_update(of=("self",)).first()
    if found is None:
        raise NotFound
    insist(permission.may_enter(by, found.organ))
    if found.refused_on is not None:
        raise Conflict("这项申请已经不予修复。当事人再次申请的，请另行登记。")
    if queries.state_of([found])[found.uid] in queries.UNDER_WAY:
        raise Conflict("这项变动已经提出名录调整，请在“名录”中办理。")
    return found

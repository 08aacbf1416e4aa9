"""执法案件：filed, brought from stage to stage, or ended without a penalty."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from gongkai.foundation.errors import Conflict, Invalid, NotFound
from gongkai.foundation.now import china_date
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import Actor
from gongkai.foundation.permission import insist
from gongkai.foundation.text import storable
from gongkai.foundation.uids import new_uid
from gongkai.programmes.enforcement import permission, rules
from gongkai.programmes.enforcement.models import CaseStage, EnforcementCase
from gongkai.programmes.enforcement.operations._common import note, said


@transaction.atomic
def file_case(
    *,
    organ: Organ,
    number: str,
    name: str,
    filed_on: date,
    power: str = "",
    discretion: str = "",
    by: Actor,
    at: datetime,
) -> EnforcementCase:
    """立案：begin to trace a penalty case; from this day the decision is owed. 依据：行政处罚法第六十条。

    :raises NotPermitted: unless by a drafter of the organ.
    :raises Invalid: with what is missing, or a day to come.
    :raises Conflict: when the organ has a case of this number.
    """
    insist(permission.may_enter(by, organ))
    if filed_on > china_date(at):
        raise Invalid("立案日期在今天以后，请核对。", field="filed_on")
    case = EnforcementCase(
        uid=new_uid(),
        organ=organ,
        number=said(number, "立案号", "number", 80),
        name=said(name, "案由", "name", 200),
        power=storable(power).strip()[:40],
        discretion=storable(discretion).strip()[:40],
        filed_on=filed_on,
        saved_by_name=by.name,
        saved_at=at,
    )
    try:
        with transaction.atomic():
            case.save()
    except IntegrityError as error:
        raise Conflict("本机关已有这个立案号的案件。", field="number") from error
    _reached(case, rules.FILED, filed_on, "", by=by, at=at)
    note("case_filed", f"enforcement:{case.uid}", organ, by=by, at=at)
    return case


@transaction.atomic
def reach_stage(
    *, case: str, stage: str, reached_on: date, decision: str = "", remark: str = "", by: Actor, at: datetime
) -> EnforcementCase:
    """登记办案环节：that a case reached its next stage; the decision with the number it has.

    :raises NotFound: for a case this person may not see.
    :raises NotPermitted: unless by a drafter of the organ.
    :raises Invalid: for a stage that is not next, a day out of order, a decision without its number.
    :raises Conflict: when another case has this decision.
    """
    found = _locked(by, case)
    reached = {one.stage: one.reached_on for one in found.stages.all()}
    dropped = found.dropped_on is not None
    why = rules.why_not_reached(stage, reached_on, reached, dropped=dropped, today=china_date(at))
    if why:
        raise Invalid(why, field="reached_on" if stage in rules.open_to(reached, dropped=dropped) else "stage")
    if stage == rules.DECIDED:
        found.decision = said(decision, "行政处罚决定书文号", "decision", 80)
    found.saved_by_name, found.saved_at = by.name, at
    try:
        with transaction.atomic():
            found.save(update_fields=["decision", "saved_by_name", "saved_at"])
    except IntegrityError as error:
        raise Conflict("另一件案件已登记这个决定书文号，请核对。", field="decision") from error
    _reached(found, stage, reached_on, storable(remark).strip()[:2000], by=by, at=at)
    note("stage_reached", f"enforcement:{found.uid}", found.organ, by=by, at=at, stage=stage)
    return found


@transaction.atomic
def drop_case(*, case: str, dropped_on: date, remark: str, by: Actor, at: datetime) -> EnforcementCase:
    """不处罚结案：end a case without a penalty; what was traced stays inside the office.

    :raises NotFound: for a case this person may not see.
    :raises NotPermitted: unless by a drafter of the organ.
    :raises Invalid: when it is decided or ended already, without a reason, or on a day out of order.
    """
    found = _locked(by, case)
    if found.decision or found.dropped_on is not None:
        raise Invalid("这件案件已经作出决定或者结案，不能再登记不处罚结案。", field="dropped_on")
    last = max(one.reached_on for one in found.stages.all())
    if not last <= dropped_on <= china_date(at):
        raise Invalid(f"结案日期应在{last}（上一环节）与今天之间，请核对。", field="dropped_on")
    _reached(found, "dropped", dropped_on, said(remark, "结案理由", "remark"), by=by, at=at)
    found.dropped_on, found.saved_by_name, found.saved_at = dropped_on, by.name, at
    found.save(update_fields=["dropped_on", "saved_by_name", "saved_at"])
    note("case_dropped", f"enforcement:{found.uid}", found.organ, by=by, at=at)
    return found


def _locked(by: Actor, uid: str) -> EnforcementCase:
    found = permission.cases_of(by).filter(uid=uid).select_for_update(of=("self",)).first()
    if found is None:
        raise NotFound
    insist(permission.may_enter(by, found.organ))
    return found


def _reached(case: EnforcementCase, stage: str, on: date, remark: str, *, by: Actor, at: datetime) -> None:
    CaseStage.objects.create(case=case, stage=stage, reached_on=on, remark=remark, by_name=by.name, at=at)

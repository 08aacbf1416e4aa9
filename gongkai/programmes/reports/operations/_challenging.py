"""The register of challenges: enter, decide, correct."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from gongkai.engines.casework import permission as casework
from gongkai.foundation.errors import Conflict, Invalid, NotFound
from gongkai.foundation.events import emit
from gongkai.foundation.journal import operations as journal
from gongkai.foundation.now import china_date
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import Actor
from gongkai.foundation.permission import insist
from gongkai.foundation.text import storable
from gongkai.foundation.uids import new_uid
from gongkai.programmes.reports import permission, ports
from gongkai.programmes.reports.models import Challenge


@transaction.atomic
def register_challenge(
    *,
    organ: Organ,
    route: str,
    authority: str,
    filed_on: date,
    number: str = "",
    case: str = "",
    note: str = "",
    by: Actor,
    at: datetime,
) -> Challenge:
    """登记复议诉讼案件：a review or suit against the organ, with the request it is about where there is one.

    :raises NotPermitted: unless `by` is a clerk of the organ.
    :raises Invalid: with what is missing; for a case this person may not see or of another organ.
    :raises Conflict: when the organ has one of this number before this authority.
    """
    insist(permission.may_register(by, organ))
    row = Challenge(uid=new_uid(), organ=organ)
    _fill(row, route=route, authority=authority, filed_on=filed_on, number=number, case=case, note=note, by=by, at=at)
    _save(row)
    _note("challenge_registered", row, by=by, at=at)
    return row


@transaction.atomic
def correct_challenge(
    *,
    challenge: str,
    route: str,
    authority: str,
    filed_on: date,
    number: str = "",
    case: str = "",
    note: str = "",
    by: Actor,
    at: datetime,
) -> Challenge:
    """更正复议诉讼案件：put right what was registered wrongly; the outcome stays.

    :raises NotFound: for one this person may not see.
    :raises NotPermitted: unless `by` is a clerk of the organ.
    :raises Invalid: as for `register_challenge`.
    :raises Conflict: as for `register_challenge`.
    """
    row = _locked(by, challenge)
    _fill(row, route=route, authority=authority, filed_on=filed_on, number=number, case=case, note=note, by=by, at=at)
    if row.decided_on is not None and row.decided_on < filed_on:
        raise Invalid("收案日期不能晚于审结日期。请核对日期。", field="filed_on")
    _save(row)
    _note("challenge_corrected", row, by=by, at=at)
    return row


@transaction.atomic
def decide_challenge(*, challenge: str, outcome: str, decided_on: date | None, by: Actor, at: datetime) -> Challenge:
    """登记审理结果：how the authority decided and when; without an outcome it is open again.

    :raises NotFound: for one this person may not see.
    :raises NotPermitted: unless `by` is a clerk of the organ.
    :raises Invalid: for an outcome without a day or a day that cannot be.
    """
    row = _locked(by, challenge)
    if outcome and outcome not in Challenge.Outcome.values:
        raise Invalid("请选择审理结果。", field="outcome")
    if bool(outcome) != (decided_on is not None):
        raise Invalid("审理结果和审结日期要一起填；尚未审结的，两项都不填。", field="decided_on")
    if decided_on is not None and not row.filed_on <= decided_on <= china_date(at):
        raise Invalid("审结日期应在收案之日以后、今天以前。请核对日期。", field="decided_on")
    row.outcome, row.decided_on = outcome, decided_on
    row.saved_by_name, row.saved_at = by.name, at
    row.save()
    _note("challenge_decided", row, by=by, at=at)
    return row


def _locked(by: Actor, uid: str) -> Challenge:
    row = permission.challenges_of(by).select_for_update(of=("self",)).filter(uid=uid).first()
    if row is None:
        raise NotFound
    insist(permission.may_register(by, row.organ))
    return row


def _fill(
    row: Challenge,
    *,
    route: str,
    authority: str,
    filed_on: date,
    number: str,
    case: str,
    note: str,
    by: Actor,
    at: datetime,
) -> None:
    if route not in Challenge.Route.values:
        raise Invalid("请选择是行政复议、直接起诉还是复议后起诉。", field="route")
    if not authority.strip():
        raise Invalid("请写明复议机关或者法院。", field="authority")
    if filed_on > china_date(at):
        raise Invalid("收案日期不能晚于今天。", field="filed_on")
    row.route, row.filed_on, row.case = route, filed_on, _case(row, case.strip(), by=by)
    row.authority, row.number = storable(authority).strip()[:120], storable(number).strip()[:80]
    row.note = storable(note).strip()
    row.saved_by_name, row.saved_at = by.name, at


def _case(row: Challenge, said: str, *, by: Actor) -> str:
    """The case named by its uid or its number, of this organ and visible to this person."""
    if not said:
        return ""
    seen = casework.visible_to(by).filter(organ=row.organ, procedure__in=ports.requests.procedures)
    found = seen.filter(uid=said).first() or seen.filter(number=said).first()
    if found is None:
        raise Invalid("没有找到本机关的这件申请。请填写申请编号，或者留空。", field="case")
    return found.uid


def _save(row: Challenge) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise Conflict(f"本机关在“{row.authority}”已登记过案号为“{row.number}”的案件。", field="number") from None


def _note(act: str, row: Challenge, *, by: Actor, at: datetime) -> None:
    entry = journal.record(
        act=f"reports.{act}",
        by=by.uid,
        at=at,
        organ=row.organ.code,
        subject=f"challenge:{row.uid}",
        facts={"route": row.route, "outcome": row.outcome},
    )
    emit(f"reports.{act}", key=str(entry), act=act, challenge=row.uid, entry=entry, by=by.uid)

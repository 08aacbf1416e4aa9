"""办理：the only code that writes casework's tables: one transaction and one journal entry an act."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction

from gongkai.engines.casework import permission
from gongkai.engines.casework.filling import filled_in
from gongkai.engines.casework.models import Case, CaseAssignment, CaseEvent, ReviewPractice
from gongkai.engines.casework.ports import Standing, accompany, condition, procedure_of
from gongkai.engines.casework.queries import (
    Dates,
    FirstEnd,
    assignments_of,
    clock_of,
    derived_dates,
    done_in,
    in_force,
    stored_dates,
)
from gongkai.engines.casework.rules import (
    CaseAct,
    Clock,
    ClockState,
    Done,
    Effect,
    Handling,
    Part,
    Procedure,
    assignments,
    first_received,
    letters_for,
    result_of,
)
from gongkai.foundation.errors import Conflict, Invalid, NotFound, NotPermitted
from gongkai.foundation.events import emit
from gongkai.foundation.journal import operations as journal
from gongkai.foundation.now import china_date
from gongkai.foundation.numbering.operations import take
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import Actor
from gongkai.foundation.permission import insist
from gongkai.foundation.text import storable
from gongkai.foundation.uids import new_uid
from gongkai.law import OutsideCoverage

DAY = len("2026-03-09")
INDEX = (
    "received_on",
    "first_received_on",
    "due_on",
    "due_at",
    "provisional",
    "open",
    "ended_on",
    "ended_due_on",
    "ended_at",
    "ended_due_at",
    "result",
)
"""What of a case is an index of its acts, the state aside."""


@transaction.atomic
def enter(*, procedure: str, organ: Organ, title: str, by: Actor, at: datetime) -> Case:
    """登记：open a case before an organ, in the first state of its procedure, with its number.

    The clock does not run yet: the day of receipt is an act of its own.

    :raises NotPermitted: unless by a post of the organ that enters these cases, or by the system for a party.
    :raises Invalid: without a title, or for a procedure no programme declares.
    """
    table = procedure_of(procedure)
    insist(permission.may_enter(by, table, organ))
    if not title.strip():
        raise Invalid("请填写标题，说明要办的是什么事。", field="title")
    year = china_date(at).year
    number = take(f"case:{procedure}:{organ.code}:{year}")
    case = Case.objects.create(
        uid=new_uid(),
        number=f"{organ.code}-{procedure}-{year}-{number:05d}",
        procedure=procedure,
        organ=organ,
        state=table.initial[0],
        title=title.strip(),
        opened_at=at,
    )
    _note("entered", case, by=by, at=at, facts={"procedure": procedure})
    emit(f"{procedure}.entered", key=case.uid, case=case.uid, by=by.uid)
    return case


@transaction.atomic
def do(*, case: str, act: str, given: Mapping[str, str], seen: int, by: Actor, at: datetime) -> Case:
    """办理：do one act of the procedure in a case; state, clock and index follow from it.

    `given` holds what was filled in, key to text, days written 2026-03-09; `seen` is the number of the last act the
    person saw, so that nobody acts on what has changed meanwhile.

    :raises NotFound: for a case this person may not see.
    :raises Conflict: when something was done in the case since `seen`.
    :raises NotPermitted: with the reason, when the table or the programme does not allow it.
    :raises Invalid: with everything missing or unreadable, all at once; for a day no law or calendar here covers.
    """
    try:
        return _do(case, act, given, seen=seen, by=by, at=at)
    except OutsideCoverage as error:
        raise Invalid(f"{error.sentence}请核对所填的日期。", field="on") from error


def _do(case: str, act: str, given: Mapping[str, str], *, seen: int, by: Actor, at: datetime) -> Case:
    found = _locked(by, case)
    done = done_in(found)
    if seen != len(done):
        raise Conflict("这一件在您查看之后又办理了新的事项，您填写的内容没有提交。请核对最新情况后再办理。")
    insist(permission.may(by, act, found, done=done))
    row = procedure_of(found.procedure).act(act)
    kept = filled_in(row, given, letters=_letters(found, row, done), at=at)
    on = _day(kept, at=at, done=done)
    standing = Standing(done, clock_of(found, on=on, done=done, now=at), china_date(at), found.organ.code)
    insist(condition(procedure=found.procedure, act=row, on=on, given=kept, standing=standing))
    _check(row, procedure_of(found.procedure), kept, standing)
    handler = permission.acting_for(by, procedure_of(found.procedure), row, done)
    item = Done(len(done) + 1, act, on, by.uid, kept, at, handler)
    CaseEvent.objects.create(
        case=found, number=item.number, act=act, on=on, at=at, by=by.uid, organ=handler, given=kept
    )
    clock = _follow(found, row, (*done, item))
    accompany(case=found, done=(*done, item), clock=clock, by=by, at=at)
    _note(act, found, by=by, at=at, facts={"number": item.number, "on": on.isoformat(), "state": found.state})
    emit(f"{found.procedure}.{act}", key=f"{found.uid}:{item.number}", case=found.uid, number=item.number)
    return found


@transaction.atomic
def set_practice(*, organ: Organ, combined: bool, reason: str = "", by: Actor, at: datetime) -> ReviewPractice:
    """设定审查分工：whether one person may give several of the reviews of one draft in this organ; else each another.

    No article says so: keeping them apart is this system's rule, and a small organ may set it aside with its reason.

    :raises NotPermitted: unless by the head of the organ's FOI office.
    :raises Invalid: without a reason for setting it aside.
    """
    insist(permission.may_set_practice(by, organ))
    said = " ".join(storable(reason).split())[:200]
    if combined and not said:
        raise Invalid("请写明为什么不能由不同的人分别审查，例如“本机关只有一人负责审查”。", field="reason")
    values = {"combined": combined, "reason": said if combined else "", "by": by.uid, "at": at}
    kept, _ = ReviewPractice.objects.update_or_create(organ=organ, defaults=values)
    facts = {"combined": str(combined).lower()}
    subject = f"organ:{organ.code}"
    journal.record(act="casework.practice_set", by=by.uid, at=at, organ=organ.code, subject=subject, facts=dict(facts))
    return kept


@transaction.atomic
def recompute(*, case: str, by: Actor, at: datetime) -> bool:
    """重新核算期限：write the dates of a case as its acts give them now; answers whether any was different.

    For when a calendar has come: acts, state and result stay. Done again, it changes nothing and journals nothing.

    :raises NotPermitted: unless by the system: dates follow from acts and calendars, nobody sets them.
    :raises NotFound: for a case there is not.
    :raises OutsideCoverage: when a day is needed that no calendar covers.
    """
    insist(permission.may_recompute(by))
    found = _locked(by, case)
    before, now = stored_dates(found), derived_dates(found)
    if before == now:
        return False
    for name, value in asdict(now).items():
        setattr(found, name, value)
    found.save(update_fields=[*asdict(now)])
    days = {"was": _iso(before.due_on), "due_on": _iso(now.due_on)}
    facts = {**days, "provisional": str(now.provisional).lower()}
    entry = _note("recomputed", found, by=by, at=at, facts=facts)
    emit("casework.recomputed", key=f"{found.uid}:{entry}", case=found.uid, entry=entry, **days)
    return True


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _locked(person: Actor, uid: str) -> Case:
    seen = permission.visible_to(person).filter(uid=uid)
    case = seen.select_for_update(of=("self",)).select_related("organ__place").first()
    if case is None:
        raise NotFound
    return case


def _check(row: CaseAct, table: Procedure, kept: Mapping[str, str], standing: Standing) -> None:
    """What holds in every procedure: time that ran out is not extended; the main handler does not assist itself."""
    clock = standing.clock
    if row.effect is Effect.EXTEND and clock and clock.state is ClockState.RUNNING and clock.overdue_by.number:
        raise NotPermitted(
            f"期限已经届满，不能再“{row.name}”。延长应当在期限届满以前办理；请尽快办结，并说明逾期的原因。"
        )
    if row.handling is Handling.JOIN and kept.get("organ") in _main(table, standing.done):
        raise Invalid("该机关是本件的主办单位，不另作协办。请选择其他机关。", field="organ")


def _main(table: Procedure, done: Sequence[Done]) -> set[str]:
    return {one.organ for one in assignments(table, done) if not one.until and one.part is Part.MAIN}


def _letters(case: Case, row: CaseAct, done: tuple[Done, ...]) -> frozenset[str]:
    """The letters the act may speak of, by the number of their act."""
    return frozenset(str(one.number) for one in letters_for(procedure_of(case.procedure), row, done))


def _day(kept: Mapping[str, str], *, at: datetime, done: tuple[Done, ...]) -> date:
    """The day the act takes effect: given, or today; never in the future, never before the act it follows."""
    today = china_date(at)
    day = date.fromisoformat(kept.get("on", "") or kept.get("at", "")[:DAY] or today.isoformat())
    if day > today:
        raise Invalid("日期不能晚于今天。事情发生以后再登记。", field="on")
    if done and day < done[-1].on:
        raise Invalid(f"日期不能早于上一事项的日期（{done[-1].on.isoformat()}）。请核对日期。", field="on")
    return day


def _follow(case: Case, row: CaseAct, done: tuple[Done, ...]) -> Clock | None:
    """State, result and index of dates, from the acts; gives the clock on the day of the last."""
    last, table = done[-1], procedure_of(case.procedure)
    now = clock_of(case, on=last.on, done=done, now=last.at)
    case.state = row.to or case.state
    case.open = not table.state(case.state).ended
    standing = in_force(now, last, ended=not case.open)
    end = FirstEnd(case.ended_due_on, case.ended_due_at, case.ended_at)
    if not case.open and case.ended_on is None:
        case.ended_on, case.result, end = last.on, result_of(table, done), FirstEnd.of(standing, last)
    for name, value in asdict(Dates.of(standing, first_received(table, done), end)).items():
        setattr(case, name, value)
    case.save(update_fields=[*INDEX, "state"])
    if row.handling is not Handling.NONE:
        _reassign(case, done)
    return now


def _reassign(case: Case, done: tuple[Done, ...]) -> None:
    """Write the assignments as the acts give them."""
    kept = {one.since: one for one in case.assignments.all()}
    found = assignments_of(case, done=done)
    organs = {organ.code: organ for organ in Organ.objects.filter(code__in={one.organ for one in found})}
    for one in found:
        row = kept.get(one.since) or CaseAssignment(case=case, since=one.since)
        was = (row.part, row.until, row.standing)
        row.organ, row.part, row.until, row.standing = organs[one.organ], one.part.value, one.until, one.standing.value
        if row.pk is None or was != (row.part, row.until, row.standing):
            row.save()


def _note(act: str, case: Case, *, by: Actor, at: datetime, facts: Mapping[str, str | int]) -> int:
    """记入日志：by number and day, never by title or content."""
    return journal.record(
        act=f"casework.{act}", by=by.uid, at=at, organ=case.organ.code, subject=f"case:{case.uid}", facts=dict(facts)
    )

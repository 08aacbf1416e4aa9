"""查询：questions to casework; the office's start from `permission.visible_to`."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime

from django.db.models import Q, QuerySet

from gongkai.engines.casework import permission
from gongkai.engines.casework.models import Case, CaseEvent, ReviewPractice
from gongkai.engines.casework.ports import Standing, condition, limit_of, procedure_of, unfit
from gongkai.engines.casework.rules import (
    Assignment,
    CaseAct,
    Clock,
    ClockState,
    Done,
    assignments,
    clock,
    first_received,
    happened,
    until_end,
)
from gongkai.foundation.errors import NotFound
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import Actor
from gongkai.foundation.permission import Decision


@dataclass(frozen=True)
class Offer:
    """可办事项：one act of the table in the state a case is in, and whether this person may do it now."""

    act: CaseAct
    decision: Decision

    @property
    def allowed(self) -> bool:
        """Whether it may be done."""
        return bool(self.decision)

    @property
    def reason(self) -> str:
        """Why not, in a sentence; empty when it may."""
        return getattr(self.decision, "reason", "")


def case_of(person: Actor, number: str) -> Case:
    """按编号取办件：with its acts fetched; two SQL queries.

    :raises NotFound: for a case this person may not see, as for one there is not.
    """
    seen = permission.visible_to(person).filter(number=number)
    found = seen.select_related("organ__place").prefetch_related("events").first()
    if found is None:
        raise NotFound
    return found


def done_in(case: Case) -> tuple[Done, ...]:
    """办理经过：the acts done in a case, in order."""
    return tuple(_done(event) for event in case.events.all())


def _done(event: CaseEvent) -> Done:
    return Done(event.number, event.act, event.on, event.by, event.given, event.at, event.organ)


def clock_of(case: Case, *, on: date, done: Sequence[Done] | None = None, now: datetime | None = None) -> Clock | None:
    """办件期限：where the clock of a case stands on a day; None before the application was received.

    :raises OutsideCoverage: when a day is needed that no calendar covers.
    """
    known = done_in(case) if done is None else done
    facts = happened(procedure_of(case.procedure), known, lambda: limit_of(case, known))
    return clock(facts, as_of=on, now=now) if facts else None


def assignments_of(case: Case, *, done: Sequence[Done] | None = None) -> tuple[Assignment, ...]:
    """交办情况：which organs handle the case and how far each is, from its acts."""
    return assignments(procedure_of(case.procedure), done_in(case) if done is None else done)


@dataclass(frozen=True)
class Dates:
    """期限索引：the dates a case stores so that queues and statistics can ask for them."""

    received_on: date | None
    first_received_on: date | None
    due_on: date | None
    provisional: bool
    ended_due_on: date | None
    due_at: datetime | None = None
    ended_at: datetime | None = None
    ended_due_at: datetime | None = None

    @classmethod
    def of(cls, now: Clock | None, first: date | None, end: "FirstEnd") -> "Dates":
        """From the clock in force."""
        if now is None:
            return cls(None, first, None, False, end.due_on, None, end.at, end.due_at)
        return cls(now.started_on, first, now.due_on, now.provisional, end.due_on, now.due_at, end.at, end.due_at)


@dataclass(frozen=True)
class FirstEnd:
    """首次办结：the last day that stood then; of a limit in hours its instant, and that of the end."""

    due_on: date | None = None
    due_at: datetime | None = None
    at: datetime | None = None

    @classmethod
    def of(cls, then: Clock | None, last: Done) -> "FirstEnd":
        """From the clock in force on the day of the act that ended the case."""
        return cls(then.due_on, then.due_at, last.moment if then.due_at else None) if then else cls()


def stored_dates(case: Case) -> Dates:
    """所记期限：the index as it stands in the table."""
    return Dates(**{field.name: getattr(case, field.name) for field in fields(Dates)})


def derived_dates(case: Case, *, done: Sequence[Done] | None = None) -> Dates:
    """应记期限：the index as acts, law and calendars known now give it, on the day of the last act.

    :raises OutsideCoverage: when a day is needed that no calendar covers.
    """
    known, table = done_in(case) if done is None else done, procedure_of(case.procedure)
    now = clock_of(case, on=known[-1].on, done=known) if known else None
    now = in_force(now, known[-1], ended=table.state(case.state).ended) if known else None
    return Dates.of(now, first_received(table, known), first_end(case, done=known))


def in_force(clock: Clock | None, last: Done, *, ended: bool) -> Clock | None:
    """在计的期限：None once the clock was stopped while the case went on: the limit was kept, and none runs since."""
    if clock is None or clock.state is not ClockState.STOPPED:
        return clock
    after = clock.due_at is not None and last.moment is not None and last.moment > clock.due_at
    kept_before = clock.on_time and (after or (clock.due_on is not None and last.on > clock.due_on))
    return None if kept_before or not ended else clock


def first_end(case: Case, *, done: Sequence[Done]) -> FirstEnd:
    """首次办结：the last day or instant that stood when the case first ended; nothing before.

    :raises OutsideCoverage: when a day is needed that no calendar covers.
    """
    ending = until_end(procedure_of(case.procedure), done)
    if not ending:
        return FirstEnd()
    then = clock_of(case, on=ending[-1].on, done=ending)
    return FirstEnd.of(in_force(then, ending[-1], ended=True), ending[-1])


def recountable(today: date) -> QuerySet[Case]:
    """可重新核算的办件：those a new calendar may move: open ones, and ended ones that were due this year or later.

    An ended one counts as late or not by its last day, and the notice for a year comes late in the year before it.
    """
    return Case.objects.filter(Q(open=True) | Q(due_on__gte=today.replace(month=1, day=1)))


def practice_of(organ: Organ) -> ReviewPractice | None:
    """审查分工：as the organ's head set it; None while nobody did, and each review is another person's."""
    return ReviewPractice.objects.filter(organ=organ).first()


def open_acts(case: Case) -> tuple[CaseAct, ...]:
    """可办行为：what the procedure has for the case as it stands, whoever does it."""
    return procedure_of(case.procedure).open_acts(case.state)


def acts_for(
    person: Actor, case: Case, *, on: date, done: Sequence[Done] | None = None, now: datetime | None = None
) -> tuple[Offer, ...]:
    """可办事项：every act the table has for the case as it stands, allowed to this person or refused with why.

    Where nothing but the day is to be filled in, the programme is asked at once; otherwise when it is done. What never
    fits the case, such as a receipt by another channel, is not among them.

    :raises OutsideCoverage: when a day is needed that no calendar covers.
    """
    known = done_in(case) if done is None else done
    standing = Standing(known, clock_of(case, on=on, done=known, now=now), on, case.organ.code)
    never = unfit(case)
    return tuple(Offer(act, _decision(person, case, act, standing)) for act in open_acts(case) if act.key not in never)


def _decision(person: Actor, case: Case, act: CaseAct, standing: Standing) -> Decision:
    decision = permission.may(person, act.key, case, done=standing.done)
    if not decision or any(need.key != "on" for need in act.needs):
        return decision
    given = {"on": standing.today.isoformat()} if act.needs else {}
    return condition(procedure=case.procedure, act=act, on=standing.today, given=given, standing=standing)

"""查询：questions to casework; the office's start from `permission.visible_to`."""

from collections.abc import Sequence
from datetime import date

from gongkai.engines.casework.models import Case, CaseEvent
from gongkai.engines.casework.ports import procedure_of
from gongkai.engines.casework.rules import CaseAct, Clock, Done, clock, happened


def done_in(case: Case) -> tuple[Done, ...]:
    """办理经过：the acts done in a case, in order."""
    return tuple(_done(event) for event in case.events.all())


def _done(event: CaseEvent) -> Done:
    return Done(event.number, event.act, event.on, event.by, event.given)


def clock_of(case: Case, *, on: date, done: Sequence[Done] | None = None) -> Clock | None:
    """办件期限：where the clock of a case stands on a day; None before the application was received.

    :raises OutsideCoverage: when a day is needed that no calendar covers.
    """
    facts = happened(procedure_of(case.procedure), done_in(case) if done is None else done)
    return clock(facts, as_of=on) if facts else None


def open_acts(case: Case) -> tuple[CaseAct, ...]:
    """可办行为：what the procedure has for the case as it stands, whoever does it."""
    return procedure_of(case.procedure).open_acts(case.state)

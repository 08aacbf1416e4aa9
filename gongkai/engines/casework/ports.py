"""What programmes declare to the engine: their procedures, and conditions a table cannot say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from django.db.models import Q

from gongkai.engines.casework.models import Case
from gongkai.engines.casework.rules import CaseAct, Clock, Done, Procedure
from gongkai.foundation.errors import Invalid
from gongkai.foundation.people.actors import Actor
from gongkai.foundation.permission import ALLOWED, Decision
from gongkai.law import CalendarDays, Hours, Value, WorkingDays


@dataclass(frozen=True)
class Standing:
    """办件现状：what a condition is told: the acts done so far and the clock on the day the act takes effect.

    `organ` is the code of the organ the case is before.
    """

    done: Sequence[Done]
    clock: Clock | None
    today: date
    organ: str = ""


class Condition(Protocol):
    """办理条件：may this act be done now, with what was given? Pure: facts in, a decision out."""

    def __call__(self, *, act: CaseAct, on: date, given: Mapping[str, str], standing: Standing) -> Decision:
        """`on` is the day the act takes effect; `given` what was filled in, key to text."""
        ...


class Companion(Protocol):
    """随行办理：what a programme does together with an act, in its transaction: both happen or neither."""

    def __call__(self, *, case: Case, done: Sequence[Done], clock: Clock | None, by: Actor, at: datetime) -> None:
        """`done` ends with the act just done; `clock` stands on its day."""
        ...


class Finder(Protocol):
    """查找：which cases a programme finds by words, besides number and title, such as by who asked."""

    def __call__(self, words: str) -> Q:
        """A condition on cases."""
        ...


class Unfit(Protocol):
    """不合本件的行为：which acts of the table a programme never allows in a case, such as for the way it came."""

    def __call__(self, case: Case) -> frozenset[str]:
        """Keys of acts that are not offered."""
        ...


class Limiter(Protocol):
    """本件期限：how long a case has, where that hangs on what it is. Pure: the case and its acts, law and profile."""

    def __call__(
        self, *, case: Case, done: Sequence[Done]
    ) -> Value[WorkingDays] | Value[CalendarDays] | Value[Hours] | None:
        """The time with where it stands: that of a statute on the matter before a profile's; None where none is."""
        ...


_procedures: dict[str, Procedure] = {}
_conditions: dict[str, Condition] = {}
_companions: dict[str, Companion] = {}
_finders: dict[str, Finder] = {}
_unfit: dict[str, Unfit] = {}
_limiters: dict[str, Limiter] = {}


def bind(
    procedures: Mapping[str, Procedure],
    conditions: Mapping[str, Condition],
    companions: Mapping[str, Companion] | None = None,
    finders: Mapping[str, Finder] | None = None,
    unfit: Mapping[str, Unfit] | None = None,
    *,
    limiters: Mapping[str, Limiter] | None = None,
) -> None:
    """接线：procedure by its key, the condition asked before its acts, what goes with them. Called by the assembly."""
    _procedures.clear()
    _procedures.update(procedures)
    _conditions.clear()
    _conditions.update(conditions)
    _companions.clear()
    _companions.update(companions or {})
    _finders.clear()
    _finders.update(finders or {})
    _unfit.clear()
    _unfit.update(unfit or {})
    _limiters.clear()
    _limiters.update(limiters or {})


def procedure_of(key: str) -> Procedure:
    """按代码取程序。

    :raises Invalid: for a procedure no programme declares.
    """
    if key not in _procedures:
        raise Invalid(f"没有“{key}”这种办件。请核对办件类型。", field="procedure")
    return _procedures[key]


def procedures() -> tuple[Procedure, ...]:
    """所有程序：as the programmes declare them."""
    return tuple(_procedures.values())


def found_by(words: str) -> Q:
    """按文字查找：cases whose number or title has the words, or which a programme finds by them."""
    found = Q(number__icontains=words) | Q(title__icontains=words)
    for key, finder in _finders.items():
        found |= Q(procedure=key) & finder(words)
    return found


def condition(*, procedure: str, act: CaseAct, on: date, given: Mapping[str, str], standing: Standing) -> Decision:
    """询问办理条件：what the programme says; a procedure without a condition passes."""
    asked = _conditions.get(procedure)
    return asked(act=act, on=on, given=given, standing=standing) if asked else ALLOWED


def limit_of(case: Case, done: Sequence[Done]) -> Value[WorkingDays] | Value[CalendarDays] | Value[Hours] | None:
    """本件期限：what the programme's limiter says; None where it has none."""
    asked = _limiters.get(case.procedure)
    return asked(case=case, done=done) if asked else None


def unfit(case: Case) -> frozenset[str]:
    """不合本件的行为：what the table has and the programme never allows in this case; none where it says nothing."""
    asked = _unfit.get(case.procedure)
    return asked(case) if asked else frozenset()


def accompany(*, case: Case, done: Sequence[Done], clock: Clock | None, by: Actor, at: datetime) -> None:
    """随行办理：let the programme do what goes with the act just done; a programme without any does nothing."""
    companion = _companions.get(case.procedure)
    if companion is not None:
        companion(case=case, done=done, clock=clock, by=by, at=at)

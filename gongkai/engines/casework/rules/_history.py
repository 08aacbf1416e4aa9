"""办件经过：from the acts entered in a case to what happened to its clock."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeAlias

from gongkai.engines.casework.rules._happened import (
    Extended,
    Happened,
    Replaced,
    Restarted,
    Resumed,
    Started,
    Stopped,
    Suspended,
)
from gongkai.engines.casework.rules._procedure import CaseAct, Effect, Procedure
from gongkai.law import CalendarDays, Citation, Hours, Limit, Value, WorkingDays, count_working_days
from gongkai.law.chinese import CHINA


@dataclass(frozen=True)
class Done:
    """已办行为：one act done in a case: its `number` there, the day it took effect, who did it, what was given.

    `at` is when it was entered; `organ` the organ a case is assigned to for which it was done, empty for the case's.
    """

    number: int
    act: str
    on: date
    by: str
    given: Mapping[str, str] = field(default_factory=dict)
    at: datetime | None = None
    organ: str = ""

    @property
    def moment(self) -> datetime | None:
        """Give the instant it took effect: as given, else when it was entered."""
        return datetime.fromisoformat(self.given["at"]).replace(tzinfo=CHINA) if "at" in self.given else self.at

    def day(self, key: str) -> date:
        """Read a day that was given, written 2026-03-09."""
        return date.fromisoformat(self.given[key])

    def number_of(self, key: str) -> int:
        """Read a whole number that was given."""
        return int(self.given[key])


LimitOf: TypeAlias = Callable[[], Value[WorkingDays] | Value[CalendarDays] | Value[Hours] | None]
"""本件期限：the time a case has, where its programme says so for each."""


def happened(procedure: Procedure, done: Iterable[Done], limit_of: LimitOf | None = None) -> tuple[Happened, ...]:
    """期限事实：what the acts of a case did to its clock, in order.

    The first day of receipt picks the edition of the law. A restart ends every wait that was on the applicant's side;
    letters to others run on. Reopening ends every wait. Where no law fixes a limit and `limit_of` gives none,
    there is nothing to tell.

    :raises OutsideCoverage: when the day of a fact lies outside the law known here.
    """
    return tuple(_History(procedure, tuple(done), limit_of).facts())


def first_received(procedure: Procedure, done: Iterable[Done]) -> date | None:
    """首次收到之日：the day the case was first received, whatever restarted its clock later."""
    return next((item.on for item in done if procedure.act(item.act).effect is Effect.START), None)


def result_of(procedure: Procedure, done: Iterable[Done]) -> str:
    """办理结果：the code of how a case ended: what the ending act says, else what was last proposed; "" before."""
    proposed = ""
    for item in done:
        act = procedure.act(item.act)
        proposed = item.given.get(act.proposes, proposed) if act.proposes else proposed
        if act.to and procedure.state(act.to).ended:
            return act.result or proposed
    return ""


def until_end(procedure: Procedure, done: Sequence[Done]) -> tuple[Done, ...]:
    """到首次办结：the acts up to the first that ended the case; none while it never ended."""
    for place, item in enumerate(done, start=1):
        to = procedure.act(item.act).to
        if to and procedure.state(to).ended:
            return tuple(done[:place])
    return ()


class _History:
    """One case read from the beginning."""

    def __init__(self, procedure: Procedure, done: tuple[Done, ...], limit_of: LimitOf | None) -> None:
        self.procedure = procedure
        self.done = done
        self.received_on = first_received(procedure, done)
        self.limit = self._limit(limit_of)
        self.letters = {
            item.given["letter"]: item.day("received_on")
            for item in done
            if procedure.act(item.act).effect is Effect.RECEIVED
        }

    def facts(self) -> Iterator[Happened]:
        if self.received_on is None or self.limit is None:
            return
        waiting: list[str] = []
        sent: list[str] = []
        for item in self.done:
            act = self.procedure.act(item.act)
            if act.effect is Effect.RESTART:
                yield from (Resumed(item.on, key, act.name) for key in waiting)
                waiting.clear()
            if act.effect is Effect.SUSPEND:
                sent.append(str(item.number))
                waiting += sent[-1:] if act.waits_at_most is None and act.to else []
            if act.effect is Effect.REOPEN:
                yield from (Resumed(item.on, key, act.name) for key in sent)
                waiting.clear()
            self.limit = self._another(act, item) or self.limit
            yield from self._fact(act, item, self.received_on)
            if act.effect is Effect.REOPEN and item.given.get("due_on"):
                basis = self._basis(act, self.received_on)
                yield Replaced(item.on, item.day("due_on"), act.name, basis)

    def _fact(self, act: CaseAct, item: Done, received_on: date) -> Iterator[Happened]:
        basis = self._basis(act, received_on)
        match act.effect:
            case Effect.START:
                assert self.limit is not None  # asked before anything is told
                yield Started(item.on, self.limit, act.name, item.moment)
            case Effect.RESTART | Effect.REOPEN:
                yield Restarted(item.on, act.name, basis, item.moment, self._another(act, item))
            case Effect.SUSPEND:
                yield Suspended(item.on, str(item.number), act.name, basis, self._latest(act, item))
            case Effect.RESUME:
                yield Resumed(item.on, item.given["letter"], act.name)
            case Effect.EXTEND:
                yield Extended(item.on, self._more(item), act.name, basis, item.moment)
            case Effect.REPLACE:
                yield Replaced(item.on, item.day("due_on"), act.name, basis)
            case Effect.STOP:
                yield Stopped(item.on, act.name, item.moment)
            case Effect.NONE | Effect.RECEIVED:
                return

    def _limit(self, limit_of: LimitOf | None) -> Value[WorkingDays] | Value[CalendarDays] | Value[Hours] | None:
        """That of the procedure, else that of this case."""
        if self.received_on is None:
            return None
        if self.procedure.limit is None:
            return limit_of() if limit_of else None
        return self.procedure.limit.at(**{self.procedure.keyed_on: self.received_on})

    def _another(self, act: CaseAct, item: Done) -> Value[WorkingDays] | Value[CalendarDays] | Value[Hours] | None:
        """The limit an act brings with it, by the law of the day it was done."""
        return act.limit.at(**{act.keyed_on: item.on}) if act.limit else None

    def _more(self, item: Done) -> Limit:
        """What an extension adds, in the unit of the limit."""
        assert self.limit is not None  # asked before anything is told
        return type(self.limit.value)(item.number_of("days"))

    def _latest(self, act: CaseAct, item: Done) -> date | None:
        """The last day of who was written to, once it is known when the letter arrived."""
        received = self.letters.get(str(item.number))
        if received is None or act.waits_at_most is None:
            return None
        limit = act.waits_at_most.at(letter_received_on=received)
        return count_working_days(received, limit.value).due_on

    def _basis(self, act: CaseAct, received_on: date) -> Citation:
        rule = act.basis.at(received_on=received_on)
        return rule if isinstance(rule, Citation) else rule.citation

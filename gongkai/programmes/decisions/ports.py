"""What decisions ask of others: how the consultation on a draft stands, what became of what was decided."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True)
class Consultation:
    """公开征求意见的情况：`until` is the last day on which comments are taken.

    `shortened_reason` is what was published where the period is shorter than the law's; `unanswered` counts comments
    without an answer; `url` is where the public reads it. `organ` is the code of who holds it, `of_decision` whether
    it is on a draft of a major decision. `revised_on`: the days on which a new version was put out.
    """

    title: str
    opened_on: date
    until: date
    shortened_reason: str
    report_published: bool
    unanswered: int
    url: str = ""
    organ: str = ""
    of_decision: bool = True
    revised_on: tuple[date, ...] = ()
    report_published_on: date | None = None


class Consultations(Protocol):
    """意见征集：whoever keeps the consultations."""

    def consultations(self, uids: Iterable[str], *, on: date) -> Mapping[str, Consultation]:
        """Those that are public, by their public identifiers, as they stand on a day; asked once for a whole list."""
        ...


_bound: list[Consultations] = []


def bind(consultations: Consultations | None) -> None:
    """接线：who answers. Called once, by the assembly."""
    _bound[:] = [consultations] if consultations else []


def consultation(uid: str, *, on: date) -> Consultation | None:
    """询问公开征求意见的情况：None where nobody answers, or there is none."""
    return consultations([uid], on=on).get(uid)


def consultations(uids: Iterable[str], *, on: date) -> Mapping[str, Consultation]:
    """询问几件公开征求意见的情况：of a list in one question; nothing is asked where none is named."""
    named = [uid for uid in uids if uid]
    return _bound[0].consultations(named, on=on) if _bound and named else {}


@dataclass(frozen=True)
class Outcome:
    """一项结果：what an organ says it reached; `state` as it is named."""

    title: str
    state: str
    url: str


@dataclass(frozen=True)
class CarriedTask:
    """一项执行任务：who leads, by when, how it stands; `state` as it is named, empty before the first report."""

    title: str
    lead: str
    due_on: date | None
    state: str
    days_late: int
    url: str
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True)
class CarriedPlan:
    """一个执行计划：that says it carries the decision out; `more` where it has tasks that are not among these."""

    title: str
    organ: str
    url: str
    tasks: tuple[CarriedTask, ...]
    more: bool


class Execution(Protocol):
    """执行和结果：whoever keeps the plans, their tasks and what came of them."""

    def carrying_out(self, matter: str, *, on: date) -> tuple[CarriedPlan, ...]:
        """Public plans that carry out a decision, by the public identifier of its matter, as they stand on a day."""
        ...


_executing: list[Execution] = []


def bind_execution(execution: Execution | None) -> None:
    """接线：who answers for execution and results. Called once, by the assembly."""
    _executing[:] = [execution] if execution else []


def carrying_out(matter: str, *, on: date) -> tuple[CarriedPlan, ...]:
    """询问决策的执行和结果：none where nobody answers, or nothing is planned yet."""
    return _executing[0].carrying_out(matter, on=on) if _executing else ()

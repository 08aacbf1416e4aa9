"""期限单位：how a limit counts days: working days on the calendar, or every day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, Protocol, TypeVar

from gongkai.law import NO_CALENDAR_DAYS, NO_WORKING_DAYS, CalendarDays, Citation, WorkingCalendar, WorkingDays
from gongkai.law.chinese import span_in_chinese

D = TypeVar("D", WorkingDays, CalendarDays)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class ClockStep:
    """计算步骤：one sentence about the clock and what it rests on."""

    sentence: str
    citation: Citation | None


class Unit(Protocol, Generic[D]):
    """期限单位：what the clock asks of the days it counts in."""

    @property
    def none(self) -> D:
        """No days."""
        ...

    @property
    def term(self) -> str:
        """What the limit is called."""
        ...

    @property
    def version(self) -> str:
        """The calendars used."""
        ...

    def nth_after(self, start: date, limit: D) -> date:
        """The last of so many days after a day."""
        ...

    def between(self, start: date, end: date) -> D:
        """The days after one day through another."""
        ...

    def unpublished(self, first: date, last: date) -> bool:
        """Whether a holiday notice to come can move one of them."""
        ...

    def stretches(self, start: date, end: date, already: D) -> Iterator[ClockStep]:
        """The days counted, told in sentences."""
        ...

    def last_day(self, allowed: D) -> str:
        """What the last day is called."""
        ...


class WorkingUnit:
    """工作日：on the calendars in force."""

    none = NO_WORKING_DAYS
    term = "答复期限"

    def __init__(self, calendar: WorkingCalendar) -> None:
        self.version = calendar.version
        self.nth_after = calendar.nth_after
        self.between = calendar.between
        self.unpublished = calendar.unpublished
        self._calendar = calendar

    def stretches(self, start: date, end: date, already: WorkingDays) -> Iterator[ClockStep]:
        """Holidays and make-up days each in a sentence of their own."""
        for step in self._calendar.stretches(start, end, already=already.days):
            yield ClockStep(step.sentence, step.citation)

    def last_day(self, allowed: WorkingDays) -> str:
        """第20个工作日。"""
        return f"第{allowed.days}个工作日"


class CalendarUnit:
    """自然日：every day counts, holidays too; no notice moves it."""

    none = NO_CALENDAR_DAYS
    term = "期限"

    def __init__(self, basis: Citation) -> None:
        self.version = ""
        self._basis = basis

    def nth_after(self, start: date, limit: CalendarDays) -> date:
        """So many days later."""
        return start + timedelta(days=limit.days)

    def between(self, start: date, end: date) -> CalendarDays:
        """All of them."""
        return CalendarDays((end - start).days)

    def unpublished(self, first: date, last: date) -> bool:  # noqa: ARG002
        """Never."""
        return False

    def stretches(self, start: date, end: date, already: CalendarDays) -> Iterator[ClockStep]:
        """One sentence."""
        days = self.between(start, end)
        yield ClockStep(
            f"{span_in_chinese(start + ONE_DAY, end)}计{days}，节假日不停止计算，累计{already + days}。", self._basis
        )

    def last_day(self, allowed: CalendarDays) -> str:
        """第60日。"""
        return f"第{allowed.days}日"

"""工作日计算：counts working days over the calendars in force and explains every stretch."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Literal

from .calendar_years import SATURDAY, CalendarYear
from .chinese import day_and_weekday, day_in_chinese, span_in_chinese
from .errors import OutsideCoverage
from .instruments import Citation
from .quantities import CalendarDays, WorkingDays

Kind = Literal["start", "ordinary", "rest", "make_up", "due"]
Cite = Callable[[str, date], Citation]
ONE_DAY = timedelta(days=1)
NEW_YEAR_SWAP = timedelta(days=3)


@dataclass(frozen=True)
class Step:
    """计算步骤：one stretch of a count, `from_` to `until` (excluded), the working days in it, and why."""

    kind: Kind
    from_: date
    until: date
    working_days: int
    sentence: str
    citation: Citation


@dataclass(frozen=True)
class Count:
    """期限计算：the day a limit ends, whether that may still move, and how it was counted.

    `provisional` is true when a holiday notice not yet published may change a day counted.
    `calendar_version` names the calendars used, so that a later recount can tell whether they changed.
    """

    due_on: date
    provisional: bool
    steps: tuple[Step, ...]
    calendar_version: str


class WorkingCalendar:
    """工作日历：all years known, as one sorted array of working days."""

    def __init__(self, years: list[CalendarYear], version: str, cite: Cite) -> None:
        national = [item for item in years if not item.local]
        self.first = date(national[0].year, 1, 1)
        self.last = date(national[-1].year, 12, 31)
        self.version = version
        self.years = tuple(years)
        self._cite = cite
        self._provisional = frozenset(item.year for item in national if item.provisional)
        self._source: dict[date, CalendarYear] = {}
        self._rest: dict[date, str] = {}
        self._work: dict[date, str] = {}
        for item in years:
            self._lay(item)
        days = range(self.first.toordinal(), self.last.toordinal() + 1)
        self._working = [number for number in days if self._works(date.fromordinal(number))]

    def _lay(self, item: CalendarYear) -> None:
        for day, name in item.rest.items():
            self._rest[day], self._source[day] = name, item
            self._work.pop(day, None)
        for day, name in item.work.items():
            self._work[day], self._source[day] = name, item
            self._rest.pop(day, None)

    def _works(self, day: date) -> bool:
        return day in self._work or (day.weekday() < SATURDAY and day not in self._rest)

    def _check(self, day: date) -> None:
        if not self.first <= day <= self.last:
            raise self._outside(day_in_chinese(day))

    def _outside(self, what: str) -> OutsideCoverage:
        return OutsideCoverage(
            f"{what}超出了工作日历的范围（{day_in_chinese(self.first)}至{day_in_chinese(self.last)}），无法计算工作日。"
            f"请管理员按国务院办公厅公布的放假通知，在本地法规目录的 calendars 中补录该年日历后重算。"
        )

    def is_working_day(self, day: date) -> bool:
        """Tell whether the day is a working day.

        :raises OutsideCoverage: for a day no calendar covers.
        """
        self._check(day)
        return self._works(day)

    def is_provisional(self, day: date) -> bool:
        """Tell whether an unpublished notice may still change the day; one may also swap the days before New Year."""
        return self._unpublished(day, day)

    def _unpublished(self, first: date, last: date) -> bool:
        years = range(first.year, (last + NEW_YEAR_SWAP).year + 1)
        return any(year in self._provisional or year > self.last.year for year in years)

    def between(self, start: date, end: date) -> WorkingDays:
        """Count the working days after `start` up to and including `end`.

        :raises OutsideCoverage: when either day is not covered.
        """
        if end < start:
            raise ValueError(f"end {end} lies before start {start}")
        self._check(start)
        self._check(end)
        after, through = start.toordinal(), end.toordinal()
        return WorkingDays(bisect_right(self._working, through) - bisect_right(self._working, after))

    def roll(self, day: date) -> date:
        """Give the day itself if it is a working day, else the next working day."""
        self._check(day)
        index = bisect_left(self._working, day.toordinal())
        if index >= len(self._working):
            raise self._outside(f"{day_in_chinese(day)}之后的首个工作日")
        return date.fromordinal(self._working[index])

    def count(self, start: date, limit: WorkingDays) -> Count:
        """Count `limit` working days from the day after `start`.

        :raises OutsideCoverage: when the start or the end is not covered.
        """
        if not isinstance(limit, WorkingDays):
            raise TypeError(f"a limit in WorkingDays is expected, not {limit!r}")
        due = self.nth_after(start, limit)
        provisional = limit.days > 0 and self._unpublished(start + ONE_DAY, due)
        steps = (self._start(start), *self.stretches(start, due), self._due(due, limit, provisional))
        return Count(due, provisional, steps, self.version)

    def nth_after(self, start: date, limit: WorkingDays) -> date:
        """Give the last of `limit` working days after `start`, without the steps; `start` itself for none.

        :raises OutsideCoverage: when the start or that day is not covered.
        """
        self._check(start)
        if not limit.days:
            return start
        index = bisect_right(self._working, start.toordinal()) + limit.days - 1
        if index >= len(self._working):
            raise self._outside(f"自{day_in_chinese(start)}起{limit}的届满日")
        return date.fromordinal(self._working[index])

    def unpublished(self, first: date, last: date) -> bool:
        """Tell whether a holiday notice not yet published may still change a day from `first` through `last`."""
        return self._unpublished(first, last)

    def count_calendar_days(self, start: date, limit: CalendarDays, *, rolls_over_rest_days: bool) -> Count:
        """Count `limit` calendar days from the day after `start`.

        With `rolls_over_rest_days` a last day on a rest day moves to the next working day.

        :raises OutsideCoverage: when rolling needs a day that no calendar covers.
        """
        last = start + timedelta(days=limit.days)
        due = self.roll(last) if rolls_over_rest_days else last
        sentence = f"自次日起算的第{limit.days}日为{day_and_weekday(last)}"
        if due == last:
            step = Step(
                "due", due, due + ONE_DAY, 0, f"{sentence}，期限至当日届满。", self._cite("start_day_excluded", start)
            )
        else:
            sentence += f"，系法定休假日，顺延至{day_and_weekday(due)}届满。"
            step = Step("due", due, due + ONE_DAY, 0, sentence, self._cite("last_day_rolls", last))
        provisional = rolls_over_rest_days and self._unpublished(last, due)
        return Count(due, provisional, (self._start(start), step), self.version)

    def _start(self, start: date) -> Step:
        sentence = f"{day_and_weekday(start)}为起算日，当日不计入，自{day_in_chinese(start + ONE_DAY)}起计算。"
        return Step("start", start, start + ONE_DAY, 0, sentence, self._cite("start_day_excluded", start))

    def _due(self, due: date, limit: WorkingDays, provisional: bool) -> Step:
        sentence = f"第{limit.days}个工作日为{day_and_weekday(due)}，期限至当日届满。"
        if provisional:
            sentence += "期间涉及尚未公布的放假安排，此日期为暂定，放假通知公布后重算。"
        return Step("due", due, due + ONE_DAY, 0, sentence, self._cite("weekly_rest_days", due))

    def stretches(self, start: date, due: date, *, already: int = 0) -> Iterator[Step]:
        """Tile the days after `start` through `due` into ordinary stretches, holidays and make-up days.

        `already` working days were counted before and are added to the running total the sentences give.

        :raises OutsideCoverage: when either day is not covered.
        """
        self._check(start)
        self._check(due)
        total = already
        days = (date.fromordinal(n) for n in range(start.toordinal() + 1, due.toordinal() + 1))
        for (kind, name, _), group in groupby(days, key=self._nature):
            stretch = list(group)
            counted = sum(self._works(day) for day in stretch)
            total += counted
            yield self._stretch(kind, name, stretch, counted, total)

    def _nature(self, day: date) -> tuple[Kind, str, int]:
        if day in self._work:
            return "make_up", self._work[day], day.toordinal()
        if day in self._rest:
            return "rest", self._rest[day], self._source[day].year
        return "ordinary", "", 0

    def _stretch(self, kind: Kind, name: str, days: list[date], counted: int, total: int) -> Step:
        first, last = days[0], days[-1]
        span = span_in_chinese(first, last)
        source = self._source.get(first) if kind != "ordinary" else None
        by = _by(source)
        if kind == "rest":
            sentence = f"{span}{name}放假，共{len(days)}天，不计入{by}。"
        elif kind == "make_up":
            sentence = f"{span}为{name}调休上班日，计1个工作日，累计{total}个{by}。"
        else:
            sentence = _ordinary(span, len(days), counted, total)
        citation = self._basis(kind, first, source)
        return Step(kind, first, last + ONE_DAY, counted, sentence, citation)

    def _basis(self, kind: Kind, day: date, source: CalendarYear | None) -> Citation:
        if source is not None and source.local:
            return source.citation
        return self._cite({"rest": "public_holidays", "make_up": "make_up_days"}.get(kind, "weekly_rest_days"), day)


def _by(source: CalendarYear | None) -> str:
    if source is None:
        return ""
    if source.provisional:
        return f"（{source.year}年放假安排尚未公布，系推算）"
    return f"（{source.notice or source.citation.title}）"


def _ordinary(span: str, length: int, counted: int, total: int) -> str:
    weekend = length - counted
    if not counted:
        return f"{span}为周休息日，不计入。"
    if not weekend:
        return f"{span}计{counted}个工作日，累计{total}个。"
    return f"{span}除周休息日{weekend}天外，计{counted}个工作日，累计{total}个。"

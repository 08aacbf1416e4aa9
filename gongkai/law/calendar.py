"""工作日历：counting on the calendars now loaded. See `counting` for how, `use_overlay` for which."""

from datetime import date

from .book import current
from .counting import Count, Step, WorkingCalendar
from .quantities import CalendarDays, WorkingDays

__all__ = [
    "Count",
    "Step",
    "WorkingCalendar",
    "count_calendar_days",
    "count_working_days",
    "is_working_day",
    "next_working_day",
    "working_days_between",
]


def count_working_days(start: date, limit: WorkingDays) -> Count:
    """期限计算：count a limit in working days; day 1 is the first working day after `start`.

    :raises OutsideCoverage: when the start or the end is in a year without a calendar.
    """
    return current().calendar.count(start, limit)


def count_calendar_days(start: date, limit: CalendarDays, *, rolls_over_rest_days: bool = False) -> Count:
    """自然日期限计算：count a limit in calendar days; day 1 is the day after `start`.

    :raises OutsideCoverage: when the last day must roll over rest days of a year without a calendar.
    """
    return current().calendar.count_calendar_days(start, limit, rolls_over_rest_days=rolls_over_rest_days)


def working_days_between(start: date, end: date) -> WorkingDays:
    """工作日数：the working days after `start` up to and including `end`; the inverse of counting.

    :raises OutsideCoverage: when either day is in a year without a calendar.
    """
    return current().calendar.between(start, end)


def is_working_day(day: date) -> bool:
    """是否工作日：weekdays that are no holiday, and make-up weekend days.

    :raises OutsideCoverage: in a year without a calendar.
    """
    return current().calendar.is_working_day(day)


def next_working_day(day: date) -> date:
    """顺延：the day itself when it is a working day, else the first working day after it.

    :raises OutsideCoverage: in a year without a calendar.
    """
    return current().calendar.roll(day)

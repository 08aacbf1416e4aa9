"""演示日期：days relative to today become working days, acts get plausible office hours."""

import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from gongkai import law
from gongkai.foundation.now import CHINA

MORNING, NOON, AFTERNOON = time(9, 0), 180, time(13, 30)
MINUTES = 420
GAP = 5
Spec = date | Mapping[str, int]
Act = Callable[[datetime], None]


@dataclass(frozen=True)
class Moment:
    """时点：an act, on a day at about so many office minutes after nine, or (no day) between its neighbours."""

    act: Act
    on: date | None = None
    minute: int = 0


def is_working_day(day: date) -> bool:
    """是否工作日：by the law's calendar; Monday to Friday in years it does not cover."""
    try:
        return law.is_working_day(day)
    except law.OutsideCoverage:
        return day.weekday() < 5


def back(day: date) -> date:
    """退至工作日：the day itself, or the last working day before it."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day


def ahead(day: date) -> date:
    """推至工作日：the day itself, or the next working day."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def resolve(spec: Spec, today: date) -> date:
    """定日期：a fixed day as it stands; so many days ago, moved back to a working day; so many days ahead."""
    if isinstance(spec, date):
        return spec
    if "days_ahead" in spec:
        return today + timedelta(days=spec["days_ahead"])
    return back(today - timedelta(days=spec["days_ago"]))


def jitter(name: str, below: int = 50) -> int:
    """错开：minutes that differ from name to name and are the same every time."""
    return zlib.crc32(name.encode()) % below


def instant(day: date, minute: int) -> datetime:
    """时刻：so many office minutes after nine on a day in China."""
    start, past = (MORNING, minute) if minute < NOON else (AFTERNOON, minute - NOON)
    return datetime.combine(day, start, CHINA) + timedelta(minutes=past)


def timeline(moments: Sequence[Moment]) -> list[tuple[datetime, Act]]:
    """排时间：give every act its instant, in order; the first and the last must have their day.

    Acts without a day are spread evenly over the office hours between their neighbours.
    """
    days = _days([moment.on for moment in moments if moment.on])
    places: list[int] = []
    waiting = 0
    for moment in moments:
        if moment.on is None:
            waiting += 1
            continue
        wished = days.index(moment.on) * MINUTES + moment.minute
        last = places[-1] if places else wished - GAP
        place = max(wished, last + GAP * (waiting + 1))
        places += [last + (place - last) * step // (waiting + 1) for step in range(1, waiting + 1)]
        places.append(place)
        waiting = 0
    made = [instant(days[min(p // MINUTES, len(days) - 1)], p % MINUTES) for p in places]
    return [(at, moment.act) for at, moment in zip(made, moments, strict=True)]


def _days(fixed: Sequence[date]) -> list[date]:
    """The working days from the first to the last, and the fixed ones whatever they are."""
    first, last = min(fixed), max(fixed)
    span = [first + timedelta(days=offset) for offset in range((last - first).days + 1)]
    return [day for day in span if day in fixed or is_working_day(day)]

"""此刻：the only place that reads the clock.

A face or a job asks once and passes the answer down as `at`; rules and operations never ask.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")


def _system() -> datetime:
    return datetime.now(UTC)


_source: ContextVar[Callable[[], datetime]] = ContextVar("gongkai_now", default=_system)


def now() -> datetime:
    """此刻：the current instant, timezone-aware, in UTC."""
    return _source.get()()


def china_date(at: datetime) -> date:
    """北京日期：the calendar day on which an instant falls in China, where every statutory day is counted."""
    return at.astimezone(CHINA).date()


def day_begins(day: date) -> datetime:
    """一日之始：the first instant of a day in China."""
    return datetime.combine(day, time(), CHINA)


@contextmanager
def frozen(at: datetime) -> Iterator[None]:
    """定格：let `now()` answer `at` inside the block; for tests and demonstrations."""
    token = _source.set(lambda: at)
    try:
        yield
    finally:
        _source.reset(token)

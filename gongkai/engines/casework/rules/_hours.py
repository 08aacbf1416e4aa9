"""小时期限：from an instant on, through nights, rest days and holidays."""

import math
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from gongkai.engines.casework.rules._happened import (
    Extended,
    Happened,
    Replaced,
    Restarted,
    Started,
    Stopped,
    Suspended,
)
from gongkai.engines.casework.rules._units import ClockStep
from gongkai.law import Citation, Hours
from gongkai.law.chinese import moment_in_chinese

HOUR = timedelta(hours=1)


class HourReckoning:
    """小时计算：one reckoning in hours: what is left out of days is never left out here.

    An extension made after the end has no effect; one whose instant is not known was made in time.

    :raises ValueError: for a start without its instant, and for what only days know: a wait, another last day.
    """

    def __init__(
        self, start: Started, events: Sequence[Happened], limit: Hours, basis: Citation, now: datetime
    ) -> None:
        if any(isinstance(event, Suspended | Replaced) for event in events):
            raise ValueError("hours are neither suspended nor replaced")
        last = max(i for i, event in enumerate(events) if isinstance(event, Started | Restarted))
        since = events[last:]
        begun = since[0]
        assert isinstance(begun, Started | Restarted)
        if begun.at is None:
            raise ValueError("hours run from an instant")
        self.start, self.began, self.restart = start, begun.at, begun if isinstance(begun, Restarted) else None
        self.basis, self.allowed = basis, limit
        self.extensions: list[Extended] = []
        self.late: list[Extended] = []
        for event in since:
            if isinstance(event, Extended):
                self._extend(event)
        self.due_at = self.began + self.allowed.hours * HOUR
        self.stop = next((event for event in since if isinstance(event, Stopped)), None)
        self.stopped_at = self.stop.at if self.stop else None
        self.now = min(now, self.stopped_at) if self.stopped_at else now

    def _extend(self, event: Extended) -> None:
        if not isinstance(event.by, Hours):
            raise ValueError("a limit in hours is extended by hours")
        if event.at is not None and event.at > self.began + self.allowed.hours * HOUR:
            self.late.append(event)
            return
        self.extensions.append(event)
        self.allowed = self.allowed + event.by

    @property
    def used(self) -> Hours:
        """Whole hours since it began."""
        return Hours(_whole(self.now - self.began))

    @property
    def remaining(self) -> Hours:
        """Whole hours left."""
        return Hours(_whole(self.due_at - self.now))

    @property
    def overdue_by(self) -> Hours:
        """Hours past the end, one begun counted as one."""
        return Hours(_begun(self.now - self.due_at))

    def steps(self) -> Iterator[ClockStep]:
        """From the start to the end, a sentence each."""
        first = f"{moment_in_chinese(self.start.at or self.began)}{self.start.what}"
        yield ClockStep(f"{first}，期限为{self.start.limit.value}。", self.start.limit.citation)
        if self.restart:
            limit = self.restart.limit
            said = f"，期限为{limit.value}，从此时起算。" if limit else "，期限重新计算。"
            yield ClockStep(f"{moment_in_chinese(self.began)}{self.restart.what}{said}", self.restart.basis)
        for event in self.extensions:
            yield ClockStep(f"{event.what}，延长{event.by}。", event.basis)
        for event in self.late:
            yield ClockStep(f"{event.what}，此时期限已经届满，延长不产生效力。", event.basis)
        yield ClockStep(f"自{moment_in_chinese(self.began)}起{self.allowed}，节假日不停止计算。", self.basis)
        yield ClockStep(f"期限至{moment_in_chinese(self.due_at)}届满。", self.basis)
        if self.stop and self.stopped_at:
            late = self.stopped_at - self.due_at
            said = f"，超过期限{_span(late)}。" if late > timedelta() else "，在期限内。"
            yield ClockStep(f"{moment_in_chinese(self.stopped_at)}{self.stop.what}{said}", None)


def _whole(span: timedelta) -> int:
    return max(0, math.floor(span / HOUR))


def _begun(span: timedelta) -> int:
    return max(0, math.ceil(span / HOUR))


def _span(span: timedelta) -> str:
    """3小时20分。"""
    hours, minutes = divmod(math.ceil(span / timedelta(minutes=1)), 60)
    return "".join((f"{hours}小时" if hours else "", f"{minutes}分" if minutes or not hours else ""))

"""期限计算：from what happened to the last lawful day, the days used, and a sentence with its basis for every step."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Generic

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
from gongkai.engines.casework.rules._hours import HourReckoning
from gongkai.engines.casework.rules._intervals import Excluded, merged
from gongkai.engines.casework.rules._units import ONE_DAY, CalendarUnit, ClockStep, D, Unit, WorkingUnit
from gongkai.law import CalendarDays, Citation, Hours, Limit, Value, WorkingCalendar, WorkingDays, current
from gongkai.law.chinese import CHINA, day_and_weekday, day_in_chinese, span_in_chinese


class ClockState(StrEnum):
    """计时状态：running, suspended, or stopped. Whether a case is due or overdue is derived, never a state."""

    RUNNING = "running"
    SUSPENDED = "suspended"
    STOPPED = "stopped"


@dataclass(frozen=True)
class Clock:
    """期限：where a clock stands on a day.

    `due_on` is None while a suspension has no end fixed by law; `due_at` is the instant a limit in hours ends. `used`
    and `allowed` count in the unit of the limit; `remaining` is the rest, `overdue_by` what is past the end.
    `provisional`: a holiday notice not yet published, or a reply that may still come early, can move the day. `on_time`
    is None until the clock has stopped.
    """

    state: ClockState
    started_on: date
    due_on: date | None
    provisional: bool
    allowed: Limit
    used: Limit
    remaining: Limit
    overdue_by: Limit
    on_time: bool | None
    excluded: tuple[Excluded, ...]
    steps: tuple[ClockStep, ...]
    calendar_version: str
    due_at: datetime | None = None


def clock(
    events: Sequence[Happened],
    *,
    as_of: date,
    now: datetime | None = None,
    calendar: WorkingCalendar | None = None,
) -> Clock:
    """期限计算：give the clock of a case as it stands on `as_of`, from all that happened, in the order it was entered.

    Only what happened since the last start counts; a suspension that began before it and still runs is left out from
    then on. Suspensions that overlap are merged. An extension adds to the limit, so its days follow the original last
    day; one made after that day has no effect, and a step says so. A limit in hours is reckoned at `now`, the end of
    the day where none is given.

    :raises ValueError: when nothing started the clock, or a suspension is resumed that never began; when hours are
        suspended, or have no instant to run from.
    :raises OutsideCoverage: when a day is needed that no calendar covers.
    """
    limit = _limit(events)
    if isinstance(limit.value, Hours):
        return _in_hours(events, limit.value, limit.citation, now or datetime.combine(as_of + ONE_DAY, time(), CHINA))
    if isinstance(limit.value, CalendarDays):
        return _Reckoning(events, as_of, CalendarUnit(limit.citation), limit.value, limit.citation).result()
    unit = WorkingUnit(calendar or current().calendar)
    return _Reckoning(events, as_of, unit, limit.value, limit.citation).result()


def _in_hours(events: Sequence[Happened], limit: Hours, basis: Citation, now: datetime) -> Clock:
    found = HourReckoning(_start(events), events, limit, basis, now)
    return Clock(
        state=ClockState.STOPPED if found.stop else ClockState.RUNNING,
        started_on=found.began.astimezone(CHINA).date(),
        due_on=found.due_at.astimezone(CHINA).date(),
        provisional=False,
        allowed=found.allowed,
        used=found.used,
        remaining=found.remaining,
        overdue_by=found.overdue_by,
        on_time=found.stopped_at <= found.due_at if found.stopped_at else None,
        excluded=(),
        steps=tuple(found.steps()),
        calendar_version="",
        due_at=found.due_at,
    )


class _Reckoning(Generic[D]):
    """One reckoning in days: gathers the facts since the last start, then counts."""

    def __init__(self, events: Sequence[Happened], as_of: date, unit: Unit[D], limit: D, basis: Citation) -> None:
        self.calendar: Unit[D] = unit
        self.basis = basis
        self.start = _start(events)
        since = _since_last_start(events)
        self.restart = next((e for e in since if isinstance(e, Restarted)), None)
        self.began = self.restart.on if self.restart else self.start.on
        self.stop = next((e for e in since if isinstance(e, Stopped)), None)
        self.as_of = min(as_of, self.stop.on) if self.stop else as_of
        self.replacement = next((e for e in reversed(since) if isinstance(e, Replaced)), None)
        self.suspensions = [e for e in events if isinstance(e, Suspended)]
        self.resumed = _resumed(events)
        self.excluded = merged(filter(None, map(self._span, self.suspensions)))
        self.open = [e for e in self.suspensions if e.key not in self.resumed and e.until_at_latest is None]
        self.allowed: D = limit
        self.extensions: list[Extended] = []
        self.late: list[Extended] = []
        for event in since:
            if isinstance(event, Extended):
                self._extend(event)

    def _span(self, suspension: Suspended) -> Excluded | None:
        """The days a suspension leaves out: to the reply, to the last day by law, or so far."""
        through = self.resumed.get(suspension.key) or suspension.until_at_latest or max(self.as_of, suspension.on)
        if suspension.until_at_latest is not None:
            through = min(through, suspension.until_at_latest)
        after = max(suspension.on, self.began)
        return Excluded(after, through, (suspension.what,), suspension.basis) if through > after else None

    def _extend(self, event: Extended) -> None:
        due = self._due(self.allowed)
        if due is not None and event.on > due and not self._open_on(event.on):
            self.late.append(event)
            return
        self.extensions.append(event)
        if type(event.by) is not type(self.allowed):
            raise ValueError("a limit is extended in its own unit")
        self.allowed = self.allowed + event.by

    def _open_on(self, day: date) -> bool:
        return any(event.on <= day for event in self.open)

    def _due(self, allowed: D) -> date | None:
        """The day the allowed working days end, days left out skipped; None while a suspension is open before it."""
        last = self._reached(allowed)
        return None if any(event.on < last for event in self.open) else last

    def _reached(self, limit: D) -> date:
        """The day on which `limit` has been counted, days left out skipped."""
        after, left = self.began, limit
        for span in self.excluded:
            last = self.calendar.nth_after(after, left)
            if last <= span.after:
                return last
            left = left - self.calendar.between(after, span.after)
            after = span.through
        return self.calendar.nth_after(after, left)

    def used(self) -> D:
        """Working days counted after the start through `as_of`."""
        after, total = self.began, self.calendar.none
        for span in self.excluded:
            if self.as_of <= span.after:
                break
            total = total + self.calendar.between(after, span.after)
            after = span.through
        return total + self.calendar.between(after, self.as_of) if self.as_of > after else total

    def result(self) -> Clock:
        """Count, and explain."""
        due = self.replacement.due_on if self.replacement else self._due(self.allowed)
        used: D = self.used()
        overdue = self.calendar.between(due, self.as_of) if due is not None and self.as_of > due else self.calendar.none
        return Clock(
            state=self._state(due),
            started_on=self.began,
            due_on=due,
            provisional=self._provisional(due),
            allowed=self.allowed,
            used=used,
            remaining=self._remaining(due, used),
            overdue_by=overdue,
            on_time=None if self.stop is None else due is None or self.stop.on <= due,
            excluded=self.excluded,
            steps=tuple(self._steps(due)),
            calendar_version=self.calendar.version,
        )

    def _remaining(self, due: date | None, used: D) -> D:
        if self.replacement is None or due is None:
            return self.allowed - used if used < self.allowed else self.calendar.none
        return self.calendar.between(self.as_of, due) if due > self.as_of else self.calendar.none

    def _state(self, due: date | None) -> ClockState:
        if self.stop:
            return ClockState.STOPPED
        return ClockState.SUSPENDED if self._open_on(self.as_of) or self._awaited(due) else ClockState.RUNNING

    def _awaited(self, due: date | None) -> bool:
        """Whether a reply the law gives a last day for is still awaited, from a letter sent before the limit ended."""
        return any(
            event.until_at_latest is not None
            and event.key not in self.resumed
            and event.on <= self.as_of <= event.until_at_latest
            and (due is None or event.on < due)
            for event in self.suspensions
        )

    def _provisional(self, due: date | None) -> bool:
        if self.stop or due is None or self.replacement:
            return False
        return self._awaited(due) or self.calendar.unpublished(self.began + ONE_DAY, due)

    def _steps(self, due: date | None) -> Iterator[ClockStep]:
        yield ClockStep(
            f"{day_and_weekday(self.start.on)}{self.start.what}，{self.calendar.term}为{self.start.limit.value}，当日不计入。",
            self.start.limit.citation,
        )
        if self.restart:
            limit, said = self.restart.limit, f"{day_and_weekday(self.restart.on)}{self.restart.what}"
            anew = f"{said}，期限为{limit.value}，自次日起计算。" if limit else f"{said}，期限自次日起重新计算。"
            yield ClockStep(anew, limit.citation if limit else self.restart.basis)
        for event in self.extensions:
            yield ClockStep(
                f"{day_in_chinese(event.on)}{event.what}，延长{event.by}，自原届满日起接续计算。", event.basis
            )
        for event in self.late:
            yield ClockStep(f"{day_in_chinese(event.on)}{event.what}，此时期限已经届满，延长不产生效力。", event.basis)
        end = due if due is not None and not self.replacement else self.as_of
        yield from self._counted(max(end, self.began))
        yield from self._end(due)

    def _counted(self, end: date) -> Iterator[ClockStep]:
        """The stretches counted and left out, after the start through `end`."""
        after, total = self.began, self.calendar.none
        for span in (span for span in self.excluded if span.after < end):
            yield from self._stretch(after, span.after, total)
            total = total + self.calendar.between(after, span.after)
            yield self._left_out(span)
            after = span.through
        if end > after:
            yield from self._stretch(after, end, total)

    def _stretch(self, after: date, through: date, already: D) -> Iterator[ClockStep]:
        if through > after:
            yield from self.calendar.stretches(after, through, already)

    def _left_out(self, span: Excluded) -> ClockStep:
        days = self.calendar.between(span.after, span.through)
        reasons = "、".join(span.reasons)
        return ClockStep(
            f"{span_in_chinese(span.after + ONE_DAY, span.through)}{reasons}，其间{days}不计入期限。", span.basis
        )

    def _end(self, due: date | None) -> Iterator[ClockStep]:
        if self.replacement:
            fixed = self.replacement
            sentence = f"{day_in_chinese(fixed.on)}{fixed.what}，期限至{day_and_weekday(fixed.due_on)}届满。"
            yield ClockStep(sentence, fixed.basis)
        elif due is None:
            waiting = "、".join(event.what for event in self.open)
            yield ClockStep(f"{waiting}尚未结束，期限暂停，届满日待恢复后确定。", self.open[0].basis)
        else:
            sentence = f"{self.calendar.last_day(self.allowed)}为{day_and_weekday(due)}，期限至当日届满。"
            if self._provisional(due):
                sentence += self._why_provisional(due)
            yield ClockStep(sentence, self.basis)
        if self.stop:
            yield ClockStep(self._stopped(self.stop, due), None)

    def _why_provisional(self, due: date) -> str:
        if self.calendar.unpublished(self.began + ONE_DAY, due):
            return "期间涉及尚未公布的放假安排，此日期为暂定，放假通知公布后重算。"
        return "对方提前答复的，届满日相应提前。"

    def _stopped(self, stop: Stopped, due: date | None) -> str:
        said = f"{day_and_weekday(stop.on)}{stop.what}"
        if due is None or stop.on <= due:
            return f"{said}，在期限内。"
        return f"{said}，超过期限{self.calendar.between(due, stop.on)}。"


def _start(events: Sequence[Happened]) -> Started:
    for event in events:
        if isinstance(event, Started):
            return event
    raise ValueError("nothing started this clock")


def _limit(events: Sequence[Happened]) -> Value[WorkingDays] | Value[CalendarDays] | Value[Hours]:
    """The limit in force: that of the last restart that brought its own, else that of the start."""
    brought = (event.limit for event in reversed(events) if isinstance(event, Restarted) and event.limit)
    return next(brought, _start(events).limit)


def _since_last_start(events: Sequence[Happened]) -> list[Happened]:
    """The facts from the last start or restart on; a fact of a later day entered before it is kept."""
    last = max(i for i, event in enumerate(events) if isinstance(event, Started | Restarted))
    return list(events[last:])


def _resumed(events: Sequence[Happened]) -> dict[str, date]:
    """The last day left out of each suspension that ended; the first answer counts."""
    known = {event.key for event in events if isinstance(event, Suspended)}
    ends: dict[str, date] = {}
    for event in events:
        if isinstance(event, Resumed):
            if event.key not in known:
                raise ValueError(f"the suspension {event.key!r} was resumed but never began")
            ends.setdefault(event.key, event.on)
    return ends

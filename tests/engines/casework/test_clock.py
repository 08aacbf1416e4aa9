"""The clock, for any history: monotone, never counting a day twice, never forgetting one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai import law
from gongkai.engines.casework.rules import (
    Clock,
    ClockState,
    Excluded,
    Extended,
    Happened,
    Restarted,
    Resumed,
    Started,
    Stopped,
    Suspended,
    clock,
    merged,
)

FIRST, LAST = date(2020, 1, 1), date(2025, 6, 30)
FAR = date(2026, 12, 31)
BASIS = law.CONSULTATION_EXCLUDED.at(received_on=FIRST)
days = st.dates(FIRST, LAST)
spells = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 30)), max_size=4)


def started(on: date) -> Started:
    return Started(on, law.REPLY_LIMIT.at(received_on=on), "收到申请")


def consulted(on: date, offset: int, length: int, key: str) -> list[Happened]:
    sent = on + timedelta(days=offset)
    return [
        Suspended(sent, key, "征求意见", BASIS),
        Resumed(sent + timedelta(days=length), key, "收到意见"),
    ]


def history(on: date, gaps: Sequence[tuple[int, int]]) -> list[Happened]:
    events: list[Happened] = [started(on)]
    for number, (offset, length) in enumerate(gaps):
        events += consulted(on, offset, length, f"letter {number}")
    return events


def due(events: Sequence[Happened]) -> date:
    found = clock(events, as_of=FAR).due_on
    assert found is not None
    return found


@given(days, spells)
def test_the_last_day_is_the_twentieth_working_day_not_left_out(on: date, gaps: list[tuple[int, int]]) -> None:
    """Counted a second way: day by day, leaving out working days inside any span."""
    events = history(on, gaps)
    spans = [(on + timedelta(days=o), on + timedelta(days=o + n)) for o, n in gaps]
    day, counted = on, 0
    while counted < 20:
        day += timedelta(days=1)
        if law.is_working_day(day) and not any(after < day <= through for after, through in spans):
            counted += 1
    assert due(events) == day


@given(days, spells, st.integers(1, 30))
def test_a_later_receipt_never_brings_an_earlier_last_day(on: date, gaps: list[tuple[int, int]], later: int) -> None:
    events = history(on, gaps)
    moved = [started(on + timedelta(days=later)), *events[1:]]
    assert due(moved) >= due(events)


@given(days, spells, st.integers(0, 40), st.integers(0, 30), st.integers(0, 20))
def test_the_last_day_grows_with_each_suspension(
    on: date, gaps: list[tuple[int, int]], offset: int, length: int, more: int
) -> None:
    events = history(on, gaps)
    with_one = [*events, *consulted(on, offset, length, "another")]
    with_longer = [*events, *consulted(on, offset, length + more, "another")]
    assert due(events) <= due(with_one) <= due(with_longer)


@given(days, spells, st.integers(0, 20))
def test_an_extension_follows_the_original_last_day(on: date, gaps: list[tuple[int, int]], by: int) -> None:
    """With nothing left out after it, the extended day is so many working days after the original one."""
    events = history(on, gaps)
    original = due(events)
    extended = [*events, Extended(on, law.WorkingDays(by), "延长答复期限", BASIS)]
    later = [span for span in clock(events, as_of=FAR).excluded if span.through > original]
    if later:
        assert due(extended) >= original
    else:
        assert law.working_days_between(original, due(extended)).days == by


@given(days, spells, st.integers(0, 60))
def test_a_restart_forgets_what_went_before(on: date, gaps: list[tuple[int, int]], offset: int) -> None:
    again = on + timedelta(days=offset)
    events = [*history(on, gaps), Restarted(again, "收到补正的申请", BASIS)]
    over = [g for g in gaps if on + timedelta(days=sum(g)) > again]
    if not over:
        assert due(events) == due([replace(started(on), on=again)])
    assert clock(events, as_of=FAR).started_on == again


@given(days, spells, st.integers(0, 120))
def test_used_and_remaining_make_up_what_is_allowed_until_it_is_overdue(
    on: date, gaps: list[tuple[int, int]], at: int
) -> None:
    now = clock(history(on, gaps), as_of=on + timedelta(days=at))
    if now.overdue_by.days:
        assert now.remaining.days == 0
        assert now.used >= now.allowed
    else:
        assert now.used + now.remaining == now.allowed


@given(days, spells, st.integers(0, 120))
def test_an_answer_is_on_time_up_to_the_last_day_and_never_after(
    on: date, gaps: list[tuple[int, int]], at: int
) -> None:
    sent = on + timedelta(days=at)
    events = [*history(on, gaps), Stopped(sent, "作出答复")]
    ended = clock(events, as_of=FAR)
    assert ended.state is ClockState.STOPPED
    assert ended.on_time is (ended.due_on is None or sent <= ended.due_on)
    assert bool(ended.overdue_by.days) <= (not ended.on_time)


@given(days, spells, st.integers(0, 60))
def test_every_counted_day_is_told_once(on: date, gaps: list[tuple[int, int]], at: int) -> None:
    """The steps of a clock that runs out name the days it allows as their last running total."""
    told: Clock = clock(history(on, gaps), as_of=on + timedelta(days=at))
    totals = [step.sentence for step in told.steps if "累计" in step.sentence]
    assert f"累计{told.allowed.days}个" in totals[-1]


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(-3, 30)), max_size=6))
def test_merging_twice_changes_nothing_and_loses_no_day(given_spans: list[tuple[int, int]]) -> None:
    spans = [
        Excluded(FIRST + timedelta(days=o), FIRST + timedelta(days=o + n), (f"函{i}",), BASIS)
        for i, (o, n) in enumerate(given_spans)
    ]
    joined = merged(spans)
    assert merged(joined) == joined
    for offset in range(120):
        day = FIRST + timedelta(days=offset)
        assert any(day in span for span in joined) == any(day in span for span in spans)
        assert sum(day in span for span in joined) <= 1


def test_a_clock_that_never_started_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing started"):
        clock([Stopped(FIRST, "作出答复")], as_of=FAR)


def test_an_answer_to_a_letter_never_sent_is_refused() -> None:
    with pytest.raises(ValueError, match="never began"):
        clock([started(FIRST), Resumed(FIRST, "nobody", "收到意见")], as_of=FAR)


def test_a_day_beyond_the_calendars_is_refused_not_guessed() -> None:
    with pytest.raises(law.OutsideCoverage, match="工作日历的范围"):
        clock([started(date(2027, 12, 20))], as_of=date(2027, 12, 21))

"""A duty says how it stood on any day, and never knows what was done after it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai import law
from gongkai.engines.assessment.duties import STANDINGS, Duty, Standing, tally
from gongkai.engines.assessment.indicators import Indicator, Period, Reading, by_key
from gongkai.law import CalendarDays, WorkingDays, current

FIRST, LAST = date(2020, 1, 1), date(2026, 12, 31)
days = st.dates(FIRST, LAST)
some_day = st.none() | days
limits = st.sampled_from([None, CalendarDays(20), WorkingDays(7)])


def owing(**facts: object) -> Duty:
    known: dict[str, object] = {
        "kind": "publish", "organ": "000014349", "subject": "CF-2026-1", "name": "公示处罚决定",
        "arisen_on": date(2026, 3, 2), "due_on": date(2026, 3, 11), "met_on": None, "basis": "本市公示办法第五条",
    }  # fmt: skip
    return Duty(**(known | facts))  # type: ignore[arg-type]


duties = st.builds(
    lambda arisen, due, met, limit: owing(arisen_on=arisen, due_on=due, met_on=met, limit=limit),
    days, some_day, some_day, limits,
)  # fmt: skip


@pytest.mark.parametrize(
    ("due", "met", "on", "standing", "late"),
    [
        (date(2026, 3, 11), None, date(2026, 3, 11), Standing.OWED, 0),
        (date(2026, 3, 11), None, date(2026, 3, 12), Standing.OVERDUE, 1),
        (date(2026, 3, 11), date(2026, 3, 11), date(2026, 4, 1), Standing.MET, 0),
        (date(2026, 3, 11), date(2026, 3, 16), date(2026, 4, 1), Standing.MET_LATE, 3),
        (date(2026, 3, 11), date(2026, 3, 16), date(2026, 3, 13), Standing.OVERDUE, 2),
        (None, None, date(2026, 12, 1), Standing.OWED, 0),
        (None, date(2026, 6, 1), date(2026, 12, 1), Standing.MET, 0),
    ],
)
def test_seven_working_days_to_publish(
    due: date | None, met: date | None, on: date, standing: Standing, late: int
) -> None:
    duty = owing(due_on=due, met_on=met, limit=WorkingDays(7))
    judged = duty.judged(on)
    assert (judged.standing, judged.days_late, judged.on) == (standing, WorkingDays(late), on)
    assert str(judged.days_late) == f"{late}个工作日"


@given(duties, days)
def test_days_are_late_exactly_where_the_standing_is_late_and_in_the_unit_of_the_limit(duty: Duty, on: date) -> None:
    late = duty.days_late(on)
    span = CalendarDays(max((min(duty.met_on or on, on) - duty.due_on).days, 0)) if duty.due_on else CalendarDays(0)
    assert duty.standing(on).late == (span.days > 0)
    assert duty.standing(on).met == (duty.met_on is not None and duty.met_on <= on)
    if isinstance(duty.limit, WorkingDays):
        assert isinstance(late, WorkingDays)
        until = min(duty.met_on or on, on)
        walked = [duty.due_on + timedelta(days=n) for n in range(1, span.days + 1)] if duty.due_on else []
        assert late.days == sum(law.is_working_day(day) for day in walked)
        assert not walked or walked[-1] == until
    else:
        assert late == span


@given(duties, days, st.integers(0, 400))
def test_what_is_met_stays_as_it_is_and_lateness_never_shrinks(duty: Duty, on: date, more: int) -> None:
    later = min(on + timedelta(days=more), LAST)
    if duty.standing(on).met:
        assert duty.judged(later).standing == duty.standing(on)
        assert duty.days_late(later) == duty.days_late(on)
    if later >= on:
        assert duty.days_late(later).days >= duty.days_late(on).days
        assert not (duty.standing(on).late and not duty.standing(later).late)


@given(duties, days, st.dates(date(2027, 1, 1), date(2027, 12, 1)))
def test_what_was_done_after_the_day_judged_has_not_happened(duty: Duty, on: date, after: date) -> None:
    undone, done = (Duty(**{**vars(duty), "met_on": when}) for when in (None, after))
    assert undone.judged(on) == done.judged(on)


@given(st.lists(duties, max_size=12), days)
def test_every_duty_that_arose_is_counted_once(some: list[Duty], on: date) -> None:
    counted = tally(some, on)
    assert set(counted) == set(Standing) == set(STANDINGS)
    assert sum(counted.values()) == sum(duty.arisen_on <= on for duty in some)


def test_a_year_without_a_calendar_is_counted_in_calendar_days_and_says_so() -> None:
    last = current().calendar.last
    duty = owing(due_on=last, limit=WorkingDays(7))
    assert str(duty.days_late(last + timedelta(days=3))) == "3日"


def test_a_reading_asks_its_list_for_exactly_its_rows() -> None:
    late = Indicator("late", "逾期办结", "件", "按首次办结时的届满日", "cases", asked={"standing": "late"})
    reading = Reading(late, "000014349", Period.year(2026), 3, {"organ": "000014349", "year": 2026, "q": ""})
    assert reading.query == "standing=late&organ=000014349&year=2026"
    assert late.heading == "逾期办结"
    assert date(2026, 12, 31) in reading.period
    assert date(2027, 1, 1) not in reading.period
    assert by_key([late]) == {"late": late}
    with pytest.raises(ValueError, match="late"):
        by_key([late, late])
    with pytest.raises(ValueError, match="ends after"):
        Period(FIRST, FIRST)

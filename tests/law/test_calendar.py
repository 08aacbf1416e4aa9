import json
import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law import (
    CalendarDays,
    OutsideCoverage,
    WorkingDays,
    count_calendar_days,
    count_working_days,
    current,
    is_working_day,
    next_working_day,
    working_days_between,
)

SHARED = Path(os.environ.get("GONGKAI_SHARED") or Path(__file__).resolve().parents[2] / ".." / "shared")
HOLIDAYS = SHARED / "data" / "holidays"
ONE_DAY = timedelta(days=1)

starts = st.dates(date(2016, 1, 1), date(2026, 12, 31))
limits = st.integers(0, 150).map(WorkingDays)


def naive_due(start, limit):
    day, left = start, limit.days
    while left:
        day += ONE_DAY
        left -= is_working_day(day)
    return day


@given(starts, limits)
def test_counting_agrees_with_walking_day_by_day(start, limit):
    assert count_working_days(start, limit).due_on == naive_due(start, limit)


@given(starts, limits)
def test_counting_between_undoes_counting(start, limit):
    assert working_days_between(start, count_working_days(start, limit).due_on) == limit


@given(starts, limits, st.integers(1, 40))
def test_a_longer_limit_ends_later(start, limit, more):
    longer = count_working_days(start, WorkingDays(limit.days + more))
    assert longer.due_on > count_working_days(start, limit).due_on


@given(starts, st.integers(0, 30), limits)
def test_a_later_start_never_ends_earlier(start, later, limit):
    other = min(start + timedelta(days=later), date(2026, 12, 31))
    assert count_working_days(other, limit).due_on >= count_working_days(start, limit).due_on


@given(starts, limits)
def test_the_steps_tile_the_days_and_add_up_to_the_limit(start, limit):
    count = count_working_days(start, limit)
    first, *middle, last = count.steps
    assert (first.kind, last.kind) == ("start", "due")
    assert first.from_ == start
    edge = start + ONE_DAY
    for step in middle:
        assert step.from_ == edge < step.until
        edge = step.until
    assert edge == count.due_on + ONE_DAY
    assert sum(step.working_days for step in middle) == limit.days
    assert all(step.sentence.endswith("。") and step.citation.article for step in count.steps)


@pytest.mark.parametrize(
    ("day", "works", "why"),
    [
        (date(2024, 2, 9), True, "除夕2024年不放假"),
        (date(2024, 2, 4), True, "春节调休上班"),
        (date(2025, 1, 28), False, "除夕2025年起放假"),
        (date(2026, 3, 9), True, "妇女节等部分公民节日不影响工作日历"),
        (date(2026, 2, 28), True, "春节调休上班的星期六"),
        (date(2026, 10, 10), True, "国庆节调休上班的星期六"),
        (date(2026, 10, 11), False, "周末"),
        (date(2018, 12, 29), True, "2019年通知安排的岁末调休"),
        (date(2018, 12, 31), False, "2019年通知安排的岁末放假"),
        (date(2022, 12, 31), False, "2023年元旦假期"),
        (date(2020, 1, 31), False, "2020年春节假期延长"),
        (date(2020, 2, 3), True, "延长的假期之后"),
    ],
)
def test_particular_days_are_as_the_notices_say(day, works, why):
    assert is_working_day(day) is works, why


def test_a_make_up_day_is_counted_and_named():
    count = count_working_days(date(2026, 4, 30), WorkingDays(4))
    assert count.due_on == date(2026, 5, 9)
    assert [step.kind for step in count.steps] == ["start", "rest", "ordinary", "make_up", "due"]
    assert "劳动节放假，共5天，不计入（国办发明电〔2025〕7号）" in count.steps[1].sentence
    assert "调休上班日，计1个工作日" in count.steps[3].sentence
    assert str(count.steps[3].citation).endswith("第七条")


def test_the_start_day_is_not_counted_even_when_it_is_a_working_day():
    assert count_working_days(date(2026, 3, 2), WorkingDays(1)).due_on == date(2026, 3, 3)


def test_a_due_date_in_an_unpublished_year_is_provisional_and_says_so():
    count = count_working_days(date(2026, 12, 20), WorkingDays(20))
    assert count.provisional
    assert "暂定" in count.steps[-1].sentence
    assert any("系推算" in step.sentence for step in count.steps)
    assert not count_working_days(date(2026, 10, 12), WorkingDays(20)).provisional


def test_the_last_days_of_the_last_published_year_are_provisional_because_new_year_may_swap_them():
    assert not count_working_days(date(2026, 12, 24), WorkingDays(1)).provisional
    assert count_working_days(date(2026, 12, 28), WorkingDays(1)).provisional


@pytest.mark.parametrize(
    "ask",
    [
        lambda: count_working_days(date(2015, 12, 31), WorkingDays(1)),
        lambda: count_working_days(date(2027, 12, 20), WorkingDays(20)),
        lambda: is_working_day(date(2028, 1, 3)),
        lambda: working_days_between(date(2027, 1, 1), date(2028, 1, 3)),
        lambda: next_working_day(date(2030, 1, 1)),
    ],
)
def test_days_without_a_calendar_are_refused_with_a_sentence(ask):
    with pytest.raises(OutsideCoverage) as refused:
        ask()
    assert "工作日历的范围" in refused.value.sentence
    assert "请管理员" in refused.value.sentence


def test_counting_refuses_other_units_and_backward_spans():
    with pytest.raises(TypeError):
        count_working_days(date(2026, 1, 5), CalendarDays(20))
    with pytest.raises(ValueError, match="before"):
        working_days_between(date(2026, 1, 5), date(2026, 1, 4))


def test_calendar_days_run_through_holidays_and_roll_only_when_asked():
    start = date(2026, 9, 1)
    plain = count_calendar_days(start, CalendarDays(30))
    rolled = count_calendar_days(start, CalendarDays(30), rolls_over_rest_days=True)
    assert plain.due_on == date(2026, 10, 1)
    assert rolled.due_on == date(2026, 10, 8)
    assert "顺延" in rolled.steps[-1].sentence
    assert rolled.steps[-1].citation.article == "第二百零三条"


def test_next_working_day_keeps_a_working_day():
    assert next_working_day(date(2026, 5, 9)) == date(2026, 5, 9)
    assert next_working_day(date(2026, 5, 1)) == date(2026, 5, 6)


@pytest.mark.skipif(not HOLIDAYS.is_dir(), reason="the shared data is not here")
@pytest.mark.parametrize("year", range(2016, 2027))
def test_the_calendars_equal_the_published_ones(year):
    days = json.loads((HOLIDAYS / f"{year}.json").read_text(encoding="utf-8"))["days"]
    for item in days:
        assert is_working_day(date.fromisoformat(item["date"])) is not item["isOffDay"], item
    ours = next(item for item in current().calendar.years if item.year == year)
    assert {day.isoformat(): name for day, name in ours.rest.items()} == {
        item["date"]: item["name"] for item in days if item["isOffDay"]
    }
    weekend = {item["date"] for item in days if not item["isOffDay"] and date.fromisoformat(item["date"]).weekday() > 4}
    assert {day.isoformat() for day in ours.work} == weekend

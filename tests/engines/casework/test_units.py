"""The clock in its three units: working days, every day, hours through nights and holidays."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai import law
from gongkai.engines.casework.rules import Extended, Happened, Started, Stopped, Suspended, clock
from gongkai.law.chinese import CHINA

BASIS = law.CONSULTATION_EXCLUDED.at(received_on=date(2020, 1, 1))
WORKING = law.REPLY_LIMIT.at(received_on=date(2020, 1, 1))
instants = st.datetimes(datetime(2020, 1, 1), datetime(2025, 6, 30), timezones=st.just(UTC))


def started(limit: law.Limit, at: datetime) -> Started:
    value = law.Value(limit, BASIS)
    return Started(at.astimezone(CHINA).date(), value, "发现舆情", at)  # type: ignore[arg-type] # any of the three


@given(instants, st.integers(1, 90), st.integers(0, 60))
def test_calendar_days_count_every_day(at: datetime, days: int, more: int) -> None:
    on = at.astimezone(CHINA).date()
    events: list[Happened] = [started(law.CalendarDays(days), at), Extended(on, law.CalendarDays(more), "延长", BASIS)]
    found = clock(events, as_of=on + timedelta(days=days))
    assert found.due_on == on + timedelta(days=days + more)
    assert found.used == law.CalendarDays(days)
    assert found.remaining == law.CalendarDays(more)
    assert not found.provisional


@given(instants, st.integers(1, 72), st.integers(0, 100))
def test_hours_end_on_the_minute_through_nights_and_holidays(at: datetime, hours: int, later: int) -> None:
    due = at + timedelta(hours=hours)
    found = clock([started(law.Hours(hours), at)], as_of=date(2020, 1, 1), now=at + timedelta(hours=later))
    assert found.due_at == due
    assert found.due_on == due.astimezone(CHINA).date()
    assert found.used == law.Hours(later)
    assert (found.remaining.number, found.overdue_by.number) == (max(0, hours - later), max(0, later - hours))


@given(instants)
def test_the_same_facts_in_working_days_are_those_of_the_calendar(at: datetime) -> None:
    on = at.astimezone(CHINA).date()
    found = clock([Started(on, WORKING, "收到申请", at)], as_of=on)
    assert found.due_on == law.count_working_days(on, WORKING.value).due_on
    assert found.due_at is None


def test_each_unit_explains_itself() -> None:
    at = datetime(2026, 4, 30, 14, 5, tzinfo=CHINA)
    stop = Stopped(date(2026, 5, 1), "公开发布回应", datetime(2026, 5, 1, 17, 25, tzinfo=CHINA))
    hours = [step.sentence for step in clock([started(law.Hours(24), at), stop], as_of=date(2026, 5, 3)).steps]
    assert hours == [
        "2026年4月30日14时05分发现舆情，期限为24小时。",
        "自2026年4月30日14时05分起24小时，节假日不停止计算。",
        "期限至2026年5月1日14时05分届满。",
        "2026年5月1日17时25分公开发布回应，超过期限3小时20分。",
    ]
    days = [step.sentence for step in clock([started(law.CalendarDays(15), at)], as_of=date(2026, 5, 3)).steps]
    assert days == [
        "2026年4月30日（星期四）发现舆情，期限为15日，当日不计入。",
        "2026年5月1日至5月15日计15日，节假日不停止计算，累计15日。",
        "第15日为2026年5月15日（星期五），期限至当日届满。",
    ]


@pytest.mark.parametrize(
    "event",
    [Extended(date(2026, 3, 2), law.CalendarDays(3), "延长", BASIS), Suspended(date(2026, 3, 2), "x", "等", BASIS)],
)
def test_hours_take_nothing_that_only_days_know(event: Happened) -> None:
    at = datetime(2026, 3, 2, 9, tzinfo=CHINA)
    with pytest.raises(ValueError, match="hours"):
        clock([started(law.Hours(5), at), event], as_of=date(2026, 3, 2), now=at)

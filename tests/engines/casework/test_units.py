"""The clock in its three units: working days, every day, hours through nights and holidays."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai import law
from gongkai.engines.casework.rules import Extended, Happened, Restarted, Started, Stopped, Suspended, clock
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


phases = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 90)), min_size=1, max_size=4)


@given(instants, st.sampled_from([law.CalendarDays, law.Hours]), phases, st.integers(0, 30))
def test_a_restart_brings_its_own_limit_and_only_the_last_one_counts(
    at: datetime, unit: type[law.CalendarDays] | type[law.Hours], phases: list[tuple[int, int]], more: int
) -> None:
    events: list[Happened] = [started(unit(15), at)]
    for later, limit in phases:
        at += timedelta(days=later)
        value = law.Value(unit(limit), BASIS)
        events.append(Restarted(at.astimezone(CHINA).date(), "受理", BASIS, at, value))  # type: ignore[arg-type] # either unit
    events.append(Extended(at.astimezone(CHINA).date(), unit(more), "延长", BASIS, at))
    found, number = clock(events, as_of=at.astimezone(CHINA).date(), now=at), phases[-1][1] + more
    assert found.allowed == unit(number)
    assert (found.used, found.remaining, found.overdue_by) == (unit(0), unit(number), unit(0))
    if unit is law.Hours:
        assert found.due_at == at + timedelta(hours=number)
    else:
        assert found.due_on == at.astimezone(CHINA).date() + timedelta(days=number)


def test_a_restart_without_a_limit_of_its_own_takes_the_one_in_force() -> None:
    day = date(2026, 3, 2)
    value = law.Value(law.CalendarDays(60), BASIS)
    events: list[Happened] = [
        Started(day, law.Value(law.CalendarDays(15), BASIS), "收到"),
        Restarted(date(2026, 3, 5), "受理", BASIS, limit=value),
        Stopped(date(2026, 4, 1), "答复"),
        Restarted(date(2026, 5, 1), "重新办理", BASIS),
    ]
    found = clock(events, as_of=date(2026, 5, 1))
    assert found.due_on == date(2026, 6, 30)
    assert [step.sentence for step in clock(events[:2], as_of=day).steps][1] == (
        "2026年3月5日（星期四）受理，期限为60日，自次日起计算。"
    )


@given(instants, st.integers(1, 72), st.integers(-80, 80), st.integers(1, 50))
def test_hours_are_extended_to_their_last_instant_and_not_after_it(
    at: datetime, hours: int, minutes: int, more: int
) -> None:
    end = at + timedelta(hours=hours)
    asked = max(at, end + timedelta(minutes=minutes))
    events = [started(law.Hours(hours), at), Extended(asked.date(), law.Hours(more), "延长", BASIS, asked)]
    found = clock(events, as_of=asked.date(), now=end)
    assert found.due_at == (end if asked > end else end + timedelta(hours=more))
    assert ("延长不产生效力" in "".join(step.sentence for step in found.steps)) == (asked > end)


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

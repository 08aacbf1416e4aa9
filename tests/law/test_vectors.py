"""Days worked, translated as facts from public test tables, and what follows from them for a reply.

From the tests of LKI/chinese-calendar (counts over New Year and Spring Festival 2018, single days of 2017 and 2018, all
days of one holiday alike) and of services that add working days over the Spring Festival and New Year of 2026. The last
days of a reply were counted by hand from the notices of the State Council.
"""

from datetime import date, timedelta

import pytest

from gongkai import law
from gongkai.engines.casework.rules import Started, clock

COUNTED = [
    (date(2018, 1, 1), date(2018, 1, 1), 0, "元旦"),
    (date(2018, 1, 1), date(2018, 1, 7), 4, "元旦一周"),
    (date(2018, 1, 1), date(2018, 2, 1), 23, "元旦起一个月"),
    (date(2018, 2, 1), date(2018, 3, 1), 18, "春节，两个调休上班日在内"),
]
SINGLE = {
    True: [date(2017, 5, 27), date(2017, 6, 5), date(2017, 10, 31), date(2018, 5, 10), date(2026, 1, 4)],
    False: [date(2017, 5, 30), date(2017, 6, 4), date(2017, 10, 1), date(2018, 5, 1), date(2026, 1, 2)],
}
ADDED = [
    (date(2026, 2, 13), 7, date(2026, 3, 2), "春节前后各有调休上班的星期六"),
    (date(2025, 12, 31), 2, date(2026, 1, 5), "元旦后的星期日上班"),
]
ALIKE = [
    (date(2017, 12, 30), date(2018, 1, 1)),
    (date(2026, 2, 15), date(2026, 2, 23)),
    (date(2025, 10, 1), date(2025, 10, 8)),
]
REPLIES = [
    (date(2026, 2, 13), date(2026, 3, 19), "放假前一日收到"),
    (date(2026, 2, 14), date(2026, 3, 20), "调休上班的星期六收到"),
    (date(2026, 2, 20), date(2026, 3, 20), "春节假期中收到"),
    (date(2025, 12, 31), date(2026, 1, 29), "岁末收到，元旦后调休上班"),
    (date(2025, 10, 11), date(2025, 11, 7), "调休上班的星期六收到，次日起算"),
    (date(2024, 9, 30), date(2024, 11, 1), "国庆前一日收到，节后星期六上班"),
    (date(2024, 2, 9), date(2024, 3, 14), "除夕不放假的年份"),
    (date(2023, 1, 20), date(2023, 2, 22), "春节后连续两个调休上班日"),
    (date(2020, 1, 23), date(2020, 2, 28), "假期延长"),
    (date(2019, 5, 1), date(2019, 5, 23), "旧条例，十五个工作日，劳动节后星期日上班"),
    (date(2017, 12, 30), date(2018, 1, 22), "旧条例，元旦假期中收到"),
]


@pytest.mark.parametrize(("first", "last", "many", "why"), COUNTED)
def test_days_worked_in_a_span(first: date, last: date, many: int, why: str) -> None:
    assert law.working_days_between(first - timedelta(days=1), last).days == many, why


@pytest.mark.parametrize(("works", "day"), [(works, day) for works, days in SINGLE.items() for day in days])
def test_a_single_day(works: bool, day: date) -> None:
    assert law.is_working_day(day) is works


@pytest.mark.parametrize(("start", "many", "due", "why"), ADDED)
def test_days_added(start: date, many: int, due: date, why: str) -> None:
    assert law.count_working_days(start, law.WorkingDays(many)).due_on == due, why


@pytest.mark.parametrize(("first", "last"), ALIKE)
def test_every_day_of_a_holiday_leads_to_the_same_last_day(first: date, last: date) -> None:
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    for many in range(1, 7):
        assert len({law.count_working_days(day, law.WorkingDays(many)).due_on for day in days}) == 1


@pytest.mark.parametrize(("received", "due", "why"), REPLIES)
def test_the_last_day_of_a_reply(received: date, due: date, why: str) -> None:
    started = Started(received, law.REPLY_LIMIT.at(received_on=received), "收到申请")
    assert clock([started], as_of=received).due_on == due, why

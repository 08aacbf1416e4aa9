"""What the annual report and the statistics read: grouped counts say the same as the requests one by one."""

from collections.abc import Callable
from datetime import date, datetime, time
from types import SimpleNamespace

import pytest

from gongkai.assembly.reporting import Requests
from gongkai.engines.assessment.rules import table3_of, tables3_of
from gongkai.engines.casework import operations as casework
from gongkai.engines.casework.models import Case
from gongkai.foundation.now import CHINA
from gongkai.foundation.organs.models import Organ
from gongkai.programmes.requests.operations import Receipt

from .conftest import COMPANY, ZHANG

SOURCE = Requests()


@pytest.fixture
def history(ask: Callable[..., Receipt], organ: Organ, who: SimpleNamespace, at: datetime) -> list[Case]:
    """One open, one withdrawn, one not yet received, one of a company granted."""
    cases = []
    days = [date(2026, 3, 3), date(2026, 3, 4), None, date(2026, 3, 5)]
    for number, day in enumerate(days):
        ask(who=COMPANY if number == 3 else ZHANG, features=f"第{number}件")
        case = Case.objects.order_by("-id").first()
        assert case is not None
        cases.append(case)
        if day:
            do(case, "confirm", who.foi_clerk, {"on": day.isoformat()}, day)
    do(cases[1], "withdraw", who.foi_clerk, {"on": "2026-03-09"}, date(2026, 3, 9))
    return cases


def do(case: Case, act: str, by: object, given: dict[str, str], day: date) -> None:
    moment = datetime.combine(day, time(15), tzinfo=CHINA)
    seen = case.events.count()
    casework.do(case=case.uid, act=act, given=given, seen=seen, by=by, at=moment)  # type: ignore[arg-type]


def test_grouped_counts_make_the_same_table_as_the_requests_one_by_one(history: list[Case], organ: Organ) -> None:
    for year in (2026, 2027):
        whole = table3_of(SOURCE.facts(organ=organ.code, year=year), year=year)
        grouped = tables3_of(SOURCE.counts(year=year), year=year)
        assert grouped[organ.code] == dict(whole.cells)
    assert whole.cells["T3.r02.c7"] == 2
    cells = tables3_of(SOURCE.counts(year=2026, organs=[organ.code]), year=2026)[organ.code]
    assert (cells["T3.r01.c1"], cells["T3.r01.c2"], cells["T3.r23.c1"], cells["T3.r25.c7"]) == (2, 1, 1, 2)
    assert list(SOURCE.counts(year=2026, organs=["000000000"])) == []


def test_as_of_an_earlier_day_what_came_later_is_not_counted(history: list[Case], organ: Organ) -> None:
    cells = tables3_of(SOURCE.counts(year=2026, until=date(2026, 3, 4)), year=2026)[organ.code]
    assert (cells["T3.r01.c7"], cells["T3.r24.c7"], cells["T3.r25.c7"]) == (2, 0, 2)


def test_many_organs_are_counted_in_two_queries(
    history: list[Case], django_assert_num_queries: Callable[..., object]
) -> None:
    with django_assert_num_queries(2):  # type: ignore[attr-defined]
        list(SOURCE.counts(year=2026))
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        list(SOURCE.facts(organ="000014349", year=2026))

"""The queue: the most pressing first, page by page, in two queries, and nobody else's."""

from collections.abc import Callable
from datetime import date, datetime, time
from types import SimpleNamespace
from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext

from gongkai.engines.casework import operations as ops
from gongkai.engines.casework.models import Case
from gongkai.engines.casework.queries import case_of
from gongkai.engines.casework.queue import Narrowing, queue
from gongkai.foundation.errors import Invalid, NotFound
from gongkai.foundation.now import CHINA
from gongkai.foundation.organs.models import Organ
from tests.engines.casework.conftest import an_actor

ON = date(2026, 3, 30)
# title → the acts done in it, each with its day and what was given
CASES: dict[str, tuple[tuple[str, date, dict[str, str]], ...]] = {
    "未确认": (),
    "逾期": (("confirm", date(2026, 2, 25), {}),),
    "今天": (("confirm", date(2026, 3, 2), {}),),
    "即将": (("confirm", date(2026, 3, 6), {}),),
    "不急": (("confirm", date(2026, 3, 27), {}),),
    "暂停": (("confirm", date(2026, 3, 2), {}), ("consult_organ", date(2026, 3, 20), {"whom": "财政厅"})),
    "暂停已久": (("confirm", date(2026, 2, 2), {}), ("consult_organ", date(2026, 2, 9), {"whom": "财政厅"})),
    "撤回": (("confirm", date(2026, 3, 2), {}), ("withdraw", date(2026, 3, 4), {})),
    "审查中": (
        ("confirm", date(2026, 3, 9), {}),
        ("propose_reply", date(2026, 3, 10), {"kind": "R-OPEN", "text": "予以公开"}),
    ),
}


def make(organ: Organ, by: object, title: str) -> Case:
    def at(day: date) -> datetime:
        return datetime.combine(day, time(9), tzinfo=CHINA)

    case = ops.enter(procedure="requests", organ=organ, title=title, by=by, at=at(date(2026, 2, 2)))  # type: ignore[arg-type]
    for seen, (act, day, given) in enumerate(CASES[title]):
        said = {"on": day.isoformat(), **given}
        ops.do(case=case.uid, act=act, given=said, seen=seen, by=by, at=at(day))  # type: ignore[arg-type]
    return case


@pytest.fixture
def cases(organ: Organ, who: SimpleNamespace) -> dict[str, Case]:
    return {title: make(organ, who.foi_clerk, title) for title in CASES}


def titles(person: object, **narrowed: object) -> list[str]:
    found = queue(person, on=ON, narrowing=Narrowing(**narrowed))  # type: ignore[arg-type]
    return [row.case.title for row in found.rows]


def test_open_cases_stand_by_their_last_day_and_those_without_one_last(
    cases: dict[str, Case], who: SimpleNamespace
) -> None:
    found = queue(who.foi_clerk, on=ON)
    assert [(row.case.title, row.standing) for row in found.rows] == [
        ("逾期", "overdue"), ("今天", "today"), ("即将", "soon"), ("审查中", "running"), ("不急", "running"),
        ("未确认", "unreceived"), ("暂停", "suspended"), ("暂停已久", "suspended"),
    ]  # fmt: skip
    assert found.next == ""


@pytest.mark.parametrize(
    ("narrowed", "expected"),
    [
        ({"standing": "overdue"}, ["逾期"]),
        ({"standing": "today"}, ["今天"]),
        ({"standing": "soon"}, ["今天", "即将"]),
        ({"standing": "suspended"}, ["暂停", "暂停已久"]),
        ({"standing": "long"}, ["暂停已久"]),
        ({"standing": "unreceived"}, ["未确认"]),
        ({"state": "in_review"}, ["审查中"]),
        ({"state": "withdrawn"}, ["撤回"]),
        ({"words": "暂停"}, ["暂停已久", "暂停"]),
        ({"procedure": "hotline"}, []),
    ],
)
def test_the_queue_is_narrowed(
    cases: dict[str, Case], who: SimpleNamespace, narrowed: dict[str, str], expected: list[str]
) -> None:
    assert titles(who.foi_clerk, **narrowed) == expected


def test_what_is_nearly_due_and_what_lies_long_is_the_platform_s_to_say(
    cases: dict[str, Case], who: SimpleNamespace, settings: Any
) -> None:
    settings.GONGKAI_SOON_DAYS, settings.GONGKAI_LONG_DAYS = 90, 0
    assert titles(who.foi_clerk, standing="soon") == ["今天", "即将", "审查中", "不急"]
    assert titles(who.foi_clerk, standing="long") == ["暂停", "暂停已久"]
    settings.GONGKAI_SOON_DAYS = 0
    assert titles(who.foi_clerk, standing="soon") == ["今天"]


def test_mine_is_what_waits_for_my_post(cases: dict[str, Case], who: SimpleNamespace) -> None:
    assert titles(who.legality_reviewer, mine=True) == ["审查中"]
    assert "审查中" not in titles(who.foi_clerk, mine=True)
    assert titles(who.auditor, mine=True) == []


@pytest.mark.parametrize("narrowing", [Narrowing(), Narrowing(words="0")])
def test_pages_join_without_a_gap_or_a_case_twice(
    cases: dict[str, Case], who: SimpleNamespace, narrowing: Narrowing
) -> None:
    whole = [row.case.pk for row in queue(who.foi_clerk, on=ON, narrowing=narrowing).rows]
    walked, after = [], ""
    while True:
        page = queue(who.foi_clerk, on=ON, narrowing=narrowing, after=after, limit=2)
        walked += [row.case.pk for row in page.rows]
        after = page.next
        if not after:
            break
    assert walked == whole


def test_a_page_costs_two_queries_however_long(
    cases: dict[str, Case], who: SimpleNamespace, django_assert_num_queries: Callable[[int], CaptureQueriesContext]
) -> None:
    for standing in ("", "overdue", "long"):
        with django_assert_num_queries(2):
            queue(who.foi_clerk, on=ON, narrowing=Narrowing(standing=standing))


def test_one_case_costs_two_queries(
    cases: dict[str, Case], who: SimpleNamespace, django_assert_num_queries: Callable[[int], CaptureQueriesContext]
) -> None:
    with django_assert_num_queries(2):
        case_of(who.foi_clerk, cases["今天"].number)


def test_a_stranger_sees_none_and_finds_none(cases: dict[str, Case], foreign: Organ) -> None:
    stranger = an_actor(foreign, "foi_clerk")
    assert titles(stranger) == []
    with pytest.raises(NotFound):
        case_of(stranger, cases["今天"].number)


@pytest.mark.parametrize("cursor", ["x", "2026-13-01~4", "~", "2026-03-01~x"])
def test_a_cursor_of_nobody_is_refused(cases: dict[str, Case], who: SimpleNamespace, cursor: str) -> None:
    with pytest.raises(Invalid, match="翻页位置"):
        queue(who.foi_clerk, on=ON, after=cursor)


def test_a_narrowing_there_is_not_is_refused(cases: dict[str, Case], who: SimpleNamespace) -> None:
    with pytest.raises(Invalid, match="没有“never”这种筛选"):
        queue(who.foi_clerk, on=ON, narrowing=Narrowing(standing="never"))

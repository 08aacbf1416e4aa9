"""What the annual report and the statistics read: grouped counts say the same as the requests one by one."""

from collections.abc import Callable
from datetime import date, datetime, time
from types import SimpleNamespace

import pytest

from gongkai.assembly.reporting import Requests
from gongkai.engines.assessment.rules import table3_of, tables3_of
from gongkai.engines.casework import operations as casework
from gongkai.engines.casework.models import Case
from gongkai.engines.casework.ports import procedure_of
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


REPLY = {
    "propose_reply": {"kind": "R-OPEN", "text": "公开"},
    "approve_legality": {},
    "approve_secrecy": {},
    "sign_reply": {},
}
NEW_YEARS_EVE, FIRST = date(2025, 12, 31), date(2026, 1, 1)
STORIES: dict[str, tuple[tuple[str, date], ...]] = {
    "open over the turn": (("confirm", NEW_YEARS_EVE),),
    "replied on the last day": (("confirm", date(2025, 12, 30)), ("reply", NEW_YEARS_EVE)),
    "replied on the first day": (("confirm", NEW_YEARS_EVE), ("reply", FIRST)),
    "abandoned on the last day": (
        ("confirm", date(2025, 12, 15)),
        ("ask_to_correct", date(2025, 12, 16)),
        ("abandon_uncorrected", NEW_YEARS_EVE),
    ),
    "withdrawn on the first day": (("confirm", date(2025, 12, 30)), ("withdraw", FIRST)),
    "received on the first day": (("confirm", FIRST),),
    "taken up anew the year after": (
        ("confirm", date(2025, 12, 30)),
        ("reply", NEW_YEARS_EVE),
        ("reopen", date(2026, 2, 9)),
    ),
    "taken up anew and replied again": (
        ("confirm", date(2025, 12, 29)),
        ("reply", date(2025, 12, 30)),
        ("reopen", NEW_YEARS_EVE),
        ("reply", date(2026, 1, 9)),
    ),
}
GIVEN = {
    "ask_to_correct": {"items": "年份", "until_on": "2025-12-30"},
    "reopen": {"reason": "复议决定撤销原答复，责令重新答复"},
}


def live(story: tuple[tuple[str, date], ...], ask: Callable[..., Receipt], who: SimpleNamespace, name: str) -> None:
    ask(moment=datetime.combine(story[0][1], time(9), tzinfo=CHINA), features=name)
    case = Case.objects.order_by("-id")[0]
    for said, day in story:
        acts = {**REPLY, "deliver_reply": {"way": "network"}} if said == "reply" else {said: GIVEN.get(said, {})}
        for act, given in acts.items():
            doer = getattr(who, procedure_of("requests").act(act).role)
            do(case, act, doer, {"on": day.isoformat(), **given}, day)


@pytest.mark.parametrize("year", [2025, 2026, 2027])
def test_at_the_turn_of_the_year_the_database_counts_what_the_facts_say(
    ask: Callable[..., Receipt], organ: Organ, who: SimpleNamespace, year: int
) -> None:
    for name, story in STORIES.items():
        live(story, ask, who, name)
    whole = table3_of(SOURCE.facts(organ=organ.code, year=year), year=year)
    grouped = tables3_of(SOURCE.counts(year=year), year=year)
    assert grouped[organ.code] == dict(whole.cells)
    assert whole.cells["T3.r01.c7"] == {2025: 7, 2026: 1, 2027: 0}[year]
    assert whole.cells["T3.r02.c7"] == {2025: 0, 2026: 3, 2027: 2}[year]

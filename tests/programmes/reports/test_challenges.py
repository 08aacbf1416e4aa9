"""The register of reviews and suits, and table 四 made from it."""

from dataclasses import replace
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.engines.assessment.rules import OUTCOMES, ROUTES, ChallengeFact, Filled, check, table4_of
from gongkai.engines.casework import operations as casework
from gongkai.foundation.errors import Conflict, Invalid, NotFound, NotPermitted
from gongkai.foundation.organs.models import Organ
from gongkai.programmes.reports import operations as ops
from gongkai.programmes.reports import queries
from gongkai.programmes.reports.models import Challenge

from .conftest import YEAR, actor_of, an_organ

REVIEW: dict[str, Any] = {"route": "review", "authority": "东澜省人民政府", "filed_on": date(2025, 5, 6)}


@pytest.fixture
def challenge(organ: Organ, who: SimpleNamespace, at: datetime) -> Challenge:
    return ops.register_challenge(organ=organ, **REVIEW, number="东政复〔2025〕8号", by=who.foi_clerk, at=at)


def test_table_four_follows_from_the_register(
    challenge: Challenge, organ: Organ, who: SimpleNamespace, at: datetime
) -> None:
    assert queries.table4(organ, YEAR).cells["T4.cases.review_open"] == 1
    ops.decide_challenge(
        challenge=challenge.uid, outcome="corrected", decided_on=date(2025, 7, 1), by=who.foi_clerk, at=at
    )
    cells = queries.table4(organ, YEAR).cells
    assert (cells["T4.cases.review_corrected"], cells["T4.cases.review_open"], cells["T4.cases.review_total"]) == (
        1,
        0,
        1,
    )
    assert queries.table4(organ, 2026).cells["T4.cases.review_total"] == 0
    assert queries.table4(organ, YEAR).evidence["T4.cases.review_corrected"] == (challenge.uid,)


def test_a_challenge_is_linked_to_a_request_of_the_organ(
    organ: Organ, who: SimpleNamespace, at: datetime, province
) -> None:
    case = casework.enter(procedure="requests", organ=organ, title="甲", by=who.foi_clerk, at=at)
    row = ops.register_challenge(organ=organ, **REVIEW, case=case.number, by=who.foi_clerk, at=at)
    assert row.case == case.uid
    clerk = actor_of(organ, "hotline_clerk")
    message = casework.enter(procedure="hotline", organ=organ, title="投诉", by=clerk, at=at)
    with pytest.raises(Invalid, match="没有找到"):
        ops.register_challenge(
            organ=organ,
            **REVIEW,
            case=message.number,
            by=replace(clerk, posts=clerk.posts + who.foi_clerk.posts),
            at=at,
        )
    foreign = an_organ("002489401", "东澜省卫生健康委员会", province)
    other = actor_of(foreign, "foi_clerk")
    with pytest.raises(Invalid, match="没有找到"):
        ops.register_challenge(organ=foreign, **REVIEW, case=case.uid, by=other, at=at)
    with pytest.raises(NotFound):
        ops.decide_challenge(challenge=row.uid, outcome="", decided_on=None, by=other, at=at)
    with pytest.raises(NotPermitted):
        ops.register_challenge(organ=organ, **REVIEW, by=other, at=at)


@pytest.mark.parametrize(
    ("outcome", "decided_on"),
    [("upheld", None), ("", date(2025, 7, 1)), ("won", date(2025, 7, 1)), ("upheld", date(2025, 5, 1)),
     ("upheld", date(2027, 1, 1))],
)  # fmt: skip
def test_an_outcome_has_a_day_that_can_be(
    challenge: Challenge, who: SimpleNamespace, at: datetime, outcome: str, decided_on: date | None
) -> None:
    with pytest.raises(Invalid):
        ops.decide_challenge(challenge=challenge.uid, outcome=outcome, decided_on=decided_on, by=who.foi_clerk, at=at)


def test_what_was_registered_wrongly_is_put_right_and_nothing_stands_twice(
    challenge: Challenge, organ: Organ, who: SimpleNamespace, at: datetime
) -> None:
    with pytest.raises(Conflict, match="已登记过"):
        ops.register_challenge(organ=organ, **REVIEW, number="东政复〔2025〕8号", by=who.foi_clerk, at=at)
    given = {**REVIEW, "route": "direct", "authority": "澜州市中级人民法院"}
    row = ops.correct_challenge(challenge=challenge.uid, **given, by=who.foi_clerk, at=at)
    assert (row.route, row.authority) == ("direct", "澜州市中级人民法院")


DAYS = st.dates(date(2022, 1, 1), date(2026, 12, 31))


@st.composite
def challenges(draw) -> list[ChallengeFact]:
    found = []
    for number in range(draw(st.integers(0, 20))):
        filed = draw(DAYS)
        decided = draw(st.none() | st.dates(filed, date(2027, 3, 1)))
        outcome = draw(st.sampled_from(OUTCOMES)) if decided else ""
        found.append(ChallengeFact(str(number), draw(st.sampled_from(ROUTES)), filed, outcome, decided))
    return found


@given(challenges(), st.integers(2022, 2026))
def test_table_four_cross_foots_for_any_register(register, year) -> None:
    tally = table4_of(register, year=year)
    assert check(Filled(tally.form, year, {**dict.fromkeys(tally.form.cells, 0), **tally.cells})).passed
    after = table4_of(register, year=year + 1)
    left = sum(tally.cells[f"T4.cases.{route}_open"] for route in ROUTES)
    new = sum(each.filed_on.year == year + 1 for each in register)
    assert sum(after.cells[f"T4.cases.{route}_total"] for route in ROUTES) == left + new

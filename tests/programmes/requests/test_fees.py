"""Fees: each unit costs what its place in the count says; one basis; nothing else than the scale gives."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai import law
from gongkai.engines.casework.rules import Done
from gongkai.foundation.permission import ALLOWED, Refused
from gongkai.law import Yuan
from gongkai.programmes.requests import fees

DAY = date(2026, 3, 2)
COUNTS = st.integers(min_value=1, max_value=300)


def items(count: int, before: int = 0) -> int:
    return int(fees.item_fee(items=count, before=before, received_on=DAY).amount.amount)


def pages(count: int) -> int:
    return int(fees.page_fee(pages=count, received_on=DAY).amount.amount)


@given(st.integers(min_value=0, max_value=300), COUNTS, COUNTS)
def test_splitting_a_month_over_applications_changes_nothing(before: int, one: int, other: int) -> None:
    assert items(one, before) + items(other, before + one) == items(one + other, before)


@given(COUNTS)
def test_one_more_never_costs_less(count: int) -> None:
    assert items(count + 1) >= items(count)
    assert pages(count + 1) >= pages(count)
    assert items(1, count) >= items(1, count - 1)


@given(COUNTS)
def test_the_item_fee_is_the_sum_of_the_prices_reckoned_a_second_way(count: int) -> None:
    prices = [0 if n <= 10 else 100 if n <= 30 else 100 * (1 + -(-(n - 30) // 10)) for n in range(1, count + 1)]
    assert items(count) == sum(prices)


@given(COUNTS)
def test_the_steps_cover_every_unit_once_and_sum_to_the_amount(count: int) -> None:
    fee = fees.page_fee(pages=count, received_on=DAY)
    assert sum(step.last - step.first + 1 for step in fee.steps) == count
    assert sum(step.amount.amount for step in fee.steps) == fee.amount.amount
    assert fee.in_words.endswith(f"合计{fee.amount}。")


REFUSED = {
    "an unknown basis": ({"basis": "weight", "count": "40"}, (), "只有按件计收和按量计收两种"),
    "nothing to pay": ({"basis": "item", "count": "10"}, (), "不需要缴费"),
    "another amount": ({"basis": "item", "count": "40", "amount": "4100"}, (), "金额应为4000元，不是4100元"),
    "the other basis": ({"basis": "page", "count": "400"}, ("item",), "不得同时按照两种标准重复计算"),
}


@pytest.mark.parametrize(("filled", "earlier", "sentence"), REFUSED.values(), ids=REFUSED)
def test_a_notice_is_refused(filled: dict[str, str], earlier: tuple[str, ...], sentence: str) -> None:
    done = [Done(1, "notify_fee", DAY, "clerk", {"basis": basis}) for basis in earlier]
    decision = fees.notice_problem(on=DAY, given=filled, done=done, received=DAY, due_on=None)
    assert isinstance(decision, Refused)
    assert sentence in decision.reason


@pytest.mark.parametrize("amount", ["", "800"])
def test_a_notice_of_the_right_amount_goes_out(amount: str) -> None:
    filled = {"basis": "item", "count": "5", "before": "28", "amount": amount}
    assert fees.notice_problem(on=DAY, given=filled, done=(), received=DAY, due_on=DAY) == ALLOWED


@pytest.mark.parametrize(
    "steps",
    [(), (law.Tier(5, Yuan(1)),), (law.Tier(0, Yuan(1)), law.Tier(0, Yuan(2)))],
    ids=["none", "not from the first", "not rising"],
)
def test_tiers_begin_at_the_first_unit_and_rise(steps: tuple[law.Tier, ...]) -> None:
    with pytest.raises(ValueError, match="rise"):
        law.Tiers(steps)

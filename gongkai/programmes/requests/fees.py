"""信息处理费规则：how much an application owes, on one of two bases, with every step in words; pure.

Both scales are marginal (超额累进): each item or page costs what its place in the count says.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from gongkai import law
from gongkai.engines.casework.rules import Done
from gongkai.foundation.permission import ALLOWED, Decision, Refused
from gongkai.law import Citation, Tiers, Value, Yuan
from gongkai.law.chinese import day_in_chinese

ITEM = "item"
PAGE = "page"
BASES: Mapping[str, str] = {ITEM: "按件计收", PAGE: "按量计收"}
"""计费方式：code and name; one application is charged on one of them."""
_COUNTED: Mapping[str, str] = {ITEM: "件", PAGE: "页"}


@dataclass(frozen=True)
class FeeStep:
    """计费步骤：units from `first` to `last` of the count at one price, as a sentence."""

    first: int
    last: int
    each: Yuan
    amount: Yuan
    sentence: str


@dataclass(frozen=True)
class Fee:
    """信息处理费：what one application owes, on which basis, and how that was reckoned."""

    basis: str
    count: int
    amount: Yuan
    steps: tuple[FeeStep, ...]
    citation: Citation

    @property
    def in_words(self) -> str:
        """计算过程：the steps and their sum, one paragraph."""
        return "".join(step.sentence for step in self.steps) + f"合计{self.amount}。"


def item_fee(*, items: int, received_on: date, before: int = 0) -> Fee:
    """按件计收：`items` of this application, after `before` items of the same applicant in the same calendar month.

    依据：《政府信息公开信息处理费管理办法》第四条。
    :raises OutsideCoverage: for an application received before there was such a rule.
    """
    return _fee(ITEM, law.ITEM_FEE.at(received_on=received_on), before + 1, before + items)


def page_fee(*, pages: int, received_on: date) -> Fee:
    """按量计收：the pages of one application; other applications are not added.

    依据：《政府信息公开信息处理费管理办法》第五条。
    :raises OutsideCoverage: for an application received before there was such a rule.
    """
    return _fee(PAGE, law.PAGE_FEE.at(received_on=received_on), 1, pages)


def noticed(given: Mapping[str, str], *, received: date) -> Fee:
    """所通知的费用：the fee that what was filled in for a notice leads to."""
    count = int(given["count"])
    if given["basis"] == PAGE:
        return page_fee(pages=count, received_on=received)
    return item_fee(items=count, received_on=received, before=int(given.get("before") or 0))


def notice_problem(
    *, on: date, given: Mapping[str, str], done: Sequence[Done], received: date, due_on: date | None
) -> Decision:
    """可否通知缴费：within the time to reply, one basis, something to pay, and no other amount than the scale gives.

    A payment starts the limit afresh: a notice after the last day would make a late reply look timely.
    依据：《政府信息公开信息处理费管理办法》第三条至第五条。
    """
    if due_on is not None and on > due_on:
        return Refused(f"答复期限已于{day_in_chinese(due_on)}届满，届满以后不能再通知缴费。请尽快答复。")
    basis = given["basis"]
    if basis not in BASES:
        return Refused("计费方式只有按件计收和按量计收两种，请从中选择一种。")
    earlier = next((item.given["basis"] for item in done if item.act == "notify_fee"), basis)
    if earlier != basis:
        rule = law.FEE_BASIS.at(received_on=received)
        return Refused(f"本件已经{BASES[earlier]}，不得同时按照两种标准重复计算（{rule}）。请沿用原来的计费方式。")
    fee = noticed(given, received=received)
    if fee.amount == law.NO_YUAN:
        return Refused(f"{fee.in_words}不需要缴费，请直接办理答复，不要发收费通知。")
    said = given.get("amount", "")
    if said and said != f"{fee.amount.amount.normalize():f}":
        return Refused(f"金额应为{fee.amount}，不是{said}元。{fee.in_words}依据：{fee.citation}。")
    return ALLOWED


def _fee(basis: str, scale: Value[Tiers], first: int, last: int) -> Fee:
    steps = tuple(_steps(basis, scale.value, first, last))
    amount = sum((step.amount for step in steps), law.NO_YUAN)
    return Fee(basis, last - first + 1, amount, steps, scale.citation)


def _steps(basis: str, scale: Tiers, first: int, last: int) -> Iterator[FeeStep]:
    unit = _COUNTED[basis]
    for each, numbers in groupby(range(first, last + 1), scale.price):
        run = list(numbers)
        amount = Yuan(each.amount * len(run))
        place = f"第{run[0]}{unit}" if len(run) == 1 else f"第{run[0]}至{run[-1]}{unit}"
        said = (
            f"{place}共{len(run)}{unit}，每{unit}{each}，计{amount}。"
            if amount > law.NO_YUAN
            else f"{place}共{len(run)}{unit}，不收费。"
        )
        yield FeeStep(run[0], run[-1], each, amount, said)

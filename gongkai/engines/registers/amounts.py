"""金额：what entries say in 元, exact to the fen, and sums that can name their rows; pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from gongkai.engines.registers.rules import Value, Values

_FEN = Decimal("0.01")
_WEB = re.compile(r"https?://[^\s<>\"']{3,500}")


def amount_of(value: Value | None) -> Decimal:
    """金额：as kept, exact; zero where there is none."""
    try:
        return Decimal(str(value)) if value else Decimal()
    except InvalidOperation:
        return Decimal()


def money(amount: Decimal) -> str:
    """金额的写法：in groups of three and exact to the fen."""
    return f"{amount:,.2f}元"


def problems_with_amounts(values: Values, *keys: str) -> dict[str, str]:
    """金额的问题：of each of these fields, a sentence where it is below zero or finer than the fen."""
    found = {}
    for key in keys:
        amount = amount_of(values.get(key))
        if amount < 0:
            found[key] = "金额不能是负数；退回的资金请更正原来的一笔。"
        elif amount != amount.quantize(_FEN):
            found[key] = "金额以元为单位，精确到分，最多两位小数。"
    return found


def problems_with_address(values: Values, key: str = "address") -> dict[str, str]:
    """网址的问题：one that a browser would not open."""
    address = str(values.get(key, ""))
    return {} if not address or _WEB.fullmatch(address) else {key: "网址请以http://或者https://开头，写完整。"}


@dataclass(frozen=True)
class Line:
    """一笔：an entry of a register with its amount."""

    register: str
    key: str
    title: str
    amount: Decimal

    @property
    def named(self) -> str:
        """写明是哪一笔：by its title, with its key."""
        return f"“{self.title}”（{self.key}）" if self.title else self.key


def total(lines: Iterable[Line]) -> Decimal:
    """合计。"""
    return sum((line.amount for line in lines), Decimal())


MOST_NAMED = 20
"""列出的笔数：a sum names so many of its entries, and how many there are."""


@dataclass(frozen=True)
class Sum:
    """合计：of entries however many: how much, how many, and the first of them by key."""

    amount: Decimal = Decimal()
    count: int = 0
    keys: tuple[str, ...] = ()

    @property
    def named(self) -> str:
        """列出各笔：the first of them, and how many there are where these are not all."""
        said = "、".join(self.keys)
        return f"{said}等{self.count}笔" if self.count > len(self.keys) else said


NOTHING = Sum()
"""没有：a sum of no entries."""


def summed(lines: Sequence[Line]) -> Sum:
    """合计：of lines that are at hand."""
    return Sum(total(lines), len(lines), tuple(line.key for line in lines[:MOST_NAMED]))

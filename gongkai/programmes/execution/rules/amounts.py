"""量化目标：an indicator, its number and its unit, as a row of a small table says them; pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from gongkai.engines.registers.bounds import Bound, bound
from gongkai.engines.registers.rules import cells

_NUMBER = re.compile(r"\d{1,12}(\.\d{1,4})?", re.ASCII)
_LONGEST = 60


@dataclass(frozen=True)
class Target:
    """目标：so much of an indicator, at most so much where `most`; `unit` may be empty, as of a ratio."""

    name: str
    amount: Decimal
    unit: str = ""
    most: bool = False

    @property
    def said(self) -> str:
        """数值和单位：1,000公里, ≤5.5%."""
        return f"{'≤' if self.most else ''}{plain(self.amount)}{self.unit}"

    def kept(self, amount: Decimal | None) -> bool:
        """是否达到：what was not told is not."""
        return amount is not None and Bound(self.amount, self.most).kept(amount)


def plain(amount: Decimal) -> str:
    """数的写法：in groups of three, without zeros at the end of a fraction."""
    said = f"{amount:,f}"
    return said.rstrip("0").rstrip(".") if "." in said else said


def number(text: str) -> Decimal | None:
    """读数：digits with groups or a fraction; none for anything else."""
    written = text.replace(",", "").replace("，", "").strip()
    return Decimal(written) if _NUMBER.fullmatch(written) else None


def targets(rows: Iterable[str]) -> tuple[Target, ...]:
    """读出各项目标：rows that can be read; the others are told by `problems_with_rows`."""
    found = []
    for row in rows:
        name, amount, unit = (*cells(row), "", "", "")[:3]
        value = bound(amount)
        if name and value is not None:
            found.append(Target(name, value.amount, unit, value.most))
    return tuple(found)


def amounts(rows: Iterable[str]) -> Mapping[str, Decimal]:
    """读出完成数量：indicator → number."""
    return {one.name: one.amount for one in targets(rows)}


def problems_with_rows(field: str, rows: Iterable[str], what: str, *, bounded: bool = False) -> dict[str, str]:
    """各行的问题：a row without a name or with no number, a name twice; ≤ and ≥ where they are `bounded`."""
    seen: set[str] = set()
    for row in rows:
        name, amount, *_ = (*cells(row), "", "")
        if not name or len(name) > _LONGEST:
            return {field: f"“{row[:30]}”没有写指标，或者指标太长，请写作：{what}。"}
        if (bound if bounded else number)(amount) is None:
            return {field: f"“{row[:30]}”中的“{amount[:20]}”不是数，请写作：{what}，数在前、单位在后。"}
        if name in seen:
            return {field: f"指标“{name}”写了两次，请合并。"}
        seen.add(name)
    return {}

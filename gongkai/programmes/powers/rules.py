"""四张清单的规则：what an entry of a list may not say; and when two organs' powers are the same one. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Generic, TypeVar

from gongkai.engines.registers.rules import Values

APPROVAL: Final = "2"
"""须经核准：its code among the measures of the investment list."""
T = TypeVar("T")
_PUNCTUATION = re.compile(r"[\s\"'“”‘’《》〈〉（）()、，,。·]+")


def term_problems(values: Values, on: date) -> Mapping[str, str]:
    """执行期限：what has run out is assessed, and renewed or ended; it is not listed for the time to come."""
    until = values.get("ends_on")
    if isinstance(until, str) and until and date.fromisoformat(until) < on:
        ended = f"执行期限至{until}，在施行日期{on.isoformat()}之前已经届满。"
        return {"ends_on": f"{ended}请先评估，延期的改写期限，不延期的取消。"}
    return {}


def investment_problems(values: Values, on: date) -> Mapping[str, str]:
    """企业投资负面清单：what is approved states the conditions under which it is; and nothing has run out."""
    problems = dict(term_problems(values, on))
    if values.get("measure") == APPROVAL and not values.get("conditions"):
        problems["conditions"] = "须经核准的项目请写明准入条件，企业据此判断能否申请。"
    return problems


def likeness(base: str, name: str) -> str:
    """同一事项：what two organs' powers share when they are the same one: the base code, else the name as it reads."""
    return base.strip().upper() or _PUNCTUATION.sub("", name)


APART: Final = frozenset({"code", "base", "organ", "phone", "remark"})
"""各地自有：what is each organ's own and no difference between two places."""


@dataclass(frozen=True)
class Paired(Generic[T]):
    """一个事项：what the one side and the other hold of it; none where a side does not."""

    likeness: str
    name: str
    first: T | None
    second: T | None


def paired(first: Iterable[tuple[str, str, T]], second: Iterable[tuple[str, str, T]]) -> list[Paired[T]]:
    """两地对照：(likeness, name, what) of each side laid together, by name; of several alike on a side, the first."""
    one: dict[str, tuple[str, T]] = {}
    other: dict[str, tuple[str, T]] = {}
    for side, given in ((one, first), (other, second)):
        for alike, name, what in given:
            side.setdefault(alike, (name, what))
    rows = (
        Paired(alike, (one.get(alike) or other[alike])[0], _what(one.get(alike)), _what(other.get(alike)))
        for alike in {**one, **other}
    )
    return sorted(rows, key=lambda row: (row.name, row.likeness))


def _what(held: tuple[str, T] | None) -> T | None:
    return held[1] if held else None

"""数的写法：what stands in a cell as a number."""

import re
from decimal import Decimal

from gongkai.engines.assessment.rules import Number

NIL = frozenset({"", "-", "--", "—", "——", "–", "/", "\\", "无"})
"""What a blank cell may hold."""
_MONEY = {"元": 1, "万元": 10_000, "亿元": 100_000_000}
_NUMBER = re.compile(r"([+-]?\d+(?:\.\d+)?)(件|项|宗|份|起|个|次|元|万元|亿元)?")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?:\D|$))")


def number_of(text: str, unit: str) -> Number | None:
    """Read a number in the unit of its column; money written in another unit is converted, None is no number."""
    tight = _THOUSANDS.sub("", text.replace(" ", ""))
    found = _NUMBER.fullmatch(tight)
    if not found:
        return None
    value = Decimal(found[1])
    if found[2] in _MONEY and unit in _MONEY:
        value = value * _MONEY[found[2]] / _MONEY[unit]
    return int(value) if value == int(value) else value.normalize()

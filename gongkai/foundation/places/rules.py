"""区划代码规则：the arithmetic of GB/T 2260 and GB/T 10114 codes; no tables."""

import re
from typing import Protocol

LENGTHS = (2, 4, 6, 9, 12)
LEVELS = {"province": 1, "city": 2, "county": 3, "street": 4, "township": 4, "village": 5}
_DIGITS = re.compile(r"[0-9]+")


class Agent(Protocol):
    """行为人：who performs an act, as far as the rooms below `people` need to know it."""

    @property
    def uid(self) -> str:
        """The public identifier, `system` for the system itself."""
        ...


def stem(code: str) -> str:
    """代码主干：a national code without its padding zeros: 330000 → 33, 330106001000 → 330106001.

    :raises ValueError: when it is not 2 to 12 digits of a national code.
    """
    code = code.strip()
    if not _DIGITS.fullmatch(code) or len(code) not in LENGTHS or code[:2] == "00":
        raise ValueError(f"“{code}”不是行政区划代码：应为 2、4、6、9 或 12 位数字")
    for longer, shorter in zip(LENGTHS[::-1], LENGTHS[-2::-1], strict=False):
        if len(code) == longer and not code[shorter:].strip("0"):
            code = code[:shorter]
    return code


def padded(code: str) -> str:
    """补足位数：the code as printed: 6 digits down to the county, 12 below it."""
    return code.ljust(6, "0") if len(code) <= 6 else code.ljust(12, "0")


def level_of(code: str) -> int:
    """层级：1 province … 5 village, from the length of a stem.

    :raises ValueError: when no level has that length.
    """
    if len(code) not in LENGTHS:
        raise ValueError(f"“{code}”的位数不对应任何层级")
    return LENGTHS.index(len(code)) + 1


def ancestors(code: str) -> tuple[str, ...]:
    """各级上级代码：the stems above this one, the province first, itself last."""
    return tuple(code[:length] for length in LENGTHS if length <= len(code))


def subtree(code: str) -> tuple[str, str]:
    """子树区间：the first and the last code (both included) that may lie at or below this stem."""
    return code, code + "9" * (12 - len(code))


def contains(code: str, other: str) -> bool:
    """辖区包含：is the place `other` the place `code` itself or below it?"""
    return bool(code) and other.startswith(code)

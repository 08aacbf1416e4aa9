"""索引号：recognising the index numbers under which government information is catalogued.

Two forms are in use: the organisation code (9 characters) or the unified social credit code (18), a slash, the year,
and a serial of five to seven digits.
"""

import re

from gongkai.foundation.text.folding import fold

BY_ORGANISATION_CODE = re.compile(r"^[0-9A-Z]{8}[0-9X]/\d{4}-\d{5,7}$")
BY_CREDIT_CODE = re.compile(r"^[0-9A-Z]{18}/\d{4}-\d{5,7}$")
_TYPED = re.compile(
    r"(?<![0-9a-z])([0-9a-z]{17}[0-9a-z]|[0-9a-z]{8}[0-9x])\s*/\s*(\d{4})\s*-\s*(\d{5,7})(?![0-9])", re.ASCII
)


def recognised(text: str) -> bool:
    """是否索引号：whether `text` is an index number exactly as catalogued."""
    return bool(BY_ORGANISATION_CODE.match(text) or BY_CREDIT_CODE.match(text)) and not text.endswith("\n")


def occurrences(text: str) -> tuple[tuple[int, int, str], ...]:
    """查找索引号：(start, end, canonical) of each index number typed in `text`, in whatever width, case and spacing."""
    return tuple(
        (found.start(), found.end(), f"{found[1].upper()}/{found[2]}-{found[3]}")
        for found in _TYPED.finditer(fold(text))
    )


def find(text: str) -> tuple[str, ...]:
    """索引号：the index numbers in `text`, canonical, each once, in order."""
    return tuple(dict.fromkeys(canonical for _, _, canonical in occurrences(text)))

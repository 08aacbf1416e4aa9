"""页边：running heads, running feet and page numbers, known by standing at the edge page after page."""

import re
from collections import Counter
from collections.abc import Sequence

from gongkai.foundation.papers.pdf.row import Row, Sheet

_EDGE = 0.13
_PAGE = re.compile(
    r"[—–\-－─·•\s]*(?:第?\s*\d{1,4}\s*页?|[ivxlcIVXLC]{1,6})(?:\s*[/／,，]?\s*共?\s*\d{1,4}\s*页?)?[—–\-－─·•\s]*"
)
_DIGITS = re.compile(r"[0-9０-９]+")


def without_margins(sheets: Sequence[Sheet]) -> tuple[list[Sheet], list[str]]:
    """去页眉页脚：the sheets without them, and their distinct words, page numbers aside."""
    counts: Counter[str] = Counter()
    for sheet in sheets:
        counts.update({_shape(row) for row in _outermost(sheet)})
    repeated = {shape for shape, count in counts.items() if count >= max(2, 0.4 * _leaves(sheets))}
    words: list[str] = []
    for sheet in sheets:
        gone = [row for row in _outermost(sheet) if _is_number(row) or _shape(row) in repeated]
        words += [row.text for row in gone if not _is_number(row) and row.text not in words]
        sheet.rows = [row for row in sheet.rows if row not in gone]
    return list(sheets), words


def _leaves(sheets: Sequence[Sheet]) -> int:
    """Pages with text; heads may alternate between left and right pages."""
    return sum(bool(sheet.rows) for sheet in sheets)


def _shape(row: Row) -> str:
    return _DIGITS.sub("#", re.sub(r"\s", "", row.text))


def _is_number(row: Row) -> bool:
    return _PAGE.fullmatch(row.text.strip()) is not None


def _outermost(sheet: Sheet) -> list[Row]:
    """The first and last two rows, where they stand near the edge."""
    ordered = sorted((row for row in sheet.rows if not row.table), key=lambda row: -row.base)
    head = [row for row in ordered[:2] if row.base > sheet.height * (1 - _EDGE)]
    foot = [row for row in ordered[-2:] if row.base < sheet.height * _EDGE]
    return head + [row for row in foot if row not in head]

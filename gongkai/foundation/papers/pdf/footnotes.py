"""脚注：small lines at the foot of a page that open with a mark called above them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from gongkai.foundation.papers.pdf.row import Row, Sheet

_MARK = re.compile(r"\s*[\[［〔【(（]?\s*(\d{1,3}|[①-⑳]|[*＊†‡])\s*[\]］〕】)）]?[.．、]?\s*")
_SMALL = 0.9


@dataclass
class Notes:
    """脚注：the texts of notes in order, and the number of each by page and mark."""

    texts: list[str] = field(default_factory=list)
    numbers: dict[tuple[int, str], int] = field(default_factory=dict)

    def number(self, page: int, called: str) -> int:
        """序号：of the note called by this mark on this page, 0 when there is none."""
        found = _MARK.fullmatch(called)
        return self.numbers.get((page, found[1]), 0) if found else 0


def take_footnotes(sheets: Sequence[Sheet]) -> Notes:
    """取脚注：moves them from the sheets; only those that are called on their own page."""
    notes = Notes()
    sizes = [row.size for sheet in sheets for row in sheet.rows if not row.table]
    body = median(sizes) if sizes else 0.0
    for sheet in sheets:
        called = {
            found[1] for row in sheet.rows for text, mark in row.pieces if mark and (found := _MARK.fullmatch(text))
        }
        foot = _foot(sheet.rows, body)
        if not foot or not called or not (opening := _MARK.match(foot[0].text)) or opening[1] not in called:
            continue
        sheet.rows = [row for row in sheet.rows if row not in foot]
        for row in foot:
            _take(row, sheet.number, called, notes)
    return notes


def _take(row: Row, page: int, called: set[str], notes: Notes) -> None:
    found = _MARK.match(row.text)
    if found and found[1] in called and (page, found[1]) not in notes.numbers:
        notes.texts.append(row.text[found.end() :].strip())
        notes.numbers[page, found[1]] = len(notes.texts)
    else:
        notes.texts[-1] += row.text.strip()


def _foot(rows: Sequence[Row], body: float) -> list[Row]:
    """The small rows the page ends with."""
    foot: list[Row] = []
    for row in reversed(rows):
        if row.table or row.size > _SMALL * body:
            break
        foot.insert(0, row)
    return foot if len(foot) < len(rows) else []

"""表格：the first sheet of a workbook somebody sends, row by row, within bounds; merged cells told or filled. Pure."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from openpyxl import load_workbook

from gongkai.foundation.errors import Invalid
from gongkai.foundation.files.rules import XLSX, check

MOST_COLUMNS = 200
FARTHEST = 200_000
"""行：where the last row may stand; a sheet that claims to go on for a million keeps its reader busy for minutes."""
MOST_MERGED = 100_000
WIDEST_MERGED = 500_000
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?\bref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_PIECE = 1024 * 1024


class Unreadable(Invalid):
    """读不出：no workbook, a damaged one, or one without a sheet; a reader may say it in words of its own."""

    def __init__(self) -> None:
        super().__init__("这个表格打不开。请用 WPS 或 Excel 另存为 .xlsx 后再上传。", field="file")


@dataclass(frozen=True)
class Line:
    """表格的一行：its number on the sheet, its cells, and what to say where one of them is merged with others."""

    number: int
    cells: tuple[object, ...]
    merged: str = ""


@dataclass(frozen=True, order=True)
class Span:
    """合并单元格：from a row and column to a row and column, all included, counted from 1."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def sentence(self) -> str:
        """The sentence for each of its rows."""
        rows = f"第{self.top}行" if self.top == self.bottom else f"第{self.top}至{self.bottom}行"
        return f"{rows}有合并单元格，请取消合并后逐行填写。"


def first_sheet(content: bytes, *, fill: bool = False, most_columns: int = MOST_COLUMNS) -> Iterator[Line]:
    """第一张工作表：its rows from the first, the empty ones included; columns beyond the limit are not read.

    The first sheet is the first that is shown, in the order of the tabs. Of merged cells only the first holds a value:
    with `fill` the others are given it, and nothing is said; otherwise each row they touch says so.

    :raises Unreadable: for what is no workbook, is damaged or has no sheet.
    :raises Invalid: for a file that may not come in, and where rows go on too far.
    """
    if check(io.BytesIO(content), "") != XLSX:
        raise Unreadable
    try:
        yield from _lines(content, fill, most_columns)
    except Invalid:
        raise
    except Exception as error:  # whatever a damaged package does to its reader
        raise Unreadable from error


def insist_unmerged(lines: Iterator[Line]) -> Iterator[Line]:
    """不得有合并单元格：for a table in which no row may be guessed.

    :raises Invalid: at the first row that has them.
    """
    for line in lines:
        if line.merged:
            raise Invalid(line.merged, field="file")
        yield line


def insist_bounded(content: bytes) -> None:
    """合并单元格有限：before a whole workbook is held in memory, where its reader makes a cell of every one merged.

    :raises Invalid: when they cover more than any table a person wrote.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        parts = [name for name in book.namelist() if name.lower().startswith("xl/worksheets/")]
    spans = (span for part in parts for span in _spans(content, part))
    if sum((span.bottom - span.top + 1) * (span.right - span.left + 1) for span in spans) > WIDEST_MERGED:
        raise Invalid("表格的合并单元格范围太大，请取消合并后再上传。", field="file")


def _lines(content: bytes, fill: bool, most_columns: int) -> Iterator[Line]:
    sheet = _first(load_workbook(io.BytesIO(content), read_only=True, data_only=True).worksheets)
    spans = _spans(content, sheet._worksheet_path)
    merged = _Merged([span for span in spans if span.left <= most_columns], most_columns)
    for number, cells in enumerate(sheet.iter_rows(values_only=True, max_col=most_columns), start=1):
        if number > FARTHEST:
            raise Invalid(f"表格有内容或者格式的行超过{FARTHEST}行，请删去空行后再上传。", field="file")
        row = [cell.replace("\x00", "") if isinstance(cell, str) else cell for cell in cells]
        touching = merged.at(number, row)
        filled = merged.filled(row) if fill else row
        yield Line(number, tuple(filled), touching[0].sentence if touching and not fill else "")


def _first(sheets: Sequence[Any]) -> Any:
    """The first that is shown; a template keeps its lists of choices on sheets that are hidden."""
    if not sheets:
        raise Unreadable
    return next((sheet for sheet in sheets if sheet.sheet_state == "visible"), sheets[0])


def _spans(content: bytes, part: str) -> list[Span]:
    """What is merged on a sheet, from its part of the package, some at a time; the reader of rows does not tell."""
    with zipfile.ZipFile(io.BytesIO(content)) as book, book.open(part.lstrip("/")) as stream:
        found = sorted(islice((_span(match) for match in _matches(stream)), MOST_MERGED + 1))
    if len(found) > MOST_MERGED:
        raise Invalid(f"表格的合并单元格超过{MOST_MERGED}处，请取消合并后再上传。", field="file")
    return found


def _matches(stream: Any) -> Iterator[re.Match[bytes]]:
    rest = b""
    while piece := stream.read(_PIECE):
        text = rest + piece
        whole = text.rfind(b">") + 1
        yield from _MERGED.finditer(text[:whole])
        # One tag is never so long: a part without any is not kept whole.
        rest = text[whole:][-_PIECE:]


def _span(match: re.Match[bytes]) -> Span:
    left, top, right, bottom = match.groups()
    return Span(int(top), _column(left), int(bottom), _column(right))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


class _Merged:
    """The spans that touch a row, as one goes down a sheet: each is looked at only while it is touched."""

    def __init__(self, spans: list[Span], most: int) -> None:
        self._coming, self._most = spans[::-1], most
        self._open: list[tuple[Span, object]] = []

    def at(self, number: int, row: Sequence[object]) -> list[Span]:
        """Spans that touch this row, which is the next one."""
        self._open = [(span, value) for span, value in self._open if span.bottom >= number]
        while self._coming and self._coming[-1].top <= number:
            span = self._coming.pop()
            self._open.append((span, row[span.left - 1] if span.left <= len(row) else None))
        if len(self._open) > self._most:  # they lie on one another, which no office program writes
            raise Unreadable
        return [span for span, _ in self._open]

    def filled(self, row: Sequence[object]) -> list[object]:
        """The row, in which every cell of a span says what its first says."""
        found = list(row)
        for span, value in self._open:
            for column in range(span.left, min(span.right, len(row)) + 1):
                found[column - 1] = value
        return found

"""表格文件：a table as CSV or XLSX, as office programs open it; a long one as CSV, written while it is read."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any
from unicodedata import east_asian_width

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from gongkai.foundation.now import CHINA

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
FORMULA = frozenset("=+-@\t\r")
# 单元格：text stays text, a day is a day, an instant is Beijing time, a number can be summed.
Cell = str | int | date | datetime | None

_NUMBER_LIKE = re.compile(r"[\d.,:/eE%+-]+")  # 文号、编号 that an office program would turn into a number or a day
MOST_IN_BOOK = 20_000
"""工作簿的行数上限：beyond it the CSV is what an office program still opens."""
_LONGEST = 32_767  # 字：what a cell of this format holds
_NARROWEST, _WIDEST = 8, 60
A4 = "9"  # 纸张代码
_DAY, _INSTANT, _TEXT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm", "@"


def csv_file(name: str, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> HttpResponse:
    """CSV：UTF-8 with a mark, and no cell that could be taken for a formula."""
    return _download("".join(csv_lines(head, rows)).encode(), f"{name}.csv", CSV)


def csv_stream(name: str, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> StreamingHttpResponse:
    """长 CSV：the same, line by line as `rows` are read."""
    response = StreamingHttpResponse(csv_lines(head, rows), content_type=CSV)
    response["Content-Disposition"] = content_disposition_header(True, f"{name}.csv")
    return response


def csv_lines(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """CSV 的各行：the mark of UTF-8 and the heading first."""
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow(head)
    for row in rows:
        yield writer.writerow([harmless(_written(cell)) for cell in row])


class _Line:
    """A file that gives back each line written to it."""

    def write(self, line: str) -> str:
        return line


def xlsx_file(name: str, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> HttpResponse:
    """XLSX：one sheet of typed cells; the head bold, frozen, filterable and printed on every page."""
    kept = io.BytesIO()
    _book(head, [list(row) for row in rows]).save(kept)
    return _download(kept.getvalue(), f"{name}.xlsx", XLSX)


def harmless(cell: str) -> str:
    """A cell no program takes for a formula."""
    return f"'{cell}" if cell[:1] in FORMULA else cell


def _book(head: Sequence[str], rows: list[list[Cell]]) -> Workbook:
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet("表")
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A4
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(head))}{len(rows) + 1}"
    for number, width in enumerate(_widths(head, rows), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    first = [WriteOnlyCell(sheet, value=name) for name in head]
    for cell in first:
        cell.font = Font(bold=True)
    sheet.append(first)
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    return book


def _cell(sheet: Any, value: Cell) -> object:
    """A day, an instant or a number as such; text as text, whatever it begins with."""
    if isinstance(value, str):
        return _text(sheet, ILLEGAL_CHARACTERS_RE.sub("", value)[:_LONGEST])
    if not isinstance(value, date):
        return value
    cell = WriteOnlyCell(sheet)
    if isinstance(value, datetime):
        cell.value, cell.number_format = value.astimezone(CHINA).replace(tzinfo=None), _INSTANT
    else:
        cell.value, cell.number_format = value, _DAY
    return cell


def _text(sheet: Any, value: str) -> object:
    risky = value[:1] in FORMULA
    if not (risky or "\n" in value or _width(value) > _WIDEST or _NUMBER_LIKE.fullmatch(value)):
        return value
    cell = WriteOnlyCell(sheet, value=value)
    cell.data_type = "s"  # never a formula
    cell.number_format = _TEXT
    if risky:
        cell.quotePrefix = True  # nor when somebody edits it or saves it as CSV
    if "\n" in value or _width(value) > _WIDEST:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _widths(head: Sequence[str], rows: list[list[Cell]]) -> list[int]:
    """Each column as wide as what stands in its first rows, within bounds."""
    columns = zip(head, *(map(_written, row) for row in rows[:500]), strict=True)
    return [min(_WIDEST, max(_NARROWEST, *(_width(text) + 2 for text in column))) for column in columns]


def _width(text: str) -> int:
    """Half widths: a Han character counts two."""
    return max((sum(1 + (east_asian_width(c) in "WF") for c in line) for line in text.split("\n")), default=0)


def _written(value: Cell) -> str:
    if isinstance(value, datetime):
        return f"{value.astimezone(CHINA):%Y-%m-%d %H:%M}"
    return "" if value is None else str(value)


def _download(content: bytes, name: str, type_: str) -> HttpResponse:
    response = HttpResponse(content, content_type=type_)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Cache-Control"] = "no-store"
    return response

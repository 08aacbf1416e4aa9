"""表格文件：a short table as CSV or XLSX, as office programs open it."""

import csv
import io
from collections.abc import Iterable, Sequence

from django.http import HttpResponse
from openpyxl import Workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORMULA = frozenset("=+-@\t\r")


def csv_file(name: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> HttpResponse:
    """CSV：UTF-8 with a mark, and no cell that could be taken for a formula."""
    kept = io.StringIO()
    writer = csv.writer(kept)
    writer.writerow(head)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return _download(kept.getvalue().encode("utf-8-sig"), f"{name}.csv", "text/csv; charset=utf-8")


def xlsx_file(name: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> HttpResponse:
    """XLSX：one sheet, the first row frozen."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "A2"
    sheet.append(list(head))
    for row in rows:
        sheet.append([harmless(cell) for cell in row])
    kept = io.BytesIO()
    book.save(kept)
    return _download(kept.getvalue(), f"{name}.xlsx", XLSX)


def harmless(cell: str) -> str:
    """A cell no program takes for a formula."""
    return f"'{cell}" if cell[:1] in FORMULA else cell


def _download(content: bytes, name: str, type_: str) -> HttpResponse:
    response = HttpResponse(content, content_type=type_)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "no-store"
    return response

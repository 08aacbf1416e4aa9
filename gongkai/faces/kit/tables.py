"""表格文件：a table as CSV or XLSX, as office programs open it; a long one as CSV, written while it is read."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from django.http import HttpResponse, StreamingHttpResponse
from openpyxl import Workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
FORMULA = frozenset("=+-@\t\r")


def csv_file(name: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> HttpResponse:
    """CSV：UTF-8 with a mark, and no cell that could be taken for a formula."""
    return _download("".join(csv_lines(head, rows)).encode(), f"{name}.csv", CSV)


def csv_stream(name: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> StreamingHttpResponse:
    """长 CSV：the same, line by line as `rows` are read."""
    response = StreamingHttpResponse(csv_lines(head, rows), content_type=CSV)
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def csv_lines(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """CSV 的各行：the mark of UTF-8 and the heading first."""
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow(head)
    for row in rows:
        yield writer.writerow([harmless(cell) for cell in row])


class _Line:
    """A file that gives back each line written to it."""

    def write(self, line: str) -> str:
        return line


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

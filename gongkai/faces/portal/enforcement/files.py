"""双公示文件：licences and penalties under the standard's field codes, as everybody may read them."""

import json
from collections.abc import Iterator

from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase

from gongkai.engines.registers import queries
from gongkai.engines.registers.declared import register_of
from gongkai.faces.kit.http import Request
from gongkai.faces.kit.tables import MOST_IN_BOOK, Cell, csv_stream, xlsx_file
from gongkai.faces.portal.http import machine
from gongkai.faces.portal.registers.files import steady
from gongkai.foundation.errors import Invalid, NotFound
from gongkai.foundation.now import china_date
from gongkai.programmes.enforcement import rules
from gongkai.programmes.enforcement.after import STANDARD


@machine
def table(request: Request, register: str, format_: str) -> HttpResponseBase:
    """双公示下载：persons by their covered names, identity documents empty.

    :raises NotFound: for a register the standard does not know.
    :raises Invalid: for a workbook too long to open.
    """
    columns = STANDARD.get(register)
    if columns is None:
        raise NotFound
    declared, day = register_of(register), china_date(request.at)
    name, head = f"{register}-standard-{day.isoformat()}", [column.code for column in columns]
    versions = queries.everything(declared, day, seen_on=day)
    rows: Iterator[list[Cell]] = ([*rules.public_row(declared, columns, one.values)] for one in versions)
    if format_ == "json":
        return _json(head, rows)
    if format_ == "csv":
        return csv_stream(name, head, rows)
    kept = []
    for row in rows:
        kept.append(row)
        if len(kept) > MOST_IN_BOOK:
            raise Invalid(f"这个名录超过{MOST_IN_BOOK}条，Excel 难以打开。请改为下载 CSV 或者 JSON。")
    response = xlsx_file(name, head, kept)
    response.content = steady(response.content)
    del response["Cache-Control"]  # as of every public address
    return response


def _json(head: list[str], rows: Iterator[list[Cell]]) -> StreamingHttpResponse:
    return StreamingHttpResponse(_pieces(head, rows), content_type="application/json")


def _pieces(head: list[str], rows: Iterator[list[Cell]]) -> Iterator[str]:
    """The list row by row, so that its length costs no memory."""
    yield "["
    for place, row in enumerate(rows):
        yield (",\n" if place else "\n") + json.dumps(dict(zip(head, row, strict=True)), ensure_ascii=False)
    yield "\n]\n"

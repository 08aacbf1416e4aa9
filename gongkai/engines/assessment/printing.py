"""印出统计表：a filled form as a web page or a workbook, in the printed geometry; it can be read back.

Blank cells stay blank; a form is completed by `with_totals` and zeros before it is printed for the public.
"""

import io
import math
from html import escape

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from gongkai.engines.assessment.rules import Filled, plain
from gongkai.law import FormTable, Label
from gongkai.law.form import Printed

STYLE = (
    "body{font-family:serif;line-height:1.6;margin:2rem auto;max-width:60rem;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%}th,td{border:1px solid;padding:.3rem;text-align:center;font-weight:400}"
    "div{overflow-x:auto}td{min-width:1.5em}"
)
NARROW, WORDS, WIDE = 11, 24, 48
"""Widths of columns, in characters."""
LINE_HEIGHT = 16
HEAD = 3
"""The line of the sheet a table begins at, below its title and section."""


def title(filled: Filled) -> str:
    """The heading of what is printed, which names the year."""
    return f"{filled.year}年政府信息公开工作年度报告统计表"


def to_html(filled: Filled) -> str:
    """网页：a page of its own with the tables under their section headings."""
    name = escape(title(filled))
    parts = "".join(
        f"<h2>{escape(table.section)}</h2>\n<div>{table_html(filled, table)}</div>\n" for table in filled.form.tables
    )
    metas = '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    head = f"{metas}<title>{name}</title><style>{STYLE}</style>"
    return f'<!doctype html>\n<html lang="zh-CN"><head>{head}</head><body>\n<h1>{name}</h1>\n{parts}</body></html>\n'


def table_html(filled: Filled, table: FormTable) -> str:
    """表格：one table, without style."""
    lines = []
    for line in table.lines():
        cells = "".join(_cell_html(filled, printed) for printed in line)
        lines.append(f"<tr>{cells}</tr>\n")
    return f"<table>\n{''.join(lines)}</table>\n"


def _cell_html(filled: Filled, printed: Printed) -> str:
    spans = "".join(
        f' {name}="{span}"' for name, span in (("colspan", printed.colspan), ("rowspan", printed.rowspan)) if span > 1
    )
    if isinstance(printed, Label):
        return f"<th{spans}>{escape(printed.text)}</th>"
    return f"<td{spans}>{_number(filled, printed.cell.key)}</td>"


def _number(filled: Filled, key: str) -> str:
    return plain(filled.cells[key]) if key in filled.cells else ""


def to_xlsx(filled: Filled) -> bytes:
    """工作簿：one sheet for each table, cells merged as they are printed."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for table in filled.form.tables:
        sheet = book.create_sheet(table.name)
        _write_sheet(sheet, filled, table)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _write_sheet(sheet: Worksheet, filled: Filled, table: FormTable) -> None:
    for number, text in enumerate((title(filled), table.section), start=1):
        sheet.cell(number, 1, text).font = Font(bold=True)
        sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=table.width)
    widths = _widths(table)
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    for line, column, printed in table.placed():
        _write_cell(sheet, line + HEAD, column + 1, printed, filled)
        if isinstance(printed, Label) and printed.rowspan == 1:
            # Merged cells do not make a line higher by themselves; a Han character is two wide.
            lines = math.ceil(2 * len(printed.text) / sum(widths[column : column + printed.colspan]))
            dimension = sheet.row_dimensions[line + HEAD]
            dimension.height = max(dimension.height or 0, lines * LINE_HEIGHT)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _widths(table: FormTable) -> list[int]:
    """Numbers narrow, the words right before them wide, the groups before those between."""
    numbers = {
        column + right
        for _, column, printed in table.placed()
        if not isinstance(printed, Label)
        for right in range(printed.colspan)
    }
    words = [column for column in range(table.width) if column not in numbers]
    wide = {words[-1]: WIDE if len(words) > 1 else WORDS} if words else {}
    return [wide.get(column, NARROW) for column in range(table.width)]


def _write_cell(sheet: Worksheet, top: int, left: int, printed: Printed, filled: Filled) -> None:
    bottom, right = top + printed.rowspan - 1, left + printed.colspan - 1
    cell = sheet.cell(top, left)
    cell.value = printed.text if isinstance(printed, Label) else filled.cells.get(printed.cell.key)
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    thin = Side(style="thin")
    for row in sheet.iter_rows(min_row=top, max_row=bottom, min_col=left, max_col=right):
        for covered in row:
            covered.border = Border(left=thin, right=thin, top=thin, bottom=thin)
    if (bottom, right) != (top, left):
        sheet.merge_cells(start_row=top, end_row=bottom, start_column=left, end_column=right)

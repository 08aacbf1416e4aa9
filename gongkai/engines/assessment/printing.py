"""印出统计表：a filled form as a web page or a workbook, in the printed geometry; it can be read back.

Blank cells stay blank; a form is completed by `with_totals` and zeros before it is printed for the public.
"""

import io
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
LABEL_WIDTH, NUMBER_WIDTH = 24, 11


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
    thin = Side(style="thin")
    border = Border(left=thin, right=thin, top=thin, bottom=thin)
    for line, column, printed in table.placed():
        top, left = line + 3, column + 1
        bottom, right = top + printed.rowspan - 1, left + printed.colspan - 1
        cell = sheet.cell(top, left)
        cell.value = printed.text if isinstance(printed, Label) else filled.cells.get(printed.cell.key)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        for row in sheet.iter_rows(min_row=top, max_row=bottom, min_col=left, max_col=right):
            for covered in row:
                covered.border = border
        if (bottom, right) != (top, left):
            sheet.merge_cells(start_row=top, end_row=bottom, start_column=left, end_column=right)
    for column in range(1, table.width + 1):
        labels = (table.id == "T2" and column == 1) or (table.id == "T3" and column <= 3)
        sheet.column_dimensions[get_column_letter(column)].width = LABEL_WIDTH if labels else NUMBER_WIDTH
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)

"""工作簿的表格：the sheets of a workbook; merged cells count once, where they begin."""

import io
from decimal import Decimal

from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from gongkai.foundation.errors import Invalid
from gongkai.foundation.tables import insist_bounded

from ._page import Line, Page, Place, half_width

MOST_LINES, MOST_COLUMNS = 2_000, 60
NOT_COUNTED = "“{sheet}”的 {cell} 是公式，但文件里没有保存算出的数。请在表格软件里打开、保存一次再读。"


def page(content: bytes) -> Page:
    """Read all sheets.

    :raises Invalid: when a formula carries no result, or the file is damaged.
    """
    try:
        insist_bounded(content)
        values = load_workbook(io.BytesIO(content), data_only=True)
        formulas = load_workbook(io.BytesIO(content))
    except Invalid:
        raise
    except Exception as error:
        raise Invalid("工作簿打不开。请用表格软件另存为 .xlsx 再读。", field="file") from error
    sheets = [(sheet, formulas[sheet.title]) for sheet in values.worksheets]
    tables = tuple(_lines(sheet, beside) for sheet, beside in sheets)
    texts = [place.text for lines in tables for line in lines for place in line if place.text]
    # The sheets are all table; nothing in them is the text of the report.
    return Page(tables, "\n".join(texts), "")


def _lines(sheet: Worksheet, formulas: Worksheet) -> tuple[Line, ...]:
    lines = []
    most = min(sheet.max_column, MOST_COLUMNS)
    for row in sheet.iter_rows(max_row=min(sheet.max_row, MOST_LINES), max_col=most):
        places = []
        for cell in row:
            if isinstance(cell, MergedCell):
                continue
            if cell.value is None and formulas[cell.coordinate].data_type == "f":
                raise Invalid(NOT_COUNTED.format(sheet=sheet.title, cell=cell.coordinate), field="file")
            places.append(Place(cell.column - 1, _text(cell.value)))
        lines.append(tuple(places))
    return tuple(lines)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return str(int(value)) if value == int(value) else f"{Decimal(str(value)):f}"
    return half_width(str(value))

"""用语表交换：a list of words as CSV or XLSX, out and in; the columns are those of the screen."""

import csv
import io
from collections.abc import Iterable, Sequence

import openpyxl

from gongkai.foundation.errors import Invalid
from gongkai.foundation.files.rules import TXT, XLSX, check, encodings_for
from gongkai.foundation.tables import Unreadable, first_sheet
from gongkai.foundation.wording.rules import GROUPS, Rule

COLUMNS = ("不用的写法", "应写作", "类别", "说明")
UNREADABLE = f"读不出用语表。第一行须是列名：{'、'.join(COLUMNS)}；可以先导出一份，照样子填写。"
_FORMULA = "=+-@\t\r"


def to_csv(rules: Iterable[Rule]) -> bytes:
    """导出 CSV：UTF-8 with a mark, as spreadsheets here expect."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(COLUMNS)
    writer.writerows([_plain(cell) for cell in _cells(rule)] for rule in rules)
    return buffer.getvalue().encode("utf-8-sig")


def to_xlsx(rules: Iterable[Rule]) -> bytes:
    """导出 XLSX：every cell as text."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("用语表")
    sheet.append(COLUMNS)
    for rule in rules:
        sheet.append([_plain(cell) for cell in _cells(rule)])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def read(content: bytes) -> list[Rule]:
    """读入：rules of a CSV or XLSX with these columns; rows without a word are skipped.

    :raises Invalid: when it is neither, or its first row names other columns.
    """
    kind = check(io.BytesIO(content), "")
    if kind not in {TXT, XLSX}:
        raise Invalid(UNREADABLE, field="file")
    rows = _of_sheet(content) if kind == XLSX else _of_text(content)
    if not rows or tuple(rows[0][: len(COLUMNS)]) != COLUMNS:
        raise Invalid(UNREADABLE, field="file")
    padded = ([*row, *([""] * len(COLUMNS))][: len(COLUMNS)] for row in rows[1:])
    return [Rule(wrong, right, group or GROUPS[-1], note) for wrong, right, group, note in padded if wrong]


def _of_sheet(content: bytes) -> list[list[str]]:
    """One kind or note may stand merged beside several words: it is meant for each of them."""
    try:
        return [[_text(cell) for cell in line.cells] for line in first_sheet(content, fill=True)]
    except Unreadable as error:
        raise Invalid(UNREADABLE, field="file") from error


def _of_text(content: bytes) -> list[list[str]]:
    for encoding in encodings_for(content[:4]):
        try:
            return [[_text(cell) for cell in row] for row in csv.reader(io.StringIO(content.decode(encoding)))]
        except (UnicodeDecodeError, csv.Error):
            continue
    return []


def _text(cell: object) -> str:
    return "" if cell is None else str(cell).strip().removeprefix("'")


def _cells(rule: Rule) -> Sequence[str]:
    return (rule.wrong, rule.right, rule.group, rule.note)


def _plain(cell: str) -> str:
    """No cell begins like a formula."""
    return f"'{cell}" if cell[:1] and cell[0] in _FORMULA else cell

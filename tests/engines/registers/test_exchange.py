"""Files nobody meant: each gets a sentence, none breaks the page or keeps it busy."""

import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest

from gongkai.engines.registers import exchange
from gongkai.foundation.errors import Invalid

from .conftest import POWERS


def book(change: Callable[[str, bytes], bytes | None]) -> bytes:
    """A workbook with one good row, its parts changed or left out."""
    made = openpyxl.Workbook()
    assert made.active is not None
    made.active["A1"], made.active["B1"], made.active["A2"], made.active["B2"] = "编码", "名称", "A", "登记"
    whole, kept = io.BytesIO(), io.BytesIO()
    made.save(whole)
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(kept, "w") as new:
        for name in old.namelist():
            part = change(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
    return kept.getvalue()


def without_sheet(name: str, part: bytes) -> bytes | None:
    return None if "sheet1" in name else part


def merged_head(name: str, part: bytes) -> bytes:
    merged = b'</sheetData><mergeCells><mergeCell ref="B1:C1"/></mergeCells>'
    return part.replace(b"</sheetData>", merged) if "sheet1" in name else part


def far_row(name: str, part: bytes) -> bytes:
    if "sheet1" not in name:
        return part
    wide = part.replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"')
    return wide.replace(b'r="2"', b'r="300000"').replace(b'"A2"', b'"A300000"').replace(b'"B2"', b'"B300000"')


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"[" * 100_000, "读不出这个文件"),
        (book(without_sheet), "读不出这个文件"),
        (book(far_row), "请删去空行后再上传"),
        (book(merged_head), "列名有合并单元格"),
    ],
    ids=["nested", "no sheet", "a row far away", "a column without a name"],
)
def test_a_strange_file_gets_a_sentence(content: bytes, said: str) -> None:
    with pytest.raises(Invalid, match=said):
        exchange.read(POWERS, content)


def test_a_plain_file_is_read() -> None:
    [row] = exchange.read(POWERS, book(lambda _, part: part))
    assert (row.number, row.values) == (2, {"code": "A", "name": "登记"})

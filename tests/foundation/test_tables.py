"""The first sheet of a workbook: the one that is shown first, within bounds, merged cells told or filled."""

import io
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from gongkai.foundation.errors import Invalid
from gongkai.foundation.tables import Line, Unreadable, first_sheet, insist_bounded, insist_unmerged


def saved(book: Workbook) -> bytes:
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def book(*rows: list[object], merge: tuple[str, ...] = ()) -> Workbook:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for span in merge:
        sheet.merge_cells(span)
    return made


def changed(content: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = change(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
    return kept.getvalue()


def cells(content: bytes, *, fill: bool = False) -> list[tuple[object, ...]]:
    return [line.cells for line in first_sheet(content, fill=fill, most_columns=3)]


def test_the_first_tab_that_is_shown_is_read_whatever_its_file_is_called() -> None:
    made = book(["列表"])
    choices = made.active
    assert choices is not None
    made.create_sheet("后来的", 0).append(["第一张"])
    made.create_sheet("选项", 0).sheet_state = "hidden"
    assert cells(saved(made)) == [("第一张", None, None)]


def test_of_merged_cells_each_row_says_so_or_all_are_filled() -> None:
    content = saved(book(["甲", "乙", 1], ["丙", None, None], ["丁", None, 2], merge=("B1:C1", "A2:B3")))
    assert [line.merged[:7] for line in first_sheet(content)] == ["第1行有合并单", "第2至3行有合", "第2至3行有合"]
    # What openpyxl hides under a merged cell is gone; what office programs leave there is covered too.
    assert cells(content, fill=True) == [("甲", "乙", "乙"), ("丙", "丙", None), ("丙", "丙", 2)]
    with pytest.raises(Invalid, match="第1行有合并单元格"):
        list(insist_unmerged(first_sheet(content)))


def vast(name: str, part: bytes) -> bytes:
    return part.replace(b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')


def test_a_merge_that_goes_to_the_end_of_the_sheet_costs_no_more_than_its_rows() -> None:
    content = changed(saved(book(["甲"], ["乙"])), vast)
    assert cells(content, fill=True) == [("甲", "甲", "甲"), ("甲", "甲", "甲")]


def test_who_reads_a_whole_book_refuses_such_a_merge_first() -> None:
    plain = saved(book(["甲"], ["乙"], merge=("A1:C2",)))
    insist_bounded(plain)
    with pytest.raises(Invalid, match="请取消合并"):
        insist_bounded(changed(plain, vast))


def spread(name: str, part: bytes) -> bytes:
    if "sheet1" not in name:
        return part
    return part.replace(b'ref="A1:A2"', b'ref="A1:XFD1048576"').replace(b'r="2"', b'r="900000"')


def stacked(name: str, part: bytes) -> bytes:
    """Ten thousand merged cells, one on the other."""
    many = b'<mergeCell ref="A1:C9" />' * 10_000
    return part.replace(b"</sheetData>", b"</sheetData><mergeCells>" + many + b"</mergeCells>")


def bomb(name: str, part: bytes) -> bytes:
    return part + b" " * (60 * 1024 * 1024) if "sheet1" in name else part


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (lambda plain: b"", "空文件"),
        (lambda plain: b"a,b\r\n", "打不开"),
        (lambda plain: plain[:700], "损坏"),
        (lambda plain: changed(plain, lambda name, part: None if "sheet1" in name else part), "打不开"),
        (lambda plain: changed(plain, lambda name, part: b"<a>" if "workbook.xml" in name else part), "无法读取"),
        (lambda plain: changed(plain, spread), "请删去空行"),
        (lambda plain: changed(plain, stacked), "打不开"),
        (lambda plain: changed(plain, bomb), "压缩炸弹"),
    ],
    ids=["empty", "text", "cut", "no sheet", "no book", "a row far away", "merged on one another", "bomb"],
)
def test_a_strange_workbook_gets_a_sentence(content: Callable[[bytes], bytes], said: str) -> None:
    with pytest.raises(Invalid, match=said):
        list(first_sheet(content(saved(book(["甲"], ["乙"]))), most_columns=1))


def test_a_column_far_out_is_not_read_and_nul_never_comes_in() -> None:
    made = book(["甲"])
    assert made.active is not None
    made.active["XFD1"] = "远"
    assert [*first_sheet(saved(made), most_columns=2)] == [Line(1, ("甲", None))]
    assert isinstance(Unreadable(), Invalid)

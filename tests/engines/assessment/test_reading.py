"""Published reports are read as they come: other spans and digits, blanks, split and nested tables; never a guess."""

import io
import re
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from random import Random

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.engines.assessment import printing
from gongkai.engines.assessment.report_reading import Unreadable, read
from gongkai.engines.assessment.rules import Filled, check
from gongkai.foundation.errors import Invalid
from gongkai.law import ANNUAL_REPORT, Form, Label, year_end

FORMS = ANNUAL_REPORT.editions


def page(report: Filled) -> str:
    return printing.to_html(report)


def read_back(text: str | bytes, **facts) -> Filled:
    return read(text.encode() if isinstance(text, str) else text, "报告.html", **facts)


def any_report(form: Form, seed: int) -> Filled:
    """A form filled at random, a fifth of it left blank."""
    random = Random(seed)
    cells = {}
    for cell in form.cells.values():
        number = random.choice([0, random.randrange(10), random.randrange(10**8)])
        if cell.column.kind == "amount":
            number = Decimal(number) / 100
        if cell.column.kind == "change":
            number = -number
        if random.random() < 0.8:
            cells[cell.key] = number
    return Filled(form, 2020 if form.key == "AR-2019" else 2025, cells)


@settings(max_examples=12)
@given(st.sampled_from(FORMS), st.integers(0, 10**6))
def test_what_is_printed_is_read_back(form, seed):
    report = any_report(form, seed)
    for content in (page(report).encode(), printing.to_xlsx(report)):
        back = read(content, "报告")
        assert (back.form, back.year, back.cells) == (report.form, report.year, report.cells)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: re.sub(r"(<td[^>]*>)0</td>", r"\1&nbsp;</td>", text),
        lambda text: re.sub(r"(<td[^>]*>)0</td>", r"\1—</td>", text),
        lambda text: re.sub(r"(?<=>)\d+(?=</td>)", lambda m: "".join(chr(ord(c) + 0xFEE0) for c in m[0]), text),
        lambda text: re.sub(r"(?<=>)(\d+)(?=</td>)", r'<p align="center"><span> \1 件</span></p>', text),
        lambda text: text.replace(">12340<", ">12,340<"),
        lambda text: text.replace("th>", "td>").replace("<th", "<td"),
        lambda text: re.sub(r' (?:col|row)span="\d+"', "", text),
        lambda text: re.sub(r">(?:[一二三四]、|（[一二三四五六七]）|\d\.)", ">", text),
        lambda text: text.replace("、行政机关", "，行政机关").replace("（区分处理的，只计这一情形，不计其他情形）", ""),
        lambda text: text.replace(">行政规范性文件<", ">规范性文件<"),
        lambda text: text.replace("不予公开</th>", "不予<br>公开</th>"),
        lambda text: re.sub("(<table>.*?</table>)", r"<table><tr><td>\1</td></tr></table>", text, flags=re.DOTALL),
        lambda text: re.sub(r"(<tr><th[^>]*>（四）无法)", r"</table><p>续表</p><table>\1", text),
        lambda text: text.replace("<table>", "<table><tr><td>单位：件</td></tr>"),
        str.upper,
        lambda text: text.encode("gb18030"),
        lambda text: "\ufeff" + text,
    ],
    ids=[
        "blank for nothing", "dash for nothing", "full-width digits", "paragraphs and units in cells", "thousands",
        "no heads", "no spans", "no numberings", "other marks", "a shorter heading", "broken headings", "nested",
        "a table in two", "a line before", "upper-case tags", "GB 18030", "byte-order mark",
    ],
)  # fmt: skip
def test_variants_of_published_pages_are_read(report, change):
    report = replace(report, cells={**report.cells, "T2.licences.decisions": 12340})
    back = read_back(change(page(report)))
    assert {key: number for key, number in back.cells.items() if number} == {
        key: number for key, number in report.cells.items() if number
    }
    assert check(back).passed


def test_other_tables_of_the_page_are_passed_over(report):
    rows = "".join(f"<tr><td>{words}</td><td>7</td></tr>" for words in ("行政许可", "其他", "总计"))
    other = f"<table>{rows}</table>"
    assert read_back(page(report).replace("<h1>", f"{other}<h1>")).cells == report.cells


def test_a_head_filled_with_empty_cells_is_read(report):
    text = page(report)
    text = text.replace('<th rowspan="2">自然人</th>', "<th>自然人</th>").replace(
        '<th rowspan="2">总计</th>', "<th>总计</th>"
    )
    text = text.replace("<tr><th>商业企业</th>", "<tr><th></th><th>商业企业</th>").replace(
        "<th>其他</th></tr>", "<th>其他</th><th></th></tr>", 1
    )
    text = text.replace('<th rowspan="2">结果维持</th>', "<th>结果维持</th>")
    text = re.sub(r'<th rowspan="2">(结果纠正|其他结果|尚未审结|总计)</th>', r"<th>\1</th>", text)
    last_head = text.rindex("<tr><th>结果维持")
    text = text[:last_head] + "<tr>" + "<th></th>" * 5 + text[last_head + len("<tr>") :]
    assert read_back(text).cells == report.cells


def test_the_form_of_2019_is_read_though_its_spans_do_not_add_up(filled):
    report = filled(2019, T2_procurement_projects=6, T2_procurement_amount=251000, T3_r01_c1=8, T3_r21_23_c1=3)
    report = replace(report, cells={**report.cells, "T2.licences.change": -2, "T2.licences.items": 5})
    text = (
        page(report)
        .replace(">251000<", ">25.1万元<")
        .replace('<td>5</td><td colspan="2">-2<', '<td colspan="2">5</td><td>-2<')
    )
    back = read_back(text)
    assert back.form.key == "AR-2019"
    assert back.cells == report.cells


def test_the_year_and_the_text_are_read(report):
    text = page(report).replace("<title>", "<title>某县").replace("</body>", "<p>本年新收政府信息公开申请</p></body>")
    back = read_back(text.replace("<h1>", "<p>2024年的事</p><h1>"))
    assert back.year == 2025
    assert "2024年的事" in back.prose
    assert "商业企业" not in back.prose
    without = re.sub(r"2025年", "", text)
    period = without.replace("</h1>", "</h1><p>统计期限自２０２３年１月１日至１２月３１日。</p>")
    assert read_back(period).year == 2023
    with pytest.raises(Unreadable, match="--year"):
        read_back(without)
    assert read_back(without, year=2022).year == 2022
    assert read_back(without, assumed=2022).year == 2022
    assert read_back(text, assumed=2022).year == 2025


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (">39<", ">三十九<", "表三“一、本年新收”行“自然人”栏写的是“三十九”，不是数。"),
        (">39<", ">3 9 件左右<", "不是数"),
        (">12.5<", ">约12.5<", "表二“行政事业性收费”行“本年收费金额”栏写的是“约12.5”"),
        ("2.重复申请", "2.再次申请", "表三缺“2.重复申请”一行。"),
        ("规章<", "办法<", "表二缺“规章”一行。"),
        ("未经复议直接起诉", "直接起诉", "没有找到表四"),
        ("<td>39</td>", "", "表三“一、本年新收政府信息公开申请数量”一行应有7个数，读到6个。"),
        ("2.重复申请", "1.信访举报投诉类申请", "表三“1.信访举报投诉类申请”一行出现了两次"),
    ],
)
def test_what_cannot_be_told_is_named(report, old, new, sentence):
    text = page(report)
    assert old in text
    with pytest.raises(Unreadable) as error:
        read_back(text.replace(old, new))
    assert sentence in error.value.sentence


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"<html><body><img src='a.png'></body></html>", "没有找到年度报告的表格"),
        (b"<html><table><tr><td>1</td></tr></table>", "--year"),
        (b"%PDF-1.7 <<", "只能读网页"),
        (b"\x00\x01", "只能读网页"),
        ("一段文字".encode(), "--year"),
        (b"", "--year"),
        ("2025年政府信息公开年度报告".encode(), "没有找到表二"),
    ],
)
def test_what_is_no_report_is_refused(content, sentence):
    with pytest.raises(Unreadable, match=sentence):
        read(content, "报告.html")


def plain_workbook(report: Filled, *, at: int) -> openpyxl.Workbook:
    """All tables on one sheet under one another, nothing merged, beginning in a column."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"] = "某县2025年政府信息公开工作年度报告"
    top = 3
    for table in report.form.tables:
        for line, column, printed in table.placed():
            value = printed.text if isinstance(printed, Label) else report.cells.get(printed.cell.key)
            sheet.cell(top + line, at + column, value)
        top += sum(1 for _ in table.lines()) + 2
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("at", [1, 3])
def test_a_workbook_without_merged_cells_is_read(report, at):
    back = read(saved(plain_workbook(report, at=at)), "报告.xlsx")
    assert back.cells == report.cells
    assert back.prose == ""


def test_a_formula_without_its_result_is_refused(report):
    book = plain_workbook(report, at=1)
    sheet = book.worksheets[0]
    place = next(cell for row in sheet for cell in row if cell.value == 39)
    place.value = "=30+9"
    with pytest.raises(Invalid, match=f"{place.coordinate} 是公式"):
        read(saved(book), "报告.xlsx")


def test_a_workbook_of_something_else_is_refused():
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "2025年政府信息公开工作年度报告"
    with pytest.raises(Unreadable) as error:
        read(saved(book), "报告.xlsx")
    assert [sentence[:6] for sentence in error.value.sentences] == ["没有找到表二", "没有找到表三", "没有找到表四"]


def test_what_is_printed_escapes_and_spans(report):
    form = ANNUAL_REPORT.at(period_ended_on=year_end(2025))
    text = page(report)
    assert text.count("<td") == len(form.cells)
    assert '<th rowspan="22">三、本年度办理结果</th>' in text
    sheet = openpyxl.load_workbook(io.BytesIO(printing.to_xlsx(report)))["表三"]
    assert "A8:A29" in {str(area) for area in sheet.merged_cells.ranges}


def as_text(report: Filled, *, blank: str = "0") -> str:
    """The tables as they are copied from a page: one cell a line, lines lost."""
    cells = ["某县2025年政府信息公开工作年度报告"]
    for table in report.form.tables:
        cells.append(table.section)
        for _, _, printed in table.placed():
            shown = printed.text if isinstance(printed, Label) else printing.plain(report.cells[printed.cell.key])
            cells.append(blank if shown == "0" else shown)
    return "\n\n".join(cells)


@pytest.mark.parametrize("blank", ["0", "—", " 0 "])
def test_a_text_with_a_cell_a_line_is_read(report, blank):
    back = read(as_text(report, blank=blank).encode(), "年报.txt")
    assert {key for key, number in back.cells.items() if number} == {key for key, n in report.cells.items() if n}
    assert check(back).passed


def test_a_row_whose_numbers_are_lost_is_blank_and_one_with_some_of_them_is_refused(report):
    text = as_text(report)
    row = "2.重复申请" + "\n\n0" * 7
    assert row in text
    back = read(text.replace(row, "2.重复申请").encode(), "年报.txt")
    assert "T3.r17.c1" not in back.cells
    assert "T3.r16.c1" in back.cells
    with pytest.raises(Unreadable, match="一行应有7个数，读到6个"):
        read(text.replace(row, row[:-3]).encode(), "年报.txt")


def test_numbers_that_ran_together_are_not_taken_apart(report):
    with pytest.raises(Unreadable, match="重复申请”一行"):
        read(as_text(report).replace("2.重复申请" + "\n\n0" * 7, "2.重复申请0000000").encode(), "年报.txt")


PIECES = st.sampled_from([
    "<table>", "</table>", "<tr>", "</tr>", "<td>", "<td colspan=99>", "<td rowspan=500>", "<td colspan='-1'>", "<p>",
    "2025年政府信息公开工作年度报告", "规章", "信息内容", "3.其他", "总计", "自然人", "行政复议",
    "未经复议直接起诉", "复议后起诉", "结果维持",
    "（七）总计", "0", "1.5", "-", "\n", "\t", "<!--", "<?x", "<script>", "<title>", "&#0;", "<![CDATA[",
])  # fmt: skip


@given(st.lists(PIECES, max_size=60).map("".join))
def test_whatever_comes_is_read_or_refused_with_a_sentence(text):
    with suppress(Invalid):
        assert isinstance(read_back(text), Filled)


@given(st.binary(max_size=200), st.sampled_from([b"", b"PK\x03\x04", b"<table>", b"\xff\xfe"]))
def test_whatever_bytes_come_are_refused_with_a_sentence(content, head):
    with pytest.raises(Invalid):
        read_back(head + content)

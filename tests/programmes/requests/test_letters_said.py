"""Word and PDF of a letter say the same, whatever kind it is and whoever edited the template."""

import io
import re
from collections.abc import Mapping
from datetime import date

import pytest
from docx import Document
from docx.shared import Pt
from docx.table import Table
from pypdf import PdfReader

from gongkai.engines.casework.rules import Done
from gongkai.foundation.letters import reading, setting, word
from gongkai.foundation.letters.rules import Sheet
from gongkai.foundation.organs.models import Kind
from gongkai.programmes.requests.letters import KINDS, Matter, sheet_for
from gongkai.programmes.requests.remedies import Answering

DAY = date(2026, 3, 2)
# 生僻字：of personal names; those of 通用规范汉字表 are printed as they are.
NAME = "𬭎㙍䶮"
ACTS: Mapping[str, tuple[tuple[str, dict[str, str]], ...]] = {
    "receipt": (("confirm", {}),),
    "correction": (("ask_to_correct", {"items": "请写明年份\n请写明文号", "until_on": "2026-03-20"}),),
    "extension": (("extend", {"days": "5", "reason": "检索量大"}),),
    "delay": (("delay", {"due_on": "2026-06-01", "reason": "检索量大"}),),
    "reasons": (("ask_reasons", {"reason": "本月已申请五十件", "until_on": "2026-03-20"}),),
    "third_party": (("consult_third_party", {"whom": "某某有限公司"}),),
    "overridden": (
        ("consult_third_party", {"whom": "某某有限公司"}),
        ("enter_opinion", {"letter": "2", "opinion": "不同意"}),
        ("notify_third_party", {"letter": "2", "text": "监测数据", "reason": "涉及公众健康"}),
    ),
    "co_maker": (("consult_co_maker", {"whom": "某厅"}),),
    "organ": (("consult_organ", {"whom": "某厅"}),),
    "fee": (("notify_fee", {"basis": "page", "count": "300", "pay_by": "转账至国库专户"}),),
    "abandoned": (
        ("ask_to_correct", {"items": "年份", "until_on": "2026-03-20"}),
        ("abandon_uncorrected", {}),
    ),
    "reply": (
        ("propose_reply", {"kind": "R-PART", "withheld": "R-N15", "text": "第一点。\n第二点。"}),
        ("sign_reply", {}),
    ),
}


def sheet(kind: str) -> Sheet:
    """A letter as its act would send it."""
    acts = (("confirm", {}), *ACTS[kind]) if kind != "receipt" else ACTS[kind]
    done = [Done(number, act, DAY, "clerk", given) for number, (act, given) in enumerate(acts, 1)]
    answering = Answering("东澜省民政厅", Kind.DEPARTMENT, 1, "东澜省人民政府")
    matter = Matter(
        "000014349-requests-2026-00001", "<某村> & “方案”", NAME, DAY, answering, "联系电话：000-0000　地址：某市"
    )
    return sheet_for(next(one for one in KINDS if one.key == kind), matter, done, None, on=DAY)


def edited() -> bytes:
    """A template as a clerk may leave it: moved about, with words, a table, breaks, styles and looks of its own."""
    document = Document()
    document.add_heading("{{ organ }}", level=1)
    document.add_paragraph("{{ title }}").add_run("　存档").underline = True
    table = document.add_table(rows=2, cols=2)
    for (row, column), text in {(0, 0): "文号", (0, 1): "{{ number }}", (1, 0): "日期", (1, 1): "{{ day }}"}.items():
        table.cell(row, column).text = text
    document.add_paragraph("尊敬的{{ addressee }}：\t您好！\n按照规定答复如下。")
    for line in ("{%p for line in paragraphs %}", "{{ line }}", "{%p endfor %}"):
        document.add_paragraph(line, style="Body Text").paragraph_format.first_line_indent = Pt(32)
    document.add_paragraph("此致")
    document.add_paragraph("{{ signed_by }}（印章）").alignment = 2
    document.add_paragraph("{{ contact }}").runs[0].font.strike = True
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def said_in_word(docx: bytes) -> str:
    """All words of a docx in their order, read here anew."""
    found = []
    for one in Document(io.BytesIO(docx)).iter_inner_content():
        cells = [cell.text for row in one.rows for cell in row.cells] if isinstance(one, Table) else [one.text]
        found += cells
    return "".join("".join(found).split())


def said_in_pdf(pdf: bytes) -> str:
    pages = ["".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]
    return "".join(re.sub(rf"—{number}—$", "", page) for number, page in enumerate(pages, 1))


def test_every_kind_of_letter_is_here() -> None:
    assert set(ACTS) == {kind.key for kind in KINDS}


@pytest.mark.parametrize("kind", ACTS)
def test_word_and_pdf_say_the_same(kind: str) -> None:
    letter = sheet(kind)
    for template in (word.default_template(), edited()):
        docx = word.fill(template, letter)
        pdf = setting.set_letter(reading.blocks(docx), title=letter.title, author=letter.organ)
        assert said_in_pdf(pdf) == said_in_word(docx)
        assert all("".join(line.split()) in said_in_pdf(pdf) for line in letter.paragraphs)


def test_an_edited_template_is_taken() -> None:
    assert word.problems(edited()) + reading.obstacles(edited()) == []

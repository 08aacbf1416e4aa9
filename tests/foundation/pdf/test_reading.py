"""What is read from a PDF, and what is said of how sure it is."""

import io
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.foundation import papers
from gongkai.foundation.errors import Invalid
from gongkai.foundation.papers.paper import Paper
from gongkai.foundation.papers.pdf import draft
from gongkai.foundation.papers.pdf.joining import joined
from gongkai.foundation.papers.pdf.row import unpacked
from gongkai.foundation.papers.reading import paper_of

from .pdfs import Page, pdf, set_lines, typeset

BODY = """一、总体要求
为深入贯彻落实党中央、国务院决策部署，结合我省实际，制定本方案。请认真贯彻执行，确保各项任务落到实处，重大事项及时报告省人民政府。
（一）强化责任。各地要切实加强组织领导，明确责任分工，健全工作机制，细化措施办法，加大督促检查力度，确保完成2024年各项目标任务。
二、工作措施
各有关部门要按照职责分工，密切协作配合，形成工作合力，联系电话0311-87902345，电子邮箱service@example.gov.cn，受理时间为工作日。"""
TABLE = b"".join(
    b"%d %d m %d %d l S\n" % line
    for line in [(100, y, 400, y) for y in (600, 570, 540)] + [(x, 540, x, 600) for x in (100, 200, 300, 400)]
)


def read(content: bytes) -> Paper:
    """Read without a process of its own."""
    said, _ = draft.taken(content)
    return paper_of(*draft.draft_of(unpacked(said)))


def paper() -> bytes:
    head = Page([
        (130, 760, 22, "某某省人民政府办公厅关于印发"),
        (150, 728, 22, "某某行动方案的通知"),
        (220, 690, 16, "某政办发〔2024〕12号"),
        (70, 650, 16, "各市人民政府，省政府有关部门："),
    ])  # fmt: skip
    pages = typeset(BODY * 1)
    pages[0].text = [(x, y - 130, size, words) for x, y, size, words in pages[0].text]
    head.text += pages[0].text
    head.text += [(330, 210, 16, "某某省人民政府办公厅"), (360, 182, 16, "2024年3月5日")]
    return pdf(head)


def test_a_paper_is_read_from_pdf_with_its_fields_paragraphs_and_headings() -> None:
    made = papers.read(paper(), "通知.pdf")
    assert made.title == "某某省人民政府办公厅关于印发某某行动方案的通知"
    assert made.document_number == "某政办发〔2024〕12号"
    assert made.issuer == "某某省人民政府办公厅"
    assert made.formed_on == date(2024, 3, 5)
    assert made.addressees == "各市人民政府，省政府有关部门"
    for paragraph in BODY.splitlines():
        assert paragraph in made.text
    assert "<h2>一、总体要求</h2>" in made.html
    assert made.sureness is not None
    assert made.sureness.grade == "高"
    assert made.sureness.sentence in made.notes


def test_a_paragraph_goes_on_over_the_end_of_a_page() -> None:
    pages = typeset("\n".join([BODY] * 6))
    assert len(pages) > 1
    made = read(pdf(*pages))
    assert [line for line in made.text.splitlines() if line] == BODY.splitlines() * 6


def test_running_heads_and_page_numbers_are_left_out_and_the_heads_are_told() -> None:
    pages = typeset("\n".join([BODY] * 6))
    for number, page in enumerate(pages, 1):
        page.text += [(250, 800, 10.5, "某某省人民政府公报"), (280, 50, 14, f"— {number} —")]
    made = read(pdf(*pages))
    assert "公报" not in made.text
    assert "—" not in made.text
    assert any("某某省人民政府公报" in note for note in made.notes)


def test_a_ruled_table_is_marked_where_it_stands_and_keeps_its_text() -> None:
    cells = [("序号", "姓名", "金额"), ("1", "张三", "100")]
    page = Page([(102, 740, 16, "下列金额按季拨付，请各单位按时申报，不得截留和挪用。")], raw=TABLE)
    page.text += [(110 + 100 * x, 580 - 30 * y, 12, cells[y][x]) for y in (0, 1) for x in (0, 1, 2)]
    page.text.append((102, 500, 16, "以上各项由财政部门负责。"))
    made = read(pdf(page))
    lines = [line for line in made.text.splitlines() if line]
    assert lines[1].startswith("〔表格：见来稿原件第 1 页")
    assert lines[2:4] == ["序号\u3000姓名\u3000金额", "1\u3000张三\u3000100"]
    assert any("第 1 页像是有表格" in note for note in made.notes)


def test_two_columns_are_read_one_after_the_other_and_told() -> None:
    left = ["左栏第一行文字写到栏边为止", *["左栏接着写的文字到栏边为止"] * 9]
    right = ["右栏第一行文字写到栏边为止", *["右栏接着写的文字到栏边为止"] * 9]
    page = Page([(60, 740 - 20 * n, 12, words) for n, words in enumerate(left)])
    page.text += [(320, 740 - 20 * n, 12, words) for n, words in enumerate(right)]
    made = read(pdf(page))
    assert "".join(made.text.split()) == "".join(left + right)
    assert any("分栏" in note for note in made.notes)


def test_a_note_at_the_foot_is_linked_to_its_mark() -> None:
    page = Page(
        [
            (70, 740, 16, "本办法所称补贴"),
            (182, 747, 8, "1"),
            (190, 740, 16, "由财政部门核定后发给个人。"),
            (70, 100, 10, "1 指一次性补贴。"),
        ]
    )
    page.text += [(70, 712 - 28 * n, 16, "其余各款按照规定执行并及时公开。") for n in range(4)]
    made = read(pdf(page))
    assert 'href="#note-1"' in made.html
    assert made.text.rstrip().endswith("指一次性补贴。")


def test_text_painted_invisibly_is_not_read_and_is_told() -> None:
    page = Page(
        [(70, 740, 16, "公开的文字。")],
        raw=b"3 Tr BT /F 16 Tf 70 700 Td <" + "秘而不宣".encode("utf-16-be").hex().encode() + b"> Tj ET",
    )
    made = read(pdf(page))
    assert made.text.strip() == "公开的文字。"
    assert any("看不见的文字 4 个字" in note for note in made.notes)


@pytest.mark.parametrize("entries", [b"", b"/Rotate 90"])
def test_a_page_laid_across_is_read_upright(entries: bytes) -> None:
    across = b"0 1 -1 0 500 0 cm BT /H 16 Tf 100 300 Td (Article One) Tj 0 -28 Td (of these Measures.) Tj ET"
    assert read(pdf(Page(raw=across, entries=entries))).text.split() == ["Article", "One", "of", "these", "Measures."]


def test_characters_without_an_encoding_lower_the_grade_and_are_told() -> None:
    made = read(pdf(Page([(70, 740, 16, "看得懂的文字\ue001\ue002\ue003\ue004")])))
    assert made.sureness is not None
    assert made.sureness.grade == "低"
    assert any("第 1 页有 4 个字符的字体没有编码" in note for note in made.notes)


def picture_page() -> Page:
    return Page(
        pictures=[(2, 2, b"/ColorSpace /DeviceGray /BitsPerComponent 8", b"\x00\xff\xff\x00", (0, 0, 595, 842))]
    )


def test_a_page_that_is_a_picture_says_so_and_what_to_do() -> None:
    made = read(pdf(Page([(70, 740, 16, "封面上的文字。")]), picture_page()))
    assert made.sureness is not None
    assert [page.grade for page in made.sureness.pages] == ["高", "未读出"]
    assert any("第 2 页是图片，没有文字可读。" in note for note in made.notes)


def test_the_layer_below_a_scan_is_read_and_told() -> None:
    page = picture_page()
    page.mode = 3
    page.text = [(70, 740, 16, "扫描件下面的识别文字应当读出。")]
    made = read(pdf(page))
    assert made.text.strip() == "扫描件下面的识别文字应当读出。"
    assert any("第 1 页是扫描件" in note for note in made.notes)


def encrypted(password: str) -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(paper())))
    writer.encrypt(password, owner_password="owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (encrypted("secret"), "encrypted"),
        (b"%PDF-1.7\nnothing here\n%%EOF\n", "broken"),
        (paper()[: len(paper()) // 2] + b"%%EOF", "broken"),
        (b"<!doctype html><p>PDF</p>", "script"),
        (pdf(), "broken"),
        (pdf(*[Page()] * 1001), "too-many-pages"),
        (pdf(Page(raw=b"BT /F 1 Tf" + (b" <" + b"4e00" * 5_000 + b"> Tj") * 7 + b" ET")), "too-dense"),
        (pdf(Page()), "empty"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(content: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        papers.read(content, "file.pdf")
    assert refusal.value.code == code
    assert refusal.value.sentence.endswith("。")


def test_a_pdf_that_only_forbids_copying_is_read() -> None:
    assert papers.read(encrypted(""), "file.pdf").document_number == "某政办发〔2024〕12号"


HAN = st.text("省市县人民政府通知关于印发方案的，。、（）2024号kmABC", min_size=1, max_size=200)


@given(HAN, st.integers(8, 40))
def test_lines_of_chinese_join_to_what_they_were_parted_from(text: str, width: int) -> None:
    lines = set_lines(text, width, 0)
    kept = all(not (a[-1:].isascii() and b[:1].isascii()) for a, b in pairwise(lines))
    assert joined(lines) == text or not kept


@given(st.lists(st.from_regex(r"[A-Za-z]{1,12}", fullmatch=True), min_size=1, max_size=20))
def test_lines_of_latin_words_join_with_one_space(words: list[str]) -> None:
    assert joined(words) == " ".join(words)


@given(st.lists(st.text(max_size=30), max_size=8))
def test_joining_loses_no_character(texts: list[str]) -> None:
    assert "".join(joined(texts).split()) == "".join("".join(texts).split())

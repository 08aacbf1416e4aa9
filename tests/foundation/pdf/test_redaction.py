"""What was redacted in a PDF is gone: nothing under the box, nothing beside the page."""

import io
from typing import Any

import pypdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.foundation.errors import Invalid
from gongkai.foundation.redaction import pdf as redaction
from gongkai.foundation.redaction.matching import occurrences, says
from gongkai.foundation.redaction.pdf_checking import left_in
from gongkai.foundation.redaction.pdf_covering import covered
from gongkai.foundation.redaction.pdf_reading import said

from .pdfs import Page, hexed, pdf, shown, typeset

NUMBER = "130102199003070012"
PHONE = "13800138000"


@pytest.fixture(autouse=True)
def without_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading pictures takes seconds each; test_ocr does it."""
    monkeypatch.setattr("gongkai.foundation.ocr.available", lambda: False)


def redact(content: bytes, *strings: str) -> bytes:
    return covered(content, list(strings))[1]


def told(content: bytes) -> bytes:
    reader = pypdf.PdfReader(io.BytesIO(content))
    streams = []
    for number in range(1, int(reader.trailer["/Size"])):
        item: Any = reader.get_object(number)
        if isinstance(item, pypdf.generic.StreamObject) and item.get("/Subtype") != "/Image":
            streams.append(item.get_data())
    return content + b"".join(streams)


def texts(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    return [page.get_textpage().get_text_bounded() for page in document]


def squeezed(text: str) -> str:
    return "".join(text.split())


def dark(content: bytes, box: tuple[float, float, float, float], page: int = 0) -> float:
    """How dark an area is, 0 to 1."""
    picture = pypdfium2.PdfDocument(content)[page].render(scale=2).to_pil().convert("L")
    left, bottom, right, top = (round(2 * side) for side in box)
    area = picture.crop((left, picture.height - top, right, picture.height - bottom))
    return 1 - sum(area.tobytes()) / 255 / (area.width * area.height)


def two_pages() -> bytes:
    return pdf(
        Page([(70, 740, 16, f"身份证号{NUMBER}的张三")]),
        Page([(70, 740, 16, "另一页没有个人信息。")]),
    )


def test_a_string_is_gone_and_a_black_box_stands_where_it_was() -> None:
    made = redact(two_pages(), NUMBER)
    assert NUMBER not in "".join(texts(made))
    assert hexed(NUMBER).encode() not in told(made)
    assert dark(made, (140, 742, 270, 750)) > 0.95
    assert dark(made, (300, 760, 500, 800)) < 0.05


def test_the_words_left_on_the_page_are_still_found_and_other_pages_untouched() -> None:
    made = redact(two_pages(), NUMBER)
    first, second = texts(made)
    assert "身份证号" in first
    assert "的张三" in first
    assert "另一页没有个人信息。" in second
    kinds = [[piece.type for piece in page.get_objects()] for page in pypdfium2.PdfDocument(made)]
    assert 3 in kinds[0]
    assert 3 not in kinds[1]


WAYS = [
    [(70, 740, 16, "电话138 0013"), (70, 712, 16, "8000止")],
    [(70, 740, 16, "电话1 3 8-0 0 1 3-8 0 0 0")],
    [(70, 740, 16, "电话１３８００１３８０００")],
    [(70, 740, 16, "电话1380"), (145, 740, 16, "0138000")],
    [(145, 740, 16, "0138000"), (70, 740, 16, "电话1380")],
]


@pytest.mark.parametrize("placed", WAYS)
def test_a_number_is_found_however_it_is_parted_or_written(placed: list[tuple[float, float, float, str]]) -> None:
    made = redact(pdf(Page(placed)), PHONE)
    assert not says("".join(texts(made)), [PHONE])
    assert "电话" in texts(made)[0]


def test_a_number_over_the_end_of_a_page_is_found_past_the_page_number() -> None:
    first = Page([(70, 740, 16, "上文。"), (70, 90, 16, "联系电话1380"), (280, 40, 14, "— 1 —")])
    second = Page([(70, 740, 16, "0138000，联系人"), (280, 40, 14, "— 2 —")])
    made = redact(pdf(first, second), PHONE)
    assert not says(squeezed("".join(texts(made))).replace("—1—", "").replace("—2—", ""), ["1380", "0138000"])


def test_everything_beside_the_page_that_says_it_goes() -> None:
    objects = {
        900: b"<< /Title (%s) >>" % NUMBER.encode(),
        901: b"<< /Type /Outlines /First 902 0 R /Last 902 0 R /Count 1 >>",
        902: b"<< /Title (%s) /Parent 901 0 R /Dest [10 0 R /Fit] >>" % NUMBER.encode(),
        903: b"<< /Type /StructTreeRoot /K [<< /Type /StructElem /S /P /ActualText (%s) >>] >>" % NUMBER.encode(),
        904: b"<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://x.cn/?id=%s) >> >>"
        % NUMBER.encode(),
    }
    page = Page([(70, 740, 16, f"号码{NUMBER}")])
    other = Page([(70, 740, 16, "另一页。")], entries=b"/Annots [904 0 R]")
    content = pdf(
        page, other, catalog=b"/Outlines 901 0 R /StructTreeRoot 903 0 R", objects=objects, trailer=b"/Info 900 0 R"
    )
    made = redact(content, NUMBER)
    assert NUMBER.encode() in told(content)
    assert NUMBER.encode() not in told(made)


def test_hidden_text_and_text_of_forms_and_seals_is_covered_too() -> None:
    field = b"<< /Type /Annot /Subtype /Widget /FT /Tx /V (%s) /Rect [70 600 270 620] /AP << /N 901 0 R >> >>"
    form = b"<< /Type /XObject /Subtype /Form /BBox [0 0 200 20] /Resources << /Font << /F 3 0 R >> >> /Length %d >>"
    drawn = shown(0, 4, 12, PHONE)
    stream = (form % len(drawn)) + b"\nstream\n" + drawn + b"\nendstream"
    page = Page([(70, 740, 16, "公开")], raw=b"3 Tr " + shown(70, 700, 16, NUMBER), entries=b"/Annots [900 0 R]")
    made = redact(pdf(page, objects={900: field % PHONE.encode(), 901: stream}), NUMBER, PHONE)
    assert not says(told(made).decode("latin-1"), [NUMBER, PHONE])
    assert "公开" in texts(made)[0]


def test_bold_feigned_by_writing_twice_leaves_nothing() -> None:
    page = Page([(x, 740, 16, sign) for n, sign in enumerate(PHONE) for x in (70 + 8 * n, 70.4 + 8 * n)])
    made = redact(pdf(page), PHONE)
    assert squeezed(texts(made)[0]) == ""


def test_a_turned_page_is_covered_where_one_sees_it() -> None:
    across = b"0 1 -1 0 500 0 cm BT /H 16 Tf 100 300 Td (Mobile 13800138000 end) Tj ET"
    for entries in (b"", b"/Rotate 90"):
        made = redact(pdf(Page(raw=across, entries=entries)), PHONE)
        assert not says("".join(texts(made)), [PHONE])


def test_what_is_not_there_is_said() -> None:
    with pytest.raises(Invalid) as refusal:
        redact(two_pages(), PHONE)
    assert refusal.value.code == "not-found"


def test_the_check_finds_what_a_failed_redaction_would_leave() -> None:
    assert left_in(pdf(Page([(70, 740, 16, NUMBER)])), [NUMBER])
    assert left_in(pdf(Page(), objects={900: b"<< /Title (%s) >>" % NUMBER.encode()}), [NUMBER])
    assert not left_in(two_pages(), [PHONE])


def test_text_answers_every_page_hidden_words_and_what_stands_beside() -> None:
    page = Page([(70, 740, 16, "第一行"), (70, 712, 16, "第二行")], raw=b"3 Tr " + shown(70, 600, 16, "看不见"))
    content = pdf(page, objects={900: b"<< /Author (somebody) >>"}, trailer=b"/Info 900 0 R")
    read = redaction.text(content)
    assert [page.text for page in read.pages] == ["第一行\n第二行\n看不见"]
    assert read.elsewhere == ("somebody",)
    assert read.unseen == ()


def test_pages_with_pictures_nobody_has_read_are_told() -> None:
    grey = b"/ColorSpace /DeviceGray /BitsPerComponent 8"
    content = pdf(Page(), Page(pictures=[(2, 2, grey, b"\x00\xff\xff\x00", (0, 0, 595, 842))]))
    assert said(content)[0]["unseen"] == [2]
    assert "未检查图片文字" in redaction.PdfText((), (), (2,)).remark


def test_a_long_paper_keeps_its_other_pages_as_text() -> None:
    pages = typeset("\n".join(["为深入贯彻落实党中央、国务院决策部署，结合我省实际，制定本方案。"] * 60))
    pages[1].text.append((70, 100, 16, NUMBER))
    made = redact(pdf(*pages), NUMBER)
    assert len(texts(made)) == len(pages)
    assert squeezed(texts(made)[0]) == squeezed(texts(pdf(*pages))[0])


SPREAD = st.lists(st.sampled_from(["", " ", "\n", "-", "\u3000", " - ", "\u200b"]), min_size=10, max_size=10)


@given(SPREAD, st.booleans(), st.text("甲乙，。a", max_size=8))
def test_a_number_is_matched_through_any_spacing(gaps: list[str], wide: bool, before: str) -> None:
    digits = [chr(ord(sign) + 0xFEE0) if wide else sign for sign in PHONE]
    written = before + "".join(sign + gap for sign, gap in zip(digits, [*gaps, ""], strict=True)) + "止"
    (start, end), *more = occurrences(written, [PHONE])
    assert written[start] == digits[0]
    assert written[end - 1] == digits[-1]
    assert more == []


@given(st.text(max_size=40), st.text(min_size=1, max_size=5))
def test_what_stands_there_literally_is_always_matched(text: str, string: str) -> None:
    placed = text + string + text
    assert not string.strip() or string in placed
    for start, end in occurrences(placed, [string]):
        assert 0 <= start < end <= len(placed)

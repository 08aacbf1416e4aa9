"""Pictures are read where OCR is installed; these tests ask it, and are left out where it is not."""

import io

import pypdfium2
import pytest
from PIL import Image

from gongkai.foundation import ocr, papers
from gongkai.foundation.errors import Invalid
from gongkai.foundation.ocr import Words
from gongkai.foundation.papers.pdf.scans import glyphs_of
from gongkai.foundation.papers.pdf.sheets import rows_of
from gongkai.foundation.redaction import image
from gongkai.foundation.redaction import pdf as redaction
from gongkai.foundation.redaction.image import boxes_in
from gongkai.foundation.redaction.matching import says

from .pdfs import Page, pdf

installed = pytest.mark.skipif(not ocr.available(), reason="gongkai[ocr] is not installed")
PHONE = "13800138000"


def scanned() -> tuple[bytes, bytes]:
    """A page in pixels: as a PDF, and as a picture."""
    raw = b"BT /H 22 Tf 70 700 Td (Telephone 13800138000 of the office) Tj 0 -40 Td (Second line of text) Tj ET"
    picture = pypdfium2.PdfDocument(pdf(Page(raw=raw)))[0].render(scale=150 / 72).to_pil().convert("RGB")
    out, made = io.BytesIO(), io.BytesIO()
    picture.save(out, "JPEG", quality=90)
    picture.save(made, "PNG")
    entries = b"/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode"
    page = Page(pictures=[(picture.width, picture.height, entries, out.getvalue(), (0, 0, 595, 842))])
    return pdf(page), made.getvalue()


@installed
def test_a_scan_is_read_told_and_covered() -> None:
    content, _ = scanned()
    made = papers.read(content, "scan.pdf")
    assert says(made.text, [PHONE])
    assert made.sureness is not None
    assert any("第 1 页是扫描件" in note for note in made.notes)
    covered = redaction.redact(content, [PHONE])
    left = redaction.text(covered)
    assert not says(left.pages[0].text, [PHONE])
    assert "Second" in left.pages[0].text
    assert left.unseen == ()


@installed
def test_a_picture_is_read_and_covered() -> None:
    _, content = scanned()
    made = image.redact(content, [PHONE])
    assert not says(image.text(made).text, [PHONE])
    with pytest.raises(Invalid) as refusal:
        image.redact(content, ["不在这里"])
    assert refusal.value.code == "not-found"


def test_without_ocr_nobody_has_looked_and_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gongkai.foundation.ocr.available", lambda: False)
    _, content = scanned()
    assert not image.text(content).checked
    with pytest.raises(Invalid) as refusal:
        image.redact(content, [PHONE])
    assert refusal.value.code == "no-ocr"


def test_the_box_in_a_picture_reaches_one_character_further_on_either_side() -> None:
    (box,) = boxes_in([Words("电话号码为一三八请记住", 0, 0, 110, 10, 0.9)], ["一三八"])
    assert box == pytest.approx((40, -2, 90, 12))


def test_lines_read_by_ocr_become_rows_of_one_size() -> None:
    words = [Words("第一行文字", 100, 100, 600, 140, 0.9), Words("第二行文字", 100, 200, 600, 246, 0.9)]
    rows, columns = rows_of(glyphs_of(words, 842), (), ())
    assert [row.text for row in rows] == ["第一行文字", "第二行文字"]
    assert rows[0].size == rows[1].size
    assert columns == 1


def test_a_picture_too_large_is_refused_before_it_is_unpacked() -> None:
    out = io.BytesIO()
    Image.new("1", (12_000, 12_000)).save(out, "PNG")
    with pytest.raises(Invalid):
        image.opened(out.getvalue())

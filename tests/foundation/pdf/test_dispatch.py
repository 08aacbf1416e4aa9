"""The scan reads a PDF page by page; what a person decides to cover is gone from the copy."""

from gongkai.foundation import redaction
from gongkai.foundation.privacy.rules import Passage

from .pdfs import Page, pdf

NUMBER = "130102199003070012"


def test_a_pdf_is_read_by_pages_and_covered() -> None:
    content = pdf(Page([(100, 700, 12, f"ID {NUMBER}")]), Page([(100, 700, 12, "nothing")]))
    reading = redaction.read(content, "file")
    assert reading.unit == "页"
    assert [text.place.block for text in reading.texts][:2] == [1, 2]
    assert isinstance(reading.texts[0], Passage)
    assert NUMBER in reading.texts[0].text
    covered = redaction.redact(content, {NUMBER: "130＊"})
    assert not any(NUMBER in text.text for text in redaction.read(covered, "file").texts if isinstance(text, Passage))

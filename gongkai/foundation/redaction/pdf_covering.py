"""遮盖 PDF：pages on which strings stand become pictures; then everything is read again. Runs apart."""

import io
from collections.abc import Iterable, Sequence

import pypdfium2
from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject, NameObject

from gongkai.foundation import ocr
from gongkai.foundation.errors import Invalid
from gongkai.foundation.files.rules.pdf_copy import clean_pdf
from gongkai.foundation.papers.pdf import Sheet, rows_of, without_margins
from gongkai.foundation.pdf import Glyph, PageGlyphs, opened, read_page
from gongkai.foundation.pdf.rendering import rendered
from gongkai.foundation.redaction.image import Box, boxes_in, covered_picture
from gongkai.foundation.redaction.matching import occurrences, says
from gongkai.foundation.redaction.pdf_checking import left_in
from gongkai.foundation.redaction.pdf_page import Picture, picture_page
from gongkai.foundation.redaction.pdf_reading import DPI, PICTURED, words_on

NOTHING = "没有找到要遮盖的内容。请核对要遮盖的文字；图片里的字可能识别不清，请在原软件中涂掉后重新上传。"
TOO_MANY = "要遮盖的内容出现在 {pages} 页上，超过 {limit} 页，不能在线遮盖。请在原文件中删去这些内容，重新导出后上传。"
UNPLACED = "第 {page} 页的文字里有要遮盖的内容，但不能确定它在页面上的位置。请在原文件中删去，重新导出后上传。"
STILL_THERE = "遮盖以后第 {page} 页仍能读出要遮盖的内容，没有采用。请在原文件中删去，重新导出后上传。"
LEFT = "遮盖以后文件里仍有要遮盖的内容，没有采用。请在原文件中删去，重新导出后上传。"
_PAGES = 200
_EDGE = 1.0


def covered(content: bytes, strings: list[str]) -> tuple[None, bytes]:
    """遮盖。"""
    wanted = [string for string in strings if string.strip()]
    base = clean_pdf(content)
    with opened(base) as document:
        pages = [read_page(document, index, upright=False) for index in range(len(document))]
        hits = _hits(document, pages, wanted)
        for index in sorted(_unplaced(base, wanted) - hits.keys()):
            raise Invalid(UNPLACED.format(page=index + 1), code="unplaced")
        if not hits and not left_in(base, wanted):
            raise Invalid(NOTHING, code="not-found")
        if len(hits) > _PAGES:
            raise Invalid(TOO_MANY.format(pages=len(hits), limit=_PAGES), code="too-many-pages")
        made = {index: _picture(document, index, pages[index], found) for index, found in hits.items()}
    done = _written(base, made, wanted)
    _check(done, made.keys(), wanted)
    return None, done


class Hits:
    """一页上的命中：which glyphs, and boxes found in its pictures (pixels)."""

    def __init__(self) -> None:
        self.glyphs: set[int] = set()
        self.boxes: list[Box] = []


def _hits(document: pypdfium2.PdfDocument, pages: Sequence[PageGlyphs], strings: Sequence[str]) -> dict[int, Hits]:
    """In the order of the file, in the order of reading, over the ends of pages, and in pictures."""
    found: dict[int, Hits] = {}
    for order in _orders(pages):
        signs = [pages[page].glyphs[place].text for page, place in order]
        for start, end in occurrences(signs, strings):
            for page, place in order[start:end]:
                found.setdefault(page, Hits()).glyphs.add(place)
    for index, hits in found.items():
        hits.glyphs |= _twins(pages[index], hits.glyphs)
    for index, held in enumerate(pages):
        if held.pictured > PICTURED:
            boxes = boxes_in(words_on(document, index) or [], strings)
            if boxes:
                found.setdefault(index, Hits()).boxes += boxes
    return found


def _twins(page: PageGlyphs, hit: set[int]) -> set[int]:
    """Characters written over one that is hit, as bold is feigned."""
    boxes = [page.glyphs[place] for place in hit]
    return {
        place
        for place, glyph in enumerate(page.glyphs)
        if any(
            abs(glyph.left - other.left) < 0.4 * other.size and abs(glyph.bottom - other.bottom) < 0.4 * other.size
            for other in boxes
        )
    }


def _orders(pages: Sequence[PageGlyphs]) -> list[list[tuple[int, int]]]:
    """Ways in which characters may follow one another, as (page, place) pairs."""
    written = [(page, place) for page, held in enumerate(pages) for place in range(len(held.glyphs))]
    return [written, _read(pages, margins=True), _read(pages, margins=False)]


def _read(pages: Sequence[PageGlyphs], *, margins: bool) -> list[tuple[int, int]]:
    """As one reads, from line to line and over the ends of pages, with or without running heads and feet."""
    numbers = [{id(glyph): place for place, glyph in enumerate(page.glyphs)} for page in pages]
    sheets = [
        Sheet(index + 1, page.width, page.height, rows_of(page.glyphs, page.across, page.down)[0])
        for index, page in enumerate(pages)
    ]
    kept = sheets if margins else without_margins(sheets)[0]
    return [
        (sheet.number - 1, numbers[sheet.number - 1][id(glyph)])
        for sheet in kept
        for row in sheet.rows
        for glyph in row.glyphs
    ]


def _unplaced(content: bytes, strings: Sequence[str]) -> set[int]:
    """Pages whose text, read by another library, says what the first did not find there."""
    found = set()
    for index, page in enumerate(PdfReader(io.BytesIO(content), strict=False).pages):
        try:
            if says(page.extract_text(), strings):
                found.add(index)
        except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError):
            continue
    return found


def _picture(document: pypdfium2.PdfDocument, index: int, page: PageGlyphs, hits: Hits) -> Picture:
    """The page in pixels with its boxes, and the words left on it."""
    picture = rendered(document, index, DPI)
    scale = picture.width / page.width
    seen = [_pixels(page.glyphs[place], page.height, scale) for place in hits.glyphs if page.glyphs[place].seen]
    covered_picture(picture, [*seen, *hits.boxes])
    left = [glyph for place, glyph in enumerate(page.glyphs) if place not in hits.glyphs and glyph.seen and glyph.known]
    return Picture(picture, page.width, page.height, left)


def _pixels(glyph: Glyph, height: float, scale: float) -> Box:
    edge = _EDGE * max(1.0, glyph.size / 12)
    return (
        (glyph.left - edge) * scale, (height - glyph.top - edge) * scale,
        (glyph.right + edge) * scale, (height - glyph.bottom + edge) * scale,
    )  # fmt: skip


def _written(base: bytes, made: dict[int, Picture], strings: Sequence[str]) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(base)))
    for index, picture in made.items():
        picture_page(writer, writer.pages[index], picture)
    root = writer.root_object
    for key in ("/StructTreeRoot", "/MarkInfo"):
        root.pop(key, None)
    for page in writer.pages:
        page.pop("/StructParents", None)
        _links(page, strings)
    for key in ("/Outlines", "/Names", "/Dests", "/PageLabels"):
        if key in root and _tells(root[key], strings, set()):
            del root[key]
    out = io.BytesIO()
    writer.write(out)
    return clean_pdf(out.getvalue())


def _links(page: DictionaryObject, strings: Sequence[str]) -> None:
    """Links that lead to an address with a string in it."""
    listed = page.get("/Annots")
    if listed is not None and _tells(listed, strings, set()):
        del page[NameObject("/Annots")]


def _tells(item: object, strings: Sequence[str], seen: set[int], depth: int = 0) -> bool:
    """Whether any text reachable from here says it; pages are not followed."""
    held = item.get_object() if hasattr(item, "get_object") else item
    if id(held) in seen or depth > 60:
        return False
    seen.add(id(held))
    if isinstance(held, str):
        return says(held, strings)
    if isinstance(held, DictionaryObject):
        if held.get("/Type") in {"/Page", "/Pages"}:
            return False
        return any(_tells(held.raw_get(key), strings, seen, depth + 1) for key in held if key not in {"/Parent", "/P"})
    return isinstance(held, list) and any(_tells(child, strings, seen, depth + 1) for child in held)


def _check(done: bytes, covered_pages: Iterable[int], strings: Sequence[str]) -> None:
    """Read again: by both libraries, in every stream and string, and by OCR on the pages covered."""
    if left_in(done, strings):
        raise Invalid(LEFT, code="left")
    with opened(done) as document:
        pages = [read_page(document, index, upright=False) for index in range(len(document))]
        for order in _orders(pages):
            for start, _ in occurrences([pages[page].glyphs[place].text for page, place in order], strings):
                raise Invalid(STILL_THERE.format(page=order[start][0] + 1), code="left")
        for index in covered_pages if ocr.available() else ():
            words = words_on(document, index) or []
            if says("".join(line.text for line in words), strings):
                raise Invalid(STILL_THERE.format(page=index + 1), code="left")
    for index in _unplaced(done, strings):
        raise Invalid(STILL_THERE.format(page=index + 1), code="left")

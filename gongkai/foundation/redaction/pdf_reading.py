"""读出 PDF 全部文字：of its pages, of the pictures on them, and of what stands beside the pages. Runs apart."""

import io
import time
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    StreamObject,
    TextStringObject,
)

from gongkai.foundation import ocr
from gongkai.foundation.ocr import Words
from gongkai.foundation.papers.pdf import rows_of
from gongkai.foundation.pdf import PageGlyphs, opened, read_page
from gongkai.foundation.pdf.rendering import rendered

PICTURED = 0.01
DPI = 200
_PATIENCE = 120
_OBJECTS = 200_000
_TEXTS = 5_000
_BESIDE = {
    "/Title", "/Contents", "/V", "/DV", "/T", "/TU", "/RC", "/Author", "/Subject", "/Keywords", "/F", "/UF", "/Desc",
    "/ActualText", "/Alt", "/E", "/URI", "/JS", "/P",
}  # fmt: skip
Box = tuple[float, float, float, float]


def said(content: bytes) -> tuple[dict[str, Any], bytes]:
    """读出：pages with lines and boxes; texts elsewhere; pages whose pictures were not read."""
    pages, unseen = [], []
    until = time.monotonic() + _PATIENCE
    with opened(content) as document:
        for index in range(len(document)):
            page = read_page(document, index, upright=False)
            lines = lines_of(page)
            if page.pictured > PICTURED:
                words = words_on(document, index, until)
                unseen += [index + 1] if words is None else []
                lines += [(line.text, box_of(line, page)) for line in words or []]
            pages.append({"page": index + 1, "lines": lines})
    return {"pages": pages, "elsewhere": list(beside(content)), "unseen": unseen}, b""


def lines_of(page: PageGlyphs) -> list[tuple[str, Box]]:
    """各行：in reading order; hidden characters count like others."""
    rows, _ = rows_of(page.glyphs, page.across, page.down)
    return [(row.text, (row.left, row.base, row.right, row.base + row.size)) for row in rows]


def words_on(document: pypdfium2.PdfDocument, index: int, until: float = 0.0) -> list[Words] | None:
    """图上的字：of a whole page; None when they cannot be read, or there is no time left."""
    if not ocr.available() or (until and time.monotonic() > until):
        return None
    return ocr.read(rendered(document, index, DPI))


def box_of(line: Words, page: PageGlyphs) -> Box:
    """From pixels downward to points upward."""
    scale = 72 / DPI
    return (line.left * scale, page.height - line.bottom * scale, line.right * scale, page.height - line.top * scale)


def beside(content: bytes) -> Iterator[str]:
    """旁边的文字：every text that is not a page's own: bookmarks, comments, fields, properties, names."""
    try:
        reader = PdfReader(io.BytesIO(content), strict=False)
        if reader.is_encrypted:
            reader.decrypt("")
        yield from list(dict.fromkeys(_texts(reader)))[:_TEXTS]
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError):
        return


def _texts(reader: PdfReader) -> Iterator[str]:
    info = reader.trailer.get("/Info")
    if info is not None:
        yield from (str(value) for value in info.get_object().values() if isinstance(value, TextStringObject))
    for item in objects_of(reader):
        if isinstance(item, DictionaryObject):
            for key in _BESIDE & item.keys():
                value = item[key]
                if isinstance(value, TextStringObject) and value.strip():
                    yield str(value)
            if isinstance(item, StreamObject) and item.get("/Type") in {"/Metadata", "/EmbeddedFile"}:
                yield item.get_data().decode("utf-8", "ignore")


def objects_of(reader: PdfReader) -> Iterator[Any]:
    """各对象：every object the file can still reach by number, and what stands directly in it."""
    size = min(int(reader.trailer.get("/Size", 0)), _OBJECTS)
    for number in range(1, size):
        try:
            item = reader.get_object(IndirectObject(number, 0, reader))
        except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError):
            continue
        yield from _within(item)


def _within(item: Any, depth: int = 0) -> Iterator[Any]:
    yield item
    children: Sequence[Any] = ()
    if isinstance(item, DictionaryObject):
        children = list(item.values())
    elif isinstance(item, ArrayObject):
        children = list(item)
    for child in children if depth < 30 else ():
        if isinstance(child, DictionaryObject | ArrayObject | TextStringObject | ByteStringObject):
            yield from _within(child, depth + 1)

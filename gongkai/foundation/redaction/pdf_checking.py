"""复查：whether a string is left anywhere in the bytes of a PDF: in its streams unpacked, its texts, its file."""

import io
from collections.abc import Iterator, Sequence

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ByteStringObject, StreamObject, TextStringObject

from gongkai.foundation.redaction.matching import folded, is_number, says
from gongkai.foundation.redaction.pdf_reading import objects_of

_ENCODINGS = ("utf-8", "utf-16-be", "utf-16-le", "gb18030")
_SKIPPED = {"/Image", "/Type1C", "/CIDFontType0C", "/OpenType"}


def left_in(content: bytes, strings: Sequence[str]) -> bool:
    """有无遗留：strings of fewer than four characters are looked for in texts only, since bytes say them by chance."""
    reader = PdfReader(io.BytesIO(content), strict=False)
    needles = [needle for string in strings for needle in _needles(string)]
    for item in objects_of(reader):
        if isinstance(item, TextStringObject | ByteStringObject) and says(_text(item), strings):
            return True
    return any(needle in piece for piece in (content, *_streams(reader)) for needle in needles)


def _text(item: TextStringObject | ByteStringObject) -> str:
    return str(item) if isinstance(item, TextStringObject) else bytes(item).decode("latin-1")


def _needles(string: str) -> Iterator[bytes]:
    """The string and its bare digits in the encodings of files, also as a content stream writes hexadecimal."""
    forms = {string, folded(string, digits=is_number(string))[0]}
    for form in forms:
        if len(form) < 4:
            continue
        for encoding in _ENCODINGS:
            try:
                written = form.encode(encoding)
            except UnicodeEncodeError:
                continue
            if len(written) >= 6:
                yield written
                yield written.hex().encode()
                yield written.hex().upper().encode()


def _streams(reader: PdfReader) -> Iterator[bytes]:
    for item in objects_of(reader):
        if isinstance(item, StreamObject) and item.get("/Subtype") not in _SKIPPED and "/Length1" not in item:
            try:
                yield item.get_data()
            except (PyPdfError, ValueError, KeyError, TypeError, NotImplementedError, OSError):
                continue

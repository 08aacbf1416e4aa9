"""PDF 遮盖：what a PDF says, page by page, and the PDF in which strings are gone for good.

A page on which a string stands becomes a picture with black boxes, painted over in pixels; nothing lies under a box.
The words left on it lie invisibly over the picture, so that it can be searched and read aloud.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.foundation import ocr
from gongkai.foundation.apart import apart

_READ, _REDACT = "gongkai.foundation.redaction.pdf_reading:said", "gongkai.foundation.redaction.pdf_covering:covered"
_SECONDS = 300
UNSEEN = "第 {pages} 页有图片，{why}"


@dataclass(frozen=True)
class PageText:
    """一页的文字：lines in reading order, hidden text too; each with its box in points from the lower left corner."""

    page: int
    lines: tuple[tuple[str, tuple[float, float, float, float]], ...]

    @property
    def text(self) -> str:
        """文字：a line per line."""
        return "\n".join(text for text, _ in self.lines)


@dataclass(frozen=True)
class PdfText:
    """PDF 的文字：`elsewhere` are bookmarks, comments, form values, properties and names of attached files.

    `unseen` are pages with pictures whose words nobody has read.
    """

    pages: tuple[PageText, ...]
    elsewhere: tuple[str, ...]
    unseen: tuple[int, ...]

    @property
    def remark(self) -> str:
        """提示：what a person must look at; "" for nothing."""
        shown = "、".join(str(page) for page in self.unseen[:20]) + ("等" if len(self.unseen) > 20 else "")
        why = ocr.UNSEEN if not ocr.available() else "其中的文字没有识别完，请人工查看有没有不应公开的内容。"
        return UNSEEN.format(pages=shown, why=why) if self.unseen else ""


def text(data: bytes) -> PdfText:
    """读 PDF：every text in it; words in pictures too, where OCR is installed.

    :raises Invalid: when it is locked, broken, too large or takes too long.
    """
    said, _ = apart(_READ, data, {}, seconds=_SECONDS)
    pages = tuple(
        PageText(page["page"], tuple((line, (box[0], box[1], box[2], box[3])) for line, box in page["lines"]))
        for page in said["pages"]
    )
    return PdfText(pages, tuple(said["elsewhere"]), tuple(said["unseen"]))


def redact(data: bytes, strings: Sequence[str]) -> bytes:
    """遮盖：the public copy in which none of the strings is left, read again to make sure.

    :raises Invalid: when it cannot be read, or a string would still be there.
    """
    return apart(_REDACT, data, {"strings": list(strings)}, seconds=_SECONDS)[1]

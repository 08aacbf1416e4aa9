"""字符：every character of a page with its place, upright; the rules drawn on it, and how much of it is picture."""

import ctypes
import math
from collections import Counter
from dataclasses import dataclass, field

import pypdfium2
import pypdfium2.raw as pdfium

from gongkai.foundation.errors import Invalid
from gongkai.foundation.pdf.opening import BROKEN, LIMITS, PdfLimits
from gongkai.foundation.pdf.rules_drawn import Box, pictures_and_rules

TOO_DENSE = "第 {page} 页的字符超过 {limit} 个，不像一页公文。请用原软件打开，另存或打印为新的 PDF 后再上传。"
_INVISIBLE = 3
_BOLD = 600
_QUARTER = math.pi / 2


@dataclass(frozen=True, slots=True)
class Glyph:
    """字符：`text` is one character; points from the lower left corner of the page as one sees it.

    `seen` is false when it is painted invisibly or off the page; `known` when its font says which character it is.
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    bold: bool = False
    seen: bool = True
    known: bool = True


@dataclass
class PageGlyphs:
    """一页：glyphs in the order of the file, spaces the typesetter wrote included, those only guessed left out."""

    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    across: list[Box] = field(default_factory=list)
    down: list[Box] = field(default_factory=list)
    pictured: float = 0.0
    turned: int = 0

    @property
    def drawn(self) -> list[Glyph]:
        """看得见的字符。"""
        return [glyph for glyph in self.glyphs if glyph.seen]


class Turn:
    """转正：from the coordinates of the file to those of the page as one sees it."""

    def __init__(self, box: Box, quarters: int) -> None:
        self.left, self.bottom = box[0], box[1]
        self.wide, self.high = box[2] - box[0], box[3] - box[1]
        self.quarters = quarters % 4

    def size(self) -> tuple[float, float]:
        """宽与高：as one sees the page."""
        return (self.high, self.wide) if self.quarters % 2 else (self.wide, self.high)

    def box(self, box: Box) -> Box:
        """转正一个框。"""
        first, second = self._point(box[0], box[1]), self._point(box[2], box[3])
        return (
            min(first[0], second[0]), min(first[1], second[1]), max(first[0], second[0]), max(first[1], second[1]),
        )  # fmt: skip

    def _point(self, x: float, y: float) -> tuple[float, float]:
        x, y = x - self.left, y - self.bottom
        turned = {0: (x, y), 1: (y, self.wide - x), 2: (self.wide - x, self.high - y), 3: (self.high - y, x)}
        return turned[self.quarters]


def read_page(
    document: pypdfium2.PdfDocument, index: int, limits: PdfLimits = LIMITS, *, upright: bool = True
) -> PageGlyphs:
    """读一页：counted from 0.

    :param upright: turn text that is turned as a whole (a table laid across), instead of the page as one sees it.

    :raises Invalid: when the page is broken or denser than any page of writing.
    """
    try:
        page = document[index]
        text = page.get_textpage()
    except pypdfium2.PdfiumError:
        raise Invalid(BROKEN, code="broken") from None
    try:
        count = text.count_chars()
        if count > limits.glyphs:
            raise Invalid(TOO_DENSE.format(page=index + 1, limit=limits.glyphs), code="too-dense")
        angles = Counter(_quarters(text, place) for place in range(count))
        lie = angles.most_common(1)[0][0] if angles else 0
        rotation = page.get_rotation() // 90
        turn = Turn(page.get_cropbox(), lie if upright and angles else rotation)
        made = PageGlyphs(*turn.size(), turned=count - angles[lie])
        modes: dict[int, bool] = {}
        made.glyphs = [glyph for place in range(count) if (glyph := _glyph(text, place, turn, modes)) is not None]
        pictures, across, down = pictures_and_rules(page, limits)
        made.across, made.down = [turn.box(box) for box in across], [turn.box(box) for box in down]
        made.pictured = _share([turn.box(box) for box in pictures], made.width, made.height)
        return made
    finally:
        text.close()
        page.close()


def _quarters(text: pypdfium2.PdfTextPage, place: int) -> int:
    """By how many quarters, clockwise, the page must be turned for this character to stand upright."""
    angle = float(pdfium.FPDFText_GetCharAngle(text, place))
    return -round(angle / _QUARTER) % 4 if angle >= 0 else 0


def _glyph(text: pypdfium2.PdfTextPage, place: int, turn: Turn, modes: dict[int, bool]) -> Glyph | None:
    """One character; None for those PDFium made up from gaps."""
    if pdfium.FPDFText_IsGenerated(text, place) == 1:
        return None
    rectangle = pdfium.FS_RECTF()
    if not pdfium.FPDFText_GetLooseCharBox(text, place, ctypes.byref(rectangle)):
        return None
    box = turn.box((rectangle.left, rectangle.bottom, rectangle.right, rectangle.top))
    code = int(pdfium.FPDFText_GetUnicode(text, place))
    inside = box[2] > 0 and box[3] > 0 and box[0] < turn.size()[0] and box[1] < turn.size()[1]
    return Glyph(
        _character(code), *box,
        size=_size(text, place),
        bold=int(pdfium.FPDFText_GetFontWeight(text, place)) >= _BOLD,
        seen=inside and _painted(text, place, modes),
        known=pdfium.FPDFText_HasUnicodeMapError(text, place) != 1 and _is_character(code),
    )  # fmt: skip


def _character(code: int) -> str:
    """What is no character at all stands as the replacement character, so that its place is not lost."""
    return "\ufffd" if code == 0 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF else chr(code)


def _is_character(code: int) -> bool:
    private = 0xE000 <= code <= 0xF8FF or code >= 0xF0000
    return code >= 32 and not private and code not in {0xFFFD, 0xFFFE, 0xFFFF}


def _size(text: pypdfium2.PdfTextPage, place: int) -> float:
    """The size one sees: of the font, times the scale it is drawn at."""
    matrix = pdfium.FS_MATRIX()
    scale = 1.0
    if pdfium.FPDFText_GetMatrix(text, place, ctypes.byref(matrix)):
        scale = math.hypot(matrix.c, matrix.d) or 1.0
    return float(pdfium.FPDFText_GetFontSize(text, place)) * scale


def _painted(text: pypdfium2.PdfTextPage, place: int, modes: dict[int, bool]) -> bool:
    piece = pdfium.FPDFText_GetTextObject(text, place)
    if not piece:
        return True
    key = ctypes.addressof(piece.contents)
    if key not in modes:
        modes[key] = int(pdfium.FPDFTextObj_GetTextRenderMode(piece)) != _INVISIBLE
    return modes[key]


def _share(boxes: list[Box], width: float, height: float) -> float:
    """How much of the page the largest picture covers, 0 to 1."""
    areas = [
        max(0.0, min(right, width) - max(left, 0)) * max(0.0, min(top, height) - max(bottom, 0))
        for left, bottom, right, top in boxes
    ]
    return min(1.0, max(areas, default=0.0) / (width * height)) if width > 0 and height > 0 else 0.0

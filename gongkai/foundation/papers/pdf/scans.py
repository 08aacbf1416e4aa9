"""扫描页：a page that is a picture, read by OCR into rows like those of a page of text."""

import time
from collections.abc import Sequence
from statistics import median

import pypdfium2

from gongkai.foundation import ocr
from gongkai.foundation.ocr import Words
from gongkai.foundation.papers.pdf.row import Sheet
from gongkai.foundation.papers.pdf.sheets import rows_of
from gongkai.foundation.papers.pdf.signs import is_rare
from gongkai.foundation.pdf import Glyph
from gongkai.foundation.pdf.rendering import rendered

NOT_INSTALLED = "本系统没有安装图像识别，请粘贴或录入这一页的文字，或者请管理员安装（gongkai[ocr]）后重新上传。"
NO_TIME = "图像识别用时过长，没有识别到这一页，请把后面的页拆成另一个文件识别，或者录入文字。"
NOTHING = "图像识别没有认出文字，请查看这一页有没有内容。"
_DPI = 200
_ALIKE = 0.15
_LONG = 6


def read_scans(document: pypdfium2.PdfDocument, sheets: Sequence[Sheet], patience: float) -> None:
    """识别扫描页：fills in the sheets that are pictures, as many as there is time for (seconds)."""
    until = time.monotonic() + patience
    for sheet in sheets:
        if sheet.source != "picture":
            continue
        if not ocr.available():
            sheet.unread = NOT_INSTALLED
        elif time.monotonic() > until:
            sheet.unread = NO_TIME
        else:
            _fill(sheet, ocr.read(rendered(document, sheet.number - 1, _DPI)))


def _fill(sheet: Sheet, words: Sequence[Words]) -> None:
    glyphs = glyphs_of(words, sheet.height)
    if not glyphs:
        sheet.unread = NOTHING
        return
    sheet.rows, sheet.columns = rows_of(glyphs, (), ())
    sheet.source, sheet.glyphs = "ocr", len(glyphs)
    sheet.rare = sum(is_rare(glyph.text) for glyph in glyphs)
    sheet.score = sum(line.score * len(line.text) for line in words) / sum(len(line.text) for line in words)


def glyphs_of(words: Sequence[Words], height: float) -> list[Glyph]:
    """逐字：a line's box shared out among its characters. Their width says their size; the height of a box, little."""
    scale = 72 / _DPI
    pitches = [_pitch(line) for line in words if len(line.text) >= _LONG]
    usual = median(pitches) if pitches else 0.0
    made = []
    for line in words:
        pitch = _pitch(line)
        plain = usual and (len(line.text) < _LONG or abs(pitch - usual) < _ALIKE * usual)
        left = line.left * scale
        for sign in line.text:
            right = left + pitch * _width(sign) * scale
            box = (left, height - line.bottom * scale, right, height - line.top * scale)
            made.append(Glyph(sign, *box, size=(usual if plain else pitch) * scale))
            left = right
    return [glyph for glyph in made if glyph.text.strip()]


def _pitch(line: Words) -> float:
    return (line.right - line.left) / (sum(_width(sign) for sign in line.text) or 1.0)


def _width(sign: str) -> float:
    return 0.55 if sign.isascii() else 1.0

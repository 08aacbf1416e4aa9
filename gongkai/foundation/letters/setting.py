"""PDF 公函：set by typst in the official layout. A character the font lacks is an error, never a box on paper."""

import io
import json
from pathlib import Path

from pypdf import PdfReader
from pypdf.generic import ByteStringObject, ContentStream, TextStringObject

from gongkai.foundation.errors import Conflict
from gongkai.foundation.letters.rules import Sheet

_LAYOUT = Path(__file__).parent / "letter.typ"
# 仿宋、小标宋 where the machine has them; else the Song of fonts-noto-cjk, which set-up installs.
FONTS = {
    "body": ["FangSong_GB2312", "FangSong", "STFangsong", "Noto Serif CJK SC"],
    "head": ["FZXiaoBiaoSong-B05S", "Noto Serif CJK SC"],
}
_ONE_EACH = b"""
#set page(width: 3cm, height: 3cm)
#set text(font: json(bytes(sys.inputs.fonts)).body, fallback: false)
#for it in json(bytes(sys.inputs.sheet)) { page(it) }
"""


def set_letter(sheet: Sheet) -> bytes:
    """排版：the letter as a PDF.

    :raises Conflict: naming the characters the font lacks, or saying that no Chinese font is installed.
    """
    pdf = _compiled(_LAYOUT.read_bytes(), sheet.as_json())
    if _pages_lacking(pdf):
        characters = sorted({sign for value in _texts(sheet) for sign in value if not sign.isspace()})
        lacking = [characters[page] for page in _pages_lacking(_compiled(_ONE_EACH, characters))]
        raise Conflict(
            f"本机的中文字体缺少“{'、'.join(lacking) or '若干字'}”，不能生成PDF。"
            "请系统管理员安装含有这些字的字体；Word文件不受影响。"
        )
    return pdf


def typeset(layout: bytes, data: object) -> bytes:
    """排印：any other layout of ours as a PDF; it reads `sys.inputs.sheet` and `sys.inputs.fonts`.

    :raises Conflict: when no Chinese font is installed, or it lacks a character.
    """
    pdf = _compiled(layout, data)
    if _pages_lacking(pdf):
        raise Conflict("本机的中文字体缺少文中的字，不能生成PDF。请系统管理员安装更全的字体；Word文件不受影响。")
    return pdf


def _texts(sheet: Sheet) -> list[str]:
    return [value for value in sheet.as_json().values() if isinstance(value, str)] + list(sheet.paragraphs)


def _compiled(layout: bytes, data: object) -> bytes:
    import typst

    given = {"sheet": json.dumps(data), "fonts": json.dumps(FONTS)}
    pdf, warnings = typst.compile_with_warnings(layout, sys_inputs=given)
    unknown = {warning.message for warning in warnings if "unknown font family" in warning.message}
    if sum("noto serif cjk" in message.lower() for message in unknown):
        raise Conflict("本机没有安装中文字体，不能生成PDF。请系统管理员安装 fonts-noto-cjk；Word文件不受影响。")
    return bytes(pdf)


def _pages_lacking(pdf: bytes) -> list[int]:
    """The pages on which glyph 0 stands, once for each time: the font had nothing for a character."""
    reader = PdfReader(io.BytesIO(pdf))
    return [
        number
        for number, page in enumerate(reader.pages)
        for shown in _shown(ContentStream(page.get_contents(), reader))
        if b"\0\0" in [shown[at : at + 2] for at in range(0, len(shown), 2)]
    ]


def _shown(stream: ContentStream) -> list[bytes]:
    found: list[bytes] = []
    for operands, operator in stream.operations:
        if operator not in (b"Tj", b"TJ"):
            continue
        for part in operands[0] if operator == b"TJ" else operands:
            if isinstance(part, TextStringObject | ByteStringObject):
                found.append(part.original_bytes)
    return found

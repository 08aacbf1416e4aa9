"""PDF 公函：set by typst in the official layout. A character the font lacks is an error, never a box on paper."""

import io
import json
import re
from dataclasses import asdict
from pathlib import Path

from pypdf import PdfReader
from pypdf.generic import ByteStringObject, ContentStream, TextStringObject

from gongkai.foundation.errors import Conflict
from gongkai.foundation.letters.rules import Block

_LAYOUT = Path(__file__).parent / "letter.typ"
# 仿宋、小标宋 where the machine has them; else the Song of fonts-noto-cjk, which set-up installs.
# Behind them, for the rare characters of names, whatever of the large fonts is installed.
_RARE = ["Plangothic P1", "Plangothic P2", "SimSun-ExtB", "SimSun-ExtG", "HanaMinA", "HanaMinB", "Noto Sans CJK SC"]
FONTS = {
    "body": ["FangSong_GB2312", "FangSong", "STFangsong", "Noto Serif CJK SC", *_RARE],
    "head": ["FZXiaoBiaoSong-B05S", "Noto Serif CJK SC", *_RARE],
}
# 常用字：basic Han, ASCII and the punctuation of letters, which every Chinese font has.
_COMMON = re.compile(r"[!-~\u4e00-\u9fa5，。、；：？！“”‘’（）《》〔〕〈〉【】—…·　]")
_drawn: dict[str, bool] = {}
"""已查过的字：by process; a font installed later is seen after a restart, as by everything else."""
_ONE_EACH = b"""
#set page(width: 3cm, height: 3cm)
#set text(font: json(bytes(sys.inputs.fonts)).body, fallback: false)
#for it in json(bytes(sys.inputs.sheet)) { page(it) }
"""


def set_letter(blocks: tuple[Block, ...], *, title: str, author: str) -> bytes:
    """排版：a letter as a PDF, from what stands in its docx.

    :raises Conflict: naming the characters the fonts lack, or saying that no Chinese font is installed.
    """
    data = {"title": title, "author": author, "blocks": [asdict(block) for block in blocks]}
    pdf = _compiled(_LAYOUT.read_bytes(), data)
    if _pages_lacking(pdf):
        lacking = "、".join(f"“{sign}”" for sign in lacking_in("".join(block.text for block in blocks)))
        raise Conflict(
            f"本机的中文字体缺少{lacking or '若干字'}，不能生成PDF。"
            "请系统管理员安装含有这些字的字体，PDF随后自动补做；Word文件不受影响。"
        )
    return pdf


def lacking_in(text: str) -> tuple[str, ...]:
    """缺字：the characters of a text that no font here has, each once; the common ones are not looked up.

    :raises Conflict: when no Chinese font is installed.
    """
    rare = sorted({sign for sign in text if not sign.isspace() and not _COMMON.match(sign)})
    unknown = [sign for sign in rare if sign not in _drawn]
    if unknown:
        pages = set(_pages_lacking(_compiled(_ONE_EACH, unknown)))
        _drawn.update({sign: number not in pages for number, sign in enumerate(unknown)})
    return tuple(sign for sign in rare if not _drawn[sign])


def typeset(layout: bytes, data: object) -> bytes:
    """排印：any other layout of ours as a PDF; it reads `sys.inputs.sheet` and `sys.inputs.fonts`.

    :raises Conflict: when no Chinese font is installed, or it lacks a character.
    """
    pdf = _compiled(layout, data)
    if _pages_lacking(pdf):
        raise Conflict("本机的中文字体缺少文中的字，不能生成PDF。请系统管理员安装更全的字体；Word文件不受影响。")
    return pdf


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

"""纯文本读取：.txt in the encodings of this country; lines that hold several paragraphs are parted."""

import re

from gongkai.foundation.errors import Invalid
from gongkai.foundation.files.rules import encodings_for
from gongkai.foundation.papers.paper import Block, Draft, Line, Span
from gongkai.foundation.papers.parting import part, part_head

NOT_TEXT = "这个文本文件的编码无法识别。请用记事本打开，“另存为”时编码选 UTF-8，再上传。"
RUN_TOGETHER = "原文有的地方没有分段，已按编号、落款等试着分段，文字未改动。请对照原文核对分段。"
_LONG = 120
_HEAD = 8
_EDGE = " \t\u3000\xa0\ufeff"


def read_plain(content: bytes) -> Draft:
    """读文本文件：in UTF-8, GB 18030, or UTF-16 with a byte order mark.

    :raises Invalid: when the encoding is none of these.
    """
    for encoding in encodings_for(content[:4]):
        try:
            return read_text(content.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise Invalid(NOT_TEXT, code="encoding")


def read_text(text: str) -> Draft:
    """读文字：a paragraph per line; a long line is parted where official writing begins a new paragraph."""
    blocks: list[Block] = []
    parted = False
    for line in re.split(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]", text):
        at_head = len(blocks) < _HEAD
        pieces = part(line, at_head=at_head) if len(line) > _LONG else part_head(line) if at_head else [line]
        kept = [stripped for piece in pieces if (stripped := piece.strip(_EDGE))]
        blocks += [Line([Span(piece)]) for piece in kept]
        parted = parted or len(kept) > 1
    return Draft(blocks, notes=[RUN_TOGETHER] if parted else [])

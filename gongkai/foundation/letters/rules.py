"""公函规则：what stands on a letter and how its number is written. Pure."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from gongkai.foundation.errors import Invalid

UNNUMBERED = "（待编号）"
_WORD = re.compile(r"[\u4e00-\u9fff]{2,12}")


@dataclass(frozen=True)
class Sheet:
    """公函文面：all that stands on a letter, in words; nothing is added when it is set."""

    organ: str
    title: str
    addressee: str
    paragraphs: tuple[str, ...]
    signed_by: str
    day: str
    contact: str = ""
    number: str = UNNUMBERED

    def as_json(self) -> dict[str, Any]:
        """写成 JSON：for the table and the typesetter."""
        return {**asdict(self), "paragraphs": list(self.paragraphs)}


@dataclass(frozen=True)
class Piece:
    """文字片段：a stretch of a paragraph in one look; sizes are 磅."""

    text: str
    size: float
    bold: bool = False
    underlined: bool = False
    struck: bool = False
    head: bool = False
    colour: str = ""


@dataclass(frozen=True)
class Block:
    """版面段落：a paragraph with its look, or a table of `rows`; `ruled` has the red line below."""

    pieces: tuple[Piece, ...] = ()
    align: str = "justify"
    size: float = 16
    indent: float = 0
    back: float = 0
    ruled: bool = False
    rows: tuple[tuple["Cell", ...], ...] = ()

    @property
    def text(self) -> str:
        """All words of it, in their order."""
        inner = (block.text for row in self.rows for cell in row for block in cell)
        return "".join([*(piece.text for piece in self.pieces), *inner])


Cell = tuple[Block, ...]


PLACEHOLDERS: Mapping[str, str] = {
    "organ": "发函机关名称（版头）",
    "number": "发文字号",
    "title": "标题",
    "addressee": "主送对象",
    "paragraphs": "正文各段，用 {%p for line in paragraphs %} … {{ line }} … {%p endfor %} 逐段写出",
    "signed_by": "署名机关",
    "day": "成文日期",
    "contact": "联系方式",
}
"""占位符：what a template may name, and what it stands for."""
NEEDED = ("number", "paragraphs", "signed_by", "day")
"""必需的占位符：a letter without these is not a letter."""


def sheet_of(held: Mapping[str, Any]) -> Sheet:
    """读回文面：from what `as_json` wrote."""
    return Sheet(**{**held, "paragraphs": tuple(held["paragraphs"])})


def written_number(word: str, year: int, serial: int) -> str:
    """发文字号：代字、年份、顺序号, as GB/T 9704 writes them: 东民依复〔2026〕12号."""
    return f"{word}〔{year}〕{serial}号"


def a_word(text: str) -> str:
    """机关代字：the word of a series, without year, brackets or number.

    :raises Invalid: when it is not two to twelve Chinese characters.
    """
    word = text.strip()
    if not _WORD.fullmatch(word):
        raise Invalid("机关代字应为2至12个汉字，例如“东民依复”，不含年份、括号和序号。请重新填写。", field="word")
    return word

"""行：one line of a page as it is passed out of the process that took the PDF apart."""

from dataclasses import asdict, dataclass, field
from typing import Any

from gongkai.foundation.pdf import Glyph

Piece = tuple[str, str]


@dataclass
class Row:
    """行：points from the lower left corner; `pieces` are (text, mark) with mark "" or "sup"; `zone` numbers columns.

    `cells` are its texts parted at gaps and rules, `glyphs` its characters; `table` numbers its table, 0 none.
    """

    pieces: list[Piece]
    left: float
    right: float
    base: float
    size: float
    bold: bool = False
    zone: int = 0
    table: int = 0
    cells: list[str] = field(default_factory=list)
    glyphs: list[Glyph] = field(default_factory=list, repr=False, compare=False)

    @property
    def text(self) -> str:
        """文字。"""
        return "".join(text for text, _ in self.pieces)


@dataclass
class Sheet:
    """一页：its rows in reading order, and what its sureness is judged by.

    `source` is text, ocr, layer (text under a scanned picture), picture or blank; `score` is what the OCR says of
    itself, 0 to 1. Counts are of characters.
    """

    number: int
    width: float
    height: float
    rows: list[Row] = field(default_factory=list)
    source: str = "text"
    glyphs: int = 0
    unknown: int = 0
    rare: int = 0
    hidden: int = 0
    turned: int = 0
    columns: int = 1
    score: float = 1.0
    pictured: float = 0.0
    unread: str = ""


def packed(sheets: list[Sheet]) -> list[dict[str, Any]]:
    """打包：as JSON takes it; the single characters stay behind."""
    for sheet in sheets:
        for row in sheet.rows:
            row.glyphs = []
    return [asdict(sheet) for sheet in sheets]


def unpacked(said: list[dict[str, Any]]) -> list[Sheet]:
    """解包：back from JSON."""
    sheets = []
    for fields in said:
        rows = [Row(**{**row, "pieces": [(text, mark) for text, mark in row["pieces"]]}) for row in fields["rows"]]
        sheets.append(Sheet(**{**fields, "rows": rows}))
    return sheets

"""演示文稿：the texts as a clerk would hold them in hand: .txt, or .docx where there are tables."""

import io
import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from lxml import html as markup

DATA = Path(__file__).parent / "data"
TEXTS = DATA / "texts"
_TABLE = re.compile(r"^\[\[表格：(.+?)\]\]$", re.MULTILINE)
_HTML_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)


def chinese_day(day: date) -> str:
    """中文日期：2026年11月14日。"""
    return f"{day.year}年{day.month}月{day.day}日"


@cache
def text_of(name: str) -> str:
    """读文：a text of the demo."""
    return (TEXTS / name).read_text(encoding="utf-8").strip() + "\n"


def filled(text: str, words: Mapping[str, str]) -> str:
    """填空：put words in place of {names}; what is not named stays."""
    return re.sub(r"\{(\w+)\}", lambda found: words.get(found[1], found[0]), text)


def scanned(name: str) -> bytes:
    """PDF 来稿：the bytes of a paper that came as PDF."""
    return (TEXTS / name).read_bytes()


def original(text: str) -> tuple[bytes, str]:
    """原件：the bytes of the clerk's file, and its extension."""
    return (as_docx(text), "docx") if _TABLE.search(text) else (text.encode(), "txt")


def with_tables(body: str, text: str) -> str:
    """换表：the tables as read from the file give way to the same with captions and scopes, in their order."""
    fragments = iter([text_of(name).strip() for name in _TABLE.findall(text)])
    return _HTML_TABLE.sub(lambda found: next(fragments, found[0]), body)


def as_docx(text: str) -> bytes:
    """制成 Word 文档：paragraphs, and tables where the text names their fragments."""
    document = docx.Document()
    for place, line in enumerate(line for line in text.splitlines() if line.strip()):
        table = _TABLE.match(line)
        if table:
            _table(document, text_of(table[1]))
            continue
        paragraph = document.add_paragraph(line)
        if place == 0:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _table(document: Any, fragment: str) -> None:
    rows: list[Any] = list(markup.fromstring(fragment).iter("tr"))
    width = sum(int(cell.get("colspan", "1")) for cell in rows[0])
    table = document.add_table(rows=len(rows), cols=width, style="Table Grid")
    taken: set[tuple[int, int]] = set()
    for y, row in enumerate(rows):
        for cell in row:
            x = next(x for x in range(width) if (y, x) not in taken)
            down, right = y + int(cell.get("rowspan", "1")) - 1, x + int(cell.get("colspan", "1")) - 1
            taken |= {(j, i) for j in range(y, down + 1) for i in range(x, right + 1)}
            first = table.cell(y, x)
            first = first.merge(table.cell(down, right)) if (down, right) != (y, x) else first
            first.text = cell.text_content().strip()
        if row.getparent().tag == "thead":
            table.rows[y]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))

"""印成 Word：a report with its tables in the printed geometry and its sections in words, as an editable .docx.

Fonts are named, not shipped: 仿宋 for the text, 黑体 for headings, as official papers are set.
"""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from lxml import html as lxml_html

from gongkai.engines.assessment.rules import Filled, plain
from gongkai.law import FormTable, Label, Narrative

TEXT, HEADING, TITLE = "仿宋", "黑体", "宋体"
BODY_SIZE, TITLE_SIZE, TABLE_SIZE, WIDE_TABLE_SIZE = Pt(16), Pt(22), Pt(9), Pt(7)
WIDE = 12
"""列：a table wider than this is set smaller."""
INDENT = Pt(32)
_BLOCKS = {"p", "h2", "h3", "h4", "h5", "li"}


def to_docx(
    filled: Filled, texts: dict[str, str], *, title: str, preface: str, signature: Sequence[str], at: datetime
) -> bytes:
    """印成 docx：the whole report; `texts` are the sections in words by id, canonical HTML; `at` dates the file."""
    document = Document()
    document.core_properties.author, document.core_properties.title = "", title
    document.core_properties.created = document.core_properties.modified = at.replace(tzinfo=None)
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.2)
    _write(document, title, font=TITLE, size=TITLE_SIZE, middle=True, bold=True)
    _write(document, preface)
    for part in filled.form.sections:
        _section(document, part, filled, texts)
    for line in signature:
        _write(document, line).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def _section(document: Any, part: FormTable | Narrative, filled: Filled, texts: dict[str, str]) -> None:
    if isinstance(part, Narrative):
        _write(document, part.heading, font=HEADING)
        _html(document, texts.get(part.id, ""))
    else:
        _write(document, part.section, font=HEADING)
        _table(document, part, filled)


def _write(
    document: Any, text: str, *, font: str = TEXT, size: Any = BODY_SIZE, middle: bool = False, bold: bool = False
) -> Any:
    paragraph = document.add_paragraph()
    if middle:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    else:
        paragraph.paragraph_format.first_line_indent = INDENT
    paragraph.paragraph_format.space_after = Pt(4)
    _run(paragraph, text, font=font, size=size, bold=bold)
    return paragraph


def _run(paragraph: Any, text: str, *, font: str, size: Any, bold: bool = False) -> None:
    run = paragraph.add_run(text)
    run.font.name, run.font.size, run.bold = font, size, bold
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)


def _html(document: Any, text: str) -> None:
    """Paragraph by paragraph; a table a clerk wrote is kept cell by cell."""
    if not text:
        return
    for block in lxml_html.fragment_fromstring(text, create_parent="div").iter():
        if block.tag == "table":
            _plain_table(document, block)
        elif block.tag in _BLOCKS and not any(above.tag in {"table", "li"} for above in block.iterancestors()):
            said = " ".join(block.text_content().split())
            if said:
                _write(document, said, font=HEADING if block.tag.startswith("h") else TEXT)


def paragraphs(text: str) -> list[str]:
    """逐段的文字：of a section in words, for a setting that knows no markup; a table's rows are lines."""
    if not text:
        return []
    found = []
    for block in lxml_html.fragment_fromstring(text, create_parent="div").iter():
        inside = any(above.tag in {"table", "li"} for above in block.iterancestors())
        if block.tag == "tr":
            found.append("　".join(" ".join(cell.text_content().split()) for cell in block.iter("td", "th")))
        elif block.tag in _BLOCKS and not inside:
            found.append(" ".join(block.text_content().split()))
    return [said for said in found if said]


def _plain_table(document: Any, element: Any) -> None:
    rows = [[" ".join(cell.text_content().split()) for cell in row.iter("td", "th")] for row in element.iter("tr")]
    width = max((len(row) for row in rows), default=0)
    if not width:
        return
    table = document.add_table(rows=len(rows), cols=width, style="Table Grid")
    for line, row in enumerate(rows):
        for column, said in enumerate(row):
            _cell(table.cell(line, column), said, TABLE_SIZE)


def _table(document: Any, table: FormTable, filled: Filled) -> None:
    lines = sum(1 for _ in table.lines())
    grid = document.add_table(rows=lines, cols=table.width, style="Table Grid")
    cells = [list(row.cells) for row in grid.rows]
    size = WIDE_TABLE_SIZE if table.width > WIDE else TABLE_SIZE
    for line, column, printed in table.placed():
        cell = cells[line][column]
        if printed.colspan > 1 or printed.rowspan > 1:
            cell = cell.merge(cells[line + printed.rowspan - 1][column + printed.colspan - 1])
        _cell(cell, printed.text if isinstance(printed, Label) else _number(filled, printed.cell.key), size)


def _number(filled: Filled, key: str) -> str:
    return plain(filled.cells[key]) if key in filled.cells else ""


def _cell(cell: Any, text: str, size: Any) -> None:
    paragraph = cell.paragraphs[0]
    for surplus in cell.paragraphs[1:]:
        surplus._element.getparent().remove(surplus._element)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_after = Pt(0)
    _run(paragraph, text, font=TITLE, size=size)

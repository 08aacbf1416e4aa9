"""初读 PDF：what was taken out of the file, apart, becomes paragraphs, notes and remarks."""

from collections.abc import Sequence
from statistics import median
from typing import Any

from gongkai.foundation.apart import apart
from gongkai.foundation.papers.paper import Draft, Line, Span
from gongkai.foundation.papers.pdf.footnotes import Notes, take_footnotes
from gongkai.foundation.papers.pdf.joining import Block, blocks_of, joined
from gongkai.foundation.papers.pdf.margins import without_margins
from gongkai.foundation.papers.pdf.row import Sheet, packed, unpacked
from gongkai.foundation.papers.pdf.scans import read_scans
from gongkai.foundation.papers.pdf.sheets import sheet_of
from gongkai.foundation.papers.pdf.sureness import sureness
from gongkai.foundation.papers.sure import Sureness
from gongkai.foundation.papers.unfinished import TABLE
from gongkai.foundation.pdf import opened, read_page

MARGINS = "页眉页脚中的文字未导入正文：“{words}”。请核对是否需要补录。"
_SECONDS = 150
_PATIENCE = 60.0
_SHOWN = 200
_TITLE = 1.15
_HEADING = 1.08


def read_pdf(content: bytes) -> tuple[Draft, Sureness]:
    """读 PDF：a PDF that `files.rules.check` has passed.

    :raises Invalid: when it has a password, is broken, has too many pages, or takes too long.
    """
    said, _ = apart("gongkai.foundation.papers.pdf.draft:taken", content, {}, seconds=_SECONDS)
    return draft_of(unpacked(said))


def taken(content: bytes, patience: float = _PATIENCE) -> tuple[list[dict[str, Any]], bytes]:
    """取出：the rows of every page; runs apart. `patience` is how long OCR may go on, in seconds."""
    with opened(content) as document:
        sheets = [sheet_of(read_page(document, index), index + 1) for index in range(len(document))]
        read_scans(document, sheets, patience)
    return packed(sheets), b""


def draft_of(sheets: list[Sheet]) -> tuple[Draft, Sureness]:
    """成稿：paragraphs, footnotes and remarks from the rows of all pages. Pure."""
    sure = sureness(sheets)
    kept, words = without_margins(sheets)
    notes = take_footnotes(kept)
    blocks = blocks_of(kept)
    body = _body_size(kept)
    lines = [line for block in blocks for line in _lines(block, body, notes)]
    remarks = [sure.sentence, *(note for page in sure.pages for note in page.notes)]
    if words:
        said = "”“".join(words)
        remarks.append(MARGINS.format(words=f"{said[:_SHOWN]}{'……' if len(said) > _SHOWN else ''}"))
    footnotes = [[Line([Span(text)])] for text in notes.texts]
    return Draft(list(lines), footnotes, notes=remarks), sure


def _body_size(sheets: Sequence[Sheet]) -> float:
    sizes = [row.size for sheet in sheets for row in sheet.rows if not row.table for _ in range(len(row.text) // 8 + 1)]
    return median(sizes) if sizes else 1.0


def _lines(block: Block, body: float, notes: Notes) -> list[Line]:
    """A paragraph is one line; of a table each row is, below a line that says so."""
    if block.table:
        rows = [Line([Span("\u3000".join(row.cells))]) for row in block.rows]
        return [Line([Span(TABLE.format(page=block.page))]), *rows]
    size = block.rows[0].size
    title = block.page == 1 and block.centred and size >= _TITLE * body
    styled = block.centred and len(block.rows) == 1 and size >= _HEADING * body
    return [Line(_spans(block, notes), level=1 if styled and not title else 0, title_style=title)]


def _spans(block: Block, notes: Notes) -> list[Span]:
    spans: list[Span] = []
    for row in block.rows:
        for place, (text, mark) in enumerate(row.pieces):
            number = notes.number(block.page, text) if mark else 0
            if number:
                spans.append(Span("", note=number))
            elif spans and not mark and not spans[-1].marks and not spans[-1].note:
                whole = joined([spans[-1].text, text]) if not place else spans[-1].text + text
                spans[-1] = Span(whole)
            else:
                spans.append(Span(text, marks=("sup",) if mark and _is_sup(text) else ()))
    return spans


def _is_sup(text: str) -> bool:
    return len(text) <= 4

"""成页：the characters of one page as rows in reading order, columns one after another, tables marked."""

from collections.abc import Sequence
from dataclasses import replace

from gongkai.foundation.papers.pdf.grids import grids, mark_unruled
from gongkai.foundation.papers.pdf.row import Row, Sheet
from gongkai.foundation.papers.pdf.rows import lines_of, row_of
from gongkai.foundation.papers.pdf.signs import is_rare
from gongkai.foundation.pdf import Glyph, PageGlyphs
from gongkai.foundation.pdf.rules_drawn import Box

_FEW = 10
_SCANNED = 0.5
_FULL = 0.55
_COLUMN_ROWS = 6


def sheet_of(page: PageGlyphs, number: int) -> Sheet:
    """成页：`number` counts from 1. Text under a scanned picture is its layer and is read; other hidden text is not."""
    drawn = page.drawn
    hidden = [glyph for glyph in page.glyphs if not glyph.seen and glyph.text.strip()]
    scanned = page.pictured >= _SCANNED
    source = "text"
    if scanned and len(_inked(drawn)) < _FEW:
        source = "layer" if len(hidden) >= _FEW else "picture"
        drawn, hidden = ([replace(glyph, seen=True) for glyph in page.glyphs], []) if hidden else (drawn, [])
    elif not _inked(drawn):
        source = "picture" if page.pictured > 0.02 else "blank"
    inked = _inked(drawn)
    sheet = Sheet(number, page.width, page.height, source=source, pictured=page.pictured)
    sheet.glyphs, sheet.hidden, sheet.turned = len(inked), len(hidden), page.turned
    sheet.unknown = sum(not glyph.known for glyph in inked)
    sheet.rare = sum(is_rare(glyph.text) for glyph in inked)
    sheet.rows, sheet.columns = rows_of(drawn, page.across, page.down)
    return sheet


def _inked(glyphs: Sequence[Glyph]) -> list[Glyph]:
    return [glyph for glyph in glyphs if glyph.text.strip()]


def rows_of(glyphs: Sequence[Glyph], across: Sequence[Box], down: Sequence[Box]) -> tuple[list[Row], int]:
    """成行：rows in reading order, and how many columns the page has."""
    tables = grids(across, down)
    lines = lines_of(glyphs)
    outside = [line for line in lines if not any(_stands_in(line, box) for box, _ in tables)]
    gutter = gutter_of(outside)
    rows = _bands(lines, tables, gutter) if gutter else [_row(line, tables, 0) for line in lines]
    kept = [row for row in rows if row is not None]
    mark_unruled(kept, len(tables))
    return kept, 2 if gutter else 1


def _stands_in(line: Sequence[Glyph], box: Box) -> bool:
    middle = (line[0].top + line[0].bottom) / 2
    return box[1] <= middle <= box[3] and line[-1].left >= box[0] and line[0].right <= box[2]


def _row(line: Sequence[Glyph], tables: Sequence[tuple[Box, list[float]]], zone: int) -> Row | None:
    for number, (box, uprights) in enumerate(tables, 1):
        if _stands_in(line, box):
            row = row_of(line, uprights)
            if row is not None:
                row.table, row.zone = number, zone
            return row
    row = row_of(line)
    if row is not None:
        row.zone = zone
    return row


def gutter_of(lines: Sequence[Sequence[Glyph]]) -> float | None:
    """栏间：where a page of two columns is parted; None when it is not one.

    Rows on both sides of it must be nearly full: short texts side by side are a table or a signature.
    """
    inked = [line for line in lines if len(line) > 1]
    if len(inked) < _COLUMN_ROWS:
        return None
    left, right = min(line[0].left for line in inked), max(line[-1].right for line in inked)
    best: tuple[int, float] | None = None
    for step in range(35, 66):
        place = left + (right - left) * step / 100
        both = [parts for line in inked if (parts := _parted(line, place)) is not None]
        full = sum(_filled(parts, left, place, right) for parts in both)
        if full >= _COLUMN_ROWS and full >= 0.6 * len(inked) and (best is None or full > best[0]):
            best = (full, place)
    return best[1] if best else None


def _parted(line: Sequence[Glyph], place: float) -> tuple[list[Glyph], list[Glyph]] | None:
    """A line on both sides of a place, with room between."""
    before = [glyph for glyph in line if glyph.right <= place]
    after = [glyph for glyph in line if glyph.left >= place]
    if len(before) + len(after) != len(line) or not before or not after:
        return None
    return (before, after) if after[0].left - before[-1].right > 0.9 * after[0].size else None


def _filled(parts: tuple[list[Glyph], list[Glyph]], left: float, place: float, right: float) -> bool:
    widths = [part[-1].right - part[0].left for part in parts]
    return widths[0] > _FULL * (place - left) and widths[1] > _FULL * (right - place)


def _bands(
    lines: Sequence[Sequence[Glyph]], tables: Sequence[tuple[Box, list[float]]], gutter: float
) -> list[Row | None]:
    """Lines across the gutter part the page into bands; within a band the left column comes first."""
    rows: list[Row | None] = []
    columns: tuple[list[Sequence[Glyph]], list[Sequence[Glyph]]] = ([], [])
    zone = 0
    for line in [*lines, None]:
        crosses = line is not None and any(glyph.left < gutter < glyph.right for glyph in line)
        if line is None or crosses or any(_stands_in(line, box) for box, _ in tables):
            rows += [_row(part, tables, zone + 1) for part in columns[0]]
            rows += [_row(part, tables, zone + 2) for part in columns[1]]
            zone += 3
            columns = ([], [])
            rows += [_row(line, tables, zone)] if line is not None else []
            continue
        sides = [[glyph for glyph in line if glyph.right <= gutter], [glyph for glyph in line if glyph.left >= gutter]]
        for side, part in zip(columns, sides, strict=True):
            if part:
                side.append(part)
    return rows

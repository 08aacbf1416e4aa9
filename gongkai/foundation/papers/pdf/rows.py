"""成行：the characters of a page gathered into lines by where they stand, not by the order they were written in."""

from collections.abc import Iterable, Sequence
from statistics import median

from gongkai.foundation.papers.pdf.row import Piece, Row
from gongkai.foundation.papers.pdf.signs import is_word
from gongkai.foundation.pdf import Glyph

_SPACES = " \u3000\xa0\t\r\n\u200b\ufeff"
_WORD_GAP = 0.22
_WIDE_GAP = 0.7
_CELL_GAP = 1.9
_SMALL = 0.78
_RAISED = 0.18


def lines_of(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """成行：from the top, each from the left; characters share a line when they overlap by half their height."""
    lines: list[list[Glyph]] = []
    upper = lower = 0.0
    for glyph in sorted(glyphs, key=_middle, reverse=True):
        shared = min(upper, glyph.top) - max(lower, glyph.bottom)
        smaller = min(upper - lower, glyph.top - glyph.bottom)
        if lines and shared > 0.5 * smaller:
            lines[-1].append(glyph)
            if glyph.top - glyph.bottom > upper - lower:
                upper, lower = glyph.top, glyph.bottom
        else:
            lines.append([glyph])
            upper, lower = glyph.top, glyph.bottom
    return [_once(sorted(line, key=lambda glyph: glyph.left)) for line in lines]


def _middle(glyph: Glyph) -> float:
    return (glyph.top + glyph.bottom) / 2


def _once(line: list[Glyph]) -> list[Glyph]:
    """Bold feigned by writing a character twice, a hair apart, is one character."""
    kept: list[Glyph] = []
    for glyph in line:
        twins = [other for other in kept[-3:] if other.text == glyph.text and glyph.text not in _SPACES]
        if not any(abs(other.left - glyph.left) < 0.2 * max(glyph.size, 1) for other in twins):
            kept.append(glyph)
    return kept


def row_of(line: Sequence[Glyph], rules: Sequence[float] = ()) -> Row | None:
    """一行：its text with the spaces one sees, parted into cells; None when it holds nothing but spaces.

    :param rules: where lines drawn downward cross it.
    """
    inked = [glyph for glyph in line if glyph.text not in _SPACES]
    if not inked:
        return None
    size = median(glyph.size for glyph in inked) or 1.0
    base = median(glyph.bottom for glyph in inked if glyph.size >= _SMALL * size)
    pieces: list[Piece] = []
    cells: list[str] = [""]
    written = ""
    for place, glyph in enumerate(inked):
        gap, typed = _gap(line, inked, place)
        parted = place > 0 and (gap > _CELL_GAP * size or _crossed(inked[place - 1], glyph, rules))
        space = _space(inked[place - 1], glyph, gap / size, typed) if place else ""
        mark = "sup" if _is_raised(glyph, size, base) else ""
        cells = [*cells, glyph.text] if parted else [*cells[:-1], cells[-1] + space + glyph.text]
        written = ("\u3000" if parted and not space.strip(" ") else space) + glyph.text
        if pieces and pieces[-1][1] == mark:
            pieces[-1] = (pieces[-1][0] + written, mark)
        else:
            pieces.append((written, mark))
    if line[-1] is not inked[-1]:
        pieces[-1] = (f"{pieces[-1][0]} ", pieces[-1][1])  # a space typed at the end parts words, digits too
    bold = sum(glyph.bold for glyph in inked) > len(inked) / 2
    right = max(glyph.right for glyph in inked)
    return Row(pieces, inked[0].left, right, base, size, bold, cells=[cell for cell in cells if cell], glyphs=inked)


def _gap(line: Sequence[Glyph], inked: Sequence[Glyph], place: int) -> tuple[float, str]:
    """The room before a character, and the spaces typed in it."""
    if not place:
        return 0.0, ""
    before, here = inked[place - 1], inked[place]
    typed = ""
    if len(line) > len(inked):
        typed = "".join(g.text for g in line if g.text in _SPACES and before.left <= g.left <= here.left)
    return here.left - before.right, typed


def _space(before: Glyph, here: Glyph, gap: float, typed: str) -> str:
    """What stands between two characters: spaces typed there, or one where words or columns are parted."""
    if "\u3000" in typed:
        return typed
    latin = is_word(before.text) and is_word(here.text)
    if typed:
        return " " if latin or gap < _WIDE_GAP else "\u3000"
    if latin:
        return " " if gap > _WORD_GAP else ""
    return "\u3000" if gap > _WIDE_GAP and not _is_sign(before.text) and not _is_sign(here.text) else ""


def _is_sign(sign: str) -> bool:
    """Full-width punctuation brings room of its own."""
    return not sign.isalnum()


def _is_raised(glyph: Glyph, size: float, base: float) -> bool:
    return glyph.size < _SMALL * size and glyph.bottom - base > _RAISED * size


def _crossed(before: Glyph, here: Glyph, rules: Sequence[float]) -> bool:
    left, right = before.left + (before.right - before.left) / 2, here.left + (here.right - here.left) / 2
    return any(left < rule < right for rule in rules)

"""成段：rows joined into paragraphs as a reader joins them: by indents, by lines that end early, by the room between.

No character is lost or changed; a space is added only where two words of Latin letters would run together.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from gongkai.foundation.papers.headings import kind_of
from gongkai.foundation.papers.pdf.row import Row, Sheet
from gongkai.foundation.papers.pdf.signs import is_word

_CLOSED = re.compile(r"[。；：！？!?;:”》]$")
_BLANK = " \t"
_TOKEN = re.compile(r"[\x21-\x7e]+")


@dataclass
class Block:
    """段：rows that make one paragraph, or one table; `page` counts from 1."""

    rows: list[Row]
    page: int
    centred: bool = False

    @property
    def table(self) -> bool:
        """是否表格。"""
        return bool(self.rows[0].table)


@dataclass(frozen=True)
class Measure:
    """版心：where the lines of a zone begin and end, and the usual distance of two lines."""

    left: float
    right: float
    leading: float


def blocks_of(sheets: Sequence[Sheet]) -> list[Block]:
    """成段：of all pages in order."""
    whole = [row for sheet in sheets for row in sheet.rows if not row.table]
    spread = _measure(whole, None) if whole else Measure(0, 0, 0)
    indented = _is_indented(whole, spread)
    blocks: list[Block] = []
    last: tuple[Row, Measure, tuple[int, int]] | None = None
    for sheet in sheets:
        measures = {
            zone: _measure([row for row in sheet.rows if row.zone == zone and not row.table], spread)
            for zone in {row.zone for row in sheet.rows}
        }
        for row in sheet.rows:
            measure, place = measures[row.zone], (sheet.number, row.zone)
            centred = is_centred(row, measure)
            if last is not None and _continues(last, (row, measure, place), indented=indented):
                blocks[-1].rows.append(row)
            else:
                blocks.append(Block([row], sheet.number, centred))
            last = (row, measure, place)
    return blocks


def _measure(rows: Sequence[Row], spread: Measure | None) -> Measure:
    """Of one zone; a zone of few lines is measured as the whole paper, where it has about its margins."""
    if not rows:
        return spread or Measure(0, 0, 0)
    starts = Counter(round(row.left / 2) * 2 for row in rows)
    size = median(row.size for row in rows)
    often = [left for left, count in starts.items() if count >= max(2, 0.1 * len(rows))]
    left = float(min(often or starts))
    right = max(row.right for row in rows)
    gaps = [upper.base - lower.base for upper, lower in pairwise(rows) if 0 < upper.base - lower.base < 4 * size]
    leading = _usual(gaps) if len(gaps) >= 3 or spread is None else spread.leading
    if spread is not None and len(rows) < 12 and rows[0].zone == 0:
        left = spread.left if abs(left - spread.left) > 1 else left
        right = max(right, spread.right) if right - spread.right < 2 * size else right
    return Measure(left, right, leading)


def _usual(gaps: Sequence[float]) -> float:
    """The commonest distance, to half a point."""
    if not gaps:
        return 0.0
    return Counter(round(gap * 2) / 2 for gap in gaps).most_common(1)[0][0]


def _is_indented(rows: Sequence[Row], spread: Measure) -> bool:
    """Whether paragraphs open with an indent of about two characters, as official writing does."""
    opened = sum(1.5 <= (row.left - spread.left) / row.size <= 2.6 for row in rows if row.size)
    return bool(rows) and opened >= max(2, 0.08 * len(rows))


def is_centred(row: Row, measure: Measure) -> bool:
    """是否居中。"""
    before, after = row.left - measure.left, measure.right - row.right
    return before > 1.5 * row.size and after > 1.5 * row.size and abs(before - after) < 1.2 * row.size


def _continues(
    last: tuple[Row, Measure, tuple[int, int]], here: tuple[Row, Measure, tuple[int, int]], *, indented: bool
) -> bool:
    (above, had, place), (row, measure, now) = last, here
    if above.table or row.table:
        return above.table == row.table and (place == now or place[0] == now[0])
    if not _alike(above, row) or is_centred(row, measure) or is_centred(above, had):
        return False
    if not _is_full(above, had, row) or row.left - measure.left > 1.1 * row.size:
        return False
    if place == now:
        return not measure.leading or above.base - row.base <= 1.35 * measure.leading + 1
    if indented:
        return True
    return not _CLOSED.search(above.text) and not kind_of(row.text.strip())[0]


def _alike(above: Row, row: Row) -> bool:
    """Of one size; a line of digits only may measure a little less."""
    return abs(above.size - row.size) <= 0.12 * max(above.size, row.size) and not (above.bold and not row.bold)


def _is_full(above: Row, measure: Measure, row: Row) -> bool:
    """Whether the line above ends where lines end, seeing that an unbroken word of the next may not have fitted."""
    word = _TOKEN.match(row.text.lstrip())
    room = 1.6 * above.size + (len(word[0]) * 0.6 * above.size if word else 0)
    return measure.right - above.right <= room


def joined(texts: Sequence[str]) -> str:
    """连接：lines as one text; Chinese needs no space, two Latin words do, a word parted by a hyphen is one."""
    made = ""
    for text in texts:
        made = f"{made.rstrip(_BLANK)}{_between(made, text)}{text}" if made else text
    return made.rstrip(_BLANK)


def _between(before: str, after: str) -> str:
    end, start = before.rstrip(_BLANK)[-1:], after[:1]
    if not end or not start or not is_word(end) or not is_word(start):
        return ""
    if before[-1] in _BLANK:
        return " "
    if end in "-/_@" or (end.isdecimal() and start.isdecimal()):
        return ""
    return " " if end.isalnum() or start.isalnum() else ""

"""表格所在：where the lines a page draws make a table, and where columns of short texts look like one."""

from collections.abc import Sequence

from gongkai.foundation.papers.pdf.row import Row
from gongkai.foundation.pdf.rules_drawn import Box

_TOUCH = 3.0
_MERGED = 4.0
_UNRULED_ROWS = 3


def grids(across: Sequence[Box], down: Sequence[Box]) -> list[tuple[Box, list[float]]]:
    """表格框：of lines that meet, where they make two cells or more; each with the places of its upright lines."""
    found = []
    for group in _groups([*across, *down]):
        uprights = _places([(line[0] + line[2]) / 2 for line in group if line in down])
        levels = _places([(line[1] + line[3]) / 2 for line in group if line in across])
        if len(uprights) >= 2 and len(levels) >= 2 and len(uprights) + len(levels) >= 5:
            box = (
                min(line[0] for line in group), min(line[1] for line in group),
                max(line[2] for line in group), max(line[3] for line in group),
            )  # fmt: skip
            found.append((box, uprights))
    return found


def _groups(lines: list[Box]) -> list[list[Box]]:
    """Lines that touch, gathered by the boxes they fill together."""
    groups: list[tuple[Box, list[Box]]] = []
    for line in sorted(set(lines), key=lambda box: (-box[3], box[0])):
        box, members = line, [line]
        apart = []
        for other, held in groups:
            if _meet(box, other):
                box, members = _around(box, other), [*members, *held]
            else:
                apart.append((other, held))
        groups = [*apart, (box, members)]
    return [members for _, members in groups]


def _meet(first: Box, second: Box) -> bool:
    return (
        first[0] <= second[2] + _TOUCH
        and second[0] <= first[2] + _TOUCH
        and first[1] <= second[3] + _TOUCH
        and second[1] <= first[3] + _TOUCH
    )


def _around(first: Box, second: Box) -> Box:
    return (
        min(first[0], second[0]), min(first[1], second[1]), max(first[2], second[2]), max(first[3], second[3]),
    )  # fmt: skip


def _places(values: list[float]) -> list[float]:
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > _MERGED:
            kept.append(value)
    return kept


def mark_unruled(rows: Sequence[Row], number: int) -> int:
    """疑似表格：rows of three cells or more, three or more on end, are taken for a table; the number last given."""
    run: list[Row] = []
    for row in [*rows, None]:
        if row is not None and not row.table and len(row.cells) >= 3:
            run.append(row)
            continue
        if len(run) >= _UNRULED_ROWS:
            number += 1
            for member in run:
                member.table = number
        run = []
    return number

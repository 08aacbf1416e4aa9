"""印成 PDF：the whole report set by typst, its tables in the printed geometry."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from gongkai.engines.assessment.rules import Filled, plain
from gongkai.engines.assessment.word import paragraphs
from gongkai.foundation.letters.setting import typeset
from gongkai.law import FormTable, Label, Narrative

_LAYOUT = Path(__file__).parent / "report.typ"
NARROW, WORDS = 1, 3
"""栏宽之比：a column of numbers, and the words right before them."""


def to_pdf(filled: Filled, texts: Mapping[str, str], *, title: str, preface: str, signature: Sequence[str]) -> bytes:
    """印成 PDF。

    :raises Conflict: when the machine has no Chinese font, or it lacks a character of the report.
    """
    name, day = signature
    parts = [_part(part, filled, texts) for part in filled.form.sections]
    sheet = {"title": title, "preface": preface, "parts": parts, "name": name, "day": day}
    return typeset(_LAYOUT.read_bytes(), sheet)


def _part(part: FormTable | Narrative, filled: Filled, texts: Mapping[str, str]) -> dict[str, object]:
    if isinstance(part, Narrative):
        said = paragraphs(texts.get(part.id, ""))
        return {"heading": part.heading, "words": said, "width": 0, "columns": [], "cells": []}
    cells = [
        {
            "text": printed.text if isinstance(printed, Label) else _number(filled, printed.cell.key),
            "colspan": printed.colspan,
            "rowspan": printed.rowspan,
        }
        for line in part.lines()
        for printed in line
    ]
    return {"heading": part.section, "words": [], "width": part.width, "columns": _shares(part), "cells": cells}


def _shares(table: FormTable) -> list[int]:
    """Columns of words wider than those of numbers."""
    numbers = {
        column + right
        for _, column, printed in table.placed()
        if not isinstance(printed, Label)
        for right in range(printed.colspan)
    }
    words = [column for column in range(table.width) if column not in numbers]
    return [WORDS if words and column == words[-1] else NARROW for column in range(table.width)]


def _number(filled: Filled, key: str) -> str:
    return plain(filled.cells[key]) if key in filled.cells else ""

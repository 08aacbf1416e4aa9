"""Excel 表格：every sheet, hidden ones and hidden rows included, as a grid; then drawings and all other texts."""

import re
from collections.abc import Iterator

from lxml import etree

from gongkai.foundation.files.rules import parse_xml
from gongkai.foundation.privacy.rules import Grid, Passage, Place
from gongkai.foundation.redaction import package

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml\Z")
CELLS = frozenset({"v"})
_STRINGS = "xl/sharedStrings.xml"
_REF = re.compile(r"([A-Z]{1,3})[0-9]+\Z")
_WIDEST = 400  # 列


def is_sheet(name: str) -> bool:
    """是否工作表：whether a part's cells are read as a grid."""
    return bool(_SHEET.match(name))


def text(data: bytes, part: str) -> tuple[Passage | Grid, ...]:
    """读 xlsx：cells as their cached values; whole numbers in full digits.

    :raises Invalid: when a part is not well-formed.
    """
    parts = package.parts_of(data)
    strings = _strings(parts[_STRINGS]) if _STRINGS in parts else []
    found: list[Passage | Grid] = []
    for name in sorted(parts):
        if is_sheet(name):
            rows = tuple(_rows(parse_xml(parts[name], name), strings))
            found.append(Grid(Place(part, len(found) + 1), rows))
        elif name != _STRINGS:
            for said in package.passages(parts[name], name):
                found.append(Passage(Place(part, len(found) + 1), said))
    return tuple(found)


def _strings(content: bytes) -> list[str]:
    root = parse_xml(content, _STRINGS)
    return ["".join(piece.text or "" for piece in item.iter(f"{S}t")) for item in root.iter(f"{S}si")]


def _rows(root: etree._Element, strings: list[str]) -> Iterator[tuple[str, ...]]:
    for row in root.iter(f"{S}row"):
        cells: dict[int, str] = {}
        for cell in row.iter(f"{S}c"):
            column = _column(cell.get("r", ""), len(cells))
            if column < _WIDEST:
                cells[column] = _value(cell, strings)
        yield tuple(cells.get(column, "") for column in range(max(cells, default=-1) + 1))


def _column(reference: str, otherwise: int) -> int:
    match = _REF.match(reference)
    if not match:
        return otherwise
    number = 0
    for letter in match[1]:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _value(cell: etree._Element, strings: list[str]) -> str:
    inline = cell.find(f"{S}is")
    if inline is not None:
        return "".join(piece.text or "" for piece in inline.iter(f"{S}t"))
    written = cell.findtext(f"{S}v") or ""
    if cell.get("t") == "s":
        return strings[int(written)] if written.isdigit() and int(written) < len(strings) else ""
    return package.number_in(written) or written

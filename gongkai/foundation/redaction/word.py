"""Word 文档：paragraphs and tables of the text in order, then everything else a docx says."""

from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from gongkai.foundation.files.rules import parse_xml
from gongkai.foundation.privacy.rules import Grid, Passage, Place
from gongkai.foundation.redaction import package, sheet

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAIN = "word/document.xml"
_SKIPPED = {"word/styles.xml", "word/settings.xml", "word/fontTable.xml", "word/numbering.xml", "word/webSettings.xml"}


def text(data: bytes, part: str) -> tuple[Passage | Grid, ...]:
    """读 docx：text boxes, headers, footers, notes, comments, charts and embedded files included.

    :raises Invalid: when a part is not well-formed.
    """
    parts = package.parts_of(data)
    found: list[Passage | Grid] = []
    if _MAIN in parts:
        for element in _blocks(parse_xml(parts[_MAIN], _MAIN)):
            place = Place(part, len(found) + 1)
            if element.tag == f"{W}tbl":
                found.append(Grid(place, tuple(_row(row) for row in _rows(element))))
            elif (said := package.text_of(element)).strip():
                found.append(Passage(place, said))
    for name in sorted(set(parts) - _SKIPPED - {_MAIN}):
        if name.startswith("word/embeddings/") and package.is_package(parts[name]):
            found += _embedded(parts[name], part, len(found))
            continue
        for said in package.passages(parts[name], name):
            found.append(Passage(Place(part, len(found) + 1), said))
    return tuple(found)


def _embedded(content: bytes, part: str, before: int) -> list[Passage | Grid]:
    """The texts of an embedded file, numbered on."""
    names = package.parts_of(content)
    read = sheet.text if any(name.startswith("xl/") for name in names) else text if _MAIN in names else package.text
    return [
        replace(said, place=replace(said.place, block=before + number))
        for number, said in enumerate(read(content, part), start=1)
    ]


def _blocks(root: etree._Element) -> Iterator[etree._Element]:
    """Tables, and paragraphs outside them; a paragraph inside a text box, and a table inside a cell, on their own."""
    for element in root.iter(f"{W}p", f"{W}tbl"):
        around = next(element.iterancestors(f"{W}tc", f"{W}txbxContent"), None)
        if element.tag == f"{W}tbl" or around is None or around.tag == f"{W}txbxContent":
            yield element


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    return (row for row in table.iter(f"{W}tr") if next(row.iterancestors(f"{W}tbl")) is table)


def _row(row: etree._Element) -> tuple[str, ...]:
    cells: list[str] = []
    for cell in row.iter(f"{W}tc"):
        if next(cell.iterancestors(f"{W}tr")) is not row:
            continue
        paragraphs = [p for p in cell.iter(f"{W}p") if next(p.iterancestors(f"{W}tc")) is cell]
        cells.append("\n".join(package.text_of(paragraph) for paragraph in paragraphs))
        span = cell.find(f"{W}tcPr/{W}gridSpan")
        width = span.get(f"{W}val", "1") if span is not None else "1"
        cells += [""] * (min(int(width), 60) - 1 if width.isdigit() else 0)
    return tuple(cells)

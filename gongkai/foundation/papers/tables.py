"""表格：a Word table as HTML rows, merged cells as colspan and rowspan."""

from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

from gongkai.foundation.papers.numbering import W, attribute

CellReader = Callable[[etree._Element], str]
_WRAPPERS = {f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins")}


@dataclass
class Cell:
    """单元格：where it stands on the grid and how far it reaches."""

    column: int
    width: int
    content: str
    height: int = 1


def table_html(table: etree._Element, read: CellReader) -> str:
    """表格 HTML：leading rows marked as repeated headings become the head."""
    rows: list[list[Cell]] = []
    heads: list[bool] = []
    open_cells: dict[int, Cell] = {}
    for row in _children(table, f"{W}tr"):
        rows.append(_row(row, open_cells, read))
        mark = row.find(f"{W}trPr/{W}tblHeader")
        heads.append(mark is not None and mark.get(f"{W}val", "1") not in {"0", "false"})
    count = next((index for index, head in enumerate(heads) if not head), len(heads))
    count = 0 if count == len(rows) or _reaches_below(rows[:count]) else count
    head = f"<thead>{''.join(_write(row, 'th') for row in rows[:count])}</thead>" if count else ""
    return f"<table>{head}<tbody>{''.join(_write(row, 'td') for row in rows[count:])}</tbody></table>"


def _children(holder: etree._Element, tag: str) -> list[etree._Element]:
    found: list[etree._Element] = []
    for child in holder:
        if child.tag == tag:
            found.append(child)
        elif child.tag in _WRAPPERS:
            found += _children(child, tag)
    return found


def _reaches_below(rows: list[list[Cell]]) -> bool:
    return any(index + cell.height > len(rows) for index, row in enumerate(rows) for cell in row)


def _row(row: etree._Element, open_cells: dict[int, Cell], read: CellReader) -> list[Cell]:
    """Cells that begin in this row; a cell continued from above makes that one taller."""
    made: list[Cell] = []
    column = _skipped(row, "gridBefore")
    made += [Cell(0, column, "")] if column else []
    for element in _children(row, f"{W}tc"):
        width = _span(element)
        merge = element.find(f"{W}tcPr/{W}vMerge")
        above = open_cells.get(column)
        continued = merge is not None and merge.get(f"{W}val", "continue") != "restart"
        if continued and above is not None and above.width == width:
            above.height += 1
            above.content += read(element)
        else:
            _begin(made, open_cells, Cell(column, width, read(element)), tall=merge is not None)
        column += width
    after = _skipped(row, "gridAfter")
    made += [Cell(column, after, "")] if after else []
    return made


def _begin(made: list[Cell], open_cells: dict[int, Cell], cell: Cell, *, tall: bool) -> None:
    made.append(cell)
    for column in range(cell.column, cell.column + cell.width):
        open_cells.pop(column, None)
    if tall:
        open_cells[cell.column] = cell


def _skipped(row: etree._Element, name: str) -> int:
    text = attribute(row, f"trPr/{name}")
    return min(int(text), 100) if text.isdecimal() else 0


def _span(cell: etree._Element) -> int:
    text = attribute(cell, "tcPr/gridSpan")
    return min(max(int(text), 1), 1000) if text.isdecimal() else 1


def _write(row: list[Cell], tag: str) -> str:
    return f"<tr>{''.join(_cell(cell, tag) for cell in row)}</tr>"


def _cell(cell: Cell, tag: str) -> str:
    spans = (f' colspan="{cell.width}"' if cell.width > 1 else "") + (
        f' rowspan="{cell.height}"' if cell.height > 1 else ""
    )
    return f"<{tag}{spans}>{cell.content}</{tag}>"

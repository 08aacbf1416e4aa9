"""表样的读取：reads a form from its YAML file, strictly, and proves that its printed tables are whole."""

from collections.abc import Mapping
from typing import cast

from .form import (
    LEVELS,
    Block,
    Cell,
    Column,
    ColumnKind,
    Constraint,
    Form,
    FormTable,
    Label,
    Narrative,
    Phrase,
    RestsOn,
    Row,
    Sum,
)
from .instruments import Edition
from .reading import Node

KINDS = (
    "rows_sum",
    "columns_sum",
    "carried",
    "stock",
    "only_levels",
    "types",
    "nil",
    "edition",
    "quoted",
    "definition",
)


def read_form(node: Node, editions: Mapping[str, Edition]) -> Form:
    """Read one form.

    :raises LawFileError: on unknown keys, a table that does not fill its width, or a constraint on what is not there.
    """
    node.keys(required=("form", "name", "note", "tables", "narratives", "constraints"))
    key = node["form"].text()
    if key not in editions:
        raise node["form"].fail(f"no instrument has the edition {key!r}")
    tables = tuple(_table(item) for item in node["tables"].items())
    by_id = {table.id: table for table in tables}
    keys = [cell.key for table in tables for cell in table.cells()]
    if len(set(keys)) != len(keys):
        raise node["tables"].fail("a cell stands twice")
    return Form(
        key=key,
        name=node["name"].text(),
        edition=editions[key],
        note=node["note"].text(),
        tables=tables,
        narratives=tuple(_narrative(item, by_id) for item in node["narratives"].items()),
        constraints=tuple(_constraint(item, by_id) for item in node["constraints"].items()),
    )


def _narrative(node: Node, tables: Mapping[str, FormTable]) -> Narrative:
    node.keys(required=("id", "heading", "asks", "english"), optional=("before",))
    before = node["before"].text() if node.has("before") else ""
    if before and before not in tables:
        raise node.fail(f"no table {before!r}")
    return Narrative(node["id"].text(), node["heading"].text(), before, node["asks"].text(), node["english"].text())


def _table(node: Node) -> FormTable:
    node.keys(required=("id", "name", "section", "width", "blocks"))
    table = FormTable(
        id=node["id"].text(),
        name=node["name"].text(),
        section=node["section"].text(),
        width=node["width"].number(),
        blocks=tuple(_block(item) for item in node["blocks"].items()),
    )
    _check_geometry(node, table)
    return table


def _check_geometry(node: Node, table: FormTable) -> None:
    """Every line is filled from edge to edge, nothing lies over anything else, nothing hangs below the last line."""
    taken: set[tuple[int, int]] = set()
    for line, column, cell in table.placed():
        for down in range(cell.rowspan):
            for right in range(cell.colspan):
                if (line + down, column + right) in taken or column + right >= table.width:
                    raise node.fail(f"line {line + 1} does not fit: two cells overlap or run over the edge")
                taken.add((line + down, column + right))
    count = sum(1 for _ in table.lines())
    if len(taken) != count * table.width or any(line >= count for line, _ in taken):
        raise node.fail(f"the {count} lines do not fill {table.width} columns")


def _block(node: Node) -> Block:
    node.keys(required=("head", "columns", "rows"))
    return Block(
        head=tuple(tuple(_label(item) for item in line.items()) for line in node["head"].items(empty=True)),
        columns=tuple(_column(item) for item in node["columns"].items()),
        rows=tuple(_row(item) for item in node["rows"].items()),
    )


def _label(node: Node) -> Label:
    if isinstance(node.value, str):
        return Label(node.text())
    node.keys(required=("text",), optional=("colspan", "rowspan"))
    return Label(node["text"].text(), _span(node, "colspan"), _span(node, "rowspan"))


def _span(node: Node, key: str) -> int:
    span = node[key].number() if node.has(key) else 1
    if span < 1:
        raise node[key].fail("a span is at least 1")
    return span


def _column(node: Node) -> Column:
    node.keys(required=("id", "heading", "kind", "unit", "english"), optional=("group", "colspan"))
    return Column(
        id=node["id"].text(),
        heading=node["heading"].text(),
        group=node.optional_text("group"),
        kind=cast(ColumnKind, node["kind"].one_of("count", "change", "amount")),
        unit=node["unit"].text(),
        colspan=_span(node, "colspan"),
        english=node["english"].text(),
    )


def _row(node: Node) -> Row:
    node.keys(required=("id", "english"), optional=("labels", "number", "short"))
    labels = tuple(_label(item) for item in node.optional_items("labels"))
    return Row(
        id=node["id"].text(),
        labels=labels,
        number=node.optional_text("number"),
        short=node.optional_text("short") or (labels[-1].text if labels else ""),
        english=node["english"].text(),
    )


def _constraint(node: Node, tables: Mapping[str, FormTable]) -> Constraint:
    node.keys(
        required=("id", "name", "kind", "hard", "basis", "rests_on"),
        optional=("explainable", "table", "sums", "rows", "levels", "phrases"),
    )
    table = node["table"].one_of(*tables) if node.has("table") else ""
    known = _ids(tables[table]) if table else set[str]()
    keys = {cell.key for item in tables.values() for cell in item.cells()}
    return Constraint(
        id=node["id"].text(),
        name=node["name"].text(),
        kind=node["kind"].one_of(*KINDS),
        hard=node.flag("hard"),
        explainable=node.flag("explainable"),
        basis=node["basis"].text(),
        rests_on=cast(RestsOn, node["rests_on"].one_of("printed", "heading", "reading")),
        table=table,
        sums=tuple(_sum(item, known) for item in node.optional_items("sums")),
        rows=tuple(item.one_of(*known) for item in node.optional_items("rows")),
        levels=tuple(item.one_of(*LEVELS) for item in node.optional_items("levels")),
        phrases=tuple(_phrase(item, keys) for item in node.optional_items("phrases")),
    )


def _ids(table: FormTable) -> set[str]:
    cells: list[Cell] = list(table.cells())
    return {cell.row.id for cell in cells} | {cell.column.id for cell in cells}


def _sum(node: Node, known: set[str]) -> Sum:
    node.keys(required=("left", "right"))
    left, right = (tuple(item.one_of(*sorted(known)) for item in node[key].items()) for key in ("left", "right"))
    return Sum(left, right)


def _phrase(node: Node, keys: set[str]) -> Phrase:
    node.keys(required=("cell", "words"))
    if node["cell"].value not in keys:
        raise node["cell"].fail(f"the form has no cell {node['cell'].value!r}")
    return Phrase(node["cell"].text(), tuple(item.text() for item in node["words"].items()))

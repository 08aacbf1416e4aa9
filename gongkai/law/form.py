"""法定统计表：forms fixed by an instrument as data: printed tables, their cells, and the arithmetic that binds them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal, TypeAlias

from .instruments import Edition

ColumnKind = Literal["count", "change", "amount"]
"""count: whole number from zero; change: whole number that may be negative; amount: decimal from zero."""
RestsOn = Literal["printed", "heading", "reading"]
"""printed in the form; meant by a heading; our reading, where the form is silent."""
LEVELS = {
    "ministry": "国务院部门",
    "province": "省级人民政府",
    "city": "设区的市人民政府",
    "county": "县级人民政府",
    "town": "乡镇人民政府、街道办事处",
    "department": "地方人民政府部门",
}
"""机关层级：what a constraint may ask of the organ that fills the form."""


@dataclass(frozen=True)
class Label:
    """表头格：a printed cell that holds words."""

    text: str
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True)
class Column:
    """栏：what the numbers of a column count, under which heading, in which unit."""

    id: str
    heading: str
    group: str
    kind: ColumnKind
    unit: str
    colspan: int
    english: str

    @property
    def title(self) -> str:
        """The heading with the group it stands under, as a sentence names it."""
        return f"{self.group}·{self.heading}" if self.group else self.heading


@dataclass(frozen=True)
class Row:
    """行：one line of numbers. `number` is its numbering in the form, `heading` the last label, as printed."""

    id: str
    labels: tuple[Label, ...]
    number: str
    short: str
    english: str

    @property
    def heading(self) -> str:
        """The printed words right before the numbers; empty where the line has none."""
        return self.labels[-1].text if self.labels else ""


@dataclass(frozen=True)
class Cell:
    """单元格：one number of the form; `key` is like T3.r01.c1."""

    table: "FormTable"
    row: Row
    column: Column

    @property
    def key(self) -> str:
        """The name the cell is kept and cited under."""
        return cell_key(self.table.id, self.row.id, self.column.id)

    @property
    def title(self) -> str:
        """The cell as a sentence names it: 表三“三（一）予以公开”行“自然人”栏."""
        return f"{self.table.name}{self.row_title}“{self.column.title}”栏"

    @property
    def row_title(self) -> str:
        """The row as a sentence names it; empty in a table with one line."""
        return f"“{self.row.number}{self.row.short}”行" if self.row.labels else ""


@dataclass(frozen=True)
class Slot:
    """数格：a printed cell that holds a number."""

    cell: Cell
    colspan: int = 1
    rowspan: int = 1


Printed: TypeAlias = Label | Slot


@dataclass(frozen=True)
class Block:
    """表段：a head and the rows under it, which share their columns."""

    head: tuple[tuple[Label, ...], ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class FormTable:
    """表：one printed table, `width` columns wide, in the section of the report it belongs to."""

    id: str
    name: str
    section: str
    width: int
    blocks: tuple[Block, ...]

    def cells(self) -> Iterator[Cell]:
        """Give the cells in the order they are printed."""
        return (Cell(self, row, column) for block in self.blocks for row in block.rows for column in block.columns)

    def lines(self) -> Iterator[tuple[Printed, ...]]:
        """Give the printed lines from the top, each with the cells that begin in it."""
        for block in self.blocks:
            yield from block.head
            for row in block.rows:
                slots = (Slot(Cell(self, row, column), column.colspan) for column in block.columns)
                yield (*row.labels, *slots)

    def placed(self) -> Iterator[tuple[int, int, Printed]]:
        """Give each printed cell with the line and the column it begins at, both from zero."""
        taken: set[tuple[int, int]] = set()
        for line, cells in enumerate(self.lines()):
            column = 0
            for cell in cells:
                while (line, column) in taken:
                    column += 1
                yield line, column, cell
                for down in range(cell.rowspan):
                    taken.update((line + down, column + right) for right in range(cell.colspan))
                column += cell.colspan


@dataclass(frozen=True)
class Narrative:
    """文字部分：a section of the report written in words, under its printed heading; `before` is the table after it."""

    id: str
    heading: str
    before: str
    asks: str
    english: str


@dataclass(frozen=True)
class Sum:
    """和：what stands on the left adds up to what stands on the right."""

    left: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True)
class Phrase:
    """引用写法：words after which the text of the report quotes a cell."""

    cell: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Constraint:
    """勾稽关系：what must hold among the cells.

    `kind` says how it is checked: `rows_sum` (row ids, in every column), `columns_sum` (column ids, in every row),
    `carried` (`sums[0]`: a row of this year is a row of last year), `stock` (columns: this year's is last year's plus
    and minus), `only_levels`, `types`, `nil`, `edition`, `quoted`; a `definition` is kept by whoever fills the form.
    A `hard` one must hold; one `explainable` may be broken with a reason.
    """

    id: str
    name: str
    kind: str
    hard: bool
    explainable: bool
    basis: str
    rests_on: RestsOn
    table: str
    sums: tuple[Sum, ...]
    rows: tuple[str, ...]
    levels: tuple[str, ...]
    phrases: tuple[Phrase, ...]


@dataclass(frozen=True, eq=False)
class Form:
    """表样：all tables of one edition of a form, and the sections in words around them.

    `note` says what its wording was checked on.
    """

    key: str
    name: str
    edition: Edition
    note: str
    tables: tuple[FormTable, ...]
    narratives: tuple[Narrative, ...]
    constraints: tuple[Constraint, ...]

    @cached_property
    def cells(self) -> Mapping[str, Cell]:
        """All cells by their key, in printed order."""
        return {cell.key: cell for table in self.tables for cell in table.cells()}

    @cached_property
    def sections(self) -> tuple["FormTable | Narrative", ...]:
        """All sections of the report in their printed order."""
        found: list[FormTable | Narrative] = []
        for table in self.tables:
            found += [part for part in self.narratives if part.before == table.id]
            found.append(table)
        return (*found, *(part for part in self.narratives if not part.before))

    def table(self, table_id: str) -> FormTable:
        """Find a table by its id, which a constraint of this form names."""
        return next(table for table in self.tables if table.id == table_id)

    def constraint(self, constraint_id: str) -> Constraint | None:
        """Find a constraint by its id."""
        return next((item for item in self.constraints if item.id == constraint_id), None)

    def basis(self, constraint: Constraint) -> str:
        """依据：the instrument, what the constraint rests on in it, and that it is our reading where it is."""
        number = f"（{self.edition.number}）" if self.edition.number else ""
        reading = "（此为本系统对表样的理解，不是条文）" if constraint.rests_on == "reading" else ""
        return f"《{self.edition.title}》{number}：{constraint.basis}{reading}"


def cell_key(table: str, row: str, column: str) -> str:
    """Name a cell."""
    return f"{table}.{row}.{column}"


def year_end(year: int) -> date:
    """The last day of the period a report for this year covers, which picks the edition of the form."""
    return date(year, 12, 31)

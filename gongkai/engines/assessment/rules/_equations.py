"""勾稽等式：the sums a form prescribes, one for each column or row they bind; totals, and whence an error may come."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from gongkai.law import Cell, Constraint, Form

from ._filled import Filled, Number, distance, plain

SUMS = ("rows_sum", "columns_sum")


@dataclass(frozen=True)
class Equation:
    """勾稽等式：what stands on the left adds up to what stands on the right; `where` names its column or row."""

    constraint: Constraint
    where: str
    left: tuple[Cell, ...]
    right: tuple[Cell, ...]
    by_rows: bool

    def gap(self, filled: Filled) -> Number:
        """How much the right is more than the left."""
        return _total(filled, self.right) - _total(filled, self.left)

    def weight(self, key: str) -> int:
        """How much the gap grows when a cell grows by one."""
        return sum(cell.key == key for cell in self.right) - sum(cell.key == key for cell in self.left)

    def sentence(self, filled: Filled) -> str:
        """Say what does not add up, with the cells and the numbers."""
        left, right = (self._side(filled, side) for side in (self.left, self.right))
        return f"{self.where}{left}；{right}；相差{distance(self.gap(filled), 0)}。"

    def _side(self, filled: Filled, cells: tuple[Cell, ...]) -> str:
        if len(cells) == 1:
            return f"{self._name(cells[0])}填{filled.written(cells[0])}".replace("填未填", "未填")
        terms = [f"{self._name(cell)}{plain(filled[cell.key])}" for cell in cells if filled[cell.key]]
        if not terms:
            return f"{self._name(cells[0])}至{self._name(cells[-1])}均为0"
        return f"{'加'.join(terms)}，合计{plain(_total(filled, cells))}" if len(terms) > 1 else f"只有{terms[0]}"

    def _name(self, cell: Cell) -> str:
        return f"“{cell.row.number}{cell.row.short}”" if self.by_rows else f"“{cell.column.title}”"


def _total(filled: Filled, cells: tuple[Cell, ...]) -> Number:
    return sum((filled[cell.key] for cell in cells), start=0)


@lru_cache(maxsize=16)
def equations(form: Form) -> tuple[Equation, ...]:
    """All sums of a form, in the order of its constraints."""
    return tuple(equation for item in form.constraints if item.kind in SUMS for equation in _of(form, item))


def _of(form: Form, constraint: Constraint) -> Iterator[Equation]:
    table = form.table(constraint.table)
    by_rows = constraint.kind == "rows_sum"
    lines: dict[str, dict[str, Cell]] = {}
    for cell in table.cells():
        line, place = (cell.column.id, cell.row.id) if by_rows else (cell.row.id, cell.column.id)
        lines.setdefault(line, {})[place] = cell
    for cells in lines.values():
        any_cell = next(iter(cells.values()))
        where = f"{table.name}“{any_cell.column.title}”栏：" if by_rows else f"{table.name}{any_cell.row_title}："
        for part in constraint.sums:
            left, right = (tuple(cells[place] for place in side) for side in (part.left, part.right))
            yield Equation(constraint, where, left, right, by_rows)


def with_totals(form: Form, cells: Mapping[str, Number]) -> dict[str, Number]:
    """总计：fill in every cell that is by its heading the sum of others, whatever stood there."""
    filled = Filled(form, 0, dict(cells))
    done: dict[str, Number] = dict(cells)
    for equation in equations(form):
        if len(equation.right) == 1:
            done[equation.right[0].key] = _total(Filled(filled.form, 0, done), equation.left)
    return done


def suspects(filled: Filled) -> list[tuple[Cell, Number]]:
    """疑点：the cells any one of which, with the number given instead, would make every sum hold."""
    all_of = equations(filled.form)
    wrong = [equation for equation in all_of if equation.gap(filled)]
    if not wrong:
        return []
    found = []
    for cell in (*wrong[0].left, *wrong[0].right):
        change = -wrong[0].gap(filled) * wrong[0].weight(cell.key)
        number = filled[cell.key] + change
        if number >= 0 and all(e.gap(filled) + e.weight(cell.key) * change == 0 for e in all_of):
            found.append((cell, number))
    return found

"""汇总：the tables of many organs added into one, cell by cell, which keeps every sum."""

from collections.abc import Iterable, Sequence

from gongkai.law import Cell

from ._checking import Finding
from ._filled import Filled, Misfit, Number, plain


def roll_up(parts: Iterable[Filled]) -> Filled:
    """汇总：add the forms of many organs for one year; blanks count as 0, the texts are not joined. 依据：AR-C10。

    :raises Misfit: when there is none, or they differ in year or form.
    """
    first: Filled | None = None
    cells: dict[str, Number] = {}
    for part in parts:
        if first is None:
            first = part
            cells = dict.fromkeys(part.form.cells, 0)
        if (part.year, part.form.key) != (first.year, first.form.key):
            raise Misfit(
                f"{part.year}年度（{part.form.key}）和{first.year}年度（{first.form.key}）的表不能加在一起。"
                "请分年度、分格式汇总。"
            )
        for key, number in part.cells.items():
            cells[key] += number
    if first is None:
        raise Misfit("没有可汇总的表。请先收齐各机关的年度报告。")
    return Filled(first.form, first.year, cells)


def check_roll_up(whole: Filled, parts: Sequence[Filled]) -> tuple[Finding, ...]:
    """汇总核对：hold a government's report against the sum of its organs' reports.

    :raises Misfit: when the parts are none, or differ from the whole in year or form.
    """
    added = roll_up([*parts, Filled(whole.form, whole.year, {})])
    constraint = whole.form.constraint("AR-C10")
    if constraint is None:
        return ()
    basis = whole.form.basis(constraint)

    def sentence(cell: Cell) -> str:
        total = plain(added[cell.key])
        return f"{cell.title}：{len(parts)}个机关合计{total}，汇总表{_filled(whole, cell)}，请核对是否漏报或者重计。"

    return tuple(
        Finding(constraint, constraint.hard, sentence(cell), (cell.key,), basis)
        for cell in whole.form.cells.values()
        if whole[cell.key] != added[cell.key]
    )


def _filled(whole: Filled, cell: Cell) -> str:
    return f"填{plain(whole.cells[cell.key])}" if cell.key in whole.cells else "未填"

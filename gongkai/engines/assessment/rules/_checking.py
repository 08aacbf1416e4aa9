"""核对：hold a filled form against what its edition prescribes; each finding names cells, numbers, basis."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from gongkai.law import ANNUAL_REPORT, Cell, Constraint, OutsideCoverage, cell_key, year_end
from gongkai.law.form import LEVELS

from ._equations import SUMS, equations
from ._filled import Filled, Misfit, Number, distance, plain
from ._prose import Quoted, quoted

MANY = 5
NO_LAST, NO_LEVEL, NO_PROSE = "没有给出上一年度的报告", "没有给出机关的层级", "没有读到正文"
OTHER_FORM = "上一年度用的是另一种格式"


@dataclass(frozen=True)
class Finding:
    """核对结果：one constraint that does not hold. `hard`: it must; otherwise somebody should look."""

    constraint: Constraint
    hard: bool
    sentence: str
    cells: tuple[str, ...]
    basis: str


@dataclass(frozen=True)
class Skipped:
    """未核对：a constraint that could not be looked at, and why."""

    constraint: Constraint
    reason: str


@dataclass(frozen=True)
class Checked:
    """核对情况：what does not hold, and what was not looked at."""

    findings: tuple[Finding, ...]
    skipped: tuple[Skipped, ...]

    @property
    def passed(self) -> bool:
        """Whether everything that must hold and was looked at holds."""
        return not any(finding.hard for finding in self.findings)


@dataclass(frozen=True)
class _Case:
    filled: Filled
    last: Filled | None
    level: str
    explained: Mapping[str, str]


def check(
    filled: Filled, *, last: Filled | None = None, level: str = "", explained: Mapping[str, str] | None = None
) -> Checked:
    """核对：all constraints of the form, in its order.

    :param last: the report of the year before, for what is carried over.
    :param level: a key of `law.form.LEVELS`, for what only some organs can have.
    :param explained: reasons by constraint id; an explainable constraint with a reason is no longer a hard finding.
    :raises Misfit: when `last` is not of the year before.
    """
    if last is not None and last.year != filled.year - 1:
        raise Misfit(f"核对{filled.year}年度报告需要{filled.year - 1}年度的报告，给出的是{last.year}年度的。")
    case = _Case(filled, last, level, explained or {})
    findings: list[Finding] = []
    skipped: list[Skipped] = []
    for constraint in filled.form.constraints:
        if reason := _unlooked(constraint, case):
            skipped.append(Skipped(constraint, reason))
            continue
        reason = case.explained.get(constraint.id, "") if constraint.explainable else ""
        for sentence, cells in _look(constraint, case):
            said = f"{sentence}已说明：{reason}" if reason else sentence
            hard = constraint.hard and not reason
            findings.append(Finding(constraint, hard, said, cells, filled.form.basis(constraint)))
    return Checked(tuple(findings), tuple(skipped))


Broken = Iterator[tuple[str, tuple[str, ...]]]


def _unlooked(constraint: Constraint, case: _Case) -> str:
    if constraint.kind in {"carried", "stock"} and case.last is None:
        return NO_LAST
    if constraint.kind == "stock" and case.last is not None and case.last.form.key != case.filled.form.key:
        return OTHER_FORM
    if constraint.kind == "only_levels" and not case.level:
        return NO_LEVEL
    return NO_PROSE if constraint.kind == "quoted" and not case.filled.prose else ""


def _look(constraint: Constraint, case: _Case) -> Broken:
    if constraint.kind in SUMS:
        return _sums(constraint, case)
    return _LOOKS[constraint.kind](constraint, case) if constraint.kind in _LOOKS else iter(())


def _sums(constraint: Constraint, case: _Case) -> Broken:
    for equation in equations(case.filled.form):
        if equation.constraint is constraint and equation.gap(case.filled):
            yield equation.sentence(case.filled), tuple(cell.key for cell in (*equation.left, *equation.right))


def _carried(constraint: Constraint, case: _Case) -> Broken:
    filled, last = case.filled, case.last
    if last is None:
        return
    this_row, last_row = constraint.sums[0].left[0], constraint.sums[0].right[0]
    for cell in filled.form.table(constraint.table).cells():
        before = last.form.cells.get(cell_key(constraint.table, last_row, cell.column.id))
        if cell.row.id != this_row or before is None or filled[cell.key] == last[before.key]:
            continue
        gap = distance(filled[cell.key], last[before.key])
        sentence = (
            f"{cell.title}{_said(filled, cell)}，{last.year}年度报告“{before.row.number}{before.row.short}”行同一栏"
            f"{_said(last, before)}，相差{gap}。机构合并、划转的，请说明原因。"
        )
        yield sentence, (cell.key,)


def _stock(constraint: Constraint, case: _Case) -> Broken:
    filled, last = case.filled, case.last
    if last is None:
        return
    now, (added, dropped) = constraint.sums[0].left[0], constraint.sums[0].right
    for row in constraint.rows:
        kept, plus, minus = (cell_key(constraint.table, row, column) for column in (now, added, dropped))
        expected = last[kept] + filled[plus] - filled[minus]
        if filled[kept] == expected:
            continue
        cell = filled.form.cells[kept]
        sentence = (
            f"{cell.title}{_said(filled, cell)}，按上年{plain(last[kept])}加本年制发{plain(filled[plus])}"
            f"减本年废止{plain(filled[minus])}应为{plain(expected)}。到期失效、机构改革等原因除外，请核实。"
        )
        yield sentence, (kept, plus, minus)


def _only_levels(constraint: Constraint, case: _Case) -> Broken:
    if case.level in constraint.levels:
        return
    cells = [cell for cell in case.filled.form.table(constraint.table).cells() if cell.row.id in constraint.rows]
    filled = [cell for cell in cells if case.filled[cell.key]]
    if filled:
        numbers = "、".join(f"{cell.column.heading}{plain(case.filled[cell.key])}" for cell in filled)
        sentence = (
            f"{filled[0].table.name}{filled[0].row_title}填有{numbers}，{LEVELS[case.level]}没有规章制定权，"
            "请核实是否应填在行政规范性文件一行。"
        )
        yield sentence, tuple(cell.key for cell in filled)


def _types(_: Constraint, case: _Case) -> Broken:
    for cell in case.filled.form.cells.values():
        if cell.key in case.filled.cells and (wrong := _wrong_type(cell, case.filled[cell.key])):
            yield f"{cell.title}填{plain(case.filled[cell.key])}，{wrong}。", (cell.key,)


def _wrong_type(cell: Cell, number: Number) -> str:
    if cell.column.kind != "change" and number < 0:
        return "不能小于0"
    return "应为整数" if cell.column.kind != "amount" and number != int(number) else ""


def _nil(_: Constraint, case: _Case) -> Broken:
    for table in case.filled.form.tables:
        blank = [cell for cell in table.cells() if cell.key not in case.filled.cells]
        if blank:
            named = "、".join(cell.title.removeprefix(table.name) for cell in blank[:MANY])
            rest = "等" if len(blank) > MANY else ""
            sentence = f"{table.name}有{len(blank)}格未填（{named}{rest}），按0核对。没有的请填0，不留空白。"
            yield sentence, tuple(cell.key for cell in blank)


def _edition(_: Constraint, case: _Case) -> Broken:
    try:
        due = ANNUAL_REPORT.at(period_ended_on=year_end(case.filled.year))
    except OutsideCoverage as refused:
        yield refused.sentence, ()
        return
    if due.key != case.filled.form.key:
        yield f"{case.filled.year}年度报告应当使用{due.name}，文中用的是{case.filled.form.name}。", ()


def _quoted(constraint: Constraint, case: _Case) -> Broken:
    said: list[Quoted] = [
        q for phrase in constraint.phrases for q in quoted(case.filled.prose, phrase, case.filled.year)
    ]
    for quote in said:
        cell = case.filled.form.cells[quote.cell]
        if quote.number != case.filled[cell.key]:
            yield f"正文写“{quote.text}”，{cell.title}{_said(case.filled, cell)}。请核对。", (cell.key,)


def _said(filled: Filled, cell: Cell) -> str:
    return f"填{plain(filled.cells[cell.key])}" if cell.key in filled.cells else "未填"


_LOOKS: dict[str, Callable[[Constraint, _Case], Broken]] = {
    "carried": _carried,
    "stock": _stock,
    "only_levels": _only_levels,
    "types": _types,
    "nil": _nil,
    "edition": _edition,
    "quoted": _quoted,
}

"""年度报告页：what the pages of the annual report show: the printed tables with what stands behind each number."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from gongkai.engines.assessment.duties import Standing
from gongkai.engines.assessment.rules import Checked, Finding
from gongkai.faces.kit.tables import Cell as FileCell
from gongkai.faces.office.http import StaffRequest
from gongkai.foundation.people.actors import OPENNESS_OFFICER, Actor
from gongkai.foundation.permission import Refused
from gongkai.law import FormTable, Label, Narrative
from gongkai.programmes.reports import permission, queries, rules
from gongkai.programmes.reports.models import AnnualReport, Stage
from gongkai.programmes.reports.programme import ACTS, COMPUTED, ENTERED, IMPORTED, ORIGINS, ROLLED_UP
from gongkai.programmes.reports.publication import Line, lines_of
from gongkai.programmes.reports.rolling import STANDINGS, Part

MARKS = {ENTERED: "填", IMPORTED: "导"}
TONES = {Stage.DRAFT: "warn", Stage.IN_REVIEW: "info", Stage.APPROVED: "info", Stage.HANDED_OVER: "info"}
LISTED = ("机关", "机关代码", "年度", "报告阶段", "公布日期", "法定期限", "内部报送期限", "逾期天数")
YEARS = 8


@dataclass(frozen=True)
class GridCell:
    """印出的一格：words or a number, its spans, and beside a number whence it comes and what is wrong with it."""

    text: str
    colspan: int
    rowspan: int
    scope: str = ""
    key: str = ""
    title: str = ""
    mark: str = ""
    opens: bool = False
    total: bool = False
    faults: tuple[int, ...] = ()
    computed: str = ""


@dataclass(frozen=True)
class Grid:
    """印出的一张表。"""

    id: str
    name: str
    section: str
    lines: tuple[tuple[GridCell, ...], ...]


@dataclass(frozen=True)
class Section:
    """文字部分：its heading, what the form asks for in it, and what was written."""

    part: Narrative
    html: str


@dataclass(frozen=True)
class Listed(Line):
    """清单一行：with how far the report has come, in words and in colour."""

    @property
    def stage(self) -> str:
        """How far it has come, in words."""
        if self.published_on:
            return "已公布"
        if self.report and self.report.returned_reason:
            return "已退回"
        return Stage(self.report.state).label if self.report else "未编制"

    @property
    def tone(self) -> str:
        """The colour of the words."""
        if self.published_on:
            return "good"
        return TONES[Stage(self.report.state)] if self.report else "off"


def sees(actor: Actor) -> bool:
    """可否看年度报告：whoever has a post that makes one, or supervises those who do."""
    return bool(actor.organs(*permission.OWN, OPENNESS_OFFICER, "auditor"))


def grids(report: AnnualReport, checked: Checked) -> dict[str, Grid]:
    """三张表：by id, each number with its origin and the findings that name it."""
    form = queries.form_of(report)
    faults: dict[str, list[int]] = {}
    for number, finding in enumerate(checked.findings, start=1):
        if finding.constraint.id not in {"AR-NIL"}:
            for key in finding.cells:
                faults.setdefault(key, []).append(number)
    fixed = rules.totals_of(form)
    return {
        table.id: Grid(table.id, table.name, table.section, tuple(_lines(table, report.cells, faults, fixed)))
        for table in form.tables
    }


def _lines(
    table: FormTable, cells: Mapping[str, Any], faults: Mapping[str, list[int]], fixed: frozenset[str]
) -> Iterator[tuple[GridCell, ...]]:
    heads = {id(line) for block in table.blocks for line in block.head}
    for line in table.lines():
        scope = "col" if id(line) in heads else "row"
        yield tuple(_cell(printed, scope, cells, faults, fixed) for printed in line)


def _cell(
    printed: Any, scope: str, cells: Mapping[str, Any], faults: Mapping[str, list[int]], fixed: frozenset[str]
) -> GridCell:
    if isinstance(printed, Label):
        wide = scope == "col" and printed.colspan > 1
        wide_scope = "colgroup" if wide else scope
        return GridCell(printed.text, printed.colspan, printed.rowspan, wide_scope)
    key = printed.cell.key
    held = cells.get(key, {})
    origin = held.get("origin", "")
    return GridCell(
        held.get("number", ""),
        printed.colspan,
        printed.rowspan,
        key=key,
        title=printed.cell.title,
        mark=MARKS.get(origin, ""),
        opens=_opens(held, origin, total=key in fixed),
        total=key in fixed,
        faults=tuple(faults.get(key, ())),
        computed=held["computed"] if held.get("computed", held.get("number")) != held.get("number") else "",
    )


def _opens(held: Mapping[str, str], origin: str, *, total: bool) -> bool:
    """Whether there is something behind the number to look at."""
    if held.get("computed", "0") != "0":
        return True
    return held.get("number", "0") != "0" and (total or origin in {COMPUTED, ROLLED_UP})


def sections(report: AnnualReport) -> dict[str, Section]:
    """文字部分：by id."""
    return {part.id: Section(part, report.sections.get(part.id, "")) for part in queries.form_of(report).narratives}


def parts_in_order(report: AnnualReport, checked: Checked) -> list[Grid | Section]:
    """各部分：as they are printed."""
    shown, written = grids(report, checked), sections(report)
    return [
        written[part.id] if isinstance(part, Narrative) else shown[part.id] for part in queries.form_of(report).sections
    ]


@dataclass(frozen=True)
class Choice:
    """可办事项：an act of the report, allowed to this person now or refused with why."""

    key: str
    name: str
    allowed: bool
    reason: str = ""


def choices(actor: Actor, report: AnnualReport) -> dict[str, Choice]:
    """可办事项：by act; only those the stage of the report has."""
    found = {}
    for key, act in ACTS.items():
        if report.state in act.states:
            decision = permission.may(actor, key, report)
            reason = decision.reason if isinstance(decision, Refused) else ""
            found[key] = Choice(key, act.name, bool(decision), reason)
    return found


def hard(checked: Checked) -> list[Finding]:
    """必须改正的。"""
    return [finding for finding in checked.findings if finding.hard]


SHOWN: Mapping[str, Callable[[Line], bool]] = {
    "published": lambda row: row.published_on is not None,
    "owed": lambda row: row.publishing is Standing.OVERDUE,
    "published_late": lambda row: row.publishing is Standing.MET_LATE,
}
"""清单的件数：name of a number above the list → the rows it counts, which it opens."""


def listed(request: StaffRequest, year: int) -> list[Listed]:
    """机关和它们的报告：organs of one's posts and of the places one supervises. Six SQL queries."""
    return [Listed(**vars(line)) for line in lines_of(request.actor, year, request.at)]


def roll_of(parts: Iterable[Part]) -> dict[str, int]:
    """汇总情况：how many bodies of a government's sum stand where, in words."""
    found = Counter(part.said for part in parts)
    return {said: found[said] for said in STANDINGS.values() if said in found}


def as_file(rows: list[Listed], year: int) -> list[tuple[FileCell, ...]]:
    """清单的文件。"""
    return [
        (
            row.organ.name, row.organ.code, year, row.stage, row.published_on, row.due.on, row.due.internal_on,
            row.days_late or "",
        )
        for row in rows
    ]  # fmt: skip


def origins(report: AnnualReport) -> dict[str, int]:
    """各种来历的格数：for the line above the tables."""
    found: dict[str, int] = {}
    for cell in report.cells.values():
        name = ORIGINS.get(cell["origin"], cell["origin"])
        found[name] = found.get(name, 0) + 1
    return found

"""年度报告办理的数据结构：a report in the making: its cells with their origins, its text, what does not hold."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from ninja import Schema
from pydantic import Field, StringConstraints

from gongkai.engines.assessment.rules import Finding
from gongkai.faces.api.schemas import texts
from gongkai.faces.api.schemas.office import ChoiceOut
from gongkai.programmes.reports import queries, rules
from gongkai.programmes.reports.models import AnnualReport

CellKey = Annotated[str, StringConstraints(max_length=60, pattern=r"^[A-Za-z0-9_.]+$")]


class ReportBeginIn(Schema):
    """编制年度报告。"""

    organ: texts.Short
    year: texts.Year


class ReportComputeIn(Schema):
    """计算报表。"""

    replace: bool = False


class ReportCellsIn(Schema):
    """填报数格。"""

    numbers: Annotated[dict[CellKey, texts.Short], Field(max_length=400)]
    seen: texts.Version


class ReportSectionIn(Schema):
    """撰写文字部分。"""

    html: texts.Body
    seen: texts.Version


class ReportReasonIn(Schema):
    """说明或者退回的理由。"""

    reason: texts.Remark


class ReportApproveIn(Schema):
    """同意：with the hash of what was read."""

    sha256: texts.Sha256


class StaffReportRowOut(Schema):
    """年度报告清单一行。"""

    organ: str
    organ_name: str
    year: int
    state: str
    record: str
    published_on: date | None
    republished_on: date | None
    due_on: date | None
    internal_due_on: date | None
    days_late: int


class StaffCellOut(Schema):
    """填报的数格。"""

    cell: str
    title: str
    number: str
    origin: str
    computed: str
    total: bool


class StaffSectionOut(Schema):
    """文字部分。"""

    section: str
    heading: str
    html: str


class FindingOut(Schema):
    """核对结果：a constraint that does not hold."""

    constraint: str
    hard: bool
    sentence: str
    cells: list[str]
    basis: str

    @classmethod
    def of(cls, finding: Finding) -> "FindingOut":
        """From the engine's answer."""
        return cls(
            constraint=finding.constraint.id,
            hard=finding.hard,
            sentence=finding.sentence,
            cells=list(finding.cells),
            basis=finding.basis,
        )


class PartOut(Schema):
    """汇总的机关：one a government adds, and how far its report is."""

    organ: str
    organ_name: str
    state: str
    counted: bool


class StaffReportOut(StaffReportRowOut):
    """编制中的年度报告。"""

    form: str
    seen: int
    sha256: str
    returned_reason: str
    cells: list[StaffCellOut]
    sections: list[StaffSectionOut]
    explained: dict[str, str]
    findings: list[FindingOut]
    parts: list[PartOut]
    acts: list[ChoiceOut]


class EvidenceOut(Schema):
    """数据来源：what a number counts, as far as you may see it, and each organ's share of a government's."""

    cell: str
    title: str
    number: str
    origin: str
    computed: str
    count: int
    cases: list[str]
    challenges: list[str]
    records: list[str]
    decisions: list[str]
    shares: dict[str, str]


def cells_of(report: AnnualReport) -> list[StaffCellOut]:
    """数格：in the printed order, blank ones included."""
    form = queries.form_of(report)
    fixed = rules.totals_of(form)
    return [
        StaffCellOut(cell=key, title=cell.title, total=key in fixed, **held_of(report.cells.get(key, {})))
        for key, cell in form.cells.items()
    ]


def held_of(held: Mapping[str, str]) -> dict[str, str]:
    """一格所存。"""
    return {name: held.get(name, "") for name in ("number", "origin", "computed")}


def sections_of(report: AnnualReport) -> list[StaffSectionOut]:
    """文字部分：in the printed order."""
    return [
        StaffSectionOut(section=part.id, heading=part.heading, html=report.sections.get(part.id, ""))
        for part in queries.form_of(report).narratives
    ]

"""年度报告（办理）：computing, filling in, reviewing a report by program, as the office does it."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status

from gongkai.faces.api.asking import Errors, moment, own_organ, person
from gongkai.faces.api.auth import Token
from gongkai.faces.api.schemas import texts
from gongkai.faces.api.schemas.office import ChoiceOut
from gongkai.faces.api.schemas.public import Refused
from gongkai.faces.api.schemas.reporting import (
    CellKey,
    EvidenceOut,
    FindingOut,
    PartOut,
    ReportApproveIn,
    ReportBeginIn,
    ReportCellsIn,
    ReportComputeIn,
    ReportReasonIn,
    ReportSectionIn,
    StaffReportOut,
    StaffReportRowOut,
    cells_of,
    held_of,
    sections_of,
)
from gongkai.foundation.errors import NotFound
from gongkai.foundation.now import china_date
from gongkai.foundation.permission import Refused as No
from gongkai.programmes.reports import operations as ops
from gongkai.programmes.reports import permission, queries
from gongkai.programmes.reports.evidence import evidence
from gongkai.programmes.reports.models import AnnualReport
from gongkai.programmes.reports.programme import ACTS, FIRST_YEAR
from gongkai.programmes.reports.publication import Line, line_of, lines_of
from gongkai.programmes.reports.rolling import COUNTED, Part, roll_call

router = Router(tags=["年度报告编制"], auth=Token())
REPORT = {200: StaffReportOut, Errors: Refused}
BEGUN = {201: StaffReportOut, Errors: Refused}
MOST = 1000


class OfYearIn(Schema):
    """筛选：of a year, last year's unless named."""

    year: texts.Year | None = None


@router.get("/reports", response={200: list[StaffReportRowOut], Errors: Refused}, summary="各机关的年度报告")
def reports(request: HttpRequest, asked: Query[OfYearIn]) -> Any:
    """The organs of your posts and of the places you supervise, with their reports of a year."""
    this = china_date(moment(request)).year
    year = min(max(asked.year or this - 1, FIRST_YEAR), this)
    return [_row(line, year) for line in lines_of(person(request), year, moment(request))]


@router.post("/reports", response=BEGUN, summary="编制年度报告")
def begin_report(request: HttpRequest, data: ReportBeginIn) -> Any:
    """Open a report and fill in what the system can compute."""
    by, at = person(request), moment(request)
    organ = own_organ(request, data.organ)
    ops.begin(organ=organ, year=data.year, by=by, at=at)
    ops.compute(organ=organ.code, year=data.year, by=by, at=at)
    return Status(201, _report(request, organ.code, data.year))


@router.get("/reports/{organ}/{year}", response=REPORT, summary="年度报告")
def report(request: HttpRequest, organ: texts.Short, year: texts.Year) -> Any:
    """One report: every cell with its origin, its text, what does not hold, and what you may do."""
    return _report(request, organ, year)


@router.get("/reports/{organ}/{year}/cells/{key}", response={200: EvidenceOut, Errors: Refused}, summary="数据来源")
def report_evidence(request: HttpRequest, organ: texts.Short, year: texts.Year, key: CellKey) -> Any:
    """What a number counts: cases, challenges, documents or decisions you may see; and each organ's share."""
    found = permission.find(person(request), organ, year)
    cell = queries.form_of(found).cells.get(key)
    if cell is None:
        raise NotFound
    behind = evidence(person(request), found, cell, moment(request), most=MOST)
    return EvidenceOut(
        cell=key,
        title=cell.title,
        **held_of(found.cells.get(key, {})),
        count=behind.count,
        cases=[case.number for case in behind.cases],
        challenges=[row.uid for row in behind.challenges],
        records=list(behind.records),
        decisions=[f"{register}:{number}" for register, number in behind.decisions],
        shares={share.organ: share.number for share in behind.shares},
    )


@router.post("/reports/{organ}/{year}/compute", response=REPORT, summary="计算报表")
def compute_report(request: HttpRequest, organ: texts.Short, year: texts.Year, data: ReportComputeIn) -> Any:
    """Compute anew; what was entered or imported stays unless `replace`."""
    return _done(request, ops.compute, organ, year, replace=data.replace)


@router.post("/reports/{organ}/{year}/cells", response=REPORT, summary="填报数格")
def enter_report_cells(request: HttpRequest, organ: texts.Short, year: texts.Year, data: ReportCellsIn) -> Any:
    """Enter numbers, marked as entered; an empty text makes a cell blank; 409 when somebody saved since `seen`."""
    return _done(request, ops.enter_cells, organ, year, numbers=data.numbers, seen=data.seen)


@router.post("/reports/{organ}/{year}/sections/{section}", response=REPORT, summary="撰写报告文字")
def write_report_section(
    request: HttpRequest, organ: texts.Short, year: texts.Year, section: texts.Short, data: ReportSectionIn
) -> Any:
    """Write one section in words; 409 when somebody saved since `seen`."""
    return _done(request, ops.write_section, organ, year, section=section, html=data.html, seen=data.seen)


@router.post("/reports/{organ}/{year}/explanations/{constraint}", response=REPORT, summary="说明原因")
def explain_report(
    request: HttpRequest, organ: texts.Short, year: texts.Year, constraint: texts.Short, data: ReportReasonIn
) -> Any:
    """Say why a constraint that can have a reason does not hold; an empty reason takes it back."""
    return _done(request, ops.explain, organ, year, constraint=constraint, reason=data.reason)


@router.post("/reports/{organ}/{year}/submit", response=REPORT, summary="送审年度报告")
def submit_report(request: HttpRequest, organ: texts.Short, year: texts.Year) -> Any:
    """Hand the report to the head of the FOI office; 400 with what does not hold."""
    return _done(request, ops.submit, organ, year)


@router.post("/reports/{organ}/{year}/recall", response=REPORT, summary="撤回送审的年度报告")
def recall_report(request: HttpRequest, organ: texts.Short, year: texts.Year) -> Any:
    """Take it back before it is decided."""
    return _done(request, ops.recall, organ, year)


@router.post("/reports/{organ}/{year}/approve", response=REPORT, summary="同意年度报告")
def approve_report(request: HttpRequest, organ: texts.Short, year: texts.Year, data: ReportApproveIn) -> Any:
    """Let exactly the content with this hash pass; 409 for another."""
    return _done(request, ops.approve, organ, year, sha256=data.sha256)


@router.post("/reports/{organ}/{year}/return", response=REPORT, summary="退回年度报告")
def return_report(request: HttpRequest, organ: texts.Short, year: texts.Year, data: ReportReasonIn) -> Any:
    """Send it back with a reason its clerk can act on."""
    return _done(request, ops.return_, organ, year, reason=data.reason)


@router.post("/reports/{organ}/{year}/hand-over", response=REPORT, summary="交付发布年度报告")
def hand_over_report(request: HttpRequest, organ: texts.Short, year: texts.Year) -> Any:
    """Draft the approved report as a record; publishing's own reviews follow."""
    return _done(request, ops.hand_over, organ, year)


@router.post("/reports/{organ}/{year}/reopen", response=REPORT, summary="重新编制年度报告")
def reopen_report(request: HttpRequest, organ: texts.Short, year: texts.Year) -> Any:
    """Take an approved or published report up again; what is public stays."""
    return _done(request, ops.reopen, organ, year)


def _done(request: HttpRequest, run: Callable[..., AnnualReport], organ: str, year: int, **said: Any) -> StaffReportOut:
    run(organ=organ, year=year, **said, by=person(request), at=moment(request))
    return _report(request, organ, year)


def _row(line: Line, year: int) -> StaffReportRowOut:
    return StaffReportRowOut(
        organ=line.organ.code,
        organ_name=line.organ.name,
        year=year,
        state=line.state,
        record=line.report.record if line.report else "",
        published_on=line.published_on,
        republished_on=line.again_on,
        due_on=line.due.on,
        internal_due_on=line.due.internal_on,
        days_late=line.days_late,
    )


def _report(request: HttpRequest, organ: str, year: int) -> StaffReportOut:
    by, at = person(request), moment(request)
    found = permission.find(by, organ, year)
    return StaffReportOut(
        **_row(line_of(found, at), year).model_dump(),
        form=found.form,
        seen=found.lock_version,
        sha256=found.sha256,
        returned_reason=found.returned_reason,
        cells=cells_of(found),
        sections=sections_of(found),
        explained=found.explained,
        findings=[FindingOut.of(finding) for finding in queries.checked(found, at).findings],
        parts=[_part(part) for part in roll_call(found, at)],
        acts=[_choice(by, key, found) for key, act in ACTS.items() if found.state in act.states],
    )


def _part(part: Part) -> PartOut:
    return PartOut(
        organ=part.organ.code, organ_name=part.organ.name, state=part.standing, counted=part.standing == COUNTED
    )


def _choice(by: Any, key: str, found: AnnualReport) -> ChoiceOut:
    decision = permission.may(by, key, found)
    reason = decision.reason if isinstance(decision, No) else ""
    return ChoiceOut(act=key, name=ACTS[key].name, allowed=bool(decision), reason=reason)

"""Reviewing: submit, recall, return, approve; bound to exactly what was submitted."""

from datetime import datetime

from django.db import transaction

from gongkai.foundation.errors import Conflict, Invalid
from gongkai.foundation.people.actors import Actor
from gongkai.programmes.reports import queries, rules
from gongkai.programmes.reports.models import AnnualReport, Stage
from gongkai.programmes.reports.operations import _common as common

MANY = 5


@transaction.atomic
def submit(*, organ: str, year: int, by: Actor, at: datetime) -> AnnualReport:
    """送审：hand the report to the head of the FOI office; refused while something that must hold does not.

    :raises Invalid: with what does not hold, what is blank and which section is missing.
    :raises NotPermitted: unless the report is a draft and `by` a clerk of the organ.
    """
    report = common.locked(by, organ, year, "submit")
    problems = missing(report)
    problems += [finding.sentence for finding in queries.checked(report, at).findings if finding.hard]
    if problems:
        more = f"另有{len(problems) - MANY}处，见报告页面。" if len(problems) > MANY else ""
        raise Invalid("".join(problems[:MANY]) + more, field="report")
    report.sha256 = digest(report)
    report.state, report.submitted_at, report.returned_reason = Stage.IN_REVIEW, at, ""
    common.took_part(report, by)
    report.save()
    common.note("submitted", report, by=by, at=at, facts={"sha256": report.sha256})
    return report


def missing(report: AnnualReport) -> list[str]:
    """缺少的内容：blank cells and sections without a word; the form has no part that may be left out.

    依据：《政府信息公开条例》第五十条。
    """
    form = queries.form_of(report)
    blank = [cell for key, cell in form.cells.items() if key not in report.cells]
    problems = [f"“{part.heading}”还没有写。" for part in form.narratives if not report.sections.get(part.id)]
    if blank:
        named = "、".join(cell.title for cell in blank[:3])
        problems.append(f"还有{len(blank)}格没有填（{named}{'等' if len(blank) > 3 else ''}），没有的请填0。")
    return problems


def digest(report: AnnualReport) -> str:
    """内容摘要：of the report as it stands."""
    return rules.digest(cells=report.cells, sections=report.sections, explained=report.explained)


@transaction.atomic
def recall(*, organ: str, year: int, by: Actor, at: datetime) -> AnnualReport:
    """撤回送审：take the report back before it is decided.

    :raises NotPermitted: unless it is in review and `by` a clerk of the organ.
    """
    report = common.locked(by, organ, year, "recall")
    return _back(report, "recalled", "", by=by, at=at)


@transaction.atomic
def return_(*, organ: str, year: int, reason: str, by: Actor, at: datetime) -> AnnualReport:
    """退回：send the report back with a reason its clerk can act on.

    :raises Invalid: without a reason.
    :raises NotPermitted: unless it is in review or approved and `by` heads the FOI office of the organ.
    """
    report = common.locked(by, organ, year, "return")
    if not reason.strip():
        raise Invalid("请写明退回的理由，让经办人知道改什么。", field="reason")
    return _back(report, "returned", reason.strip(), by=by, at=at)


@transaction.atomic
def approve(*, organ: str, year: int, sha256: str, by: Actor, at: datetime) -> AnnualReport:
    """同意：let exactly what was submitted pass; never by who had a hand in it.

    :raises Conflict: when it is not what this person saw.
    :raises NotPermitted: unless it is in review and `by` heads the FOI office of the organ, with a second factor.
    """
    report = common.locked(by, organ, year, "approve")
    if sha256 != report.sha256 or digest(report) != report.sha256:
        raise Conflict("报告在您查看之后有变动，没有审核通过。请看最新内容后再办理。")
    report.state, report.approved_by_name, report.approved_at = Stage.APPROVED, by.name, at
    report.save()
    common.note("approved", report, by=by, at=at, facts={"sha256": sha256})
    return report


def _back(report: AnnualReport, act: str, reason: str, *, by: Actor, at: datetime) -> AnnualReport:
    report.state, report.returned_reason = Stage.DRAFT, reason
    report.sha256, report.approved_by_name, report.approved_at = "", "", None
    report.save()
    common.note(act, report, by=by, at=at)
    return report

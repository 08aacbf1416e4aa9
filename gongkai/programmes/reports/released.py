"""公布的数：what the public reads of a report: bound to what was approved, edition by edition."""

from collections.abc import Mapping
from datetime import datetime
from html import escape

from gongkai.engines.assessment import report_reading
from gongkai.engines.assessment.rules import Number
from gongkai.engines.publishing.models import OPEN_STATES, Edition
from gongkai.foundation.errors import Invalid
from gongkai.foundation.permission import ALLOWED, Decision, Refused
from gongkai.programmes.reports import rules
from gongkai.programmes.reports.models import AnnualReport

OTHER_NUMBERS = (
    "正文中的统计表与审核通过的年度报告不一致，不能发布。"
    "请退回本稿，在“年度报告”中重新编制、送审，再交付发布；只改文字的，请保留原来的统计表。"
)


def cells_in(edition: Edition, report: AnnualReport) -> Mapping[str, Number] | None:
    """文中的数：the tables in an edition, read back; None where they are not there or of another year or form."""
    page = f"<html><head><title>{escape(edition.title)}</title></head><body>{edition.body}</body></html>"
    try:
        read = report_reading.read(page.encode(), "report.html", assumed=report.year)
    except Invalid:
        return None
    return read.cells if (read.year, read.form.key) == (report.year, report.form) else None


def figures_of(report: AnnualReport, edition: Edition) -> Mapping[str, str] | None:
    """一版公布的数：those it was handed over with; a revision of the words alone carries on those it repeats."""
    own: Mapping[str, str] | None = report.figures.get(str(edition.number))
    if own:
        return own
    cells = cells_in(edition, report)
    return next((kept for kept in report.figures.values() if kept and rules.numbers(kept) == cells), None)


def release_gate(*, record: str, at: datetime) -> Decision:  # noqa: ARG001 — the port's signature
    """发布条件：the tables to be released are the approved ones; a record no report knows passes. Two SQL queries."""
    report = AnnualReport.objects.filter(record=record).first()
    if report is None:
        return ALLOWED
    edition = Edition.objects.filter(record__uid=record, state__in=OPEN_STATES).order_by("-number").first()
    if edition is None:
        return ALLOWED
    approved = figures_of(report, edition)
    if approved is None or rules.numbers(approved) != cells_in(edition, report):
        return Refused(OTHER_NUMBERS)
    return ALLOWED

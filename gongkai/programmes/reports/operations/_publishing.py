"""Handing over to publishing, which reviews and releases; and taking the report up again."""

from datetime import datetime

from django.db import transaction

from gongkai.engines.assessment.rules import check
from gongkai.engines.publishing import intake
from gongkai.engines.publishing import operations as publishing
from gongkai.engines.publishing import permission as publishing_permission
from gongkai.engines.publishing.content import Content
from gongkai.engines.publishing.models import Edition
from gongkai.engines.publishing.models import State as EditionState
from gongkai.foundation.errors import Conflict, Invalid
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.people.actors import Actor
from gongkai.programmes.reports import papers, ports, queries, released, rules
from gongkai.programmes.reports.models import AnnualReport, Stage
from gongkai.programmes.reports.operations import _common as common
from gongkai.programmes.reports.operations._reviewing import MANY, digest

THEME, GENRE, ART20 = "02", "report", "A20-15"
"""Classification of an annual report: codes of the lists `themes`, `genres` and `art20_categories`."""


@transaction.atomic
def hand_over(*, organ: str, year: int, by: Actor, at: datetime) -> AnnualReport:
    """交付发布：draft the approved report as a record with its tables, a workbook and a Word file attached.

    The reviews publishing requires of every record follow there (三审三校), then the release.

    :raises Conflict: when the report is not what was approved, or an older draft of it is still under way.
    :raises NotPermitted: unless it is approved and `by` a drafter of the organ.
    """
    report = common.locked(by, organ, year, "hand_over")
    if digest(report) != report.sha256:
        raise Conflict("报告与审核通过的内容不一致。请重新送审。")
    content = _content(report, at)
    if _goes_on(report.record):
        edition = _revised(report, content, by=by, at=at)
    else:
        report.figures = {}
        edition = publishing.draft(organ=report.organ, kind=ports.report_kind, content=content, by=by, at=at)
    report.record, report.state = edition.record.uid, Stage.HANDED_OVER
    _keep_figures(report, edition)
    report.save()
    _attach(report, by=by, at=at)
    common.note("handed_over", report, by=by, at=at, facts={"record": report.record})
    return report


def _goes_on(record: str) -> bool:
    """Whether what was handed over before can be drafted on: not where it was discarded whole or withdrawn."""
    editions = Edition.objects.filter(record__uid=record, record__withdrawn_at__isnull=True)
    return editions.exclude(state__in=[EditionState.DISCARDED, EditionState.WITHDRAWN]).exists()


def _keep_figures(report: AnnualReport, edition: Edition) -> None:
    numbers = {key: cell["number"] for key, cell in report.cells.items()}
    report.figures = {**report.figures, str(edition.number): numbers}


def _content(report: AnnualReport, at: datetime) -> Content:
    name = organs.name_on(report.organ, china_date(at))
    title = papers.title(name, report.year)
    return Content(
        title=title,
        issuer=name,
        formed_on=china_date(at),
        summary=f"{name}{report.year}年政府信息公开工作情况，附主动公开、申请办理和复议诉讼统计表。",
        body=papers.body(queries.filled(report), report.sections, name=name, day=china_date(at)),
        attribute="proactive",
        theme=THEME,
        genre=GENRE,
        art20=ART20,
    )


def _revised(report: AnnualReport, content: Content, *, by: Actor, at: datetime) -> Edition:
    """A correction of what was handed over before: a new edition once it was released, else the same draft."""
    edition = publishing_permission.find(by, report.record)
    if edition.state == EditionState.RELEASED:
        edition = publishing.revise(record=report.record, by=by, at=at)
    for attachment in edition.attachments.order_by("-position"):
        publishing.detach(record=report.record, position=attachment.position, by=by, at=at)
    seen = publishing_permission.find(by, report.record).lock_version
    return publishing.save(record=report.record, content=content, lock_version=seen, by=by, at=at)


def _attach(report: AnnualReport, *, by: Actor, at: datetime) -> None:
    name = organs.name_on(report.organ, china_date(at))
    for title, file_name, content in papers.files(queries.filled(report), report.sections, name=name, at=at):
        original, public = intake.keep_attachment(content=content, name=file_name, by=by, at=at)
        publishing.attach(
            record=report.record, title=title, file_name=file_name, original=original, public=public, by=by, at=at
        )


@transaction.atomic
def link_record(*, organ: str, year: int, record: str, by: Actor, at: datetime) -> AnnualReport:
    """关联已公布的报告：a report of an earlier year whose numbers were taken in is public already as this record.

    What stands in the record is what counts: every number must be the one published there.

    :raises Conflict: when the report is public as another record already.
    :raises Invalid: when the record is not a released annual report of the organ, of this year with these numbers, or
        when the numbers do not hold together.
    :raises NotPermitted: unless the report is a draft and `by` heads the FOI office of the organ, with a second
        factor, and had no hand in it.
    """
    report = common.locked(by, organ, year, "link")
    if report.record:
        raise Conflict("这份报告已经交付发布或者关联过。需要更正的，请修改后送审，再交付发布。")
    public = Edition.objects.released(at).filter(record__uid=record, organ=report.organ, kind=ports.report_kind)
    edition = public.first()
    if edition is None:
        raise Invalid("没有找到本机关已经公布的这份年度报告。请核对编号。", field="record")
    _insist_same(report, edition)
    report.record, report.state = record, Stage.HANDED_OVER
    _keep_figures(report, edition)
    report.save()
    common.note("linked", report, by=by, at=at, facts={"record": record})
    return report


def _insist_same(report: AnnualReport, edition: Edition) -> None:
    numbers = queries.filled(report)
    if not numbers.cells or released.cells_in(edition, report) != numbers.cells:
        raise Invalid(
            f"公布的文件不是{report.year}年度的报告，或者其中的统计表与这里的数不一致。"
            "请经办人导入公布的文件后再关联。",
            field="record",
        )
    organ = report.organ
    level = rules.level_of(organ.kind, organ.place.level)
    found = check(numbers, level=level, explained=report.explained).findings
    wrong = [finding.sentence for finding in found if finding.hard]
    if wrong:
        raise Invalid("".join(wrong[:MANY]), field="record")


@transaction.atomic
def reopen(*, organ: str, year: int, by: Actor, at: datetime) -> AnnualReport:
    """重新编制：take an approved or published report up again; what is public stays until a correction is released.

    :raises NotPermitted: unless it is approved or handed over and `by` a clerk of the organ.
    """
    report = common.locked(by, organ, year, "reopen")
    report.state, report.sha256 = Stage.DRAFT, ""
    report.approved_by_name, report.approved_at = "", None
    common.took_part(report, by)
    report.save()
    common.note("reopened", report, by=by, at=at)
    return report

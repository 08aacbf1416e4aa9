"""What the public reads of a report is what was approved: linking, releasing, revising, handing over again."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest

from gongkai.engines.assessment.duties import Standing
from gongkai.engines.assessment.rules import RequestFact
from gongkai.engines.publishing import operations as publishing
from gongkai.engines.publishing import queries as publishing_queries
from gongkai.engines.publishing.content import Content
from gongkai.engines.publishing.models import Edition
from gongkai.foundation.errors import Conflict, Invalid, NotPermitted
from gongkai.foundation.people.actors import Actor, PostFact
from gongkai.programmes.reports import operations as ops
from gongkai.programmes.reports import papers, publication, queries, statistics
from gongkai.programmes.reports.models import AnnualReport, Stage

from .conftest import YEAR, Listed

Complete = Callable[[AnnualReport], AnnualReport]
NINE = {"T2.licences.decisions": "9"}


@pytest.fixture
def approved(
    report: AnnualReport, complete: Complete, who: SimpleNamespace, at: datetime, requests_: Listed
) -> AnnualReport:
    code = report.organ.code
    requests_.of[code] = [RequestFact("c1", date(YEAR, 3, 1), "person", "R-OPEN", date(YEAR, 4, 1))]
    complete(report)
    return approve(code, who, at)


def approve(code: str, who: SimpleNamespace, at: datetime) -> AnnualReport:
    sha256 = ops.submit(organ=code, year=YEAR, by=who.foi_clerk, at=at).sha256
    return ops.approve(organ=code, year=YEAR, sha256=sha256, by=who.foi_head, at=at)


def release(record: str, who: SimpleNamespace, at: datetime) -> None:
    edition = publishing.submit(record=record, by=who.drafter, at=at)
    for role in ("unit_head", "secrecy_reviewer", "signer"):
        publishing.approve(record=record, sha256=edition.sha256, by=getattr(who, role), at=at)
    publishing.release(record=record, by=who.publisher, at=at)


def rewrite(record: str, who: SimpleNamespace, at: datetime, *, old: str, new: str) -> None:
    edition = Edition.objects.filter(record__uid=record).order_by("-number")[0]
    content = publishing_queries.content_of(edition)
    assert old in content.body
    content = replace(content, body=content.body.replace(old, new), public_note="更正文字。")
    publishing.save(record=record, content=content, lock_version=edition.lock_version, by=who.drafter, at=at)


def reported(at: datetime) -> list[tuple[int, str]]:
    lines = statistics.of_year(YEAR, at + timedelta(minutes=1), as_of=at.date())
    return [(line.received, line.record) for line in lines]


@pytest.fixture
def public(report: AnnualReport, complete: Complete, who: SimpleNamespace, at: datetime) -> str:
    """The report as it was made public before it was known here: a record with its tables."""
    complete(report)
    now = AnnualReport.objects.get(pk=report.pk)
    title = f"东澜省民政厅{YEAR}年政府信息公开工作年度报告"
    body = papers.body(queries.filled(now), now.sections, name="东澜省民政厅", day=at.date())
    content = Content(
        title=title, issuer="东澜省民政厅", formed_on=at.date(), summary="年度报告。", body=body,
        attribute="proactive", theme="02", genre="report", art20="A20-15",
    )  # fmt: skip
    edition = publishing.draft(organ=report.organ, kind="report", content=content, by=who.drafter, at=at)
    release(edition.record.uid, who, at)
    return edition.record.uid


def test_a_report_is_linked_by_the_head_to_the_record_with_its_numbers_once(
    report: AnnualReport, public: str, who: SimpleNamespace, at: datetime
) -> None:
    linked = ops.link_record(organ=report.organ.code, year=YEAR, record=public, by=who.foi_head, at=at)
    assert (linked.state, linked.record) == (Stage.HANDED_OVER, public)
    assert reported(at) == [(0, public)]
    ops.reopen(organ=report.organ.code, year=YEAR, by=who.foi_clerk, at=at)
    with pytest.raises(Conflict, match="关联过"):
        ops.link_record(organ=report.organ.code, year=YEAR, record=public, by=who.foi_head, at=at)


def test_nobody_puts_other_numbers_before_the_public_by_linking(
    report: AnnualReport, public: str, who: SimpleNamespace, at: datetime
) -> None:
    code = report.organ.code
    one_hand = Actor(
        uid=who.foi_clerk.uid,
        name="经办兼负责",
        posts=tuple(PostFact(code, role, "办公室", "99") for role in ("foi_clerk", "foi_head")),
        second_factor=True,
    )
    for by in (who.foi_clerk, one_hand, replace(who.foi_head, second_factor=False)):
        with pytest.raises(NotPermitted):
            ops.link_record(organ=code, year=YEAR, record=public, by=by, at=at)
    seen = AnnualReport.objects.get().lock_version
    ops.enter_cells(organ=code, year=YEAR, numbers=NINE, seen=seen, by=who.foi_clerk, at=at)
    with pytest.raises(Invalid, match="不一致"):
        ops.link_record(organ=code, year=YEAR, record=public, by=who.foi_head, at=at)
    other = ops.begin(organ=report.organ, year=YEAR - 1, by=who.foi_clerk, at=at)
    with pytest.raises(Invalid, match="不是2024年度"):
        ops.link_record(organ=code, year=other.year, record=public, by=who.foi_head, at=at)


@pytest.mark.parametrize("text", ["3.5", "-2", ""])
def test_what_is_no_number_of_requests_does_not_take_the_statistics_down(
    report: AnnualReport, public: str, who: SimpleNamespace, at: datetime, text: str
) -> None:
    AnnualReport.objects.update(record=public, figures={"1": {"T3.r01.c7": text, "T3.r24.c7": "4"}})
    assert reported(at) == [(0, public)]


def test_what_was_not_approved_is_not_released(
    approved: AnnualReport, who: SimpleNamespace, at: datetime, requests_: Listed
) -> None:
    record = ops.hand_over(organ=approved.organ.code, year=YEAR, by=who.drafter, at=at).record
    rewrite(record, who, at, old="<td>1</td>", new="<td>8</td>")
    with pytest.raises(NotPermitted, match="与审核通过的年度报告不一致"):
        release(record, who, at)


def test_a_correction_of_words_keeps_the_published_numbers_and_one_of_numbers_is_refused(
    approved: AnnualReport, who: SimpleNamespace, at: datetime, requests_: Listed
) -> None:
    record = ops.hand_over(organ=approved.organ.code, year=YEAR, by=who.drafter, at=at).record
    release(record, who, at)
    requests_.of.clear()
    publishing.revise(record=record, by=who.drafter, at=at)
    rewrite(record, who, at, old="如实报告", new="据实报告")
    release(record, who, at)
    assert Edition.objects.get(record__uid=record, state="released").number == 2
    assert reported(at) == [(1, record)]
    publishing.revise(record=record, by=who.drafter, at=at)
    rewrite(record, who, at, old="<td>1</td>", new="<td>8</td>")
    with pytest.raises(NotPermitted, match="不能发布"):
        release(record, who, at)


@pytest.mark.parametrize("how", ["discarded", "withdrawn"])
def test_a_record_that_is_gone_does_not_keep_the_report_from_the_public(
    approved: AnnualReport, who: SimpleNamespace, at: datetime, how: str
) -> None:
    code = approved.organ.code
    first = ops.hand_over(organ=code, year=YEAR, by=who.drafter, at=at).record
    if how == "discarded":
        publishing.discard(record=first, by=who.drafter, at=at)
    else:
        release(first, who, at)
        publishing.withdraw(record=first, reason="published_in_error", note="另行发布。", by=who.publisher, at=at)
    ops.reopen(organ=code, year=YEAR, by=who.foi_clerk, at=at)
    approve(code, who, at)
    now = ops.hand_over(organ=code, year=YEAR, by=who.drafter, at=at)
    assert now.record != first
    assert list(now.figures) == ["1"]
    release(now.record, who, at)
    assert reported(at) == [(1, now.record)]


def test_whoever_submitted_or_reopened_does_not_approve(
    report: AnnualReport, complete: Complete, who: SimpleNamespace, at: datetime
) -> None:
    code = report.organ.code
    both = replace(
        who.foi_head,
        posts=tuple(PostFact(code, role, "办公室", "99") for role in ("foi_clerk", "foi_head")),
    )
    complete(report)
    sha256 = ops.submit(organ=code, year=YEAR, by=both, at=at).sha256
    with pytest.raises(NotPermitted, match="不能审查自己"):
        ops.approve(organ=code, year=YEAR, sha256=sha256, by=both, at=at)
    AnnualReport.objects.update(authors=[], state=Stage.HANDED_OVER, record="x")
    ops.reopen(organ=code, year=YEAR, by=both, at=at)
    sha256 = ops.submit(organ=code, year=YEAR, by=who.foi_clerk, at=at).sha256
    with pytest.raises(NotPermitted, match="不能审查自己"):
        ops.approve(organ=code, year=YEAR, sha256=sha256, by=both, at=at)


def test_a_report_made_public_anew_counts_from_its_first_day_and_shows_both(
    approved: AnnualReport, who: SimpleNamespace, at: datetime
) -> None:
    """第四十九条 asks for publication by a day; a withdrawal afterwards does not undo that, but owes it again."""
    code = approved.organ.code

    def stands(then: datetime) -> tuple[object, ...]:
        [row] = publication.of_year(YEAR, then, organ=code)
        [line] = publication.lines_of(who.foi_clerk, YEAR, then)
        assert (line.published_on, line.again_on, line.days_late) == (row.published_on, row.again_on, row.days_late)
        return row.published_on, row.again_on, row.publishing, row.days_late

    first = ops.hand_over(organ=code, year=YEAR, by=who.drafter, at=at).record
    release(first, who, at)
    assert stands(at + timedelta(hours=1)) == (at.date(), None, Standing.MET, 0)
    february = at.replace(month=2, day=10)
    publishing.withdraw(record=first, reason="published_in_error", note="附件有误", by=who.publisher, at=february)
    assert stands(february + timedelta(hours=1)) == (None, None, Standing.OVERDUE, 10)
    ops.reopen(organ=code, year=YEAR, by=who.foi_clerk, at=february)
    approve(code, who, february)
    second = ops.hand_over(organ=code, year=YEAR, by=who.drafter, at=february).record
    assert second != first
    march = february.replace(month=3)
    release(second, who, march)
    assert stands(march + timedelta(hours=1)) == (at.date(), march.date(), Standing.MET, 0)

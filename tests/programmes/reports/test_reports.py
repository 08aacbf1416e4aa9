"""The annual report: computed, entered, checked, reviewed by other eyes, handed to publishing."""

from collections.abc import Callable
from datetime import date, datetime
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.engines.assessment.printing import to_xlsx
from gongkai.engines.assessment.report_reading import read
from gongkai.engines.assessment.rules import Filled, RequestCount, RequestFact, check, table3_of, tables3_of
from gongkai.engines.publishing.models import Edition
from gongkai.engines.publishing.models import State as EditionState
from gongkai.foundation.errors import Conflict, Invalid, NotFound, NotPermitted
from gongkai.foundation.journal.models import Entry
from gongkai.foundation.organs.models import Organ
from gongkai.law import codes, year_end
from gongkai.programmes.reports import operations as ops
from gongkai.programmes.reports import papers, permission, queries, rules
from gongkai.programmes.reports.models import AnnualReport, Stage

from .conftest import YEAR, Listed, actor_of, an_organ

Complete = Callable[[AnnualReport], AnnualReport]


def some(n: int = 3, *, year: int = YEAR, applicant: str = "person", start: int = 0) -> list[RequestFact]:
    return [
        RequestFact(f"c{start + i}", date(year, 3, 1 + i), applicant, "R-OPEN", date(year, 4, 1 + i)) for i in range(n)
    ]


@pytest.fixture
def approved(
    report: AnnualReport, complete: Complete, who: SimpleNamespace, at: datetime, requests_: Listed
) -> AnnualReport:
    requests_.of[report.organ.code] = some()
    complete(report)
    submitted = ops.submit(organ=report.organ.code, year=YEAR, by=who.foi_clerk, at=at)
    return ops.approve(organ=report.organ.code, year=YEAR, sha256=submitted.sha256, by=who.foi_head, at=at)


def test_a_report_is_begun_once_on_the_form_of_its_year(
    report: AnnualReport, organ: Organ, who: SimpleNamespace, at: datetime
) -> None:
    assert (report.form, report.state, report.cells) == ("AR-2021", Stage.DRAFT, {})
    assert ops.begin(organ=organ, year=2020, by=who.foi_clerk, at=at).form == "AR-2019"
    with pytest.raises(Conflict):
        ops.begin(organ=organ, year=YEAR, by=who.foi_clerk, at=at)
    with pytest.raises(Invalid):
        ops.begin(organ=organ, year=2027, by=who.foi_clerk, at=at)
    with pytest.raises(NotPermitted):
        ops.begin(organ=organ, year=2024, by=who.foi_head, at=at)


def test_what_the_system_knows_is_computed_and_says_so(
    report: AnnualReport, who: SimpleNamespace, at: datetime, requests_: Listed
) -> None:
    requests_.of[report.organ.code] = [*some(), RequestFact("open", date(YEAR, 12, 30), "business")]
    now = ops.compute(organ=report.organ.code, year=YEAR, by=who.foi_clerk, at=at)
    assert now.cells["T3.r01.c7"]["number"] == "4"
    assert now.cells["T3.r03.c1"] == {"number": "3", "origin": "computed"}
    assert now.cells["T3.r25.c2"]["number"] == "1"
    assert now.cells["T4.cases.review_total"]["number"] == "0"
    assert now.cells["T2.normative.issued"]["number"] == "0"
    assert "T2.licences.decisions" not in now.cells


def test_what_a_person_entered_stays_with_the_computed_number_beside(
    report: AnnualReport, who: SimpleNamespace, at: datetime, requests_: Listed
) -> None:
    code, by = report.organ.code, who.foi_clerk
    requests_.of[code] = some()
    seen = ops.compute(organ=code, year=YEAR, by=by, at=at).lock_version
    now = ops.enter_cells(organ=code, year=YEAR, numbers={"T3.r01.c1": "5"}, seen=seen, by=by, at=at)
    assert now.cells["T3.r01.c1"] == {"number": "5", "origin": "entered", "computed": "3"}
    assert now.cells["T3.r01.c7"] == {"number": "5", "origin": "totalled"}
    assert ops.compute(organ=code, year=YEAR, by=by, at=at).cells["T3.r01.c1"]["number"] == "5"
    assert ops.compute(organ=code, year=YEAR, replace=True, by=by, at=at).cells["T3.r01.c1"]["number"] == "3"


@pytest.mark.parametrize(
    ("key", "text"),
    [("T3.r01.c1", "-1"), ("T3.r01.c1", "1.5"), ("T3.r01.c1", "三件"), ("T3.r01.c7", "3"), ("T9.x.y", "1")],
)
def test_what_cannot_stand_in_a_cell_is_refused(
    report: AnnualReport, who: SimpleNamespace, at: datetime, key: str, text: str
) -> None:
    with pytest.raises(Invalid):
        ops.enter_cells(organ=report.organ.code, year=YEAR, numbers={key: text}, seen=1, by=who.foi_clerk, at=at)


def test_nobody_writes_over_what_they_have_not_seen(report: AnnualReport, who: SimpleNamespace, at: datetime) -> None:
    code = report.organ.code
    ops.enter_cells(organ=code, year=YEAR, numbers={"T3.r01.c1": "1"}, seen=1, by=who.foi_clerk, at=at)
    with pytest.raises(Conflict):
        ops.write_section(organ=code, year=YEAR, section="overview", html="<p>一</p>", seen=1, by=who.foi_clerk, at=at)


def test_a_report_that_does_not_add_up_is_not_submitted(
    report: AnnualReport, complete: Complete, who: SimpleNamespace, at: datetime
) -> None:
    code, by = report.organ.code, who.foi_clerk
    with pytest.raises(Invalid, match="还没有写"):
        ops.submit(organ=code, year=YEAR, by=by, at=at)
    seen = complete(report).lock_version
    ops.enter_cells(organ=code, year=YEAR, numbers={"T3.r01.c1": "7"}, seen=seen, by=by, at=at)
    with pytest.raises(Invalid, match="相差7"):
        ops.submit(organ=code, year=YEAR, by=by, at=at)


def test_what_is_carried_in_is_what_last_year_carried_out_unless_explained(
    organ: Organ, report: AnnualReport, complete: Complete, who: SimpleNamespace, at: datetime, requests_: Listed
) -> None:
    code, by = organ.code, who.foi_clerk
    requests_.of[code] = [RequestFact("open", date(2024, 12, 30), "person", "R-OPEN", date(2025, 1, 9))]
    last = complete(ops.begin(organ=organ, year=2024, by=by, at=at))
    assert last.cells["T3.r25.c1"]["number"] == "1"
    sha256 = ops.submit(organ=code, year=2024, by=by, at=at).sha256
    ops.approve(organ=code, year=2024, sha256=sha256, by=who.foi_head, at=at)
    requests_.of[code] = []
    complete(report)
    with pytest.raises(Invalid, match="请说明原因"):
        ops.submit(organ=code, year=YEAR, by=by, at=at)
    with pytest.raises(Invalid, match="必须成立"):
        ops.explain(organ=code, year=YEAR, constraint="AR-C1", reason="不方便", by=by, at=at)
    ops.explain(organ=code, year=YEAR, constraint="AR-C5", reason="机构改革划出", by=by, at=at)
    assert ops.submit(organ=code, year=YEAR, by=by, at=at).state == Stage.IN_REVIEW


def test_it_is_approved_by_other_eyes_and_exactly_as_submitted(
    report: AnnualReport, complete: Complete, who: SimpleNamespace, at: datetime
) -> None:
    code = report.organ.code
    complete(report)
    submitted = ops.submit(organ=code, year=YEAR, by=who.foi_clerk, at=at)
    with pytest.raises(Conflict):
        ops.approve(organ=code, year=YEAR, sha256="0" * 64, by=who.foi_head, at=at)
    AnnualReport.objects.filter(pk=report.pk).update(authors=[who.foi_head.uid])
    with pytest.raises(NotPermitted, match="不能审查自己"):
        ops.approve(organ=code, year=YEAR, sha256=submitted.sha256, by=who.foi_head, at=at)


def test_it_goes_back_with_a_reason_and_comes_back_on_recall(
    report: AnnualReport, complete: Complete, who: SimpleNamespace, at: datetime
) -> None:
    code = report.organ.code
    complete(report)
    ops.submit(organ=code, year=YEAR, by=who.foi_clerk, at=at)
    with pytest.raises(Invalid, match="理由"):
        ops.return_(organ=code, year=YEAR, reason=" ", by=who.foi_head, at=at)
    back = ops.return_(organ=code, year=YEAR, reason="第六部分缺少收费情况", by=who.foi_head, at=at)
    assert (back.state, back.returned_reason, back.sha256) == (Stage.DRAFT, "第六部分缺少收费情况", "")
    ops.submit(organ=code, year=YEAR, by=who.foi_clerk, at=at)
    assert ops.recall(organ=code, year=YEAR, by=who.foi_clerk, at=at).state == Stage.DRAFT


def test_it_is_handed_over_as_a_record_with_its_tables_and_files(
    approved: AnnualReport, who: SimpleNamespace, at: datetime
) -> None:
    now = ops.hand_over(organ=approved.organ.code, year=YEAR, by=who.drafter, at=at)
    edition = Edition.objects.get(record__uid=now.record)
    assert (edition.kind, edition.state, edition.attribute) == ("report", EditionState.DRAFT, "proactive")
    assert edition.title == "东澜省民政厅2025年政府信息公开工作年度报告"
    again = read(edition.body.encode(), "report.html", year=YEAR)
    assert again.cells == queries.filled(now).cells
    names = [attachment.file_name.rsplit(".", 1)[1] for attachment in edition.attachments.all()]
    assert names[:2] == ["xlsx", "docx"]
    assert queries.published([now], at) == {}


def test_a_mistake_found_afterwards_is_put_right_in_the_same_record(
    approved: AnnualReport, who: SimpleNamespace, at: datetime
) -> None:
    code = approved.organ.code
    record = ops.hand_over(organ=code, year=YEAR, by=who.drafter, at=at).record
    seen = ops.reopen(organ=code, year=YEAR, by=who.foi_clerk, at=at).lock_version
    ops.enter_cells(organ=code, year=YEAR, numbers={"T2.licences.decisions": "9"}, seen=seen, by=who.foi_clerk, at=at)
    sha256 = ops.submit(organ=code, year=YEAR, by=who.foi_clerk, at=at).sha256
    ops.approve(organ=code, year=YEAR, sha256=sha256, by=who.foi_head, at=at)
    assert ops.hand_over(organ=code, year=YEAR, by=who.drafter, at=at).record == record
    edition = Edition.objects.get(record__uid=record)
    assert ">9<" in edition.body
    names = [attachment.file_name for attachment in edition.attachments.all()]
    assert len(names) == len(set(names))


def test_a_published_workbook_is_taken_in_as_it_stands(
    organ: Organ, who: SimpleNamespace, at: datetime, approved: AnnualReport
) -> None:
    content = to_xlsx(queries.filled(approved))
    report = ops.begin(organ=organ, year=2024, by=who.foi_clerk, at=at)
    with pytest.raises(Invalid, match="2025年度"):
        ops.take_in(organ=organ.code, year=2024, content=content, name="a.xlsx", by=who.foi_clerk, at=at)
    content = to_xlsx(Filled(queries.form_of(report), 2024, queries.filled(approved).cells))
    taken = ops.take_in(organ=organ.code, year=2024, content=content, name="a.xlsx", by=who.foi_clerk, at=at)
    assert queries.filled(taken).cells == queries.filled(approved).cells
    assert {cell["origin"] for cell in taken.cells.values()} == {"imported"}
    with pytest.raises(Invalid, match="已经公布"):
        ops.link_record(organ=organ.code, year=2024, record="nothing", by=who.foi_head, at=at)


def test_a_government_adds_the_reports_of_its_organs(
    government: Organ, approved: AnnualReport, complete: Complete, at: datetime, requests_: Listed
) -> None:
    requests_.of[government.code] = some(2, start=10)
    report = ops.begin(organ=government, year=YEAR, by=actor_of(government, "foi_clerk"), at=at)
    now = complete(report)
    assert now.parts == [approved.organ.code]
    assert now.cells["T3.r01.c7"]["number"] == "5"
    assert now.cells["T3.r01.c1"]["origin"] == "rolled_up"
    assert queries.checked(now, at).passed
    by = actor_of(government, "foi_clerk")
    ops.enter_cells(
        organ=government.code,
        year=YEAR,
        numbers={"T3.r01.c1": "6", "T3.r03.c1": "6"},
        seen=now.lock_version,
        by=by,
        at=at,
    )
    findings = queries.checked(permission.find(by, government.code, YEAR), at).findings
    assert {one.constraint.id for one in findings if one.hard} == {"AR-C10"}


def test_a_foreign_organs_report_does_not_exist(report: AnnualReport, province, at: datetime) -> None:
    foreign = an_organ("002489401", "东澜省卫生健康委员会", province)
    for act in (
        lambda by: permission.find(by, report.organ.code, YEAR),
        lambda by: ops.compute(organ=report.organ.code, year=YEAR, by=by, at=at),
    ):
        with pytest.raises(NotFound):
            act(actor_of(foreign, "foi_clerk"))
    assert permission.find(actor_of(foreign, "openness_officer"), report.organ.code, YEAR) == report


def test_the_journal_names_cells_and_never_what_was_written(
    report: AnnualReport, who: SimpleNamespace, at: datetime
) -> None:
    ops.write_section(
        organ=report.organ.code, year=YEAR, section="other", html="<p>张三</p>", seen=1, by=who.foi_clerk, at=at
    )
    entries = Entry.objects.filter(subject=f"report:{report.organ.code}:{YEAR}").order_by("number")
    assert [entry.act for entry in entries] == ["reports.begun", "reports.section_written"]
    assert "张三" not in str([entry.facts for entry in entries])


def test_the_day_comes_from_the_law_and_an_earlier_one_from_the_openness_office(
    organ: Organ, government: Organ, who: SimpleNamespace, at: datetime
) -> None:
    assert queries.due(organ, YEAR).on == date(2026, 1, 31)
    assert queries.due(government, YEAR).on == date(2026, 3, 31)
    ops.set_internal_due(place="990000", year=YEAR, due_on=date(2026, 1, 20), by=who.openness_officer, at=at)
    assert queries.due(organ, YEAR).first_on == date(2026, 1, 20)
    with pytest.raises(NotPermitted):
        ops.set_internal_due(place="990000", year=YEAR, due_on=None, by=who.foi_clerk, at=at)
    with pytest.raises(Invalid):
        ops.set_internal_due(place="99", year=YEAR, due_on=date(2025, 1, 20), by=who.openness_officer, at=at)


def test_the_printed_page_is_read_back_cell_for_cell(approved: AnnualReport) -> None:
    filled = queries.filled(approved)
    page = papers.page(filled, approved.sections, name="东澜省民政厅", day=date(2026, 1, 20))
    assert read(page.encode(), "a.html").cells == filled.cells


KINDS = [kind.code for kind in codes.applicant_kinds]
RESULTS = [kind.code for kind in codes.reply_kinds]
DAYS = st.dates(date(2022, 1, 1), date(2026, 12, 31))


@st.composite
def facts(draw) -> list[RequestFact]:
    found = []
    for number in range(draw(st.integers(0, 25))):
        received = draw(DAYS)
        ended = draw(st.none() | st.dates(received, date(2027, 3, 1)))
        result = draw(st.sampled_from(RESULTS)) if ended else None
        found.append(RequestFact(str(number), received, draw(st.sampled_from(KINDS)), result, ended))
    return found


@given(facts(), st.integers(2022, 2026))
@settings(max_examples=80, deadline=None)
def test_grouped_counts_make_the_same_table_and_any_history_cross_foots(history, year) -> None:
    listed = Listed()
    listed.of["a"] = history
    whole = table3_of(history, year=year)
    assert check(Filled(whole.form, year, {**dict.fromkeys(whole.form.cells, 0), **whole.cells})).passed
    grouped = tables3_of(listed.counts(year=year), year=year)
    assert grouped.get("a", dict.fromkeys(whole.cells, 0)) == dict(whole.cells)


def test_a_level_follows_from_the_kind_of_organ_and_its_place() -> None:
    assert rules.level_of("government", 2) == "city"
    assert rules.level_of("township", 4) == "town"
    assert rules.level_of("department", 1) == "department"
    assert year_end(YEAR) == date(YEAR, 12, 31)
    assert RequestCount("a", "person", True, "", 1).count == 1

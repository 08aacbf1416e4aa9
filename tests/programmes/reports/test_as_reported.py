"""What counts of another report is what was reported: approved or public, never a draft."""

from collections.abc import Callable
from datetime import date, datetime
from types import SimpleNamespace

import pytest

from gongkai.engines.assessment.rules import RequestFact
from gongkai.engines.publishing import operations as publishing
from gongkai.engines.publishing.content import Content
from gongkai.engines.publishing.models import Edition
from gongkai.foundation.errors import NotFound
from gongkai.foundation.organs.models import Organ
from gongkai.programmes.reports import operations as ops
from gongkai.programmes.reports import queries
from gongkai.programmes.reports.models import AnnualReport

from .conftest import YEAR, Listed, actor_of, an_organ
from .test_released import approve, release

Complete = Callable[[AnnualReport], AnnualReport]


def ones(n: int, start: int) -> list[RequestFact]:
    return [
        RequestFact(f"c{start + i}", date(YEAR, 3, 1), "person", "R-OPEN", date(YEAR, 4, 1)) for i in range(n)
    ]  # fmt: skip


@pytest.fixture
def part(report: AnnualReport, complete: Complete, requests_: Listed) -> AnnualReport:
    """Filled in and not approved: three requests."""
    requests_.of[report.organ.code] = ones(3, 0)
    return complete(report)


@pytest.fixture
def whole(part: AnnualReport, government: Organ, at: datetime, requests_: Listed) -> AnnualReport:
    requests_.of[government.code] = ones(2, 10)
    return ops.begin(organ=government, year=YEAR, by=actor_of(government, "foi_clerk"), at=at)


def rolled(whole: AnnualReport, at: datetime) -> list[str]:
    """The constraints of the roll-up that do not hold, as sentences."""
    now = AnnualReport.objects.select_related("organ__place").get(pk=whole.pk)
    return [one.sentence for one in queries.checked(now, at).findings if one.constraint.id == "AR-C10"]


def test_a_draft_of_a_part_neither_counts_nor_decides(whole: AnnualReport, complete: Complete, at: datetime) -> None:
    now = complete(whole)
    assert (now.parts, now.cells["T3.r01.c7"]["number"]) == ([], "2")
    assert rolled(whole, at) == []


def test_a_part_reported_since_is_named_until_the_sum_is_made_again(
    whole: AnnualReport, part: AnnualReport, complete: Complete, who: SimpleNamespace, at: datetime
) -> None:
    complete(whole)
    approve(part.organ.code, who, at)
    assert rolled(whole, at)[0] == "东澜省民政厅已经报送，还没有汇总进来。请重新计算。"
    now = complete(whole)
    assert (now.parts, now.cells["T3.r01.c7"]["number"]) == ([part.organ.code], "5")
    assert rolled(whole, at) == []


def test_of_a_part_taken_up_again_the_published_numbers_stand(
    whole: AnnualReport, part: AnnualReport, complete: Complete, who: SimpleNamespace, at: datetime
) -> None:
    code = part.organ.code
    approve(code, who, at)
    release(ops.hand_over(organ=code, year=YEAR, by=who.drafter, at=at).record, who, at)
    seen = ops.reopen(organ=code, year=YEAR, by=who.foi_clerk, at=at).lock_version
    ops.enter_cells(
        organ=code, year=YEAR, numbers={"T3.r01.c1": "777"}, seen=seen, by=who.foi_clerk, at=at
    )  # fmt: skip
    now = complete(whole)
    assert (now.parts, now.cells["T3.r01.c7"]["number"]) == ([code], "5")
    assert rolled(whole, at) == []


def test_last_year_is_what_was_reported_not_a_draft(
    report: AnnualReport, organ: Organ, complete: Complete, who: SimpleNamespace, at: datetime
) -> None:
    complete(ops.begin(organ=organ, year=YEAR - 1, by=who.foi_clerk, at=at))
    assert queries.last_year(report, at) is None
    sha256 = ops.submit(organ=organ.code, year=YEAR - 1, by=who.foi_clerk, at=at).sha256
    ops.approve(organ=organ.code, year=YEAR - 1, sha256=sha256, by=who.foi_head, at=at)
    last = queries.last_year(report, at)
    assert last is not None
    assert last.year == YEAR - 1


@pytest.mark.parametrize("place", ["xx", "", "9", "00"])
def test_what_is_no_place_has_no_day(who: SimpleNamespace, organ: Organ, at: datetime, place: str) -> None:
    with pytest.raises(NotFound):
        ops.set_internal_due(place=place, year=YEAR, due_on=None, by=who.openness_officer, at=at)


@pytest.mark.parametrize(("table", "asked"), [("T2", 3), ("T3", 0), ("T4", 1)])
def test_a_table_asks_only_for_itself_however_many_documents_there_are(
    report: AnnualReport,
    who: SimpleNamespace,
    at: datetime,
    table: str,
    asked: int,
    django_assert_num_queries: Callable[[int], object],
) -> None:
    for number in range(4):
        document = Content(
            title=f"某办法{number}", document_number=f"东民规〔2025〕{number + 1}号", issuer="东澜省民政厅",
            formed_on=date(YEAR, 5, 1), summary="办法。", body="<p>第一条　办法。</p>", attribute="proactive",
            theme="02", genre="measures", art20="A20-01",
        )  # fmt: skip
        made = publishing.draft(organ=report.organ, kind="normative", content=document, by=who.drafter, at=at)
        Edition.objects.filter(pk=made.pk).update(
            state="released", released_at=at, published_at=at, leaf=number, salt="s"
        )
    with django_assert_num_queries(asked):  # type: ignore[attr-defined]
        found = queries.computed(report.organ, YEAR, at, only=table)
    assert {key[:2] for key in found.cells} == {table}
    if table == "T2":
        assert found.cells["T2.normative.in_force"] == found.cells["T2.normative.issued"] == 4


def published(organ: Organ, by: object, at: datetime, *, kind: str, on: date, opened: datetime, **said: str) -> str:
    given = {"genre": "measures", "art20": "A20-01", "document_number": f"某〔{on.year}〕{organ.pk}{on:%m%d}号", **said}
    content = Content(
        title="某办法", issuer="东澜省人民政府", formed_on=on, summary="办法。", body="<p>第一条　办法。</p>",
        attribute="proactive", theme="02", **given,
    )  # fmt: skip
    made = publishing.draft(organ=organ, kind=kind, content=content, by=by, at=at)  # type: ignore[arg-type]
    Edition.objects.filter(pk=made.pk).update(
        state="released", released_at=opened, published_at=opened, leaf=made.pk, salt="s"
    )
    return made.record.uid


def test_table_two_counts_the_orders_of_who_may_make_rules_and_opens_them(
    government: Organ, organ: Organ, who: SimpleNamespace, at: datetime
) -> None:
    office = an_organ("000014322", "东澜省人民政府办公厅", government.place, "office")
    orders = {"kind": "document", "genre": "order", "opened": at}
    made = [
        published(government, actor_of(government, "drafter"), at, on=date(YEAR, 5, 1), **orders),
        published(office, actor_of(office, "drafter"), at, on=date(YEAR - 1, 5, 1), **orders),
    ]
    published(government, actor_of(government, "drafter"), at, on=date(YEAR, 6, 1), **{**orders, "genre": "circular"})
    published(organ, who.drafter, at, on=date(YEAR, 6, 2), **orders)
    found = queries.computed(government, YEAR, at, only="T2")
    assert set(found.cells) == {
        f"T2.{row}.{column}" for row in ("rules", "normative") for column in ("issued", "repealed", "in_force")
    }
    assert found.evidence["T2.rules.issued"] == (made[0],)
    assert set(found.evidence["T2.rules.in_force"]) == set(made)
    of_department = queries.computed(organ, YEAR, at, only="T2")
    assert of_department.cells["T2.rules.issued"] == of_department.cells["T2.rules.in_force"] == 0


def test_in_the_format_of_2019_what_was_made_and_what_was_opened_are_told_apart(
    organ: Organ, who: SimpleNamespace, at: datetime
) -> None:
    def on(day: date) -> datetime:
        return at.replace(year=day.year, month=day.month, day=day.day)

    normative = {"kind": "normative"}
    both = published(organ, who.drafter, at, on=date(2020, 5, 1), opened=on(date(2020, 5, 9)), **normative)
    opened = published(organ, who.drafter, at, on=date(2019, 5, 2), opened=on(date(2020, 1, 9)), **normative)
    early = published(organ, who.drafter, at, on=date(2019, 5, 3), opened=on(date(2019, 5, 9)), **normative)
    made = published(organ, who.drafter, at, on=date(2020, 12, 4), opened=on(date(2021, 1, 9)), **normative)
    found = queries.computed(organ, 2020, at, only="T2").evidence
    assert set(found["T2.normative.made"]) == {both, made}
    assert set(found["T2.normative.disclosed"]) == {both, opened}
    assert set(found["T2.normative.public"]) == {both, opened, early}
    assert "T2.normative.in_force" not in found

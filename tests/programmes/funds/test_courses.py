from datetime import date
from decimal import Decimal

import pytest

from gongkai.engines.registers.declared import register_of
from gongkai.engines.registers.queries import Wanted, examine
from gongkai.foundation.errors import Refusal
from gongkai.programmes.funds import queries

from .conftest import COUNTY, PROJECT, TOWN, VILLAGE, allocation, beneficiary, payment

TODAY, LATER = date(2026, 3, 10), date(2026, 6, 30)


def test_money_is_followed_from_the_project_to_the_village(shared_out, django_assert_num_queries):
    with django_assert_num_queries(13):
        course = queries.course("X-1", TODAY)
    assert (course.tops.sum.amount, course.paid.sum.amount) == (Decimal(100), Decimal(59))
    assert [one.key for one in course.tops.page.versions] == ["A-1"]
    assert (course.overdrawn.count, course.open.count) == (0, 2)
    assert [step.balance.sentence for step in course.open.steps] == [
        "“救助资金”（A-1）收到100.00元，已公开的去向合计60.00元（分配60.00元：A-2），还有40.00元没有公开去向。",
        "“救助资金”（A-2）收到60.00元，已公开的去向合计59.00元（发放59.00元：P-1），还有1.00元没有公开去向。",
    ]
    with django_assert_num_queries(8):
        village = queries.arrived(VILLAGE, TODAY)
    (one,) = village.arrivals
    assert (one.version.key, one.source.key, one.amount, village.year) == ("P-1", "A-2", Decimal(59), "2026")
    (paid,) = one.payments
    assert [person.key for person in paid.persons] == ["B-1", "B-2"]
    assert (one.people, one.differences) == (2, "")
    assert queries.arrived(VILLAGE, LATER).arrivals[0].payments[0].persons == ()  # 公示期90日，5月30日止
    with django_assert_num_queries(14):
        (town,) = queries.arrived(TOWN, TODAY).arrivals
    assert (town.version.key, town.step.balance.paid.amount, town.people) == ("A-2", Decimal(59), 2)
    assert [one.key for one in queries.allocation("A-2", TODAY).above] == ["A-1"]
    with django_assert_num_queries(5):
        assert queries.payment("P-1", TODAY).listed.sum.amount == Decimal(59)
    shared_out("fund-allocations", ("A-0", allocation("7", "990100")), ("A-9", allocation("1", "990121000000", "A-0")))
    assert [one.version.key for one in queries.arrived("9901", TODAY).arrivals] == ["A-0"]
    assert [one.version.key for one in queries.arrived(COUNTY, TODAY).arrivals] == ["A-9", "A-1"]
    assert queries.course("X-9", TODAY) is None


def test_every_row_stands_on_some_page_and_sums_are_of_all_of_them(shared_out, monkeypatch):
    shared_out("fund-projects", ("X-2", {**PROJECT, "organ": "990000105", "kind": "专项资金"}))
    cents = [payment("0.29", "A-2", on=f"2026-02-{day:02}") for day in range(1, 9)]
    shared_out("fund-payments", *((f"Q-{n}", one) for n, one in enumerate(cents)))
    shared_out("fund-payments", ("R-1", payment("5", "A-1", project="X-2")))
    monkeypatch.setattr(queries._places, "ROWS_SHOWN", 3)
    monkeypatch.setattr(queries._courses, "SHOWN", 4)
    found, after, pages = [], "", 0
    while pages == 0 or after:
        village = queries.arrived(VILLAGE, TODAY, after=after)
        assert (village.total.count, village.total.amount) == (10, Decimal("66.32"))
        assert [(one, kept.amount) for one, kept in village.kinds.items()] == [
            ("special", Decimal(5)), ("livelihood", Decimal("61.32")),
        ]  # fmt: skip
        found += [one.version.key for one in village.arrivals]
        after, pages = village.next, pages + 1
    assert found == ["R-1", "P-1", *(f"Q-{n}" for n in range(7, -1, -1))]
    only = queries.arrived(VILLAGE, TODAY, kind="special")
    assert ([one.version.key for one in only.arrivals], only.total.count) == (["R-1"], 10)
    assert queries.arrived(VILLAGE, TODAY, after="x.y").arrivals[0].version.key == "R-1"
    first = queries.course("X-1", TODAY).paid
    rest = queries.course("X-1", TODAY, {"payments": first.page.next}).paid
    assert (len(first.page.versions), rest.page.versions[0].key) == (4, "Q-3")
    assert first.sum.amount == rest.sum.amount == Decimal("61.32")
    (over,) = queries.course("X-1", TODAY).overdrawn.steps
    assert "比收到的多1.32元" in over.balance.sentence


def warnings(county, register, *lines):
    wanted = [Wanted("add", key, {"code": key, **values}) for key, values in lines]
    return [line.warnings.get("amount", "") for line in examine(register_of(register), county, TODAY, wanted)]


def test_a_dry_run_names_the_level_that_would_not_agree_and_refuses_nothing(shared_out, county):
    told = warnings(county, "fund-payments", ("P-2", payment("2", "A-2")), ("P-3", payment("1", "A-2")))
    assert told == [
        "“救助资金”（A-2）收到60.00元，已公开的去向合计62.00元（发放62.00元：P-1、P-2、P-3），比收到的多2.00元。",
        "",
    ]
    assert warnings(county, "fund-payments", ("P-2", payment("1", "A-2"))) == [""]
    told = warnings(county, "fund-allocations", ("A-3", allocation("41", TOWN, "A-1")))
    assert "比收到的多1.00元" in told[0]
    assert warnings(county, "fund-allocations", ("A-3", allocation("40", TOWN, "A-1"))) == [""]
    shared_out("fund-payments", ("P-2", payment("2", "A-2")), since="2026-03-09")
    assert "比收到的多1.00元" in queries.course("X-1", TODAY).overdrawn.steps[0].balance.sentence


def test_no_number_of_a_person_comes_in_by_any_way(shared_out):
    for person in ("张三 11010519491231002X", "6222021234567890123"):
        with pytest.raises(Refusal, match="名录不收") as refused:
            shared_out("fund-beneficiaries", ("B-3", beneficiary("1", person)))
        assert "11010519491231002X" not in refused.value.sentence

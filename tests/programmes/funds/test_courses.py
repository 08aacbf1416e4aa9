from datetime import date
from decimal import Decimal

import pytest

from gongkai.engines.registers.declared import register_of
from gongkai.engines.registers.queries import Wanted, examine
from gongkai.foundation.errors import Refusal
from gongkai.programmes.funds import queries

from .conftest import COUNTY, TOWN, VILLAGE, allocation, beneficiary, payment

TODAY, LATER = date(2026, 3, 10), date(2026, 6, 30)


def test_money_is_followed_from_the_project_to_the_village(shared_out, django_assert_num_queries):
    with django_assert_num_queries(5):
        course = queries.course("X-1", TODAY)
    assert (course.allocated, course.paid_total) == (Decimal(100), Decimal(59))
    assert [step.version.key for step in course.tops] == ["A-1"]
    assert [step.balance.sentence for step in course.differing] == [
        "A-1收到100.00元，已公开的去向合计60.00元（分配60.00元：A-2），还有40.00元没有公开去向。",
        "A-2收到60.00元，已公开的去向合计59.00元（发放59.00元：P-1），还有1.00元没有公开去向。",
    ]
    with django_assert_num_queries(6):
        village = queries.arrived(VILLAGE, TODAY)
    (one,) = village.arrivals
    assert (one.version.key, one.source.key, one.amount, one.year) == ("P-1", "A-2", Decimal(59), "2026")
    assert [person.key for person in one.beneficiaries] == ["B-1", "B-2"]
    assert one.list_disagrees == ""
    assert queries.arrived(VILLAGE, LATER).arrivals[0].beneficiaries == ()  # 公示期90日，5月30日止
    (town,) = queries.arrived(TOWN, TODAY).arrivals
    assert (town.version.key, town.step.balance.paid_total) == ("A-2", Decimal(59))
    assert [one.key for one in queries.allocation("A-2", TODAY).above] == ["A-1"]
    shared_out("fund-allocations", ("A-0", allocation("7", "990100")), ("A-9", allocation("1", "990121000000", "A-0")))
    assert [one.version.key for one in queries.arrived("9901", TODAY).arrivals] == ["A-0"]
    assert [one.version.key for one in queries.arrived(COUNTY, TODAY).arrivals] == ["A-9", "A-1"]
    assert queries.course("X-9", TODAY) is None


def test_what_is_not_read_whole_accuses_nobody(shared_out, monkeypatch):
    monkeypatch.setattr(queries, "MOST", 1)
    course = queries.course("X-1", TODAY)
    assert (course.cut, course.differing, course.over_budget) == (True, (), "")
    shared_out("fund-payments", ("P-2", payment("1", "A-2")))
    assert queries.arrived(VILLAGE, TODAY).cut
    (town,) = queries.arrived(TOWN, TODAY).arrivals
    assert town.step is None


def warnings(county, register, *lines):
    wanted = [Wanted("add", key, {"code": key, **values}) for key, values in lines]
    return [line.warnings.get("amount", "") for line in examine(register_of(register), county, TODAY, wanted)]


def test_a_dry_run_names_the_level_that_would_not_agree_and_refuses_nothing(shared_out, county):
    told = warnings(county, "fund-payments", ("P-2", payment("2", "A-2")), ("P-3", payment("1", "A-2")))
    assert told == [
        "A-2收到60.00元，已公开的去向合计62.00元（发放62.00元：P-1、P-2、P-3），比收到的多2.00元。",
        "",
    ]
    assert warnings(county, "fund-payments", ("P-2", payment("1", "A-2"))) == [""]
    told = warnings(county, "fund-allocations", ("A-3", allocation("41", TOWN, "A-1")))
    assert "比收到的多1.00元" in told[0]
    assert warnings(county, "fund-allocations", ("A-3", allocation("40", TOWN, "A-1"))) == [""]
    shared_out("fund-payments", ("P-2", payment("2", "A-2")), since="2026-03-09")
    assert "比收到的多1.00元" in queries.course("X-1", TODAY).differing[1].balance.sentence


def test_no_number_of_a_person_comes_in_by_any_way(shared_out):
    for person in ("张三 11010519491231002X", "6222021234567890123"):
        with pytest.raises(Refusal, match="名录不收") as refused:
            shared_out("fund-beneficiaries", ("B-3", beneficiary("1", person)))
        assert "11010519491231002X" not in refused.value.sentence

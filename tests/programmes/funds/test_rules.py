from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.engines.registers.amounts import Line, Sum, summed
from gongkai.programmes.funds import rules
from gongkai.programmes.funds.rules import Agreement, Balance

DAY = date(2026, 3, 2)
# A check digit that is right; nobody's.
IDENTITY = "11010519491231002X"


def line(key: str, amount: str) -> Line:
    return Line("fund-allocations", key, f"第{key}笔", Decimal(amount))


def added(*lines: Line) -> Sum:
    return summed(lines)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"身份证{IDENTITY}", "身份"),
        (IDENTITY, "身份"),
        ("6222 0212 3456 7890 123", "一长串数字"),
        ("账号 43990100040012345", "账号"),
        ("电话13800138000", "手机"),
        ("荷溪村3组低保户", ""),
        ("2026年第1季度，每人每月680元", ""),
        ("990121100201-2026-001", ""),
    ],
)
def test_a_beneficiary_carries_no_number_of_a_person(text, said):
    found = rules.problems_with_beneficiary({"person": text, "place": "990121100201", "amount": "1"}, DAY)
    assert (said in found.get("person", "")) if said else "person" not in found
    assert IDENTITY not in str(found)


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        ({"amount": "-5"}, "amount", "负数"),
        ({"amount": "0"}, "amount", "大于零"),
        ({"amount": "1.005"}, "amount", "两位小数"),
        ({"amount": "10", "kept": "11", "kept_for": "x"}, "kept", "还多"),
        ({"amount": "10", "kept": "1"}, "kept_for", "用途"),
        ({"amount": "10", "place": "99012"}, "place", "区划代码"),
        ({"amount": "10", "code": "A", "upper": "A"}, "upper", "自己"),
        ({"amount": "10", "kept": "1", "kept_for": "工作经费"}, "", ""),
    ],
)
def test_an_allocation_says_what_cannot_be(values, field, said):
    found = rules.problems_with_allocation({"place": "990121", **values}, DAY)
    assert said in found[field] if field else not found


def test_persons_are_not_named_with_a_payment_and_others_are():
    given = {"place": "990121100201", "amount": "10"}
    assert "受益人名单" in rules.problems_with_payment({**given, "payee": "person", "unit": "张三"}, DAY)["unit"]
    assert "收款单位" in rules.problems_with_payment({**given, "payee": "unit"}, DAY)["unit"]
    assert not rules.problems_with_payment({**given, "payee": "unit", "unit": "荷溪村经济合作社"}, DAY)


def test_level_year_and_end_of_publicity_follow_from_what_is_said():
    found = rules.placed({"place": "990121100000", "on": "2026-04-01"})
    assert (found["place"], found["level"], found["year"]) == ("990121100", "4", "2026")
    assert rules.publicised({"place": "990121100201", "published_on": "2026-04-01"})["until_on"] == "2026-06-30"
    early = rules.publicised({"place": "990121100201", "published_on": "2014-04-01", "amount": "1"})
    assert "公示截止日" in rules.problems_with_beneficiary(early, DAY)["published_on"]


def test_what_agrees_says_nothing_and_what_does_not_names_both_numbers_and_their_entries():
    even = Balance(line("A", "100"), added(line("B", "60")), added(line("P", "30")), Decimal(10))
    assert (even.agreement, even.sentence) == (Agreement.EVEN, "")
    open_ = Balance(line("A", "1000000"), added(line("B", "600000"), line("C", "0.01")))
    assert open_.agreement is Agreement.OPEN
    assert open_.sentence == (
        "“第A笔”（A）收到1,000,000.00元，已公开的去向合计600,000.01元"
        "（分配600,000.01元：B、C），还有399,999.99元没有公开去向。"
    )
    many = Balance(line("A", "10"), added(*(line(f"B{n:02}", "1") for n in range(30))))
    assert "B18、B19等30笔），比收到的多20.00元" in many.sentence
    over = Balance(line("A", "10"), paid=added(line("P", "12.5")))
    assert over.agreement is Agreement.EXCEEDED
    assert "P），比收到的多2.50元" in over.sentence


@given(st.lists(st.decimals(0, 10**9, places=2), max_size=8), st.lists(st.decimals(0, 10**9, places=2), max_size=8))
def test_to_the_fen_nothing_is_lost(passed, paid):
    lines = added(*(line(f"B{n}", str(one)) for n, one in enumerate(passed)))
    payments = added(*(line(f"P{n}", str(one)) for n, one in enumerate(paid)))
    whole = sum(passed, Decimal()) + sum(paid, Decimal())
    balance = Balance(line("A", str(whole)), lines, payments)
    assert balance.agreement is Agreement.EVEN
    assert Balance(line("A", str(whole + Decimal("0.01"))), lines, payments).difference == Decimal("0.01")


def test_a_list_is_compared_only_while_it_is_whole():
    payment, listed = line("P", "300"), added(line("1", "100"), line("2", "150"))
    assert "相差50.00元" in rules.list_disagrees(payment, 2, listed)
    assert rules.list_disagrees(payment, 3, listed) == ""
    assert "超出1.00元" in rules.over_budget(line("X", "100"), added(line("A", "60"), line("B", "41")))
    assert rules.over_budget(line("X", "0"), added(line("A", "60"))) == ""


@pytest.mark.parametrize(
    ("name", "refused"),
    [
        ("最低生活保障", False),
        ("其他保障和补贴", False),
        ("重病救助", True),
        ("残疾人两项补贴", True),
        ("失能老人护理补贴", True),
    ],
)
def test_the_public_name_of_a_benefit_tells_nobodys_health(name, refused):
    values = {"name": name, "person": "罗长青", "place": "990121100201", "amount": "1"}
    assert ("健康状况" in rules.problems_with_beneficiary(values, DAY).get("name", "")) is refused

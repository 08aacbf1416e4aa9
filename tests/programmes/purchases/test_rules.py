from datetime import date
from decimal import Decimal

import pytest

from gongkai.engines.registers.amounts import Line, summed
from gongkai.programmes.purchases import rules

SIGNED = {"procured": "1", "signed_on": "2026-04-30"}


def test_a_contract_is_due_two_working_days_after_it_was_signed():
    assert rules.contracted(SIGNED)["announce_by"] == "2026-05-07"  # 5月1日至5日放假
    assert "announce_by" not in rules.contracted({**SIGNED, "procured": "0"})
    assert "announce_by" not in rules.contracted({**SIGNED, "signed_on": "2014-01-02"})  # 条例2015年3月1日起施行


@pytest.mark.parametrize(
    ("announced", "day", "said"),
    [
        ("2026-05-07", "2026-06-01", ""),
        ("2026-05-08", "2026-06-01", "已经逾期"),
        ("", "2026-05-07", ""),
        ("", "2026-05-08", "还没有填写公告日期"),
    ],
)
def test_a_late_contract_is_told_and_not_refused(announced, day, said):
    values = rules.contracted({**SIGNED, "announced_on": announced})
    assert not rules.problems_with_project(values, date.fromisoformat(day))
    found = rules.doubts_about_project(values, date.fromisoformat(day))
    assert (said in found["announced_on"]) if said else not found


def test_days_stand_in_their_order():
    assert (
        "早于"
        in rules.problems_with_project({**SIGNED, "announced_on": "2026-04-29"}, date(2026, 6, 1))["announced_on"]
    )
    found = rules.problems_with_project({"begins_on": "2026-05-01", "ends_on": "2026-04-01"}, date(2026, 6, 1))
    assert set(found) == {"ends_on"}


def test_payments_beyond_the_contract_are_named_with_both_numbers():
    contract = Line("service-projects", "S1", "养老服务", Decimal(100))
    paid = [Line("service-payments", key, "", Decimal(amount)) for key, amount in (("P1", "60"), ("P2", "40.01"))]
    assert (
        rules.over_contract(contract, summed(paid))
        == "“养老服务”（S1）合同金额100.00元，已支付100.01元（P1、P2），超出0.01元。"
    )
    assert rules.over_contract(contract, summed(paid[:1])) == ""


def test_a_partner_has_a_code_that_checks():
    assert not rules.problems_with_partner({"code": "91330100799655058B"}, date(2026, 6, 1))
    assert "校验码" in rules.problems_with_partner({"code": "913301007996550580"}, date(2026, 6, 1))["code"]

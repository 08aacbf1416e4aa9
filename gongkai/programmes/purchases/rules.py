"""购买服务与合作规则：when a contract is due to be announced, and whether payments keep within it; pure."""

from collections.abc import Mapping
from datetime import date

from gongkai import law
from gongkai.engines.registers.amounts import (
    Line,
    Sum,
    amount_of,
    money,
    problems_with_address,
    problems_with_amounts,
)
from gongkai.engines.registers.rules import YES, Value, Values
from gongkai.law.identifiers import problem_with_credit_code


def announced_by(signed_on: date) -> date | None:
    """合同公告的最后一天：counted in working days from the signing; none where no law or calendar covers it.

    依据：《政府采购法实施条例》第五十条。
    """
    try:
        return law.count_working_days(signed_on, law.CONTRACT_PUBLICATION.at(signed_on=signed_on).value).due_on
    except law.OutsideCoverage:
        return None


def contracted(values: Values) -> Values:
    """补全项目：the last day by which its contract is to be announced, where it was procured by government."""
    found: dict[str, Value] = {**values}
    found.pop("announce_by", None)
    signed = _day(values, "signed_on")
    due = announced_by(signed) if signed and values.get("procured") == YES else None
    if due:
        found["announce_by"] = due.isoformat()
    return found


def problems_with_partner(values: Values, day: date) -> Mapping[str, str]:
    """承接主体、社会资本的问题：a credit code that does not check."""
    del day
    said = problem_with_credit_code(str(values.get("code", "")))
    return {"code": said} if said else {}


def problems_with_project(values: Values, day: date) -> Mapping[str, str]:
    """项目的问题：amounts, addresses, days in the wrong order."""
    del day
    found = {**problems_with_amounts(values, "amount"), **problems_with_address(values)}
    begins, ends = _day(values, "begins_on"), _day(values, "ends_on")
    if begins and ends and ends < begins:
        found["ends_on"] = "服务期限的结束日期早于开始日期，请核对。"
    signed, announced = _day(values, "signed_on"), _day(values, "announced_on")
    if announced and not signed:
        found["signed_on"] = "合同已经公告的，请填写合同签订日期。"
    elif announced and signed and announced < signed:
        found["announced_on"] = "合同公告日期早于签订日期，请核对。"
    return found


def doubts_about_project(values: Values, day: date) -> Mapping[str, str]:
    """项目的提示：a contract announced late, or due and not announced; told, not refused."""
    due, announced = _day(values, "announce_by"), _day(values, "announced_on")
    if due is None:
        return {}
    if announced and announced > due:
        return {
            "announced_on": f"合同应当在{due:%Y年%-m月%-d日}以前公告，实际{announced:%Y年%-m月%-d日}公告，已经逾期。"
        }
    if not announced and day > due:
        return {"announced_on": f"合同应当在{due:%Y年%-m月%-d日}以前公告，还没有填写公告日期。"}
    return {}


def problems_with_payment(values: Values, day: date) -> Mapping[str, str]:
    """支付的问题。"""
    del day
    found = problems_with_amounts(values, "amount")
    if not found and amount_of(values.get("amount")) == 0:
        found["amount"] = "“支付金额”应当大于零。"
    return found


def problems_with_effect(values: Values, day: date) -> Mapping[str, str]:
    """绩效的问题。"""
    del day
    return problems_with_address(values)


def over_contract(contract: Line, paid: Sum) -> str:
    """支付是否超过合同：both numbers and their entries; empty while payments keep within it."""
    if not contract.amount or paid.amount <= contract.amount:
        return ""
    return (
        f"{contract.named}合同金额{money(contract.amount)}，已支付{money(paid.amount)}（{paid.named}），"
        f"超出{money(paid.amount - contract.amount)}。"
    )


def _day(values: Values, key: str) -> date | None:
    try:
        return date.fromisoformat(str(values.get(key, "")))
    except ValueError:
        return None

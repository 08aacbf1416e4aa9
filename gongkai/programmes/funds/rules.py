"""资金规则：what an entry may say, what follows from it, whether the levels agree; facts in, sentences out; pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from gongkai import law
from gongkai.engines.registers.amounts import (
    NOTHING,
    Line,
    Sum,
    amount_of,
    money,
    problems_with_address,
    problems_with_amounts,
)
from gongkai.engines.registers.rules import Value, Values, every
from gongkai.foundation.places import rules as places
from gongkai.foundation.privacy.rules import Passage, Place, scan

LEVELS = ("省级", "市级", "县级", "乡级", "村级")
"""层级：the five levels of the divisions; the code of each is its number."""
PERSON = "person"
# 证件号码、银行账号不收：one may be written without a word beside it by which it would be known.
_LONG_NUMBER = re.compile(r"(?<![0-9])[0-9](?: ?[0-9]){12,}(?![0-9])")
_REFUSED = ("id_number", "bank_card", "mobile", "travel_document")


def placed(values: Values) -> Values:
    """补全分配、发放：the level follows from the place, the year from the day."""
    place, on = str(values.get("place", "")), str(values.get("on", ""))
    found: dict[str, Value] = {**values}
    try:
        found["place"] = places.stem(place)
        found["level"] = str(places.level_of(str(found["place"])))
    except ValueError:
        pass  # `check` says so
    if on:
        found["year"] = on[:4]
    return found


def publicised(values: Values) -> Values:
    """补全受益人：its publicity ends so many days after it began, as the office has laid down."""
    found = dict(placed(values))
    found.pop("level", None)
    try:
        begun = date.fromisoformat(str(values.get("published_on", "")))
        found["until_on"] = (
            begun + timedelta(days=law.BENEFICIARY_PUBLICITY.at(published_on=begun).value.days)
        ).isoformat()
    except (ValueError, OverflowError, law.OutsideCoverage):
        found.pop("until_on", None)
    return found


def problems_with_project(values: Values, day: date) -> Mapping[str, str]:
    """资金项目的问题。"""
    return {**problems_with_amounts(values, "budget"), **_personal(values, day)}


def problems_with_method(values: Values, day: date) -> Mapping[str, str]:
    """管理办法的问题。"""
    return {**problems_with_address(values), **_personal(values, day)}


def problems_with_allocation(values: Values, day: date) -> Mapping[str, str]:
    """资金分配的问题：an amount that cannot be, a place there is not, more kept than received."""
    found = {**problems_with_amounts(values, "amount", "kept"), **_place(values), **_personal(values, day)}
    received, kept = amount_of(values.get("amount")), amount_of(values.get("kept"))
    if "amount" not in found and received == 0:
        found["amount"] = "“分配金额”应当大于零。"
    if kept > received:
        found["kept"] = f"留用{money(kept)}比收到的{money(received)}还多，请核对。"
    elif kept and not values.get("kept_for"):
        found["kept_for"] = "有留用资金的，请写明留用的用途。"
    if values.get("upper") and values.get("upper") == values.get("code"):
        found["upper"] = "上级分配不能是这一笔自己，请填写资金从哪一笔来。"
    return found


def problems_with_payment(values: Values, day: date) -> Mapping[str, str]:
    """资金发放的问题：persons are not named here, others are."""
    found = {**problems_with_amounts(values, "amount"), **_place(values), **_personal(values, day)}
    if "amount" not in found and amount_of(values.get("amount")) == 0:
        found["amount"] = "“发放金额”应当大于零。"
    if values.get("payee") == PERSON and values.get("unit"):
        found["unit"] = "发给个人或者家庭的，不在这里写姓名；请把他们列入受益人名单，公开时姓名自动遮盖。"
    elif values.get("payee") not in ("", None, PERSON) and not values.get("unit"):
        found["unit"] = "发给村集体、单位或者企业的，请写明收款单位。"
    return found


HEALTH = ("病", "残", "癌", "瘤", "瘫", "透析", "艾滋", "精神", "智力", "失能", "失智", "失明", "失聪")
"""涉及健康的字词：in the public name of a benefit they would tell a person's health (《个人信息保护法》第二十八条)."""


def problems_with_beneficiary(values: Values, day: date) -> Mapping[str, str]:
    """受益人的问题：no number to find a person by, nothing of their health, and a publicity that can be reckoned."""
    found = {**problems_with_amounts(values, "amount"), **_place(values), **_personal(values, day)}
    telling = next((word for word in HEALTH if word in str(values.get("name", ""))), "")
    if telling:
        found["name"] = (
            f"“享受的待遇”里写有“{telling}”，和姓名放在一起会让人看出受益人的健康状况。"
            "请改写成不涉及病情、残疾的统称（例如“其他保障和补贴”），具体理由写在不公开的“享受的理由”里。"
        )
    if values.get("published_on") and not values.get("until_on"):
        found["published_on"] = "“公示开始日”早于公示期限规定的施行日，算不出公示截止日，请核对。"
    return found


def problems_with_effect(values: Values, day: date) -> Mapping[str, str]:
    """资金绩效的问题。"""
    found = {**problems_with_address(values), **_personal(values, day)}
    if values.get("place"):
        found |= _place(values)
    score = amount_of(values.get("score"))
    if not 0 <= score <= 100:
        found["score"] = "“评价得分”应当在0到100之间。"
    return found


def _place(values: Values) -> dict[str, str]:
    try:
        places.stem(str(values.get("place", "")))
    except ValueError:
        return {"place": "“区划代码”应为2、4、6、9或者12位数字，到村的填12位。"}
    return {}


def _personal(values: Values, day: date) -> dict[str, str]:
    """Each field in which a number stands by which a person could be found: a sentence that does not repeat it."""
    return {key: said for key, value in values.items() if (said := _number_in(every(value), day))}


def _number_in(texts: Iterable[str], day: date) -> str:
    for text in texts:
        for finding in scan([Passage(Place("entry"), text)], today=day):
            if finding.kind.code in _REFUSED:
                return f"这里有{finding.kind.name}，名录不收证件号码、账号和个人电话，请删去；姓名由系统遮盖后公开。"
        if _LONG_NUMBER.search(text):
            return "这里有一长串数字，像是证件号码或者账号，名录不收，请删去；区划代码填在“区划代码”一栏。"
    return ""


class Agreement(StrEnum):
    """层级之间是否相符：all accounted for, something whose whereabouts are not published, or more out than in."""

    EVEN = "even"
    OPEN = "open"
    EXCEEDED = "exceeded"


@dataclass(frozen=True)
class Balance:
    """一级资金的收支：what a level received, what it passed on, kept and paid; each sum names its entries."""

    received: Line
    passed: Sum = NOTHING
    paid: Sum = NOTHING
    kept: Decimal = Decimal()

    @property
    def used(self) -> Decimal:
        """去向已公开的合计。"""
        return self.passed.amount + self.paid.amount + self.kept

    @property
    def difference(self) -> Decimal:
        """差额：received less what was passed on, paid and kept."""
        return self.received.amount - self.used

    @property
    def agreement(self) -> Agreement:
        """是否相符。"""
        if self.difference == 0:
            return Agreement.EVEN
        return Agreement.OPEN if self.difference > 0 else Agreement.EXCEEDED

    @property
    def sentence(self) -> str:
        """不相符的说明：both numbers and their entries; empty when all is accounted for."""
        if self.agreement is Agreement.EVEN:
            return ""
        gap = money(abs(self.difference))
        what = f"还有{gap}没有公开去向" if self.difference > 0 else f"比收到的多{gap}"
        return (
            f"{self.received.named}收到{money(self.received.amount)}，已公开的去向合计{money(self.used)}"
            f"（{self._parts()}），{what}。"
        )

    def _parts(self) -> str:
        parts = [(self.passed, "分配"), (self.paid, "发放")]
        said = [f"{name}{money(one.amount)}：{one.named}" for one, name in parts if one.count]
        said += [f"留用{money(self.kept)}"] if self.kept else []
        return "；".join(said) or "没有分配、发放或者留用"


def list_disagrees(payment: Line, people: int, listed: Sum) -> str:
    """名单与发放是否相符：only a list that is whole is compared; what has expired is not there to add up."""
    if not people or listed.count != people or listed.amount == payment.amount:
        return ""
    return (
        f"{payment.named}发放{money(payment.amount)}，公示的{people}名受益人合计{money(listed.amount)}，"
        f"相差{money(abs(payment.amount - listed.amount))}。"
    )


def over_budget(project: Line, allocated: Sum) -> str:
    """下达是否超过预算：what was given out of a project against its budget; without a budget nothing is said."""
    if not project.amount or allocated.amount <= project.amount:
        return ""
    return (
        f"{project.named}预算{money(project.amount)}，已下达{money(allocated.amount)}（{allocated.named}），"
        f"超出{money(allocated.amount - project.amount)}。"
    )

"""结果的规则：what an organ must say of itself, and a judgement or a poll of how it was made; pure."""

import math
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gongkai.engines.registers.bounds import Bound, bound
from gongkai.engines.registers.rules import Values, cells, every
from gongkai.foundation.places.rules import stem

_YEAR = re.compile(r"(19|20)\d\d", re.ASCII)
_NUMBER = re.compile(r"\d{1,12}(\.\d{1,4})?", re.ASCII)
_APART = re.compile(r"[、，,；;]")
_OFFICE = re.compile(r"机关|[（(][^（）()]{1,20}[）)]|.{1,12}(?:处|科|室|股)")
REACHED = "reached"
OUTSIDE = frozenset({"third_party", "appraisal"})
"""由机关以外的人作出的评价方式。"""
SURE = 1.96
"""95%的把握：so many standard errors."""


@dataclass(frozen=True)
class Promised:
    """一项指标：what was promised, at most so much where `most`, and what was reached; none where it was not said."""

    name: str
    target: Decimal
    amount: Decimal | None
    unit: str
    most: bool = False

    @property
    def short(self) -> bool:
        """是否没有达到：as far as it was said."""
        return self.amount is not None and not Bound(self.target, self.most).kept(self.amount)


@dataclass(frozen=True)
class Answer:
    """一种回答：chosen by so many."""

    name: str
    people: int


def number(text: str) -> Decimal | None:
    """读数：digits with groups or a fraction; none for anything else."""
    written = text.replace(",", "").replace("，", "").strip()
    return Decimal(written) if _NUMBER.fullmatch(written) else None


def promised(values: Values) -> tuple[Promised, ...]:
    """目标和完成：rows that can be read."""
    found = []
    for row in every(values.get("promised")):
        name, target, amount, unit = (*cells(row), "", "", "", "")[:4]
        value = bound(target)
        if name and value is not None:
            found.append(Promised(name, value.amount, number(amount), unit, value.most))
    return tuple(found)


def answers(values: Values) -> tuple[Answer, ...]:
    """回答：rows that can be read."""
    rows = (cells(row) for row in every(values.get("answers")))
    return tuple(Answer(row[0], int(row[1])) for row in rows if len(row) == 2 and row[1].isascii() and row[1].isdigit())


def with_area(values: Values) -> Values:
    """区划：the place without its padding, under which a government's year is found."""
    kept = {key: value for key, value in values.items() if key != "area"}
    try:
        return {**kept, "area": stem(str(values.get("place", "")))}
    except ValueError:
        return kept  # the type of the field says what is wrong


def problems_with_outcome(values: Values, on: date) -> Mapping[str, str]:
    """自评的问题：a year that is none, numbers that are none, not reached without a reason."""
    del on
    found = _problems_with_year(values)
    for row in every(values.get("promised")):
        _, target, amount, *_ = (*cells(row), "", "", "")
        if bound(target) is None or (amount and number(amount) is None):
            found["promised"] = (
                f"“{row[:30]}”请写作：指标｜目标值｜完成值｜单位，目标值、完成值写数；不得超过的目标写作≤5.5。"
            )
    if values.get("state") != REACHED and not values.get("reason"):
        found["reason"] = "结论不是“已实现”的，请写明没有实现的原因。"
    short = [one.name for one in promised(values) if one.short]
    if values.get("state") == REACHED and short:
        found["state"] = f"“{'”“'.join(short)}”没有达到目标值，结论不能是“已实现”。"
    return found


def problems_with_rating(values: Values, on: date) -> Mapping[str, str]:
    """评价的问题：a day to come."""
    found = _problems_with_year(values)
    made = _day(values, "on")
    if made and made > on:
        found["on"] = "评价日期晚于本次调整的施行日期，请核对。"
    return found


def problem_with_evaluator(values: Values, *, judged: Collection[str], commissioning: Collection[str]) -> str:
    """评价单位的问题：nobody judges itself; a third party is not who commissions it either; by name."""
    outside = values.get("way") in OUTSIDE
    for name in filter(None, _APART.split(str(values.get("evaluator", "")))):
        if any(_is_of(name, one) for one in judged):
            return f"“{name[:40]}”对所评价的事项负有责任，不能评价自己，请填写其他评价单位。"
        if outside and any(_is_of(name, one) for one in commissioning):
            return f"“{name[:40]}”是委托机关，不是第三方，请填写其他评价单位，或者改选评价方式。"
    return ""


def _is_of(name: str, organ: str) -> bool:
    """The organ itself, or an office within it."""
    bare, own = "".join(name.split()), "".join(organ.split())
    return bare == own or (bare.startswith(own) and _OFFICE.fullmatch(bare[len(own) :]) is not None)


def problems_with_poll(values: Values, on: date) -> Mapping[str, str]:
    """调查的问题：days and numbers that cannot be; a method is always stated."""
    del on
    found = _problems_with_year(values)
    began, ended = _day(values, "began_on"), _day(values, "ended_on")
    if began and ended and ended < began:
        found["ended_on"] = "访问结束的日期早于开始的日期，请核对。"
    asked, valid = _count(values, "asked"), _count(values, "valid")
    if valid < 1:
        found["valid"] = "有效样本至少一人。"
    elif asked < valid:
        found["asked"] = "访问人数少于有效样本，请核对。"
    margin = number(str(values.get("margin", "")))
    if margin is None or not 0 < margin < 100:
        found["margin"] = "误差请写百分点数，例如3.0。"
    return found | _problems_with_answers(values, valid)


def _problems_with_answers(values: Values, valid: int) -> dict[str, str]:
    rows, read = every(values.get("answers")), answers(values)
    if len(read) != len(rows):
        return {"answers": "每行请写作：选项｜人数，人数写整数。"}
    if len({one.name for one in read}) != len(read):
        return {"answers": "同一个选项写了两次，请合并。"}
    total = sum(one.people for one in read)
    if total > valid:
        return {"answers": f"各选项合计{total}人，多于有效样本{valid}人，请核对；可以多选的请分题填写。"}
    return {}


def doubts_about_poll(values: Values, on: date) -> Mapping[str, str]:
    """调查请核对的：a margin smaller than so many people can give."""
    del on
    margin, valid = number(str(values.get("margin", ""))), _count(values, "valid")
    least = margin_of(valid)
    if margin is not None and float(margin) < least - 0.05:
        return {"margin": f"有效样本{valid}人，简单随机抽样的误差约±{least:.1f}个百分点，所写的{margin}偏小，请核对。"}
    return {}


def margin_of(valid: int) -> float:
    """抽样误差：in points, of a simple random sample, at its widest, 95% sure.

    >>> round(margin_of(1068), 1)
    3.0
    """
    return 100 * SURE * math.sqrt(0.25 / valid) if valid > 0 else 100.0


def shares(found: Iterable[Answer], valid: int) -> tuple[tuple[Answer, str], ...]:
    """百分比：of the valid answers, one place after the point."""
    return tuple((one, f"{100 * one.people / valid:.1f}%" if valid else "") for one in found)


def _problems_with_year(values: Values) -> dict[str, str]:
    if _YEAR.fullmatch(str(values.get("year", ""))):
        return {}
    return {"year": "“年度”请填写四位数字，例如2025。"}


def _count(values: Values, key: str) -> int:
    said = str(values.get(key, ""))
    return int(said) if said.isascii() and said.isdigit() else 0


def _day(values: Values, key: str) -> date | None:
    try:
        return date.fromisoformat(str(values.get(key, "")))
    except ValueError:
        return None

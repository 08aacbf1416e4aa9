"""Pure rules of consultations: how long a draft lies open, what may be released, by when the result is owed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from gongkai.engines.assessment.duties import Duty
from gongkai.foundation.permission import ALLOWED, Decision, Refused
from gongkai.law import (
    CalendarDays,
    Citation,
    OutsideCoverage,
    Parameter,
    WorkingDays,
    consulting,
    count_calendar_days,
    count_working_days,
    deciding,
)
from gongkai.law.chinese import day_in_chinese

PERIODS: Mapping[str, tuple[Parameter[CalendarDays] | Parameter[WorkingDays], str]] = {
    "decision": (deciding.DECISION_CONSULTATION, "opened_on"),
    "rules": (consulting.CONSULTATION_OF_RULES, "published_on"),
    "regulation": (consulting.CONSULTATION_OF_REGULATIONS, "published_on"),
    "market": (consulting.CONSULTATION_OF_MARKET_RULES, "published_on"),
    "normative": (consulting.CONSULTATION_OF_NORMATIVE, "published_on"),
}
"""征集事项 → 期限, and the fact it is keyed on; for other files no rule fixes one."""
MOST_YEARS = 3  # ours: a later last day is a slip of the pen
CLOSING_SOON = timedelta(days=3)  # ours: within how many days a list says that time runs out
REPORT_OWED = "consultation_report"
REPORT_NAME = "公布意见征集结果"
CLOSED = "意见征集已经结束，不能再提交意见。"
NOT_YET = "意见征集还没有开始。"


class Phase(StrEnum):
    """征集阶段：how a consultation stands on a day."""

    OPEN = "open"
    CLOSING = "closing"
    CLOSED = "closed"
    OVERDUE = "overdue"
    REPORTED = "reported"


PHASES: Mapping[Phase, str] = {
    Phase.OPEN: "正在征集",
    Phase.CLOSING: "即将截止",
    Phase.CLOSED: "已经截止，结果整理中",
    Phase.OVERDUE: "结果逾期未公布",
    Phase.REPORTED: "已经公布结果",
}
"""征集阶段的名称。"""


@dataclass(frozen=True)
class Period:
    """征集期限：the first lawful last day for comments, the rule it follows, and what of it was not verified."""

    until: date
    limit: CalendarDays | WorkingDays
    citation: Citation

    @property
    def in_working_days(self) -> bool:
        """Whether it is counted in working days."""
        return isinstance(self.limit, WorkingDays)

    @property
    def caution(self) -> str:
        """What was not verified, in words."""
        return self.citation.caution


def period(matter: str, opened_on: date) -> Period | None:
    """征集期限：counted from the day of publication, that day not counted; None where no rule fixes one.

    依据：《重大行政决策程序暂行条例》第十五条等，见 `law/instruments`。
    """
    named = PERIODS.get(matter)
    if named is None:
        return None
    try:
        parameter, fact = named
        found = parameter.at(**{fact: opened_on})
        limit = found.value
        counted = (
            count_working_days(opened_on, limit)
            if isinstance(limit, WorkingDays)
            else count_calendar_days(opened_on, limit)
        )
    except OutsideCoverage:
        return None
    return Period(counted.due_on, limit, found.citation)


def may_last(matter: str, opened_on: date, until: date, reason: str) -> Decision:
    """期限是否合规：not shorter than the law says, unless the notice gives the reason; never below the local minimum.

    依据：《重大行政决策程序暂行条例》第十五条（缩短期限的，公开征求意见时应当予以说明）。
    """
    if until <= opened_on:
        return Refused("截止日期须晚于公布当日。请改晚截止日期。")
    if (until.year - MOST_YEARS, until.month, until.day) > (opened_on.year, opened_on.month, opened_on.day):
        return Refused(f"截止日期最晚到公布之日起{MOST_YEARS}年。请检查年份，改早截止日期。")
    least = consulting.CONSULTATION_MIN_SHORTENED.at(published_on=opened_on).value
    shortest = opened_on + timedelta(days=least.days)
    if least.days and until < shortest:
        return Refused(
            f"征集期限不得少于{least}：{day_in_chinese(opened_on)}公布的，最早截止到{day_in_chinese(shortest)}。"
        )
    owed = period(matter, opened_on)
    if owed is None or until >= owed.until or reason.strip():
        return ALLOWED
    return Refused(
        f"{owed.citation}规定征求意见的期限一般不少于{owed.limit}，{day_in_chinese(opened_on)}公布的应当到"
        f"{day_in_chinese(owed.until)}。请把截止日期改到这一天以后，或者在公告中写明缩短期限的理由。"
    )


def may_comment(opened_on: date | None, until: date | None, today: date) -> Decision:
    """能否提意见：from the day it was published to its last day, that day included."""
    if opened_on is None or until is None or today < opened_on:
        return Refused(NOT_YET)
    return ALLOWED if today <= until else Refused(CLOSED)


def report_duty(organ: str, subject: str, until: date, reported_on: date | None) -> Duty:
    """公布结果的义务：from the last day for comments; the number of days is the office's own (未核对)."""
    try:
        limit = consulting.CONSULTATION_REPORT.at(closed_on=until)
        due_on = count_working_days(until, limit.value).due_on
        basis, counted = limit.citation, limit.value
    except OutsideCoverage:
        return Duty(REPORT_OWED, organ, subject, REPORT_NAME, until, None, reported_on, "本机关配置")
    return Duty(REPORT_OWED, organ, subject, REPORT_NAME, until, due_on, reported_on, basis, counted)


def phase(until: date, due_on: date | None, reported_on: date | None, today: date) -> Phase:
    """征集阶段：on a day."""
    if reported_on is not None and reported_on <= today:
        return Phase.REPORTED
    if today <= until:
        return Phase.CLOSING if until - today <= CLOSING_SOON else Phase.OPEN
    return Phase.OVERDUE if due_on is not None and today > due_on else Phase.CLOSED

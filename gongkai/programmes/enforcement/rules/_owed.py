"""应尽的义务：what a decision, a case, a fallen decision and a year owe, by when, and when it was done. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from gongkai.engines.assessment.duties import Duty
from gongkai.law import (
    CalendarDays,
    OutsideCoverage,
    Parameter,
    Value,
    WorkingDays,
    count_calendar_days,
    current,
    enforcing,
    year_end,
)
from gongkai.programmes.enforcement.rules._stages import DECIDED, SERVED

PUBLISH, MARKET, WITHDRAW, DECIDE, SERVE, REPORT = (
    "enforcement.publish", "enforcement.market", "enforcement.withdraw", "enforcement.decide", "enforcement.serve",
    "enforcement.report",
)  # fmt: skip
KINDS: Mapping[str, str] = {
    PUBLISH: "公开执法决定",
    MARKET: "在国家企业信用信息公示系统公示",
    WITHDRAW: "撤回公示并说明理由",
    DECIDE: "作出行政处罚决定",
    SERVE: "送达行政处罚决定书",
    REPORT: "公布执法年度报告",
}
"""义务种类。"""


@dataclass(frozen=True)
class Decision:
    """一项决定：of an organ, in a register, under a number; `published_on` the day the public could first read it."""

    organ: str
    register: str
    key: str
    name: str
    decided_on: date
    published_on: date | None


@dataclass(frozen=True)
class _Owed:
    """Of which kind, by whom, for what, called how."""

    kind: str
    organ: str
    subject: str
    name: str

    def within(self, rule: Parameter[WorkingDays], fact: str, since: date, met_on: date | None) -> tuple[Duty, ...]:
        """So many working days after a fact; none for a day of before the rule."""
        try:
            limit = rule.at(**{fact: since})
            due_on = current().calendar.nth_after(since, limit.value)
        except OutsideCoverage:
            return ()
        whose = (self.kind, self.organ, self.subject, self.name)
        return (Duty(*whose, since, due_on, met_on, limit.citation, limit.value),)


def to_publish(decision: Decision, *, quick: bool) -> tuple[Duty, ...]:
    """公开：seven working days for licences and penalties (`quick`), twenty for the other kinds."""
    rule = enforcing.DOUBLE_PUBLICITY_LIMIT if quick else enforcing.ENFORCEMENT_RESULT_LIMIT
    owed = _Owed(PUBLISH, decision.organ, f"{decision.register}:{decision.key}", decision.name)
    return owed.within(rule, "decided_on", decision.decided_on, decision.published_on)


def to_market(decision: Decision, shown_on: date | None) -> tuple[Duty, ...]:
    """另一公示渠道：twenty working days beside the seven; neither replaces the other. 依据：第45号令第九条。"""
    owed = _Owed(MARKET, decision.organ, f"{decision.register}:{decision.key}", decision.name)
    return owed.within(enforcing.MARKET_PENALTY_LIMIT, "decided_on", decision.decided_on, shown_on)


def to_withdraw(organ: str, subject: str, fell_on: date, withdrawn_on: date | None) -> tuple[Duty, ...]:
    """撤回：three working days from the day the decision fell. 依据：行政处罚法第四十八条第二款。"""
    owed = _Owed(WITHDRAW, organ, subject, KINDS[WITHDRAW])
    return owed.within(enforcing.WITHDRAWAL_LIMIT, "changed_on", fell_on, withdrawn_on)


def decision_limit(filed_on: date) -> Value[CalendarDays] | None:
    """作出处罚决定的期限：none for a case filed before the law that set one."""
    try:
        return enforcing.PENALTY_DECISION_LIMIT.at(filed_on=filed_on)
    except OutsideCoverage:
        return None


def withdrawal_limit(fell_on: date) -> Value[WorkingDays] | None:
    """撤回的期限：none for a decision that fell before the law that set one."""
    try:
        return enforcing.WITHDRAWAL_LIMIT.at(changed_on=fell_on)
    except OutsideCoverage:
        return None


def of_case(organ: str, subject: str, reached: Mapping[str, date], filed_on: date, ended_on: date | None) -> list[Duty]:
    """案件：a decision within ninety days of filing, and its service within seven working days."""
    found: list[Duty] = []
    decided_on = reached.get(DECIDED)
    try:
        limit = enforcing.PENALTY_DECISION_LIMIT.at(filed_on=filed_on)
        due_on = count_calendar_days(filed_on, limit.value, rolls_over_rest_days=True).due_on
    except OutsideCoverage:
        return found
    met = decided_on or ended_on
    found.append(Duty(DECIDE, organ, subject, KINDS[DECIDE], filed_on, due_on, met, limit.citation, limit.value))
    if decided_on is not None:
        owed = _Owed(SERVE, organ, subject, KINDS[SERVE])
        found += owed.within(enforcing.PENALTY_SERVICE_LIMIT, "decided_on", decided_on, reached.get(SERVED))
    return found


def to_report(organ: str, year: int, published_on: date | None) -> Duty:
    """年度报告：by the end of January of the year after. 依据：国办发〔2018〕118号（凭记忆）。"""
    by = enforcing.ENFORCEMENT_REPORT_BY.at(period_ended_on=year_end(year))
    arisen, due = date(year + 1, 1, 1), by.value.in_year(year + 1)
    return Duty(
        REPORT, organ, f"enforcement-report:{organ}:{year}", KINDS[REPORT], arisen, due, published_on, by.citation
    )

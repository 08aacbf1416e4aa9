"""进展的规则：what a report must say, and how a task stands on a day by what was reported; pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gongkai.engines.registers.rules import Values, every
from gongkai.programmes.execution.rules.amounts import amounts, problems_with_rows, targets
from gongkai.programmes.execution.rules.days import day

DONE, ENDED = "done", "ended"
EXPLAINED = frozenset({"slow", "suspended", ENDED})
"""要说明原因的进展。"""
NO_REPORT = ""


def problems_with_progress(values: Values, on: date) -> Mapping[str, str]:
    """进展报告的问题：a day to come, done without its day, slow without a reason."""
    found = problems_with_rows("achieved", every(values.get("achieved")), "指标｜完成值")
    state, until, done = values.get("state"), day(values, "on"), day(values, "done_on")
    if until and until > on:
        found["on"] = "“截至日期”晚于本次调整的施行日期，还没有发生的不能报告。"
    if state == DONE and done is None:
        found["done_on"] = "进展为“已完成”的，请填写完成日期。"
    elif state != DONE and done:
        found["done_on"] = "没有完成的，完成日期请留空；已经完成的，进展请选“已完成”。"
    elif done and until and done > until:
        found["done_on"] = "完成日期晚于截至日期，请核对。"
    if state in EXPLAINED and not values.get("reason"):
        found["reason"] = "进展缓慢、暂缓或者终止的，请写明原因和补救办法。"
    return found


@dataclass(frozen=True)
class Standing:
    """任务状况：on a day, by the last report before it; `late` whenever its last day passed before it was done.

    `settled_on` is the day it was done, or on which it was ended; `reported_on` the day of the last report.
    """

    state: str
    due_on: date | None
    settled_on: date | None
    reported_on: date | None
    day: date
    achieved: Mapping[str, Decimal]

    @property
    def until(self) -> date:
        """按哪一天算：the day it was settled, or the day asked of."""
        return self.settled_on or self.day

    @property
    def late(self) -> bool:
        """是否逾期：done too late, or not done and too late."""
        return self.due_on is not None and self.until > self.due_on

    @property
    def days_late(self) -> int:
        """逾期多少天。"""
        return (self.until - self.due_on).days if self.due_on and self.late else 0

    @property
    def done(self) -> bool:
        """是否完成。"""
        return self.state == DONE

    @property
    def open_(self) -> bool:
        """是否还没有了结。"""
        return self.settled_on is None


def standing(task: Values, reports: Iterable[Values], on: date) -> Standing:
    """任务状况：by the last report up to a day; where several bear one day, the last given."""
    due, reported, said = day(task, "due_on"), None, None
    for one in reports:
        until = day(one, "on")
        if until and until <= on and (reported is None or until >= reported):
            reported, said = until, one
    if reported is None or said is None:
        return Standing(NO_REPORT, due, None, None, on, {})
    state = str(said.get("state", NO_REPORT))
    settled = day(said, "done_on") if state == DONE else reported if state == ENDED else None
    return Standing(state, due, settled, reported, on, amounts(every(said.get("achieved"))))


@dataclass(frozen=True)
class Reached:
    """完成情况：of one target: what was to be reached and what was; none where nothing was reported of it."""

    name: str
    target: Decimal
    amount: Decimal | None
    unit: str
    most: bool = False

    @property
    def percent(self) -> int:
        """完成百分比：rounded down, so that 99.9 is not said to be all."""
        return int(self.amount * 100 / self.target) if self.amount is not None and self.target else 0


def reached(task: Values, achieved: Mapping[str, Decimal]) -> tuple[Reached, ...]:
    """各项目标完成情况：in the order of the targets."""
    return tuple(
        Reached(one.name, one.amount, achieved.get(one.name), one.unit, one.most)
        for one in targets(every(task.get("targets")))
    )


def doubts_about(report: Values, task: Values) -> Mapping[str, str]:
    """请核对的：an indicator the task has not, done with less than the target, done without evidence."""
    known = {one.name: one for one in targets(every(task.get("targets")))}
    said = amounts(every(report.get("achieved")))
    found = {}
    strange = [name for name in said if name not in known]
    short = [name for name, one in known.items() if not one.kept(said.get(name))]
    if strange:
        found["achieved"] = f"任务没有“{'”“'.join(strange)}”这项指标，请核对名称。"
    elif report.get("state") == DONE and short:
        found["achieved"] = f"“{'”“'.join(short)}”没有达到目标值，进展却是“已完成”，请核对。"
    if report.get("state") == DONE and not report.get("evidence"):
        found["evidence"] = "已完成的任务没有佐证材料，请核对。"
    return found

"""应尽的义务：a task by its last day, a report by the plan's cycle, a rectification by its day; pure."""

import calendar
from collections.abc import Mapping
from datetime import date

from gongkai.engines.assessment.duties import Duty
from gongkai.engines.registers.rules import Values
from gongkai.programmes.execution.rules.days import day
from gongkai.programmes.execution.rules.oversight import Rectified
from gongkai.programmes.execution.rules.progress import Standing

TASK, REPORT, RECTIFY = "execution.task", "execution.report", "execution.rectify"
KINDS: Mapping[str, str] = {
    TASK: "按时限完成任务",
    REPORT: "按周期公布进展",
    RECTIFY: "按期整改",
}
"""义务种类。"""
MONTHS: Mapping[str, int] = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}


def of_task(key: str, name: str, task: Values, standing: Standing, *, since: date, plan: str) -> Duty:
    """完成任务的义务：owed by who leads, from the day the task was entered; done, or fallen away where it was ended."""
    return Duty(
        kind=TASK,
        organ=str(task.get("lead", "")),
        subject=key,
        name=name,
        arisen_on=day(task, "start_on") or since,
        due_on=standing.due_on,
        met_on=standing.settled_on,
        basis=f"《{plan}》确定的完成时限",
    )


def of_report(key: str, name: str, task: Values, standing: Standing, *, since: date, cycle: str) -> Duty | None:
    """公布进展的义务：owed a cycle after the last report; none once the task is settled, or without a cycle."""
    months = MONTHS.get(cycle, 0)
    if not months or not standing.open_:
        return None
    last = standing.reported_on or since
    return Duty(
        kind=REPORT,
        organ=str(task.get("lead", "")),
        subject=key,
        name=name,
        arisen_on=last,
        due_on=after(last, months),
        met_on=None,
        basis="计划确定的进展公布周期",
    )


def of_finding(key: str, name: str, finding: Values, standing: Rectified) -> Duty:
    """整改的义务：owed by who is to put it right, from the day it was found."""
    return Duty(
        kind=RECTIFY,
        organ=str(finding.get("answering", "")),
        subject=key,
        name=name,
        arisen_on=day(finding, "found_on") or standing.day,
        due_on=standing.due_on,
        met_on=standing.done_on,
        basis=str(finding.get("report", "")),
    )


def after(start: date, months: int) -> date:
    """几个月以后：the same day of the month, or its last."""
    month = start.month - 1 + months
    year, month = start.year + month // 12, month % 12 + 1
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


def before(end: date, months: int) -> date:
    """几个月以前：the last day of which so many months may be over by then; the same day of the month, or its last."""
    month = end.month - 1 - months
    year, month = end.year + month // 12, month % 12 + 1
    return date(year, month, min(end.day, calendar.monthrange(year, month)[1]))

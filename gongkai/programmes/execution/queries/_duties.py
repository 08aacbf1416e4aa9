"""义务查询：what organs owe of their tasks, reports and findings, the soonest first."""

from collections.abc import Collection
from datetime import date

from django.db.models.fields.json import KT

from gongkai.engines.assessment.duties import Duty
from gongkai.engines.registers import queries as registers
from gongkai.engines.registers.models import EntryVersion
from gongkai.programmes.execution.programme import PLANS
from gongkai.programmes.execution.queries._findings import unsettled_findings, with_standing
from gongkai.programmes.execution.queries._tasks import Task, standing_of, unsettled
from gongkai.programmes.execution.rules import owed


def duties(on: date, codes: Collection[str] | None, *, seen_on: date | None, limit: int) -> list[Duty]:
    """未履行的义务：of these organs, or of all: tasks open, reports due, findings not put right. 6 SQL."""
    rows = unsettled(on, seen_on=seen_on)
    found = unsettled_findings(on, seen_on=seen_on)
    if codes is not None:
        rows = rows.filter(values__lead__in=list(codes))
        found = found.filter(values__answering__in=list(codes))
    tasks = standing_of(
        list(rows.select_related("organ").order_by(KT("values__due_on"), "key")[:limit]), on, seen_on=seen_on
    )
    plans = registers.versions(PLANS, {task.plan for task in tasks}, on, seen_on=seen_on)
    owing = [one for task in tasks for one in of_task(task, plans.get(task.plan))]
    some = list(found.select_related("organ").order_by(KT("values__due_on"), "key")[:limit])
    for version, standing in with_standing(some, on, seen_on=seen_on):
        owing.append(owed.of_finding(version.key, version.title, version.values, standing))
    return sorted(owing, key=lambda one: (one.due_on or date.max, one.subject))


def of_task(task: Task, plan: EntryVersion | None) -> list[Duty]:
    """一项任务的义务：to finish it, and to report on it where its plan says how often."""
    version, cycle = task.version, str(plan.values.get("cycle", "")) if plan else ""
    facts = (version.key, version.title, version.values, task.standing)
    finishing = owed.of_task(*facts, since=version.since, plan=plan.title if plan else task.plan)
    reporting = owed.of_report(*facts, since=version.since, cycle=cycle)
    return [finishing, *([reporting] if reporting else [])]

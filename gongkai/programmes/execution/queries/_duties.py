"""义务查询：what organs owe of their tasks, reports and findings, the soonest first."""

from collections.abc import Collection
from datetime import date

from django.db.models import OuterRef, Subquery, TextField, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce

from gongkai.engines.assessment.duties import Duty
from gongkai.engines.registers import queries as registers
from gongkai.engines.registers.models import EntryVersion, EntryVersionQuerySet
from gongkai.programmes.execution.programme import FINDINGS, PLANS, RECTIFICATIONS
from gongkai.programmes.execution.queries._tasks import Task, findings_with, standing_of, unsettled
from gongkai.programmes.execution.rules import owed


def duties(on: date, codes: Collection[str] | None, *, seen_on: date | None, limit: int) -> list[Duty]:
    """未履行的义务：of these organs, or of all: tasks open, reports due, findings not put right. 6 SQL."""
    rows = unsettled(on, seen_on=seen_on)
    found = _unsettled_findings(on, seen_on=seen_on)
    if codes is not None:
        rows = rows.filter(values__lead__in=list(codes))
        found = found.filter(values__answering__in=list(codes))
    tasks = standing_of(
        list(rows.select_related("organ").order_by(KT("values__due_on"), "key")[:limit]), on, seen_on=seen_on
    )
    plans = registers.versions(PLANS, {task.plan for task in tasks}, on, seen_on=seen_on)
    owing = [one for task in tasks for one in of_task(task, plans.get(task.plan))]
    some = list(found.select_related("organ").order_by(KT("values__due_on"), "key")[:limit])
    for finding in findings_with(some, on, seen_on=seen_on):
        if finding.standing.done_on is None:
            version = finding.version
            owing.append(owed.of_finding(version.key, version.title, version.values, finding.standing))
    return sorted(owing, key=lambda one: (one.due_on or date.max, one.subject))


def _unsettled_findings(on: date, *, seen_on: date | None) -> EntryVersionQuerySet:
    """没有改好的问题：no last report says that they were put right; as `rules.oversight.rectified` has it."""
    reports = (
        registers.found_otherwise(RECTIFICATIONS)
        .filter(references__field="finding", references__target=OuterRef("entry_id"))
        .holding(on)
        .seen_on(seen_on)
        .filter(values__on__lte=on.isoformat())
    )
    last = reports.alias(at=KT("values__on")).order_by("-at", "-adopted__number", "-key")
    done = last.values(said=KT("values__done_on"))[:1]
    rows = registers.in_force(FINDINGS, on, seen_on=seen_on)
    return rows.alias(done=Coalesce(Subquery(done, output_field=TextField()), Value(""))).filter(done="")


def of_task(task: Task, plan: EntryVersion | None) -> list[Duty]:
    """一项任务的义务：to finish it, and to report on it where its plan says how often."""
    version, cycle = task.version, str(plan.values.get("cycle", "")) if plan else ""
    facts = (version.key, version.title, version.values, task.standing)
    finishing = owed.of_task(*facts, since=version.since, plan=plan.title if plan else task.plan)
    reporting = owed.of_report(*facts, since=version.since, cycle=cycle)
    return [finishing, *([reporting] if reporting else [])]

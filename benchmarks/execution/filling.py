"""Filling the tables: plans, tasks, reports, findings, results as adopted; and plain tables with the same."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from django.db import connection

from gongkai.engines.registers.declared import register_of
from gongkai.engines.registers.models import Adjustment, EntryMark, EntryReference, EntryVersion, RegisterEntry
from gongkai.engines.registers.queries import references_in
from gongkai.engines.registers.rules import marks
from gongkai.foundation.organs.models import Organ

TODAY = date(2026, 7, 10)
A_PLAN, YEAR_RESULTS, BATCH = 200, 500, 1_000
Row = tuple[str, dict[str, Any]]


def fill(organs: list[Organ], tasks: int, reports: int, said: Callable[[int], None]) -> None:
    """So many tasks, two hundred to a plan, each with so many reports; a finding for every tenth, a year of results."""
    government, *departments = organs
    _put("execution-plans", government, (_plan(number, government) for number in range(tasks // A_PLAN + 1)))
    done = 0
    for start in range(0, tasks, BATCH):
        numbers = range(start, min(start + BATCH, tasks))
        of = {number: departments[number % len(departments)] for number in numbers}
        _put("execution-tasks", government, (_task(number, of[number]) for number in numbers))
        for organ in departments:
            mine = [number for number in numbers if of[number] is organ]
            _put("execution-progress", organ, (_report(one, each, reports) for one in mine for each in range(reports)))
        _put("execution-findings", government, (_finding(one, government, of[one]) for one in numbers if one % 10 == 0))
        done += len(numbers)
        said(done)
    _put("result-outcomes", government, (_outcome(number, government) for number in range(min(YEAR_RESULTS, tasks))))
    _plain()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def key(number: int) -> str:
    """编号。"""
    return f"T-{number:06d}"


def _plan(number: int, organ: Organ) -> Row:
    said = {"name": f"第{number}个计划", "organ": organ.code, "year": "2026", "kind": "work_report", "origin": "通知"}
    return f"P-{number:04d}", {**said, "supervision": "按季度督查", "cycle": "quarterly"}


def _task(number: int, lead: Organ) -> Row:
    due = date(2026, 1, 1) + timedelta(number * 37 % 365)
    said = {"name": f"第{number}项任务", "plan": f"P-{number // A_PLAN:04d}", "lead": lead.code, "year": "2026"}
    return key(number), {**said, "targets": ["农村公路｜100｜公里"], "due_on": due.isoformat()}


def _report(task: int, number: int, many: int) -> Row:
    """Two in three are done by the last report."""
    last = number == many - 1 and task % 3
    on = (TODAY - timedelta(10 * (many - number))).isoformat()
    said = {"name": f"第{number}次进展", "task": key(task), "on": on, "achieved": [f"农村公路｜{10 * number}"]}
    state = {"state": "done", "done_on": on} if last else {"state": "under_way"}
    return f"R-{task:06d}-{number:02d}", {**said, **state, "effects": "按计划推进。" * 20}


def _finding(task: int, organ: Organ, answering: Organ) -> Row:
    said = {"name": f"第{task}个问题", "source": "audit", "organ": organ.code, "report": "审计公告", "task": key(task)}
    days = {"found_on": "2026-05-01", "due_on": "2026-06-30"}
    return f"F-{task:06d}", {**said, **days, "content": "资料不全", "answering": answering.code, "demand": "补齐"}


def _outcome(number: int, organ: Organ) -> Row:
    where = {"organ": organ.code, "place": "990000", "area": "99", "year": "2026", "kind": "work_report"}
    said = {
        "name": f"第{number}项结果",
        "task": key(number),
        "promised": ["农村公路｜100｜90｜公里"],
        "state": "partly",
    }
    return f"J-{number:06d}", {**where, **said, "account": "修了九十公里", "reason": "雨雪"}


def _put(code: str, organ: Organ, rows: Iterable[Row]) -> None:
    """As adoption writes them: entries, versions, references, marks."""
    register, since = register_of(code), date(2026, 1, 1)
    given = [(one, {"code": one, **values}) for one, values in rows]
    adopted = Adjustment.objects.create(
        uid=f"b{Adjustment.objects.count():011d}", register=code, organ=organ, since=since, reason="测量", basis="测量",
        state="adopted", sha256="0" * 64, size=len(given), proposed_by="x", proposed_by_name="x",
        proposed_at="2026-01-01T00:00:00+08:00", adopted_at="2026-01-01T00:00:00+08:00",
        number=Adjustment.objects.count() + 1,
    )  # fmt: skip
    entries = RegisterEntry.objects.bulk_create([RegisterEntry(register=code, key=one) for one, _ in given], BATCH)
    versions = EntryVersion.objects.bulk_create(
        [
            EntryVersion(
                entry=entry, number=1, register=code, key=one, organ=organ, since=since, title=values["name"],
                values=values, adopted=adopted,
            )
            for entry, (one, values) in zip(entries, given, strict=True)
        ],
        BATCH,
    )  # fmt: skip
    named = [(one, *said) for one in versions for said in references_in(register, one.values)]
    targets = {
        (of, entry.key): entry.pk
        for of in {of for _, _, of, _ in named}
        for entry in RegisterEntry.objects.filter(register=of)
    }
    EntryReference.objects.bulk_create(
        [EntryReference(version=one, field=field, target_id=targets[of, key]) for one, field, of, key in named], BATCH
    )
    EntryMark.objects.bulk_create(
        [EntryMark(version=v, register=code, key=v.key, mark=m) for v in versions for m in marks(register, v.values)],
        BATCH,
    )


def _plain() -> None:
    """A table of tasks and one of reports, as somebody would write them for this alone."""
    said = "json_extract(\"values\", '$.{}')" if connection.vendor == "sqlite" else "(\"values\"->>'{}')"
    plan, lead, due, task, on, state = map(said.format, ("plan", "lead", "due_on", "task", "on", "state"))
    kept = '"values" AS body FROM registers_entryversion WHERE register ='
    with connection.cursor() as cursor:
        for statement in (
            f"CREATE TABLE plain_task AS SELECT key, title, {plan} AS plan, {lead} AS lead, {due} AS due, "
            f"{kept} 'execution-tasks'",
            f"CREATE TABLE plain_report AS SELECT key, {task} AS task, {on} AS of_day, {state} AS state, "
            f"{kept} 'execution-progress'",
            "CREATE INDEX plain_task_key ON plain_task (key)",
            "CREATE INDEX plain_task_due ON plain_task (due)",
            "CREATE INDEX plain_task_plan ON plain_task (plan)",
            "CREATE INDEX plain_report_task ON plain_report (task, of_day)",
        ):
            cursor.execute(statement)

"""任务查询：how tasks stand, which are late, and everything that is known of one."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Subquery, TextField, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce

from gongkai.engines.registers import queries as registers
from gongkai.engines.registers.declared import register_of
from gongkai.engines.registers.models import EntryVersion, EntryVersionQuerySet
from gongkai.programmes.execution.programme import CASES, FINDINGS, PLANS, PROGRESS, STEPS, TASKS
from gongkai.programmes.execution.queries._findings import Finding, findings_with
from gongkai.programmes.execution.queries._last import each_last, last_progress, newest_first
from gongkai.programmes.execution.rules.days import day
from gongkai.programmes.execution.rules.progress import DONE, ENDED, Reached, Standing, reached, standing

MOST_OF_A_TASK = 200
"""一项任务的上限：so many reports, steps or findings of one task are read."""


@dataclass(frozen=True)
class Task:
    """一项任务：as it stands on a day."""

    version: EntryVersion
    standing: Standing

    @property
    def state(self) -> str:
        """进展的名称；empty before the first report."""
        return register_of(PROGRESS).field("state").name_of(self.standing.state) if self.standing.state else ""

    @property
    def lead(self) -> str:
        """牵头机关的代码。"""
        return str(self.version.values.get("lead", ""))

    @property
    def plan(self) -> str:
        """计划编号。"""
        return str(self.version.values.get("plan", ""))

    @property
    def reached(self) -> tuple[Reached, ...]:
        """各项目标完成情况。"""
        return reached(self.version.values, self.standing.achieved)


@dataclass(frozen=True)
class Moved:
    """时限调整：the last day a task bore before, the one it bears since, and why; both are public."""

    before: date
    after: date
    since: date
    reason: str


@dataclass(frozen=True)
class Course:
    """一项任务的全部：plan, steps, reports, findings, cases, and each move of its last day."""

    task: Task
    plan: EntryVersion | None
    steps: tuple[EntryVersion, ...]
    # 进展报告：the newest so many, the oldest of these first; `cut` where there are more.
    reports: tuple[EntryVersion, ...]
    cut: bool
    findings: tuple[Finding, ...]
    cases: tuple[EntryVersion, ...]
    first: EntryVersion
    moved: tuple[Moved, ...]


def standing_of(versions: Collection[EntryVersion], on: date, *, seen_on: date | None) -> list[Task]:
    """任务状况：of each, by the last report of who leads or keeps it up to a day. One SQL query for every 500 tasks."""
    found = each_last(versions, last_progress(on, seen_on=seen_on))
    last = {str(one.values.get("task", "")): one.values for one in found}
    return [
        Task(one, standing(one.values, [last[one.key]] if one.key in last else [], on)) for one in versions
    ]  # fmt: skip


def tasks(keys: Collection[str], on: date, *, seen_on: date | None) -> list[Task]:
    """多项任务：of those there are. 2 SQL for every 500."""
    return standing_of(list(registers.versions(TASKS, keys, on, seen_on=seen_on).values()), on, seen_on=seen_on)


def tasks_of_plan(plan: str, on: date, *, seen_on: date | None, after: str = "", limit: int) -> tuple[list[Task], str]:
    """一个计划的任务：a page of them, and the key after which the next begins. 2 SQL."""
    page = registers.naming_page(TASKS, "plan", plan, on, of=PLANS, seen_on=seen_on, after=after, limit=limit)
    return standing_of(page.versions, on, seen_on=seen_on), page.next


def late_tasks(
    on: date, *, seen_on: date | None, leads: Collection[str] | None = None, year: str = "", limit: int
) -> list[Task]:
    """逾期未完成的任务：of these leading organs, or of all, the longest late first. 2 SQL."""
    rows = unsettled(on, seen_on=seen_on).filter(values__due_on__lt=on.isoformat())
    if leads is not None:
        rows = rows.filter(values__lead__in=list(leads))
    if year:
        rows = rows.filter(values__year=year)
    return standing_of(
        list(rows.select_related("organ").order_by(KT("values__due_on"), "key")[:limit]), on, seen_on=seen_on
    )


def tasks_over(on: date, leads: Collection[str], *, limit: int) -> list[Task]:
    """期限已过的任务：settled or not, of these leading organs, the last due first; for the office. 2 SQL."""
    rows = registers.in_force(TASKS, on, seen_on=None).filter(values__lead__in=list(leads))
    over = rows.filter(values__due_on__lt=on.isoformat()).select_related("organ")
    return standing_of(list(over.order_by(KT("values__due_on").desc(), "key")[:limit]), on, seen_on=None)


def unsettled(on: date, *, seen_on: date | None) -> EntryVersionQuerySet:
    """没有了结的任务：no last report of who leads or keeps them says that they are done or ended."""
    last = last_progress(on, seen_on=seen_on).values(said=KT("values__state"))[:1]
    rows = registers.in_force(TASKS, on, seen_on=seen_on).alias(its_lead=KT("values__lead"))
    rows = rows.alias(
        state=Coalesce(Subquery(last, output_field=TextField()), Value(""), output_field=TextField()),
    )
    return rows.exclude(state__in=[DONE, ENDED])


def course(key: str, on: date, *, seen_on: date | None) -> Course | None:
    """一项任务的全部：none where there is no such task. At most 9 SQL."""
    version = registers.entry_on(TASKS, key, on, seen_on=seen_on)
    if version is None:
        return None
    plan = registers.versions(PLANS, [str(version.values.get("plan", ""))], on, seen_on=seen_on)
    steps, findings, cases = (
        registers.naming(register, "task", [key], on, of=TASKS, seen_on=seen_on, limit=MOST_OF_A_TASK)
        for register in (STEPS, FINDINGS, CASES)
    )
    reports = registers.named_by(PROGRESS, "task", [key], on, of=TASKS, seen_on=seen_on)
    newest = list(newest_first(reports.select_related("organ", "adopted"))[: MOST_OF_A_TASK + 1])
    history = sorted(registers.history(TASKS, key, seen_on=seen_on), key=lambda one: one.since)
    return Course(
        task=standing_of([version], on, seen_on=seen_on)[0],
        plan=next(iter(plan.values()), None),
        steps=tuple(sorted(steps, key=lambda one: (str(one.values.get("due_on", "")), one.key))),
        reports=tuple(reversed(newest[:MOST_OF_A_TASK])),
        cut=len(newest) > MOST_OF_A_TASK,
        findings=tuple(findings_with(findings, on, seen_on=seen_on)),
        cases=tuple(cases),
        first=history[0],
        moved=_moved(history, on),
    )


def _moved(history: Iterable[EntryVersion], on: date) -> tuple[Moved, ...]:
    """Each version that bears another last day than the one before it, the oldest first."""
    found, before = [], None
    for one in history:
        due = day(one.values, "due_on")
        if before and due and due != before and one.since <= on:
            found.append(Moved(before, due, one.since, one.adopted.reason))
        before = due or before
    return tuple(found)

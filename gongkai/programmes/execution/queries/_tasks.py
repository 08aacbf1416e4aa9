"""任务查询：how tasks stand, which are late, and everything that is known of one."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Q, Subquery, TextField, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce

from gongkai.engines.registers import queries as registers
from gongkai.engines.registers.declared import register_of
from gongkai.engines.registers.models import EntryVersion, EntryVersionQuerySet
from gongkai.engines.registers.rules import Values, every
from gongkai.programmes.execution.programme import (
    CASES,
    FINDINGS,
    PLANS,
    PROGRESS,
    RECTIFICATIONS,
    STEPS,
    TASKS,
)
from gongkai.programmes.execution.rules.days import day
from gongkai.programmes.execution.rules.oversight import Rectified, rectified, taken_back
from gongkai.programmes.execution.rules.progress import DONE, ENDED, Reached, Standing, reached, standing

MOST_OF_A_TASK = 200
"""一项任务的上限：so many reports, steps or findings of one task are read."""
MOST_REPORTS = 5_000


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
class Finding:
    """一个问题：with what was done about it, the newest last."""

    version: EntryVersion
    rectifications: tuple[EntryVersion, ...]
    standing: Rectified

    @property
    def reports(self) -> tuple[tuple[EntryVersion, bool], ...]:
        """历次整改报告：the oldest first, each with whether its 整改完成 was taken back by a later one."""
        back = taken_back([one.values for one in self.rectifications])
        return tuple((one, place in back) for place, one in enumerate(self.rectifications))

    @property
    def source(self) -> str:
        """来源的名称。"""
        return register_of(FINDINGS).field("source").name_of(str(self.version.values.get("source", "")))


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
    reports: tuple[EntryVersion, ...]
    findings: tuple[Finding, ...]
    cases: tuple[EntryVersion, ...]
    first: EntryVersion
    moved: tuple[Moved, ...]

    @property
    def reached_steps(self) -> frozenset[str]:
        """已到达的节点的编号。"""
        return frozenset(key for one in self.reports for key in every(one.values.get("reached")))


def in_order(report: EntryVersion) -> tuple[str, int, str]:
    """报告的先后：by the day it is of, then as it was adopted."""
    return str(report.values.get("on", "")), report.adopted.number or 0, report.key


def standing_of(versions: Collection[EntryVersion], on: date, *, seen_on: date | None) -> list[Task]:
    """任务状况：of each, by what who leads or keeps it reported up to a day. One SQL query for every 500 tasks."""
    keys = [one.key for one in versions]
    rows = registers.naming(PROGRESS, "task", keys, on, of=TASKS, seen_on=seen_on, limit=MOST_REPORTS)
    reports: dict[str, list[EntryVersion]] = {}
    for row in sorted(rows, key=in_order):
        reports.setdefault(str(row.values.get("task", "")), []).append(row)
    return [Task(one, standing(one.values, _settling(one, reports.get(one.key, ())), on)) for one in versions]


def _settling(task: EntryVersion, reports: Iterable[EntryVersion]) -> list[Values]:
    """Reports that say how the task stands: who assists tells of its part, not that the whole is done or ended."""
    own = {str(task.values.get("lead", "")), task.organ.code}
    return [one.values for one in reports if one.organ.code in own]


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
    reports = (
        registers.found_otherwise(PROGRESS)
        .filter(references__field="task", references__target=OuterRef("entry_id"))
        .holding(on)
        .seen_on(seen_on)
        .filter(values__on__lte=on.isoformat())
        .filter(Q(organ__code=OuterRef("its_lead")) | Q(organ=OuterRef("organ")))
    )
    last = (
        reports.alias(at=KT("values__on"))
        .order_by("-at", "-adopted__number", "-key")
        .values(said=KT("values__state"))[:1]
    )
    rows = registers.in_force(TASKS, on, seen_on=seen_on).alias(its_lead=KT("values__lead"))
    rows = rows.alias(
        state=Coalesce(Subquery(last, output_field=TextField()), Value(""), output_field=TextField()),
    )
    return rows.exclude(state__in=[DONE, ENDED])


def course(key: str, on: date, *, seen_on: date | None) -> Course | None:
    """一项任务的全部：none where there is no such task. At most 8 SQL."""
    version = registers.entry_on(TASKS, key, on, seen_on=seen_on)
    if version is None:
        return None
    plan = registers.versions(PLANS, [str(version.values.get("plan", ""))], on, seen_on=seen_on)
    steps, reports, findings, cases = (
        registers.naming(register, "task", [key], on, of=TASKS, seen_on=seen_on, limit=MOST_OF_A_TASK)
        for register in (STEPS, PROGRESS, FINDINGS, CASES)
    )
    reports.sort(key=in_order)
    history = sorted(registers.history(TASKS, key, seen_on=seen_on), key=lambda one: one.since)
    return Course(
        task=Task(version, standing(version.values, _settling(version, reports), on)),
        plan=next(iter(plan.values()), None),
        steps=tuple(sorted(steps, key=lambda one: (str(one.values.get("due_on", "")), one.key))),
        reports=tuple(reports),
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


def findings_with(versions: Collection[EntryVersion], on: date, *, seen_on: date | None) -> list[Finding]:
    """问题和整改：of each what was done about it. One SQL query for every 500."""
    keys = [one.key for one in versions]
    rows = registers.naming(RECTIFICATIONS, "finding", keys, on, of=FINDINGS, seen_on=seen_on, limit=MOST_REPORTS)
    done: dict[str, list[EntryVersion]] = {}
    for row in sorted(rows, key=in_order):
        done.setdefault(str(row.values.get("finding", "")), []).append(row)
    return [
        Finding(
            one,
            tuple(done.get(one.key, ())),
            rectified(one.values, [each.values for each in done.get(one.key, ())], on),
        )
        for one in versions
    ]

"""计划查询：plans by government, year and kind; the cases circulated; the findings."""

from dataclasses import dataclass
from datetime import date

from gongkai.engines.registers import queries as registers
from gongkai.engines.registers.declared import register_of
from gongkai.engines.registers.models import EntryVersion
from gongkai.programmes.execution.programme import CASES, FINDINGS, PLANS
from gongkai.programmes.execution.queries._findings import Finding, findings_with
from gongkai.programmes.execution.queries._tasks import Task, tasks_of_plan

YEARS = 6
MOST_TASKS = 500
"""一个计划的任务：a plan's numbers are counted over so many."""


@dataclass(frozen=True)
class Counted:
    """计划的进展：how many tasks stand how; `cut` where the plan has more than are counted."""

    tasks: int
    done: int
    ended: int
    late: int
    unreported: int
    cut: bool

    @property
    def open_(self) -> int:
        """没有完成的。"""
        return self.tasks - self.done - self.ended


def plans(
    on: date, *, seen_on: date | None, organ: str = "", year: str = "", kind: str = "", after: str = "", limit: int
) -> registers.Page:
    """执行计划：narrowed by who answers for them, year and kind. 1 SQL."""
    chosen = {name: said for name, said in (("organ", organ), ("year", year), ("kind", kind)) if said}
    return registers.listing(register_of(PLANS), on, seen_on=seen_on, chosen=chosen, after=after, limit=limit)


def years(register: str, on: date, *, seen_on: date | None) -> list[int]:
    """有计划或者任务的年度：of the last so many, the newest first. 1 SQL for each."""
    asked = range(on.year + 1, on.year - YEARS, -1)
    declared = register_of(register)
    return [
        one
        for one in asked
        if registers.listing(declared, on, seen_on=seen_on, chosen={"year": str(one)}, limit=1).versions
    ]  # fmt: skip


def plan(key: str, on: date, *, seen_on: date | None) -> EntryVersion | None:
    """一个计划。1 SQL."""
    return registers.entry_on(PLANS, key, on, seen_on=seen_on)


def plan_tasks(key: str, on: date, *, seen_on: date | None) -> tuple[list[Task], Counted]:
    """一个计划的任务和进展：all of them as far as they are counted. 2 SQL."""
    found, more = tasks_of_plan(key, on, seen_on=seen_on, limit=MOST_TASKS)
    return found, counted(found, cut=bool(more))


def counted(tasks: list[Task], *, cut: bool = False) -> Counted:
    """计数：of tasks at hand."""
    return Counted(
        tasks=len(tasks),
        done=sum(one.standing.done for one in tasks),
        ended=sum(not one.standing.done and not one.standing.open_ for one in tasks),
        late=sum(one.standing.late and one.standing.open_ for one in tasks),
        unreported=sum(one.standing.reported_on is None for one in tasks),
        cut=cut,
    )


def findings(
    on: date, *, seen_on: date | None, source: str = "", after: str = "", limit: int
) -> tuple[list[Finding], str]:
    """督查审计发现问题：with what was done about each. 2 SQL."""
    chosen = {"source": source} if source else {}
    page = registers.listing(register_of(FINDINGS), on, seen_on=seen_on, chosen=chosen, after=after, limit=limit)
    return findings_with(page.versions, on, seen_on=seen_on), page.next


def cases(on: date, *, seen_on: date | None, kind: str = "", after: str = "", limit: int) -> registers.Page:
    """问责典型案例。1 SQL."""
    chosen = {"kind": kind} if kind else {}
    return registers.listing(register_of(CASES), on, seen_on=seen_on, chosen=chosen, after=after, limit=limit)

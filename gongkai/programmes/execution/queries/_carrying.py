"""决策的执行：the plans that carry a decision out, with their tasks as they stand."""

from dataclasses import dataclass
from datetime import date

from gongkai.engines.registers import queries as registers
from gongkai.engines.registers.models import EntryVersion
from gongkai.programmes.execution.programme import PLANS, TASKS
from gongkai.programmes.execution.queries._tasks import Task, standing_of

MOST_PLANS, MOST_TASKS = 20, 100
"""一件决策的上限：so many plans are told of, the newest first, and so many tasks."""


@dataclass(frozen=True)
class Carrying:
    """执行一件决策的计划：`more` where it has tasks that are not told of."""

    version: EntryVersion
    tasks: tuple[Task, ...]
    more: bool


def carrying_out(decision: str, on: date, *, seen_on: date | None) -> list[Carrying]:
    """执行一件决策的计划和任务：by the public identifier that plans give. At most 3 SQL."""
    rows = registers.in_force(PLANS, on, seen_on=seen_on).filter(values__decision=decision)
    plans = list(rows.select_related("organ").order_by("-since", "key")[:MOST_PLANS]) if decision else []
    if not plans:
        return []
    keys = [one.key for one in plans]
    found = registers.naming(TASKS, "plan", keys, on, of=PLANS, seen_on=seen_on, limit=MOST_TASKS + 1)
    of_plan: dict[str, list[Task]] = {}
    for task in standing_of(found[:MOST_TASKS], on, seen_on=seen_on):
        of_plan.setdefault(task.plan, []).append(task)
    more = len(found) > MOST_TASKS  # of which plans, nobody counted
    return [Carrying(one, tuple(of_plan.get(one.key, ())), more) for one in plans]

"""执行和结果：execution and results answer what became of a decision; bound to the port of decisions."""

from collections.abc import Mapping
from datetime import date

from django.urls import reverse

from gongkai.engines.registers.models import EntryVersion
from gongkai.engines.registers.rules import Values
from gongkai.foundation.organs import queries as organs
from gongkai.programmes.decisions import queries as decisions
from gongkai.programmes.decisions.ports import CarriedPlan, CarriedTask, Outcome
from gongkai.programmes.execution import queries as execution
from gongkai.programmes.execution.queries import Task
from gongkai.programmes.results import queries as results
from gongkai.programmes.results.queries import Outcome as Result

UNKNOWN = "没有“{decision}”这件公开的决策事项，请填写决策事项网址的最后一段，没有的不填。"


class Execution:
    """执行和结果的答复：as the public sees it."""

    def carrying_out(self, matter: str, *, on: date) -> tuple[CarriedPlan, ...]:
        """计划、任务、结果：of one decision. One SQL query; five more where there are plans."""
        found = execution.carrying_out(matter, on, seen_on=on)
        tasks = [task for one in found for task in one.tasks]
        told: dict[str, list[Outcome]] = {}
        for version in results.outcomes_on([task.version.key for task in tasks], on, seen_on=on):
            told.setdefault(str(version.values.get("task", "")), []).append(_result(version))
        whose = {str(one.version.values.get("organ", "")) for one in found}
        names = organs.names_on(whose | {task.lead for task in tasks}, on) if found else {}
        return tuple(
            CarriedPlan(
                title=one.version.title,
                organ=_name(names, str(one.version.values.get("organ", ""))),
                url=reverse("portal:execution-plan", args=[one.version.key]),
                tasks=tuple(_task(task, names, told.get(task.version.key, [])) for task in one.tasks),
                more=one.more,
            )
            for one in found
        )


def of_plans(lines: Mapping[str, Values], on: date) -> Mapping[str, Mapping[str, str]]:
    """执行计划请核对的：a decision that is not public, or none. One SQL query where any plan names one."""
    del on
    named = {str(one.get("decision", "")) for one in lines.values()} - {""}
    known = decisions.titles_of(named) if named else {}
    return {
        key: {"decision": UNKNOWN.format(decision=said[:20])}
        for key, values in lines.items()
        if (said := str(values.get("decision", ""))) and said not in known
    }


def _task(task: Task, names: Mapping[str, str], told: list[Outcome]) -> CarriedTask:
    return CarriedTask(
        title=task.version.title,
        lead=_name(names, task.lead),
        due_on=task.standing.due_on,
        state=task.state,
        days_late=task.standing.days_late,
        url=reverse("portal:execution-task", args=[task.version.key]),
        outcomes=tuple(told),
    )


def _result(version: EntryVersion) -> Outcome:
    return Outcome(version.title, Result(version).state_name, reverse("portal:outcome", args=[version.key]))


def _name(names: Mapping[str, str], code: str) -> str:
    return names.get(code, code)

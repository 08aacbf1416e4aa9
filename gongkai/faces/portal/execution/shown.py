"""页面上的任务：with the names of its organs and its numbers ready to be drawn."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from gongkai.engines.registers.rules import every
from gongkai.faces.kit.charts import Bar
from gongkai.foundation.organs import queries as organs
from gongkai.programmes.execution.queries import Counted, Task
from gongkai.programmes.execution.rules.amounts import plain
from gongkai.programmes.execution.rules.progress import Reached


@dataclass(frozen=True)
class Shown:
    """一项任务，供列表显示。"""

    task: Task
    lead: str

    @property
    def badge(self) -> str:
        """标签的样子。"""
        if self.task.standing.done:
            return "good"
        return {"slow": "warn", "suspended": "warn", "ended": "off", "": "plain"}.get(self.task.standing.state, "info")


def shown(tasks: Sequence[Task], today: date) -> list[Shown]:
    """列表：with the names of who leads. One SQL query."""
    names = organs.names_on({task.lead for task in tasks}, today)
    return [Shown(task, names.get(task.lead, task.lead)) for task in tasks]


def named(codes: Iterable[object], today: date) -> list[tuple[str, str]]:
    """机关：(code, name) of each. One SQL query."""
    wanted = [str(code) for code in codes]
    names = organs.names_on(set(wanted), today)
    return [(code, names.get(code, code)) for code in wanted]


def assisting(task: Task) -> tuple[str, ...]:
    """配合机关的代码。"""
    return every(task.version.values.get("assisting"))


def bars_of(found: Iterable[Reached]) -> list[Bar]:
    """目标和完成：a bar for each target."""
    return [
        Bar(
            one.name,
            one.amount or 0,
            f"{plain(one.amount)}{one.unit}" if one.amount is not None else _("没有报告"),
            target=one.target,
            target_said=f"{'≤' if one.most else ''}{plain(one.target)}{one.unit}",
            chinese=True,
            said_chinese=one.amount is not None,
        )
        for one in found
    ]


def bars_of_plan(counted: Counted, key: str) -> list[Bar]:
    """计划的进展：how many tasks stand how."""
    here = reverse("portal:execution-plan", args=[key])
    return [
        Bar(_("已完成"), counted.done, href=f"{here}?show=done"),
        Bar(_("未完成，没有逾期"), counted.open_ - counted.late, href=f"{here}?show=open"),
        Bar(_("逾期未完成"), counted.late, href=f"{here}?show=late"),
        *([Bar(_("终止"), counted.ended, href=f"{here}?show=ended")] if counted.ended else []),
    ]

"""措施和节点：each measure with its milestones under it; when the reports said that one was reached."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from gongkai.engines.registers.models import EntryVersion
from gongkai.engines.registers.rules import every
from gongkai.programmes.execution.queries import Course
from gongkai.programmes.execution.rules.days import day


@dataclass(frozen=True)
class Step:
    """一项措施或者一个节点：`reached_on` is the day of the first report that says so; milestones stand `under` it."""

    version: EntryVersion
    organ: str
    reached_on: date | None
    today: date
    under: tuple["Step", ...] = ()

    @property
    def due_on(self) -> date | None:
        """完成时限。"""
        return day(self.version.values, "due_on")

    @property
    def days_late(self) -> int:
        """时限过后多少天才报告到达，或者仍然没有报告。"""
        return max(((self.reached_on or self.today) - self.due_on).days, 0) if self.due_on else 0


def steps_of(course: Course, names: Mapping[str, str], today: date) -> list[Step]:
    """措施，连同各自的节点；不属于措施的节点在后。"""
    told: dict[str, date] = {}
    for report in reversed(course.reports):
        for key in every(report.values.get("reached")):
            if until := day(report.values, "on"):
                told[key] = until
    keys = {one.key for one in course.steps}
    under: dict[str, list[Step]] = {}
    for one in course.steps:
        its = str(one.values.get("measure", ""))
        organ = names.get(str(one.values.get("lead", "")), "")
        made = Step(one, organ, told.get(one.key), today)
        under.setdefault(its if its in keys and its != one.key else "", []).append(made)
    return [
        Step(one.version, one.organ, one.reached_on, today, tuple(under.get(one.version.key, ())))
        for one in sorted(under.get("", ()), key=lambda one: one.version.values.get("kind") != "measure")
    ]

"""任务大事记：what is known of a task, day by day, for its page, its feed and its JSON."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from gongkai.engines.registers.declared import register_of
from gongkai.engines.registers.models import EntryVersion
from gongkai.programmes.execution.programme import CASES, FINDINGS, PROGRESS, RECTIFICATIONS, TASKS
from gongkai.programmes.execution.queries._tasks import Course
from gongkai.programmes.execution.rules.days import day

KINDS = {
    TASKS: "列入计划",
    "moved": "时限调整",
    PROGRESS: "进展报告",
    FINDINGS: "发现问题",
    RECTIFICATIONS: "整改情况",
    CASES: "问责通报",
    "due": "到期未完成",
}
"""大事的种类。"""


@dataclass(frozen=True)
class Event:
    """一件大事：on a day, of a kind; `version` is the entry that says more, none for what follows from the days."""

    on: date
    kind: str
    title: str
    text: str = ""
    version: EntryVersion | None = None

    @property
    def name(self) -> str:
        """种类的名称。"""
        return KINDS[self.kind]

    @property
    def warns(self) -> bool:
        """是否提醒读者留意。"""
        return self.kind in ("moved", "due", FINDINGS, CASES)

    @property
    def known_at(self) -> datetime | None:
        """公布的时刻：of the entry; none where there is none."""
        return self.version.adopted.adopted_at if self.version else None


def events(course: Course) -> tuple[Event, ...]:
    """任务大事记：the newest first."""
    found = sorted(_events(course), key=lambda one: (one.on, one.kind != TASKS))
    return tuple(reversed(found))


def _events(course: Course) -> Iterator[Event]:
    yield Event(course.first.since, TASKS, course.plan.title if course.plan else "", version=course.first)
    for moved in course.moved:
        yield Event(
            moved.since, "moved", f"{moved.before:%Y年%-m月%-d日}调整为{moved.after:%Y年%-m月%-d日}", moved.reason
        )
    for one in course.reports:
        state = register_of(PROGRESS).field("state").name_of(str(one.values.get("state", "")))
        yield _said(one, PROGRESS, "on", f"{one.title}（{state}）", "effects")
    for finding in course.findings:
        yield _said(finding.version, FINDINGS, "found_on", finding.version.title, "content")
        for one in finding.rectifications:
            yield _said(one, RECTIFICATIONS, "on", one.title, "measures")
    for one in course.cases:
        yield _said(one, CASES, "on", one.title, "facts")
    standing = course.task.standing
    if standing.due_on and standing.late:
        yield Event(standing.due_on, "due", "")


def _said(version: EntryVersion, kind: str, on: str, title: str, text: str) -> Event:
    return Event(day(version.values, on) or version.since, kind, title, str(version.values.get(text, "")), version)

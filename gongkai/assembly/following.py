"""关注任务：execution answers what may be followed by mail of it; bound to the port of the search service."""

from collections.abc import Mapping
from datetime import date, datetime
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from gongkai.engines.registers.models import EntryVersion
from gongkai.foundation.organs import queries as organs
from gongkai.law import codes
from gongkai.law.chinese import day_in_chinese
from gongkai.programmes.execution import following
from gongkai.programmes.execution.following import LATE, MOVED, Happened, Watched
from gongkai.programmes.execution.programme import FINDINGS, PROGRESS, TASKS
from gongkai.programmes.execution.rules.days import day
from gongkai.programmes.finding.ports import Fresh

HEADS: Mapping[str, Mapping[str, str]] = {
    "zh": {
        PROGRESS: "进展报告（{state}）",
        FINDINGS: "督查审计发现问题",
        LATE: "逾期未完成",
        MOVED: "完成时限由{before}调整为{after}",
        TASKS: "列入计划",
    },
    "en": {
        PROGRESS: "Progress report ({state})",
        FINDINGS: "Found by an inspection or audit",
        LATE: "Overdue",
        MOVED: "Due date moved from {before} to {after}",
        TASKS: "Added to the plan",
    },
}


class Tasks:
    """可以关注的任务：`task=`, `plan=`, or `organ=` with `kind=`."""

    def name(self, query: str, on: date, *, language: str) -> str:
        """关注的内容：the title of the task or the plan; of a kind of plans whose and which."""
        watched = watched_of(query)
        if not watched.is_one:
            return ""
        if watched.task or watched.plan:
            return following.title_of(watched, on)
        kind, organ = codes.plan_kinds.get(watched.kind), organs.names_on({watched.organ}, on).get(watched.organ)
        if kind is None or organ is None:
            return ""
        return f"{organ}: {kind.english}" if language == "en" else f"{organ}：{kind.name}"

    def path(self, query: str) -> str:
        """在哪里看。"""
        watched = watched_of(query)
        if watched.task:
            return reverse("portal:execution-task", args=[watched.task])
        if watched.plan:
            return reverse("portal:execution-plan", args=[watched.plan])
        return f"{reverse('portal:execution')}?{urlencode({'organ': watched.organ, 'kind': watched.kind})}"

    def news(self, query: str, since: datetime, at: datetime, *, language: str, limit: int) -> list[Fresh]:
        """新消息：of each what happened, to which task; it is read at the task."""
        found = following.happened(watched_of(query), since, at, limit=limit)
        return [
            Fresh(f"{_said(one, language)}：{one.task.title}", _path(one), one.at) for one in found
        ]  # fmt: skip


def watched_of(query: str) -> Watched:
    """关注的对象：as it is kept."""
    given = QueryDict(query)
    return Watched(given.get("task", ""), given.get("plan", ""), given.get("organ", ""), given.get("kind", ""))


def _path(one: Happened) -> str:
    return reverse("portal:execution-task", args=[one.task.key])


def _said(one: Happened, language: str) -> str:
    head = HEADS["en" if language == "en" else "zh"][one.kind]
    state = codes.progress_states.get(one.state)
    if one.kind == MOVED and one.said is not None:
        return head.format(before=_day(one.said, language), after=_day(one.task, language))
    return head.format(state=(state.english if language == "en" else state.name) if state else "")


def _day(version: EntryVersion, language: str) -> str:
    due = day(version.values, "due_on")
    return "" if due is None else due.isoformat() if language == "en" else day_in_chinese(due)

"""关注任务：what is news of a task, of a plan's tasks, or of those a government has of one kind, since an instant."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q

from gongkai.engines.registers import queries as registers
from gongkai.engines.registers.declared import register_of
from gongkai.engines.registers.models import EntryVersion
from gongkai.foundation.now import CHINA, china_date
from gongkai.programmes.execution.programme import FINDINGS, PLANS, PROGRESS, TASKS
from gongkai.programmes.execution.queries._tasks import Task, tasks
from gongkai.programmes.execution.rules.days import day

LATE, MOVED = "late", "moved"
MOST_FOLLOWED = 500
"""一次关注的任务：of so many the news is told."""
MOST_NEWS = 200


@dataclass(frozen=True)
class Watched:
    """关注的对象：one task, or one plan, or all plans of an organ of one kind, those of years to come too."""

    task: str = ""
    plan: str = ""
    organ: str = ""
    kind: str = ""

    @property
    def is_one(self) -> bool:
        """是否说明了关注什么。"""
        return bool(self.task or self.plan or (self.organ and self.kind))


@dataclass(frozen=True)
class Happened:
    """一件新事：of a task; `kind` the register that says it, or that it became late or was moved; at an instant."""

    kind: str
    task: EntryVersion
    said: EntryVersion | None
    at: datetime

    @property
    def state(self) -> str:
        """所报告的进展：its code; empty of what is no report."""
        return str(self.said.values.get("state", "")) if self.said and self.kind == PROGRESS else ""


def title_of(watched: Watched, on: date) -> str:
    """关注的名称：of the task or the plan; empty where there is none. 1 SQL."""
    register, key = (TASKS, watched.task) if watched.task else (PLANS, watched.plan)
    version = registers.entry_on(register, key, on, seen_on=on)
    return version.title if version else ""


def happened(watched: Watched, since: datetime, at: datetime, *, limit: int) -> list[Happened]:
    """新事：made public after `since` up to `at`, the newest first.

    At most 7 SQL for every 500 tasks, and one for each whose last day was moved.
    """
    today = china_date(at)
    found = tasks(_keys(watched, today), today, seen_on=today)
    known = {one.version.key: one.version for one in found}
    told = [*_late(found, since, at), *_said(known, since, today), *_changed(known, since, today)]
    fresh = (one for one in told if since < one.at <= at and not (one.kind == TASKS and watched.task))
    return sorted(fresh, key=lambda one: (one.at, one.task.key), reverse=True)[:limit]


def _keys(watched: Watched, today: date) -> list[str]:
    if watched.task:
        return [watched.task]
    plans = [watched.plan]
    if not watched.plan:
        chosen = {"organ": watched.organ, "kind": watched.kind}
        page = registers.listing(register_of(PLANS), today, seen_on=today, chosen=chosen, limit=MOST_NEWS)
        plans = [one.key for one in page.versions]
    rows = registers.naming(TASKS, "plan", plans, today, of=PLANS, seen_on=today, limit=MOST_FOLLOWED)
    return [one.key for one in rows][:MOST_FOLLOWED]


def known_at(version: EntryVersion) -> datetime:
    """公众何时看到：when it was adopted, or as its day begins, whichever is later."""
    begins = _begins(version.since)
    adopted = version.adopted.adopted_at
    return max(begins, adopted) if adopted else begins


def _begins(on: date) -> datetime:
    return datetime.combine(on, time(), tzinfo=CHINA)


def _late(found: Sequence[Task], since: datetime, at: datetime) -> Iterator[Happened]:
    """On the first day after the last; not of what was late already when it was followed, or is settled by now."""
    for one in found:
        due = one.standing.due_on
        if due and one.standing.late and one.standing.open_:
            passed = _begins(due + timedelta(days=1))
            if since < passed <= at:
                yield Happened(LATE, one.version, None, passed)


def _fresh(since: datetime) -> Q:
    """Adopted since, or of a day that came since."""
    return Q(adopted__adopted_at__gt=since) | Q(since__gte=china_date(since))


def _said(known: Mapping[str, EntryVersion], since: datetime, today: date) -> Iterator[Happened]:
    for register in (PROGRESS, FINDINGS):
        rows = registers.named_by(register, "task", list(known), today, of=TASKS, seen_on=today).filter(number=1)
        fresh = rows.filter(_fresh(since)).select_related("adopted").order_by("-since", "-key")
        for version in fresh[:MOST_NEWS]:
            yield Happened(register, known[str(version.values["task"])], version, known_at(version))


def _changed(known: Mapping[str, EntryVersion], since: datetime, today: date) -> Iterator[Happened]:
    """New tasks of what is followed, and last days that were moved."""
    rows = registers.in_force(TASKS, today, seen_on=today).filter(_fresh(since), key__in=list(known))
    for version in rows.select_related("adopted").order_by("-since", "key")[:MOST_NEWS]:
        if version.number == 1:
            yield Happened(TASKS, version, version, known_at(version))
            continue
        earlier = (one for one in registers.history(TASKS, version.key, seen_on=today) if one.since < version.since)
        before = next(earlier, None)
        if before and day(before.values, "due_on") != day(version.values, "due_on"):
            yield Happened(MOVED, version, before, known_at(version))

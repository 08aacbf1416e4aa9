"""Questions about the job queue: what is dead, and is anybody working."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, QuerySet

from gongkai.foundation.jobs.models import Heartbeat, JobReceipt

WORKER, CLOCK = "worker", "clock"
SILENCE = timedelta(minutes=5)
BACKLOG = timedelta(minutes=10)


@dataclass(frozen=True)
class Health:
    """健康状况：ages of the newest signs of life (None: never seen), and what waits or has been given up."""

    worker_age: timedelta | None
    clock_age: timedelta | None
    waiting: int
    oldest_age: timedelta | None
    dead: int

    @property
    def problems(self) -> tuple[str, ...]:
        """What is wrong, in sentences for the screen; empty when all is well."""
        found = []
        if self.worker_age is None or self.worker_age > SILENCE:
            found.append("后台任务进程没有应答。请确认 gongkai serve 正在运行。")
        if self.clock_age is None or self.clock_age > SILENCE:
            found.append("定时进程没有应答。请确认 gongkai serve 正在运行。")
        if self.oldest_age is not None and self.oldest_age > BACKLOG:
            minutes = int(self.oldest_age.total_seconds() // 60)
            found.append(f"有 {self.waiting} 个任务等待执行，最早的已等待 {minutes} 分钟。")
        if self.dead:
            found.append(f"有 {self.dead} 个任务多次失败后已放弃。请查看原因，处理后重新执行。")
        return tuple(found)


def dead_jobs() -> QuerySet[JobReceipt]:
    """已放弃的任务：given up after the last attempt or refused outright; newest first."""
    return JobReceipt.objects.filter(state=JobReceipt.State.DEAD).order_by("-enqueued_at")


def unfinished_jobs() -> QuerySet[JobReceipt]:
    """未完成的任务：waiting, running or about to be tried again; oldest first."""
    states = (JobReceipt.State.WAITING, JobReceipt.State.RUNNING, JobReceipt.State.FAILED)
    return JobReceipt.objects.filter(state__in=states).order_by("enqueued_at")


def unfinished_job(operation: str, **ids: str | int) -> JobReceipt | None:
    """一项未完成的任务：the oldest of an operation with these identifiers; none when it is done or given up. 1 SQL."""
    return next((one for one in unfinished_jobs().filter(operation=operation) if one.ids == ids), None)


def health(at: datetime) -> Health:
    """健康状况：three SQL statements."""
    beats: dict[str, datetime] = {}
    for role, beat_at in Heartbeat.objects.exclude(beat_at=None).values_list("role", "beat_at"):
        if beat_at is not None:
            beats[role] = max(beat_at, beats.get(role, beat_at))
    waiting = unfinished_jobs().order_by().aggregate(n=Count("id"), oldest=Min("enqueued_at"))
    return Health(
        worker_age=at - beats[WORKER] if WORKER in beats else None,
        clock_age=at - beats[CLOCK] if CLOCK in beats else None,
        waiting=waiting["n"],
        oldest_age=at - waiting["oldest"] if waiting["oldest"] else None,
        dead=dead_jobs().count(),
    )

"""Putting jobs into django-q2's queue, and finding those it has lost."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django_q.models import OrmQ
from django_q.tasks import async_task

from gongkai.foundation.errors import Conflict, NotFound
from gongkai.foundation.jobs.models import JobReceipt
from gongkai.foundation.jobs.operations._running import FINISHED, State, run
from gongkai.foundation.jobs.queries import unfinished_jobs
from gongkai.foundation.journal import operations as journal
from gongkai.foundation.now import now

log = logging.getLogger("gongkai.jobs")
RUN = "gongkai.foundation.jobs.operations.run"
LOST_AFTER = timedelta(minutes=30)
KEEP_RECEIPTS = timedelta(days=90)
CHUNK = 500


def enqueue(operation: str, *, key: str, ids: Mapping[str, str | int]) -> None:
    """入队：write the receipt and the queue's row in the caller's transaction; a known key is left alone.

    :raises RuntimeError: outside `transaction.atomic`.
    :raises TypeError: when an identifier is neither a string nor an integer.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"enqueue({operation!r}) must run inside the act's transaction.atomic")
    wrong = [name for name, value in ids.items() if type(value) not in {str, int}]
    if wrong:
        raise TypeError(f"a job takes plain identifiers only, not {wrong}")
    if JobReceipt.objects.filter(key=key).exists():
        return
    # Without a savepoint: where another transaction puts the same key at this moment, its receipt stands, and of the
    # two deliveries the second finds the job finished.
    receipt = JobReceipt(key=key, operation=operation, ids=dict(ids), enqueued_at=now())
    JobReceipt.objects.bulk_create([receipt], ignore_conflicts=True)
    _push(operation, key, dict(ids))


def _push(operation: str, key: str, ids: dict[str, str | int]) -> None:
    async_task(RUN, operation, key, ids, task_name=key[:100])


def revive(*, by: str, at: datetime, key: str) -> None:
    """重新执行：an administrator has a dead job tried again from the first attempt.

    :param by: uid of the person.
    :raises NotFound: when there is no such job.
    :raises Conflict: when it is not dead.
    """
    with transaction.atomic():
        receipt = JobReceipt.objects.select_for_update().filter(key=key).first()
        if receipt is None:
            raise NotFound
        if receipt.state != State.DEAD:
            raise Conflict("这个任务没有被放弃，不需要重新执行。请刷新页面查看它现在的状态。")
        receipt.state, receipt.attempts, receipt.enqueued_at, receipt.finished_at = State.WAITING, 0, at, None
        receipt.save()
        _push(receipt.operation, key, receipt.ids)
        facts = {"operation": receipt.operation, "key": key}
        journal.record(act="revive_job", by=by, at=at, organ="", subject=f"job:{receipt.pk}", facts=facts)


def sweep(*, at: datetime) -> int:
    """清扫：put back jobs whose delivery was lost, forget receipts of long ago; answers how many were put back.

    Bound as a periodic task. Idempotent; at most a few hundred rows at a time.
    """
    lost_before = at - LOST_AFTER
    with transaction.atomic():
        lost = list(unfinished_jobs().filter(enqueued_at__lt=lost_before).select_for_update()[:CHUNK])
        queued = _queued_keys() if lost else set()
        lost = [receipt for receipt in lost if receipt.key not in queued]
        for receipt in lost:
            _push(receipt.operation, receipt.key, receipt.ids)
        old = JobReceipt.objects.filter(state=State.DONE, finished_at__lt=at - KEEP_RECEIPTS).values("pk")[:CHUNK]
        JobReceipt.objects.filter(pk__in=list(old.values_list("pk", flat=True))).delete()
    if lost:
        log.warning("找回 %d 个丢失的任务", len(lost))
    return len(lost)


def _queued_keys() -> set[str]:
    return {row.args()[1] for row in OrmQ.objects.iterator(chunk_size=CHUNK) if len(row.args() or ()) == 3}


def work_off(progress: Callable[[int], None] | None = None) -> int:
    """就地执行：run every job in the queue in this process, and those they enqueue; answers how many ran.

    For set-up, imports and tests; a job that fails stays in the queue for the worker.
    """
    done, last = 0, 0
    while (row := OrmQ.objects.filter(pk__gt=last).order_by("pk").first()) is not None:
        last = row.pk
        operation, key, ids = row.args() if len(row.args() or ()) == 3 else ("", "", {})
        if operation and _attempt(operation, key, ids):
            OrmQ.objects.filter(pk=row.pk).delete()
            done += 1
            if progress:
                progress(done)
    return done


def _attempt(operation: str, key: str, ids: dict[str, str | int]) -> bool:
    try:
        run(operation, key, ids)
    except Exception:
        log.exception("任务失败：%s %s", operation, key)
        return JobReceipt.objects.filter(key=key, state__in=FINISHED).exists()
    return True

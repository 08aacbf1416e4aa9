"""Running one job under its receipt."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from gongkai.foundation.errors import Conflict, Refusal
from gongkai.foundation.jobs import registry
from gongkai.foundation.jobs.models import JobReceipt
from gongkai.foundation.now import now
from gongkai.foundation.text import without_addresses

log = logging.getLogger("gongkai.jobs")
State = JobReceipt.State
FINISHED = (State.DONE, State.DEAD)
ERROR_LENGTH = 2000


class Overlap(Exception):
    """重叠：another worker is busy with the same job; the queue will come back."""


def run(operation: str, key: str, ids: dict[str, str | int]) -> None:
    """执行任务：what the worker calls; a finished job is skipped, a failing one is tried again, finitely often.

    A refusal is final: the job is given up at once, unless it is a conflict, which time may resolve.

    :raises Exception: whatever the operation raised, so that the queue delivers the job again.
    """
    at = now()
    if not _claim(operation, key, ids, at):
        return
    try:
        _execute(operation, key, ids, at)
    except Refusal as refusal:
        final = not isinstance(refusal, Conflict)
        _record_failure(key, refusal, final=final, at=now())
        if not final:
            raise
    except BaseException as error:  # a timeout of django-q2 is not an Exception
        _record_failure(key, error, final=False, at=now())
        raise


def _claim(operation: str, key: str, ids: dict[str, str | int], at: datetime) -> bool:
    """认领：count the attempt before it is made, so that a job that kills its worker is counted too."""
    with transaction.atomic():
        receipt, _ = JobReceipt.objects.select_for_update().get_or_create(
            key=key, defaults={"operation": operation, "ids": ids, "enqueued_at": at}
        )
        if receipt.state in FINISHED:
            return False
        if _is_running_elsewhere(receipt, at):
            raise Overlap(f"{operation} {key} is being run by another worker")
        if receipt.attempts >= attempts_allowed():
            receipt.state, receipt.finished_at = State.DEAD, at
            receipt.last_error = receipt.last_error or "执行时进程中断，已达到重试上限。"
            log.error("任务已放弃：%s %s", operation, key)
        else:
            receipt.state, receipt.started_at = State.RUNNING, at
            receipt.attempts += 1
        receipt.save()
        return receipt.state == State.RUNNING


def _is_running_elsewhere(receipt: JobReceipt, at: datetime) -> bool:
    if receipt.state != State.RUNNING or receipt.started_at is None:
        return False
    lease = timedelta(seconds=_setting("timeout") + 5)
    return at - receipt.started_at < lease


def _execute(operation: str, key: str, ids: dict[str, str | int], at: datetime) -> None:
    bound = registry.operation(operation)
    if bound.outside:
        bound.function(at=at, **ids)
    with transaction.atomic():
        receipt = JobReceipt.objects.select_for_update().get(key=key)
        if receipt.state in FINISHED:
            return
        if not bound.outside:
            bound.function(at=at, **ids)
        receipt.state, receipt.finished_at, receipt.last_error = State.DONE, now(), ""
        receipt.save()


def _record_failure(key: str, error: BaseException, *, final: bool, at: datetime) -> None:
    with transaction.atomic():
        receipt = JobReceipt.objects.select_for_update().get(key=key)
        if receipt.state in FINISHED:
            return
        receipt.last_error = f"{type(error).__name__}: {without_addresses(str(error))}"[:ERROR_LENGTH]
        dead = final or receipt.attempts >= attempts_allowed()
        receipt.state = State.DEAD if dead else State.FAILED
        receipt.finished_at = at if dead else None
        receipt.save()
    if dead:
        log.error("任务已放弃：%s %s：%s", receipt.operation, key, receipt.last_error)


def attempts_allowed() -> int:
    """重试上限：the finite number of attempts, the same as django-q2's."""
    return _setting("max_attempts")


def _setting(name: str) -> int:
    value = settings.Q_CLUSTER[name]
    if not isinstance(value, int):
        raise TypeError(f"Q_CLUSTER[{name!r}] must be an integer")
    return value

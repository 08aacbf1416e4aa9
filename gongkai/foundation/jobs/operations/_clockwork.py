"""What time does: periodic tasks, and signs of life of the clock and the workers."""

import logging
import socket
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, Q
from django_q.tasks import async_task

from gongkai.foundation.jobs import registry
from gongkai.foundation.jobs.models import Heartbeat, Periodic
from gongkai.foundation.jobs.queries import CLOCK, WORKER
from gongkai.foundation.now import now

log = logging.getLogger("gongkai.jobs")
BEAT_EVERY = timedelta(seconds=30)
ASK_EVERY = timedelta(seconds=60)
ASK_AGAIN = timedelta(minutes=10)
ERROR_LENGTH = 2000


def beat(*, role: str, at: datetime) -> None:
    """心跳：this machine's process of a kind was alive at this instant; written at most twice a minute."""
    if Heartbeat.objects.filter(role=role, machine=_machine(), beat_at__gt=at - BEAT_EVERY).exists():
        return
    with transaction.atomic():
        Heartbeat.objects.update_or_create(role=role, machine=_machine(), defaults={"beat_at": at})


def ask_worker(*, at: datetime) -> bool:
    """询问：put one sign-of-life job in the queue, unless an earlier one is unanswered; tells whether it did."""
    unanswered = Q(asked_at__gt=F("beat_at")) | Q(beat_at=None)
    with transaction.atomic():
        Heartbeat.objects.get_or_create(role=WORKER, machine=_machine())
        mine = Heartbeat.objects.select_for_update().filter(role=WORKER, machine=_machine())
        due = mine.filter(Q(asked_at=None) | Q(asked_at__lte=at - ASK_EVERY))
        due = due.exclude(unanswered & Q(asked_at__gt=at - ASK_AGAIN))
        if not due.update(asked_at=at):
            return False
        async_task("gongkai.foundation.jobs.operations.run_beat", _machine(), save=False, task_name="heartbeat")
        return True


def run_beat(machine: str) -> None:
    """应答：a worker somewhere answers the question of this machine's clock."""
    with transaction.atomic():
        Heartbeat.objects.update_or_create(role=WORKER, machine=machine, defaults={"beat_at": now()})


def tick(*, at: datetime) -> list[str]:
    """走时：call each periodic task whose slot has come and no other machine has claimed; answers their names.

    One that fails is logged, kept in its row and called again in its next slot.
    """
    called = []
    for name, rhythm in registry.periodic().items():
        if _claim_slot(name, rhythm.slot(at), at):
            called.append(name)
            _call(name, rhythm, at)
    beat(role=CLOCK, at=at)
    ask_worker(at=at)
    return called


def _claim_slot(name: str, slot: int, at: datetime) -> bool:
    if Periodic.objects.filter(name=name, slot__gte=slot).exists():
        return False
    with transaction.atomic():
        Periodic.objects.get_or_create(name=name)
        return Periodic.objects.filter(name=name, slot__lt=slot).update(slot=slot, ran_at=at) == 1


def _call(name: str, rhythm: registry.Rhythm, at: datetime) -> None:
    problem = ""
    try:
        rhythm.function(at=at)
    except Exception as error:
        log.exception("定期任务失败：%s", name)
        problem = f"{type(error).__name__}: {error}"[:ERROR_LENGTH]
    with transaction.atomic():
        Periodic.objects.filter(name=name).exclude(last_error=problem).update(last_error=problem)


def _machine() -> str:
    return socket.gethostname()[:100]

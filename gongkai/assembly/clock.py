"""时钟进程：a loop that calls the periodic tasks whose time has come; safe on as many machines as wanted."""

import logging
import signal
import threading
from types import FrameType

import django
from django.db import close_old_connections

from gongkai.foundation.now import now

log = logging.getLogger("gongkai.clock")
EVERY = 5.0


def run(stop: threading.Event, *, every: float = EVERY) -> None:
    """走时：tick until told to stop; a failing tick is logged and the next one comes all the same.

    :param every: seconds between two ticks.
    """
    from gongkai.foundation.jobs import operations

    while not stop.is_set():
        close_old_connections()
        try:
            operations.tick(at=now())
        except Exception:
            log.exception("定时进程本次执行失败，%s 秒后再试", every)
        stop.wait(every)


def main() -> int:
    """Run as a process of its own until SIGTERM or SIGINT."""
    django.setup()
    stop = threading.Event()

    def end(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    run(stop)
    return 0

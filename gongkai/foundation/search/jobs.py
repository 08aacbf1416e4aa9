"""检索的任务：the index is brought to the running code's shape, and a server beside it kept up, untold."""

import logging
import time
from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from gongkai.foundation.jobs import enqueue
from gongkai.foundation.jobs.queries import unfinished_jobs
from gongkai.foundation.search import backends, operations, queries
from gongkai.foundation.search.backends.opensearch import Unreachable

log = logging.getLogger("gongkai.search")
RENEW, MIRROR = "search.renew", "search.mirror"
EVERY = 30  # 秒
_AT_A_STRETCH = 20.0  # seconds of every thirty: other jobs have their turn in between


def keep_current(*, at: datetime) -> None:
    """查看形制：put the renewal after an upgrade into the queue, and what a server beside us was not told yet.

    Nothing to do costs two to four short SQL queries.
    """
    if not queries.is_current():
        _once(RENEW, at)
    if backends.mirror() is None:
        if queries.has_mirror():
            operations.forget_mirror()
    elif queries.is_behind():
        _once(MIRROR, at)


def renew_some(*, at: datetime) -> int:  # noqa: ARG001 — jobs are given the time
    """换新一段：entries of an older shape made anew for some seconds; how many rows changed."""
    return _for_a_while(operations.renew)


def mirror_some(*, at: datetime) -> int:  # noqa: ARG001 — jobs are given the time
    """同步一段：changes carried over to the server beside us for some seconds; how many.

    A server that does not answer is no failure of the job: what was noted stays noted, and the clock comes back.
    """
    try:
        return _for_a_while(operations.mirror)
    except Unreachable as error:
        log.warning("检索服务没有收下改动：%s", error)
        operations.report(problem=str(error))
        return 0


def problems(*, at: datetime) -> list[str]:  # noqa: ARG001 — every check is asked at an instant
    """检索的问题：what `gongkai check` says of the server beside the database."""
    server = backends.mirror()
    if server is None:
        return []
    try:
        server.call("GET", "/", seconds=5)
    except Unreachable as error:
        return [f"{error}。检索暂用数据库自带的索引。请检查检索服务，或者取消 GONGKAI_SEARCH_URL。"]
    return []


def _once(job: str, at: datetime) -> None:
    if not unfinished_jobs().filter(operation=job).exists():
        with transaction.atomic():
            enqueue(job, key=f"{job}:at:{int(at.timestamp())}")


def _for_a_while(step: Callable[[], int]) -> int:
    until, done = time.monotonic() + _AT_A_STRETCH, 0
    while changed := step():
        done += changed
        if time.monotonic() > until:
            break
    return done

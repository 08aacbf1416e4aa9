"""健康检查：what a load balancer and a monitor ask, answered before Django and under any host name.

`/health/live`   200 while this process answers at all
`/health/ready`  200 while it can serve: its database answers and is no standby; 503 otherwise. JSON with what a monitor
                 watches: seconds since worker and clock were last heard of, jobs waiting and given up

The server in front keeps both to the machines that may ask (deploy/nginx.conf).
"""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

import orjson
from django.db import DatabaseError, connection

from gongkai.foundation.jobs import queries as jobs
from gongkai.foundation.now import now

log = logging.getLogger("gongkai.health")
LIVE, READY = "/health/live", "/health/ready"
Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]


class Health:
    """健康检查的门：around an application."""

    def __init__(self, application: Application) -> None:
        self._application = application

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """What was asked about health, or whatever the application answers."""
        if environ["PATH_INFO"] not in {LIVE, READY}:
            return self._application(environ, start_response)
        if environ["PATH_INFO"] == LIVE:
            return _answer({"live": True}, environ, start_response)
        return _answer(state(at=now()), environ, start_response)


def state(*, at: datetime) -> dict[str, Any]:
    """状态：four SQL statements at most."""
    try:
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()
        if not _takes_writes():
            return {"ready": False, "database": "read-only"}
        found = jobs.health(at)
    except DatabaseError:
        log.warning("健康检查：数据库没有应答", exc_info=True)
        connection.close()
        return {"ready": False, "database": "unreachable"}
    return {
        "ready": True,
        "database": "ok",
        "worker_seconds": _seconds(found.worker_age),
        "clock_seconds": _seconds(found.clock_age),
        "jobs_waiting": found.waiting,
        "oldest_job_seconds": _seconds(found.oldest_age),
        "jobs_dead": found.dead,
    }


def _takes_writes() -> bool:
    """A standby answers questions and refuses every act."""
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            cursor.execute("SELECT 1")
            return True
        cursor.execute("SELECT pg_is_in_recovery()")
        row = cursor.fetchone()
    return row is not None and not row[0]


def _seconds(age: timedelta | None) -> int | None:
    return None if age is None else int(age.total_seconds())


def _answer(said: dict[str, Any], environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    body = orjson.dumps(said)
    well = said.get("ready", True)
    headers = [
        ("Content-Type", "application/json"),
        ("Content-Length", str(len(body))),
        ("Cache-Control", "no-store"),
    ]
    start_response("200 OK" if well else "503 Service Unavailable", headers)
    return [b"" if environ["REQUEST_METHOD"] == "HEAD" else body]

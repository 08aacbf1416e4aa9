"""The whole platform in this process: every face over HTTP, its own database, and a clock that the test may move."""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.db import connection, connections
from django.test.testcases import QuietWSGIRequestHandler

from gongkai.foundation.jobs import operations as jobs
from gongkai.foundation.now import frozen

T = TypeVar("T")


class Clock:
    """Runs like any other from where it is set, so that no two acts fall on the same instant."""

    def __init__(self, at: datetime) -> None:
        self.set(at)

    def set(self, at: datetime) -> None:
        self.start, self.since = at, time.monotonic()

    def now(self) -> datetime:
        return self.start + timedelta(seconds=time.monotonic() - self.since)


class Site:
    """A server whose requests all see this site's clock. Jobs run when the test says so, under the same clock.

    Whatever of the test touches the database goes through `call`: playwright keeps an event loop in the main thread,
    where Django refuses to be asked.
    """

    def __init__(self, at: datetime) -> None:
        self.clock = Clock(at)
        self.server = ThreadedWSGIServer(("127.0.0.1", 0), QuietWSGIRequestHandler, allow_reuse_address=False)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.server.set_app(self._answer)
        self.pool = ThreadPoolExecutor(1)
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    def start(self) -> None:
        self.handler = WSGIHandler()
        self.thread.start()

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()
        self.pool.submit(connections.close_all).result()
        self.pool.shutdown()

    def _answer(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        with frozen(self.clock.now()):
            return self.handler(environ, start_response)

    def call(self, function: Callable[..., T], *args: Any, **more: Any) -> T:
        """Call something of ours away from the browser's event loop, at this site's time."""

        def inside() -> T:
            with frozen(self.clock.now()):
                return function(*args, **more)

        return self.pool.submit(inside).result()

    def work(self) -> int:
        """What the worker process does: run every job that waits, and those they enqueue."""
        return self.call(jobs.work_off)


def create(name: str, *, like: str = "") -> str:
    """Make a database, empty or as another is; answers its name."""
    drop(name)
    if connection.vendor == "postgresql":
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{like}"' if like else ""))
    elif like:
        with closing(sqlite3.connect(like)) as old, closing(sqlite3.connect(name)) as new:
            old.backup(new)
    return name


def drop(name: str) -> None:
    """Throw a database away, whoever still holds on to it."""
    connections.close_all()
    if connection.vendor == "postgresql":
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        return
    for ending in ("", "-wal", "-shm"):
        Path(name + ending).unlink(missing_ok=True)


@contextmanager
def using(name: str) -> Iterator[str]:
    """Everything in this process, in every thread, uses the database of this name."""
    connections.close_all()
    before = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = name
    try:
        yield name
    finally:
        connections.close_all()
        connection.settings_dict["NAME"] = before

"""观察：has anything changed since? Asked before every kept page is shown, so it must cost next to nothing.

SQLite in WAL mode keeps the head of its log in shared memory (`…-shm`, the WAL-index format of its documentation).
Every commit changes its 48 bytes before it ends, so whoever asks after a commit sees others than before; a look costs
no system call. Where there is no such file, `PRAGMA data_version` says the same: a number that changes with every
commit of anybody else, and to a connection that never writes everybody is somebody else. Only when these moved are the
journal's head and the counters read. On PostgreSQL they are read each time: one small prepared query.
"""

import mmap
import os
import sqlite3
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol
from weakref import WeakSet

from django.db import connection
from django.db.utils import OperationalError

from gongkai.foundation.journal.models import Entry, Head
from gongkai.foundation.pages.models import Derived

MOST_ACTS = 500  # acts read one by one; after more than that everything kept is let go


@dataclass(frozen=True)
class State:
    """状态：the number of the last act, and of the last change of each derived thing."""

    acts: int = 0
    derived: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Act:
    """行为：an entry of the journal, as far as pages are concerned."""

    name: str
    subject: str


class Watch(Protocol):
    """观察者。"""

    def state(self) -> State:
        """The state of the last commit that had ended when this was asked; the same object while it is the same."""
        ...


class SqliteWatch:
    """SQLite 观察者：a connection of its own that never writes, shared by the threads of a process."""

    def __init__(self, path: str) -> None:
        self._lock = threading.Lock()
        # No transaction is ever opened: each question sees the newest commit.
        self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None, timeout=20)
        self._log = _head_of_log(self._connection, path)
        self._known: tuple[bytes | int, State] = (b"", State())

    def state(self) -> State:
        """The state; a look into shared memory while nothing was committed, two small queries after."""
        version, state = self._known
        if self._log is not None and self._log[:_HEAD_BYTES] == version:
            return state
        with self._lock:
            # Asked for before the state is read: what is committed in between is read again next time.
            newer = self._version()
            version, state = self._known
            if newer != version:
                found = self._read()
                state = found if found != state else state
                self._known = (newer, state)
            return state

    def _version(self) -> bytes | int:
        if self._log is not None:
            return self._log[:_HEAD_BYTES]
        number: int = self._connection.execute("PRAGMA data_version").fetchone()[0]
        return number

    def _read(self) -> State:
        head = self._connection.execute(f"SELECT number FROM {Head._meta.db_table} WHERE id = 1").fetchone()  # noqa: S608
        rows = self._connection.execute(f"SELECT name, number FROM {Derived._meta.db_table}").fetchall()  # noqa: S608
        return State(head[0] if head else 0, dict(rows))

    def close(self) -> None:
        """Let the file go."""
        self._connection.close()


_HEAD_BYTES = 48  # of the first copy of the header, the one that is written last
_FORMAT = 3007000
# Never closed: closing a file lets go of every lock the process has on it, also those of SQLite's own connections.
_open_for_ever: dict[tuple[int, int], mmap.mmap] = {}
_opening = threading.Lock()


def _head_of_log(reading: sqlite3.Connection, path: str) -> mmap.mmap | None:
    """The shared memory in which the head of the log lies, or None where the database keeps none such."""
    if reading.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        return None
    reading.execute("SELECT count(*) FROM sqlite_master").fetchone()  # from now on the file is there, and stays
    shared = Path(f"{path}-shm")
    try:
        with _opening:
            found = shared.stat()
            place = (found.st_dev, found.st_ino)
            if place not in _open_for_ever:
                _open_for_ever[place] = mmap.mmap(os.open(shared, os.O_RDONLY), _HEAD_BYTES, access=mmap.ACCESS_READ)
            log = _open_for_ever[place]
    except (OSError, ValueError):
        return None
    return log if int.from_bytes(log[:4], sys.byteorder) == _FORMAT else None


class DatabaseWatch:
    """数据库观察者：asks with this thread's own connection, each time."""

    def __init__(self) -> None:
        self._known: tuple[bytes, State] = (b"", State())
        self._prepared: WeakSet[Any] = WeakSet()  # connections that know the question

    def state(self) -> State:
        """The state; one prepared query, past the ORM: what it costs every kept page costs."""
        said = self._ask()
        known, state = self._known
        if said != known:
            found = _understood(said)
            state = found if found != state else state
            self._known = (said, state)
        return state

    def _ask(self) -> bytes:
        """What the database says now. Whoever pools connections may have thrown the prepared question away.

        :raises OperationalError: Django's, also where the connection broke, so that whoever asks closes it.
        """
        connection.ensure_connection()
        asking: Any = connection.connection
        with connection.wrap_database_errors:
            if asking not in self._prepared:
                asking.pgconn.prepare(_NAME, _QUESTION)
                self._prepared.add(asking)
            said = asking.pgconn.exec_prepared(_NAME, [])
            if said.status != _ANSWERED:
                said = asking.pgconn.exec_params(_QUESTION, [])
        if said.status != _ANSWERED:
            raise OperationalError(said.get_error_message())
        answer: bytes | None = said.get_value(0, 0)
        return answer or b""


_NAME = b"gongkai_pages"
_ANSWERED = 2  # PGRES_TUPLES_OK
# One statement, so one snapshot: "=number of the journal's head", then "name=number" of each derived thing.
_QUESTION = (
    f"SELECT concat_ws(' ', (SELECT '=' || number FROM {Head._meta.db_table} WHERE id = 1), "  # noqa: S608 — our own tables
    f"(SELECT string_agg(name || '=' || number, ' ' ORDER BY name) FROM {Derived._meta.db_table}))"
).encode()


def _understood(said: bytes) -> State:
    pairs = (each.partition("=") for each in said.decode().split())
    numbers = {name: int(number) for name, _, number in pairs}
    return State(numbers.pop("", 0), numbers)


def watch() -> Watch:
    """观察者：the one that belongs to the database in use."""
    if connection.vendor == "sqlite":
        return SqliteWatch(str(connection.settings_dict["NAME"]))
    return DatabaseWatch()


def acts_between(after: int, last: int) -> tuple[Act, ...] | None:
    """其间的行为：oldest first; None when there are too many to look at one by one."""
    if last == after:
        return ()
    if last - after > MOST_ACTS or last < after:
        return None
    rows = Entry.objects.filter(number__gt=after, number__lte=last).order_by("number")
    return tuple(Act(*row) for row in rows.values_list("act", "subject"))

"""观察：has anything changed since? Asked before every kept page is shown, so it must cost next to nothing.

SQLite keeps a number that changes with every commit of anybody else (`PRAGMA data_version`). The connection that asks
for it here never writes, so to it everybody is somebody else, this process included. Only when it moved are the
journal's head and the counters read. On PostgreSQL they are read each time: one small query.
"""

import sqlite3
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from django.db import connection

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
        self._version = -1
        self._state = State()

    def state(self) -> State:
        """The state; one PRAGMA while nothing was committed, two small queries after."""
        with self._lock:
            version = self._connection.execute("PRAGMA data_version").fetchone()[0]
            if version != self._version:
                # Asked for before it is read: what is committed in between is read again next time.
                found, self._version = self._read(), version
                if found != self._state:
                    self._state = found
            return self._state

    def _read(self) -> State:
        head = self._connection.execute(f"SELECT number FROM {Head._meta.db_table} WHERE id = 1").fetchone()  # noqa: S608
        rows = self._connection.execute(f"SELECT name, number FROM {Derived._meta.db_table}").fetchall()  # noqa: S608
        return State(head[0] if head else 0, dict(rows))

    def close(self) -> None:
        """Let the file go."""
        self._connection.close()


class DatabaseWatch:
    """数据库观察者：asks with this thread's own connection, each time."""

    def __init__(self) -> None:
        self._state = State()

    def state(self) -> State:
        """The state; one query."""
        found = self._read()
        if found != self._state:
            self._state = found
        return self._state

    def _read(self) -> State:
        rows = Derived.objects.values_list("name", "number").union(
            Head.objects.filter(pk=1).extra(select={"name": "''"}).values_list("name", "number"), all=True
        )
        found = dict(rows)
        return State(found.pop("", 0), found)


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

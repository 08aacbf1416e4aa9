"""镜像索引：the database's own index, and a server beside it that answers the questions.

The database stays the whole truth: it is written in the act's transaction, and answers whatever the server cannot. Each
row written or removed is noted in `search_searchpending` in the same transaction; `operations.mirror` carries it over.
"""

import logging
import time
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from django.db import connection

from gongkai.foundation.search.backends.opensearch import OpenSearchIndex, Server, Unreachable
from gongkai.foundation.search.ports import Expression, Index, Row
from gongkai.foundation.search.rules import EVER, Columns, Span

log = logging.getLogger("gongkai.search")
_PAUSE = 30.0  # seconds in which a server that did not answer is not asked
_LOOKED = 5.0  # seconds for which a process believes the mirror to be whole
_AT_ONCE = 500
Answer = TypeVar("Answer")
Asked = Index | OpenSearchIndex


class Watch:
    """观察：what this process knows of the server: until when not to ask it, and which filling of it is whole."""

    def __init__(self) -> None:
        self.silent_until = 0.0
        self.looked_at = -_LOOKED
        self.number = 0

    def whole(self, name: str) -> int:
        """The number of the filling that holds everything; 0 where there is none, or the server did not answer.

        One that refuses what is written to it holds less than everything, and words that were taken back.
        """
        now = time.monotonic()
        if now < self.silent_until:
            return 0
        if now - self.looked_at >= _LOOKED:
            with connection.cursor() as cursor:
                cursor.execute("SELECT id, whole, problem FROM search_searchmirror WHERE name = %s", [name])
                row = cursor.fetchone()
            self.number, self.looked_at = (int(row[0]) if row and row[1] and not row[2] else 0), now
        return self.number

    def failed(self) -> None:
        """It did not answer: leave it alone for a while, and look again then."""
        self.silent_until, self.looked_at = time.monotonic() + _PAUSE, -_LOOKED


class MirroredIndex:
    """有镜像的索引。"""

    def __init__(self, own: Index, server: Server, watch: Watch) -> None:
        self.own, self.server, self.watch = own, server, watch

    def write(self, rows: Iterable[tuple[int, Columns]]) -> None:
        """写入：here, and noted for the server."""
        given = list(rows)
        self.own.write(given)
        note([newness for newness, _ in given])

    def remove(self, newness: int) -> None:
        """移除：here, and noted for the server."""
        self.own.remove(newness)
        note([newness])

    def clear(self, places: Sequence[int]) -> None:
        """清空：here; the server's index is made anew as well."""
        self.own.clear(places)
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_searchmirror")

    def newest(self, wanted: Expression, limit: int, span: Span = EVER) -> list[Row]:
        """最新：from the server; from here while it does not answer."""
        return self._asked(lambda index: index.newest(wanted, limit, span))

    def gathered(self, wanted: Expression, limit: int, span: Span = EVER) -> tuple[list[int], str]:
        """汇总：likewise."""
        return self._asked(lambda index: index.gathered(wanted, limit, span))

    def _asked(self, ask: Callable[[Asked], Answer]) -> Answer:
        if number := self.watch.whole(self.server.name):
            try:
                return ask(OpenSearchIndex(self.server, number))
            except Unreachable as error:
                self.watch.failed()
                log.warning("检索暂用数据库自带的索引：%s", error)
        return ask(self.own)


def note(places: Sequence[int]) -> None:
    """记下待同步：a later note of the same row has a larger number, and so has the change it leads to."""
    with connection.cursor() as cursor:
        for start in range(0, len(places), _AT_ONCE):
            some = places[start : start + _AT_ONCE]
            marks = ", ".join(["%s"] * len(some))
            cursor.execute(f"DELETE FROM search_searchpending WHERE newness IN ({marks})", some)  # noqa: S608
            cursor.executemany("INSERT INTO search_searchpending (newness) VALUES (%s)", [(one,) for one in some])

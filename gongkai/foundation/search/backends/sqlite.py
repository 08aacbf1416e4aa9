"""SQLite 全文索引：an ordinary FTS5 table, split at ASCII punctuation only, without positions.

`detail=none` keeps which rows hold an atom and nothing else: half the size; phrases are compared with the text itself.
"""

from collections.abc import Iterable

from django.db import connection

from gongkai.foundation.search.ports import Atom, Every, Expression
from gongkai.foundation.search.rules import Columns

_INSERT = "INSERT INTO search_index (rowid, title, body, numbers, filters, grams) VALUES (%s, %s, %s, %s, %s, %s)"
_NEWEST = "SELECT rowid FROM search_index WHERE search_index MATCH %s ORDER BY rowid DESC LIMIT %s"


def rendered(wanted: Expression) -> str:
    """表达式：in FTS5's own syntax; atoms hold no quotation mark."""
    if isinstance(wanted, Atom):
        return f'"{wanted.text}"*' if wanted.prefix else f'"{wanted.text}"'
    joint = " AND " if isinstance(wanted, Every) else " OR "
    return "(" + joint.join(rendered(one) for one in wanted.of) + ")"


class SqliteIndex:
    """SQLite 索引。"""

    def write(self, rows: Iterable[tuple[int, Columns]]) -> None:
        """写入：put rows in the place of any of the same newness."""
        with connection.cursor() as cursor:
            for newness, row in rows:
                cursor.execute("DELETE FROM search_index WHERE rowid = %s", [newness])
                texts = (" ".join(one) for one in (row.title, row.body, row.numbers, row.filters, row.grams))
                cursor.execute(_INSERT, [newness, *texts])

    def remove(self, newness: int) -> None:
        """移除：take one row out, if it is there."""
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_index WHERE rowid = %s", [newness])

    def clear(self) -> None:
        """清空：take every row out, before a rebuild."""
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_index")

    def newest(self, wanted: Expression, limit: int) -> list[int]:
        """最新：the newness of the rows that answer, newest first."""
        with connection.cursor() as cursor:
            cursor.execute(_NEWEST, [rendered(wanted), limit])
            return [row[0] for row in cursor.fetchall()]

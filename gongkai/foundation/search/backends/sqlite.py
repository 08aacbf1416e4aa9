"""SQLite 全文索引：an ordinary FTS5 table, split at ASCII punctuation only, without positions.

`detail=none` keeps which rows hold an atom and nothing else: half the size; phrases are compared with the text itself.
The filters of a row stand beside in a narrow table: counted for five thousand hits without touching a text.
"""

from collections.abc import Iterable, Sequence

from django.db import connection

from gongkai.foundation.search.ports import Atom, Every, Expression, Row
from gongkai.foundation.search.rules import EVER, Columns, Span

_INSERT = "INSERT INTO search_index (rowid, title, body, numbers, filters, grams) VALUES (%s, %s, %s, %s, %s, %s)"
_TALLY = "INSERT OR REPLACE INTO search_tally (newness, filters) VALUES (%s, %s)"
_NEWEST = (
    "SELECT newness, filters FROM (SELECT rowid AS place FROM search_index WHERE search_index MATCH %s"
    " AND rowid BETWEEN %s AND %s ORDER BY rowid DESC LIMIT %s) CROSS JOIN search_tally ON newness = place"
)
_ALL = "SELECT newness, filters FROM search_tally WHERE newness BETWEEN %s AND %s ORDER BY newness DESC LIMIT %s"

_GATHERED = "SELECT group_concat(newness), group_concat(filters, char(10)) FROM ({})"


def _asked(wanted: Expression, limit: int, span: Span) -> tuple[str, list[str | int]]:
    if isinstance(wanted, Every) and not wanted.of:
        return _ALL, [span.low, span.high, limit]
    return _NEWEST, [rendered(wanted), span.low, span.high, limit]


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
                cursor.execute(_TALLY, [newness, row.tally])

    def remove(self, newness: int) -> None:
        """移除：take one row out, if it is there."""
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_index WHERE rowid = %s", [newness])
            cursor.execute("DELETE FROM search_tally WHERE newness = %s", [newness])

    def clear(self, places: Sequence[int]) -> None:  # noqa: ARG002 — FTS5 needs no preparation
        """清空：take every row out, before a rebuild."""
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_index")
            cursor.execute("DELETE FROM search_tally")

    def newest(self, wanted: Expression, limit: int, span: Span = EVER) -> list[Row]:
        """最新：the rows that answer, newest first."""
        with connection.cursor() as cursor:
            cursor.execute(*_asked(wanted, limit, span))
            rows: list[Row] = cursor.fetchall()
            return rows

    def gathered(self, wanted: Expression, limit: int, span: Span = EVER) -> tuple[list[int], str]:
        """汇总：the same rows as one list and one text."""
        with connection.cursor() as cursor:
            sql, given = _asked(wanted, limit, span)
            cursor.execute(_GATHERED.format(sql), given)
            places, filters = cursor.fetchone()
            return [int(one) for one in places.split(",")] if places else [], filters or ""

"""PostgreSQL 全文索引：one `tsvector` of atoms a row, without positions or weights, under GIN.

Without weights GIN needs no recheck. Two planner traps are avoided: a rare word ordered by date would walk the date's
index (a second), so matches are first collected in a MATERIALIZED CTE; and a word in a good part of all rows would
sort them all, so that one, and only that one, does walk from the newest.
"""

from collections.abc import Iterable

from django.db import connection

from gongkai.foundation.search.ports import Atom, Every, Expression
from gongkai.foundation.search.rules import Columns

_ROOM = 900_000  # bytes of atoms; a tsvector holds 1 MiB
_COMMON = 20_000
_WRITE = (
    "INSERT INTO search_index (newness, atoms) VALUES (%s, array_to_tsvector(%s::text[]))"
    " ON CONFLICT (newness) DO UPDATE SET atoms = EXCLUDED.atoms"
)
_COLLECT = (
    "WITH hit AS MATERIALIZED (SELECT newness FROM search_index WHERE atoms @@ %s::tsquery LIMIT %s)"
    " SELECT newness, (SELECT count(*) FROM hit) FROM hit ORDER BY newness DESC LIMIT %s"
)
_WALK = "SELECT newness FROM search_index WHERE atoms @@ %s::tsquery ORDER BY newness DESC LIMIT %s"


def rendered(wanted: Expression) -> str:
    """表达式：in the syntax of `tsquery`; atoms hold no quotation mark and no backslash."""
    if isinstance(wanted, Atom):
        return f"'{wanted.text}':*" if wanted.prefix else f"'{wanted.text}'"
    joint = " & " if isinstance(wanted, Every) else " | "
    return "(" + joint.join(rendered(one) for one in wanted.of) + ")"


def _fitting(atoms: list[str]) -> list[str]:
    taken = 0
    for position, one in enumerate(atoms):
        taken += len(one.encode()) + 4
        if taken > _ROOM:
            return atoms[:position]
    return atoms


class PostgresIndex:
    """PostgreSQL 索引。"""

    def write(self, rows: Iterable[tuple[int, Columns]]) -> None:
        """写入：put rows in the place of any of the same newness."""
        with connection.cursor() as cursor:
            cursor.executemany(_WRITE, [(newness, _fitting(row.all())) for newness, row in rows])

    def remove(self, newness: int) -> None:
        """移除：take one row out, if it is there."""
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_index WHERE newness = %s", [newness])

    def clear(self) -> None:
        """清空：take every row out, before a rebuild."""
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_index")

    def newest(self, wanted: Expression, limit: int) -> list[int]:
        """最新：the newness of the rows that answer, newest first."""
        query = rendered(wanted)
        with connection.cursor() as cursor:
            cursor.execute(_COLLECT, [query, _COMMON, limit])
            rows = cursor.fetchall()
            if rows and rows[0][1] >= _COMMON:
                cursor.execute(_WALK, [query, limit])
                rows = cursor.fetchall()
            return [row[0] for row in rows]

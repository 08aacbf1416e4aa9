"""PostgreSQL 全文索引：one `tsvector` of atoms a row, without positions or weights, under GIN.

Without positions and weights GIN answers alone, without taking the vectors out of their store. The planner knows ways
that do, and takes them for very common and very rare words; `search_newest` (migration 0002) leaves it none.
"""

from collections.abc import Iterable

from django.db import connection

from gongkai.foundation.search.ports import Atom, Every, Expression
from gongkai.foundation.search.rules import Columns

_ROOM = 900_000  # bytes of atoms; a tsvector holds 1 MiB
_WRITE = (
    "INSERT INTO search_index (newness, atoms) VALUES (%s, array_to_tsvector(%s::text[]))"
    " ON CONFLICT (newness) DO UPDATE SET atoms = EXCLUDED.atoms"
)
_NEWEST = "SELECT * FROM search_newest(%s::tsquery, %s)"


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
        with connection.cursor() as cursor:
            cursor.execute(_NEWEST, [rendered(wanted), limit])
            return [row[0] for row in cursor.fetchall()]

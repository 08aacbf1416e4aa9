"""PostgreSQL 全文索引：one `tsvector` of atoms a row, without positions or weights, under GIN.

Without positions and weights GIN answers alone, without taking the vectors out of their store. But it has no order:
asked for the newest rows that hold a common word it visits them all. So every row also holds the atoms of its *cell*,
some 8,192 rows that follow one another in newness, and of its block, eight cells; `search_newest` (migration 0003)
asks cell by cell, the newest first, until it has enough.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from django.db import connection

from gongkai.foundation.search.ports import Atom, Every, Expression, Row
from gongkai.foundation.search.rules import EVER, Columns, Span

CELL = 8192  # rows in a cell
BLOCK = 8  # cells in a block
_ROOM = 900_000  # bytes of atoms; a tsvector holds 1 MiB
_CELL, _BLOCK = "◷", "▦"
_LOOKED_AFTER = 0x3F  # one row in 64 looks whether its cell is full
_MARGIN = 60 << 24  # a new cell begins a minute ahead, past what others are writing now
_WRITE = (
    "INSERT INTO search_index (newness, atoms, tally) VALUES (%s, array_to_tsvector(%s::text[]), %s)"
    " ON CONFLICT (newness) DO UPDATE SET atoms = EXCLUDED.atoms, tally = EXCLUDED.tally"
)
_NEWEST = "SELECT newness, tally FROM search_newest(%s::tsquery, %s, %s, %s)"
_ALL = "SELECT newness, tally FROM search_index WHERE newness BETWEEN %s AND %s ORDER BY newness DESC LIMIT %s"
_OPEN = "INSERT INTO search_cell (start, block) VALUES (%s, %s) ON CONFLICT DO NOTHING"
_ROWS = "SELECT count(*), max(newness) FROM search_index WHERE newness >= %s"
_GATHERED = "SELECT string_agg(newness::text, ','), string_agg(tally, E'\\n') FROM ({}) found"


def _asked(wanted: Expression, limit: int, span: Span) -> tuple[str, list[str | int]]:
    if isinstance(wanted, Every) and not wanted.of:
        return _ALL, [span.low, span.high, limit]
    return _NEWEST, [rendered(wanted), limit, span.low, span.high]


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
        """写入：put rows in the place of any of the same newness, each into its cell."""
        cells = self._cells()
        given: list[tuple[int, list[str], str]] = []
        crowded = False
        for newness, row in rows:
            start, block = cells[bisect_right(cells, (newness, newness)) - 1]
            given.append((newness, [f"{_CELL}{start}", f"{_BLOCK}{block}", *_fitting(row.all())], row.tally))
            crowded |= newness & _LOOKED_AFTER == 0
        with connection.cursor() as cursor:
            cursor.executemany(_WRITE, given)
        if crowded:
            self._open_when_full(cells)

    def remove(self, newness: int) -> None:
        """移除：take one row out, if it is there."""
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_index WHERE newness = %s", [newness])

    def clear(self, places: Sequence[int]) -> None:
        """清空：take every row out, and cut the cells anew for the rows to come."""
        starts = [0, *places[CELL::CELL]]
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_index")
            cursor.execute("DELETE FROM search_cell")
            cursor.executemany(_OPEN, [(start, starts[at - at % BLOCK]) for at, start in enumerate(starts)])

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

    def _cells(self) -> list[tuple[int, int]]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT start, block FROM search_cell ORDER BY start")
            return cursor.fetchall() or [(0, 0)]

    def _open_when_full(self, cells: list[tuple[int, int]]) -> None:
        """Begin a new cell when the newest is full; what comes late into an old one stays there until a rebuild."""
        start, block = cells[-1]
        with connection.cursor() as cursor:
            cursor.execute(_ROWS, [start])
            rows, last = cursor.fetchone()
            if rows >= CELL:
                begins = ((last >> 24) << 24) + _MARGIN
                in_block = sum(1 for _, of in cells if of == block)
                cursor.execute(_OPEN, [begins, block if in_block < BLOCK else begins])

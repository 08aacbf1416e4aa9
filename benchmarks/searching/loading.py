"""Writing the made documents: in bulk, as a rebuild would leave them."""

import json
from collections.abc import Callable
from itertools import islice

from django.db import connection, transaction

from benchmarks.searching.corpus import documents
from gongkai.foundation.search import backends
from gongkai.foundation.search.backends.postgres import BLOCK, CELL, _fitting
from gongkai.foundation.search.models import SearchEntry
from gongkai.foundation.search.operations import _count_anew
from gongkai.foundation.search.rules import VERSION, Columns, SearchDocument

_BATCH = 5_000
Row = tuple[int, SearchDocument, Columns]


def fill(start: int, end: int, tell: Callable[[int], None]) -> None:
    """Write the documents `start` up to `end` behind what is there."""
    rows = documents(start, end)
    load = _Postgres(start) if connection.vendor == "postgresql" else _Sqlite()
    load.begin()
    done = start
    while batch := list(islice(rows, _BATCH)):
        with transaction.atomic():
            load.write(batch)
        done += len(batch)
        tell(done)
    load.end()
    with transaction.atomic():
        _count_anew()


class _Sqlite:
    """Entries by `bulk_create`, rows as the product writes them."""

    def begin(self) -> None:
        """Nothing to prepare."""

    def write(self, batch: list[Row]) -> None:
        """A batch in one transaction."""
        SearchEntry.objects.bulk_create([_entry(newness, document) for newness, document, _ in batch])
        backends.index().write((newness, row) for newness, _, row in batch)

    def end(self) -> None:
        """Leave the planner what `gongkai` itself would: nothing."""


class _Postgres:
    """Entries and rows by `COPY`; the inverted index is built afterwards."""

    def __init__(self, start: int) -> None:
        self.place = start
        self.cell = self.block = 0

    def begin(self) -> None:
        """Without the inverted index."""
        with connection.cursor() as cursor:
            cursor.execute("DROP INDEX search_index_atoms")
            cursor.execute("SELECT start, block FROM search_cell ORDER BY start DESC LIMIT 1")
            self.cell, self.block = cursor.fetchone()

    def write(self, batch: list[Row]) -> None:
        """A batch in one transaction, cut into cells as a rebuild cuts them."""
        with connection.cursor() as cursor:
            columns = "newness, key, title, body, numbers, filters, published_at, seg_version, names"
            with cursor.copy(f"COPY search_searchentry ({columns}) FROM STDIN") as copy:
                for newness, one, _ in batch:
                    numbers, filters = json.dumps(one.numbers), json.dumps(one.filters)
                    copy.write_row(
                        (newness, one.key, one.title, one.body, numbers, filters, one.published_at, VERSION, "[]")
                    )
            cells = [self._cell(newness) for newness, _, _ in batch]
            with cursor.copy("COPY search_index (newness, atoms, tally) FROM STDIN") as copy:
                for (newness, _, row), (cell, block) in zip(batch, cells, strict=True):
                    atoms = [f"◷{cell}", f"▦{block}", *_fitting(row.all())]
                    copy.write_row((newness, " ".join(f"'{one}'" for one in atoms), row.tally))

    def _cell(self, newness: int) -> tuple[int, int]:
        if self.place and self.place % CELL == 0:
            self.cell = newness
            self.block = newness if self.place % (CELL * BLOCK) == 0 else self.block
            with connection.cursor() as cursor:
                cursor.execute("INSERT INTO search_cell VALUES (%s, %s)", [self.cell, self.block])
        self.place += 1
        return self.cell, self.block

    def end(self) -> None:
        """The inverted index, and what autovacuum would have done by now."""
        with connection.cursor() as cursor:
            cursor.execute("SET maintenance_work_mem = '1GB'")
            cursor.execute("CREATE INDEX search_index_atoms ON search_index USING gin (atoms) WITH (fastupdate = off)")
            cursor.execute("VACUUM ANALYZE search_index")
            cursor.execute("VACUUM ANALYZE search_searchentry")


def _entry(newness: int, document: SearchDocument) -> SearchEntry:
    return SearchEntry(
        newness=newness,
        key=document.key,
        title=document.title,
        body=document.body,
        numbers=list(document.numbers),
        filters=list(document.filters),
        published_at=document.published_at,
        seg_version=VERSION,
    )

"""Writing the made documents: in bulk, as a rebuild would leave them."""

import json
import time
from collections import Counter
from collections.abc import Callable
from itertools import islice

from django.db import connection, transaction
from django.db.models import F

from benchmarks.searching import repeating
from benchmarks.searching.corpus import documents
from gongkai.foundation.search import backends
from gongkai.foundation.search.backends.postgres import BLOCK, CELL, _fitting
from gongkai.foundation.search.models import SearchEntry, SearchWording
from gongkai.foundation.search.operations._entries import _take_up
from gongkai.foundation.search.rules import VERSION, Columns, SearchDocument
from gongkai.foundation.search.wording import Wording, wordings

_BATCH = 5_000
Row = tuple[int, SearchDocument, Columns]


def fill(end: int, tell: Callable[[int], None], until: float | None = None) -> bool:
    """Write documents behind what is there, until there are `end` or, by the monotonic clock, it is `until`.

    Answers whether all are there. What was stopped half way goes on from there.
    """
    written = min(end, repeating.ORIGINAL)
    done = SearchEntry.objects.count()
    load = _Postgres(done) if connection.vendor == "postgresql" else _Sqlite()

    def full() -> bool:
        return until is not None and time.monotonic() > until

    if done < written or (done <= written and not load.whole()):
        load.begin()
        rows = documents(done, written)
        while batch := list(islice(rows, _BATCH)):
            with transaction.atomic():
                load.write(batch)
            done += len(batch)
            tell(done)
            if full():
                return False
        _count_anew()
        load.end()
    if done < end or not load.whole():
        load.begin()
        if not repeating.repeat(end, tell, full):
            return False
        with transaction.atomic():
            SearchWording.objects.update(entries=F("entries") * (end // repeating.ORIGINAL))
        load.end()
    return True


def _count_anew() -> None:
    SearchWording.objects.all().delete()
    times: Counter[Wording] = Counter()
    for title, numbers in SearchEntry.objects.values_list("title", "numbers").iterator(_BATCH):
        times.update(wordings(title, numbers, ()))
    _take_up(times)


class _Sqlite:
    """Entries by `bulk_create`, rows as the product writes them; nothing waits for the disk meanwhile."""

    def whole(self) -> bool:
        """The wordings are counted last."""
        return SearchWording.objects.exists()

    def begin(self) -> None:
        """What is made here can be made again."""
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous = OFF")

    def write(self, batch: list[Row]) -> None:
        """A batch in one transaction."""
        SearchEntry.objects.bulk_create([_entry(newness, document) for newness, document, _ in batch])
        backends.index().write((newness, row) for newness, _, row in batch)

    def end(self) -> None:
        """The planner is left what `gongkai` itself would leave it: nothing."""
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.execute("PRAGMA synchronous = FULL")


class _Postgres:
    """Entries and rows by `COPY`; the inverted index is built afterwards."""

    def __init__(self, start: int) -> None:
        self.place = start
        self.cell = self.block = 0

    def whole(self) -> bool:
        """The inverted index is built last."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_indexes WHERE indexname = 'search_index_atoms'")
            return cursor.fetchone() is not None

    def begin(self) -> None:
        """Without the inverted index."""
        with connection.cursor() as cursor:
            cursor.execute("DROP INDEX IF EXISTS search_index_atoms")
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
            for table in ("search_index", "search_searchentry", "search_searchwording", "search_cell"):
                cursor.execute(f"VACUUM ANALYZE {table}")


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

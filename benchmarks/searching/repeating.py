"""Many documents from some: the first 200,000 again and again, later each time, by the database itself.

Their words are as common as before, and each question visits as many rows more; their numbers stand there as often.
"""

from collections.abc import Callable

from django.db import connection, transaction

from benchmarks.searching.corpus import PACE
from gongkai.foundation.search.models import SearchEntry

ORIGINAL = 200_000
_CHUNK = 20_000
_LATER = int(PACE.total_seconds()) * ORIGINAL  # seconds by which a copy is later than the one before
_FIELDS = "title, body, numbers, filters, seg_version, names"
_SQLITE = (
    f"INSERT INTO search_searchentry (newness, key, published_at, {_FIELDS}) SELECT newness + %s, key || '/' || %s,"
    f" datetime(published_at, '+' || %s || ' seconds'), {_FIELDS} FROM search_searchentry"
    " WHERE newness BETWEEN %s AND %s",
    "INSERT INTO search_index (rowid, title, body, numbers, filters, grams)"
    " SELECT rowid + %s, title, body, numbers, filters, grams FROM search_index WHERE rowid BETWEEN %s AND %s",
    "INSERT INTO search_tally SELECT newness + %s, filters FROM search_tally WHERE newness BETWEEN %s AND %s",
)
_POSTGRES = (
    f"INSERT INTO search_searchentry (newness, key, published_at, {_FIELDS}) SELECT newness + %s, key || '/' || %s,"
    f" published_at + %s * interval '1 second', {_FIELDS} FROM search_searchentry WHERE newness BETWEEN %s AND %s",
    "INSERT INTO search_cell VALUES (%s, %s)",
    "INSERT INTO search_index (newness, atoms, tally) SELECT newness + %s, ts_delete(atoms, ARRAY[%s, %s])"
    " || array_to_tsvector(ARRAY[%s, %s]), tally FROM search_index WHERE newness BETWEEN %s AND %s",
)


def repeat(end: int, tell: Callable[[int], None], full: Callable[[], bool]) -> bool:
    """Copies until there are `end`, or `full` says that the time is over; a multiple of 200,000."""
    places = list(SearchEntry.objects.order_by("newness").values_list("newness", flat=True)[:ORIGINAL])
    done = SearchEntry.objects.count()
    chunks = _cells(places) if connection.vendor == "postgresql" else _even(places)
    copied = 0
    for copy in range(1, end // ORIGINAL):
        for chunk in chunks:
            copied += chunk[2]
            if ORIGINAL + copied <= done:
                continue
            if full():
                return False
            with transaction.atomic():
                _copy(copy, *chunk)
            tell(ORIGINAL + copied)
    return True


def _even(places: list[int]) -> list[tuple[int, int, int, int, int]]:
    slices = [places[at : at + _CHUNK] for at in range(0, len(places), _CHUNK)]
    return [(some[0], some[-1], len(some), 0, 0) for some in slices]


def _cells(places: list[int]) -> list[tuple[int, int, int, int, int]]:
    """The first place, the last, how many rows; start and block as they are written in the rows."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT start, block FROM search_cell WHERE start <= %s ORDER BY start", [places[-1]])
        cells = cursor.fetchall()
    found = []
    for (start, block), (following, _) in zip(cells, [*cells[1:], (places[-1] + 1, 0)], strict=True):
        some = [place for place in places if start <= place < following]
        found.append((some[0], some[-1], len(some), start, block))
    return found


def _copy(copy: int, first: int, last: int, _: int, start: int, block: int) -> None:
    later = (_LATER * copy) << 24
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(_SQLITE[0], [later, copy, _LATER * copy, first, last])
            cursor.execute(_SQLITE[1], [later, first, last])
            cursor.execute(_SQLITE[2], [later, first, last])
            return
        new_start, new_block = (start or first) + later, (block or _first()) + later
        cursor.execute(_POSTGRES[0], [later, copy, _LATER * copy, first, last])
        cursor.execute(_POSTGRES[1], [new_start, new_block])
        atoms = [f"◷{start}", f"▦{block}", f"◷{new_start}", f"▦{new_block}"]
        cursor.execute(_POSTGRES[2], [later, *atoms, first, last])


def _first() -> int:
    return SearchEntry.objects.order_by("newness").values_list("newness", flat=True)[0]

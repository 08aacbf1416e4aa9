"""装入：the documents in bulk, as entries of no shape, and then as after any upgrade: renewed until all are made."""

from collections.abc import Sequence

from django.db import transaction

from gongkai.foundation.search import SearchDocument, operations
from gongkai.foundation.search.models import SearchEntry
from gongkai.foundation.search.rules import newness


def load(documents: Sequence[SearchDocument]) -> None:
    """装入。"""
    taken: set[int] = set()
    with transaction.atomic():
        SearchEntry.objects.bulk_create((_entry(one, taken) for one in documents), batch_size=1_000)
    while operations.renew(most=500):
        pass


def _entry(one: SearchDocument, taken: set[int]) -> SearchEntry:
    step = 0
    while (place := newness(one, step)) in taken:
        step += 1
    taken.add(place)
    return SearchEntry(
        newness=place,
        key=one.key,
        title=one.title,
        body=one.body,
        numbers=list(one.numbers),
        filters=list(one.filters),
        published_at=one.published_at,
        seg_version="",
    )

"""检索的写入：put, remove, rebuild. Derived data: called by the job or act whose transaction they belong to.

They take no `by` and write no journal entry: the act that released the thing is the one that is recorded.
"""

from dataclasses import replace

from django.db import transaction

from gongkai.foundation.pages import operations as pages
from gongkai.foundation.search.backends import index
from gongkai.foundation.search.models import SearchEntry
from gongkai.foundation.search.rules import VERSION, SearchDocument, columns, newness
from gongkai.foundation.text import storable

_BATCH = 500


def put(document: SearchDocument) -> None:
    """入检索：put a document into the index, in the place of what stood under its key; twice is the same as once."""
    document = _storable(document)
    with transaction.atomic():
        before = (
            SearchEntry.objects.select_for_update().filter(key=document.key).values_list("newness", flat=True).first()
        )
        place = _place(document)
        if before is not None and before != place:
            index().remove(before)
        SearchEntry.objects.update_or_create(
            key=document.key,
            defaults={
                "newness": place,
                "title": document.title,
                "body": document.body,
                "numbers": list(document.numbers),
                "filters": list(dict.fromkeys(document.filters)),
                "published_at": document.published_at,
                "seg_version": VERSION,
            },
        )
        index().write([(place, columns(document))])
        pages.touched(pages.SEARCH)


def remove(key: str) -> None:
    """出检索：take a document out, at once and wholly; what is not there stays not there."""
    with transaction.atomic():
        for entry in SearchEntry.objects.select_for_update().filter(key=key):
            index().remove(entry.newness)
            entry.delete()
            pages.touched(pages.SEARCH)


def rebuild(*, stale_only: bool = False) -> int:
    """重建索引：make the index anew from the entries, in one transaction; how many were indexed.

    With `stale_only` only the entries cut by an older dictionary: after an upgrade, without emptying the index.
    """
    with transaction.atomic():
        entries = SearchEntry.objects.order_by("newness")
        if stale_only:
            entries = entries.exclude(seg_version=VERSION)
        places = list(entries.values_list("newness", flat=True))
        if not stale_only:
            index().clear(places)
        for start in range(0, len(places), _BATCH):
            batch = SearchEntry.objects.filter(newness__in=places[start : start + _BATCH])
            index().write([(entry.newness, columns(_document(entry))) for entry in batch.order_by("newness")])
            batch.update(seg_version=VERSION)
        pages.touched(pages.SEARCH)
    return len(places)


def _place(document: SearchDocument) -> int:
    """The document's newness, moved on past any other document of the same second and digest."""
    step = 0
    while SearchEntry.objects.filter(newness=newness(document, step)).exclude(key=document.key).exists():
        step += 1
    return newness(document, step)


def _storable(document: SearchDocument) -> SearchDocument:
    return replace(
        document,
        title=storable(document.title),
        body=storable(document.body),
        numbers=tuple(storable(one) for one in document.numbers),
        filters=tuple(storable(one) for one in document.filters),
    )


def _document(entry: SearchEntry) -> SearchDocument:
    return SearchDocument(
        key=entry.key,
        title=entry.title,
        body=entry.body,
        numbers=tuple(entry.numbers),
        filters=tuple(entry.filters),
        published_at=entry.published_at,
    )

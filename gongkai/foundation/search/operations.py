"""检索的写入：put, remove, rebuild. Derived data: called by the job or act whose transaction they belong to.

They take no `by` and write no journal entry: the act that released the thing is the one that is recorded.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby, islice
from operator import attrgetter

from django.db import connection, transaction
from django.db.models import F

from gongkai.foundation.pages import operations as pages
from gongkai.foundation.search.backends import index
from gongkai.foundation.search.models import SearchEntry, SearchWording
from gongkai.foundation.search.rules import VERSION, SearchDocument, columns, newness
from gongkai.foundation.search.wording import Wording, sound, wordings
from gongkai.foundation.text import storable

_BATCH = 500
_CARRIED = (
    "INSERT INTO search_searchwording"
    " (kind, text, backwards, pinyin, initials, blurred, head, letter, entries)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)"
    " ON CONFLICT (text, kind) DO UPDATE SET entries = search_searchwording.entries + excluded.entries"
)


def put(document: SearchDocument) -> None:
    """入检索：put a document into the index, in the place of what stood under its key; twice is the same as once."""
    document = _storable(document)
    with transaction.atomic():
        before = SearchEntry.objects.select_for_update().filter(key=document.key).defer("body").first()
        place = _place(document)
        if before is not None and before.newness != place:
            index().remove(before.newness)
        said = wordings(document.title, document.numbers, document.names)
        said_before = _said(before) if before is not None else frozenset()
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
                "names": list(document.names),
            },
        )
        index().write([(place, columns(document))])
        _let_go(said_before - said)
        _take_up(said - said_before)
        pages.touched(pages.SEARCH)


def remove(key: str) -> None:
    """出检索：take a document out, at once and wholly; what is not there stays not there."""
    with transaction.atomic():
        for entry in SearchEntry.objects.select_for_update().filter(key=key):
            index().remove(entry.newness)
            _let_go(_said(entry))
            entry.delete()
            pages.touched(pages.SEARCH)


def rebuild(*, stale_only: bool = False) -> int:
    """重建索引：make the index and its wordings anew from the entries, in one transaction; how many were indexed.

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
        if places:
            _count_anew()
        pages.touched(pages.SEARCH)
    return len(places)


def _said(entry: SearchEntry) -> frozenset[Wording]:
    return wordings(entry.title, entry.numbers, entry.names)


def _take_up(said: Iterable[Wording]) -> None:
    """One entry more carries these; written in one order, so that two writers do not wait for each other in a ring."""
    new = [_row(one, 1) for one in sorted(said, key=_order)]
    if new:
        with connection.cursor() as cursor:
            cursor.executemany(_CARRIED, new)


def _let_go(said: Iterable[Wording]) -> None:
    """One entry less carries these; what none carries any more is gone."""
    for kind, of in groupby(sorted(said, key=_order), key=attrgetter("kind")):
        carried = SearchWording.objects.filter(kind=kind, text__in=[one.text for one in of])
        carried.filter(entries=1).delete()
        carried.update(entries=F("entries") - 1)


def _count_anew() -> None:
    SearchWording.objects.all().delete()
    times: Counter[Wording] = Counter()
    for title, numbers, names in SearchEntry.objects.values_list("title", "numbers", "names").iterator(_BATCH):
        times.update(wordings(title, numbers, names))
    fresh = (_row(one, times[one]) for one in sorted(times, key=_order))
    with connection.cursor() as cursor:
        while batch := list(islice(fresh, _BATCH)):
            cursor.executemany(_CARRIED, batch)


def _row(one: Wording, entries: int) -> tuple[str | int, ...]:
    heard = sound(one.text)
    letter = heard.initials[:1]
    return (
        one.kind,
        one.text,
        one.text[::-1],
        heard.pinyin,
        heard.initials,
        heard.blurred,
        one.text[0],
        letter,
        entries,
    )


def _order(one: Wording) -> tuple[str, str]:
    return one.kind, one.text


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
        names=tuple(storable(one) for one in document.names),
    )


def _document(entry: SearchEntry) -> SearchDocument:
    return SearchDocument(
        key=entry.key,
        title=entry.title,
        body=entry.body,
        numbers=tuple(entry.numbers),
        filters=tuple(entry.filters),
        published_at=entry.published_at,
        names=tuple(entry.names),
    )

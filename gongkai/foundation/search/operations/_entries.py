"""Entries and their rows in the index: one by one in an act's transaction, or all of them anew."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter

from django.db import connection, transaction
from django.db.models import F

from gongkai.foundation.pages import operations as pages
from gongkai.foundation.search.backends import index
from gongkai.foundation.search.models import SearchEntry, SearchWording
from gongkai.foundation.search.operations._mirroring import document_of, follow
from gongkai.foundation.search.queries import outworn_wordings, stale_rows
from gongkai.foundation.search.rules import VERSION, SearchDocument, columns, newness
from gongkai.foundation.search.wording import Wording, sound, wordings
from gongkai.foundation.text import storable

_BATCH = 500
_AT_ONCE = 100  # so many entries are made anew in one transaction, and others write in between
_SLICE = 5_000
_CARRIED = (
    "INSERT INTO search_searchwording"
    " (kind, text, backwards, pinyin, initials, blurred, head, letter, entries, shape)"
    " VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
    " ON CONFLICT (text, kind, shape) DO UPDATE SET entries = search_searchwording.entries + excluded.entries"
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
        renewed = before is not None and before.seg_version != VERSION
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
        follow()
        if before is not None:
            _let_go(said_before if renewed else said_before - said, before.seg_version)
        _take_up(Counter(said if renewed else said - said_before))
        pages.touched(pages.SEARCH)


def remove(key: str) -> None:
    """出检索：take a document out, at once and wholly; what is not there stays not there."""
    with transaction.atomic():
        for entry in SearchEntry.objects.select_for_update().filter(key=key):
            index().remove(entry.newness)
            follow()
            _let_go(_said(entry), entry.seg_version)
            entry.delete()
            pages.touched(pages.SEARCH)


def rebuild() -> int:
    """重建索引：make the whole index and its wordings anew from the entries, in one transaction; how many there are.

    Nothing is found meanwhile by other transactions but what was there before; other writers wait.
    """
    with transaction.atomic():
        places = list(SearchEntry.objects.order_by("newness").values_list("newness", flat=True))
        index().clear(places)
        SearchWording.objects.all().delete()
        for start in range(0, len(places), _BATCH):
            _make_anew(places[start : start + _BATCH])
        pages.touched(pages.SEARCH)
    return len(places)


def renew(*, most: int = _AT_ONCE) -> int:
    """换新：after an upgrade make the next `most` entries of an older shape anew; how many were. 0: all are.

    A short transaction, to be repeated; what is in the index is found meanwhile. When no entry of an older shape is
    left, the wordings of that shape go.
    """
    with transaction.atomic():
        stale = stale_rows().select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked)
        places = sorted(stale.order_by("seg_version")[:most].values_list("newness", flat=True))
        if places:
            _make_anew(places)
            return len(places)
        outworn = list(outworn_wordings().values_list("pk", flat=True)[:_SLICE])
        if outworn:
            SearchWording.objects.filter(pk__in=outworn).delete()
            pages.touched(pages.SEARCH)
        return len(outworn)


def _make_anew(places: Sequence[int]) -> None:
    entries = list(SearchEntry.objects.filter(newness__in=places).order_by("newness"))
    index().write([(entry.newness, columns(document_of(entry))) for entry in entries])
    SearchEntry.objects.filter(newness__in=places).update(seg_version=VERSION)
    _take_up(Counter(one for entry in entries for one in _said(entry)))


def _said(entry: SearchEntry) -> frozenset[Wording]:
    return wordings(entry.title, entry.numbers, entry.names)


def _take_up(said: Mapping[Wording, int]) -> None:
    """So many more entries carry these; written in one order, so that no two writers wait for each other."""
    new = [_row(one, said[one]) for one in sorted(said, key=_order)]
    if new:
        with connection.cursor() as cursor:
            cursor.executemany(_CARRIED, new)


def _let_go(said: Iterable[Wording], shape: str) -> None:
    """One entry less of this shape carries these; what none carries any more is gone."""
    for kind, of in groupby(sorted(said, key=_order), key=attrgetter("kind")):
        carried = SearchWording.objects.filter(shape=shape, kind=kind, text__in=[one.text for one in of])
        carried.filter(entries=1).delete()
        carried.update(entries=F("entries") - 1)


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
        VERSION,
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

"""What is measured."""

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime
from itertools import repeat

from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory, override_settings

from benchmarks import province
from benchmarks.bare.models import Note
from benchmarks.measuring import Figure, measure
from benchmarks.province import texts
from gongkai.engines.publishing import operations as ops
from gongkai.engines.publishing import queries
from gongkai.engines.publishing.queries import Filters
from gongkai.foundation.now import CHINA
from gongkai.foundation.organs.models import Organ

AT = datetime(2026, 3, 2, 9, 0, tzinfo=CHINA)
DEEP = 40
PAGE = 20
INSERT, VIEW = "bare Django: insert one row", "bare Django: view of one row"
Work = Callable[[], object]
# What is divided by which bare figure of the same size.
BASES = {"release": INSERT, "document": VIEW, "page: document": VIEW, "page: policy library": VIEW}


def run(organs: Sequence[Organ], size: int, times: int, groups: Collection[str]) -> list[Figure]:
    """The groups asked for, with so many records in the tables; one after another, nothing else in this process."""
    return [figure for name in GROUPS if name in groups for figure in GROUPS[name](organs, size, times)]


def _bare(_organs: Sequence[Organ], size: int, times: int) -> Iterator[Figure]:
    body = texts.body(1)

    def insert() -> None:
        Note.objects.create(title="关于推进养老服务高质量发展的通知", body=body, saved_at=AT)

    yield measure(INSERT, size, repeat(insert, times + 1), reading=False)
    note = Note.objects.earliest("pk")
    with override_settings(MIDDLEWARE=[], ROOT_URLCONF="benchmarks.bare.urls"):
        yield measure(VIEW, size, repeat(_get(f"/notes/{note.pk}/"), times + 1))


def _start(_status: str, _headers: object, _error: object = None, /) -> Callable[[bytes], object]:
    """The server's side of WSGI: take the head of an answer and do nothing with it."""
    return len


def _get(path: str) -> Work:
    handler, requests = WSGIHandler(), RequestFactory()

    def work() -> None:
        response = handler(requests.get(path).environ, _start)
        if response.status_code != 200:
            raise RuntimeError(f"{path}: {response.status_code}")
        b"".join(response)
        response.close()

    return work


def _acts(organs: Sequence[Organ], size: int, times: int) -> Iterator[Figure]:
    """One release: number, ledger, journal, jobs, in one transaction, of editions reviewed beforehand."""
    organ = organs[province.BUSIEST]
    ready = province.open_work(organ, times + 1, AT, approved=True)
    publisher = province.actor(organ, "publisher")
    releases = (_release(uid, publisher) for uid in ready)
    yield measure("release", size, releases, reading=False)


def _release(uid: str, publisher: province.Actor) -> Work:
    return lambda: ops.release(record=uid, by=publisher, at=AT)


def _lists(organs: Sequence[Organ], size: int, times: int) -> Iterator[Figure]:
    busiest, ordinary = organs[province.BUSIEST].code, organs[7919 % len(organs)].code
    lists = {
        "organ's list, first page": Filters(organ=busiest),
        "organ's list, one kind": Filters(organ=busiest, kinds=("rule",)),
        "organ's list, a kind it has not": Filters(organ=busiest, kinds=("press",)),
        "organ's list, three kinds": Filters(organ=busiest, kinds=("normative", "document", "disclosure")),
        "organ's list, a year": Filters(organ=busiest, year=2016),
        "an ordinary organ's list": Filters(organ=ordinary),
        "an ordinary organ's list, one kind": Filters(organ=ordinary, kinds=("rule",)),
        "library, first page": _library(),
        "library, theme": _library(theme="03"),
        "library, theme, genre and year": _library(theme="03", genre="plan", year=2016),
        "library, rare combination": Filters(kinds=("rule",), theme="08", genre="reply", art20="A20-08", year=2016),
        "library, a kind nobody uses": Filters(kinds=("press",)),
        "library, a genre nobody uses": _library(genre="order"),
        "library, nothing found": _library(theme="99"),
    }
    for name, filters in lists.items():
        yield measure(name, size, repeat(_list(filters), times + 1))
    for name, filters in {"organ's list": Filters(organ=busiest), "library": _library()}.items():
        cursor, page = _deep(filters)
        yield measure(f"{name}, page {page}", size, repeat(_list(filters, cursor), times + 1))
    yield measure("library, years to choose from", size, repeat(lambda: queries.years(AT, _library()), times + 1))
    record = province.uid_of(size // 2)
    yield measure("document", size, repeat(lambda: queries.document(record, AT), times + 1))


def _library(theme: str = "", genre: str = "", year: int | None = None) -> Filters:
    kinds = tuple(kind.code for kind in queries.library_kinds())
    return Filters(kinds=kinds, theme=theme, genre=genre, year=year)


def _list(filters: Filters, after: str = "") -> Work:
    return lambda: queries.listing(AT, filters, after=after, limit=PAGE)


def _deep(filters: Filters) -> tuple[str, int]:
    """The cursor of a page far down, or of the last there is."""
    cursor, page = "", 1
    while page < DEEP:
        after = queries.listing(AT, filters, after=cursor, limit=PAGE).next
        if not after:
            break
        cursor, page = after, page + 1
    return cursor, page


def _searches(_organs: Sequence[Organ], size: int, times: int) -> Iterator[Figure]:
    words = {
        f"search, rare word ({province.RARE})": province.RARE,
        f"search, common word ({province.COMMON})": province.COMMON,
        "search, two common words": f"{province.COMMON} 服务",
        "search, a 文号": province.document_number(size // 2),
        "search, a string no word holds": "邀请赛举",
    }
    for name, asked in words.items():
        yield measure(name, size, repeat(_search(asked), times + 1))


def _search(words: str) -> Work:
    return lambda: queries.search(words, AT, Filters())


def _office(organs: Sequence[Organ], size: int, times: int) -> Iterator[Figure]:
    organ = organs[province.BUSIEST]
    uids = province.open_work(organ, min(100, size), AT, approved=False)
    for other in organs[1 : min(size // 250, 400)]:  # three drafts in each of four hundred organs, from 100,000 on
        province.open_work(other, 3, AT, approved=False)
    drafter = province.actor(organ, "drafter")
    yield measure("office queue of one organ", size, repeat(lambda: queries.queue(drafter, AT), times + 1))
    everyone = {"supervisor of the province": "openness_officer", "auditor": "auditor"}
    for name, role in everyone.items():
        person = province.actor(organs[0], role)
        yield measure(f"office queue, {name}", size, repeat(_queue(person), times + 1))
    yield measure("office, one item", size, repeat(lambda: queries.work(drafter, uids[0], at=AT), times + 1))
    officer = province.actor(organ, "openness_officer")
    yield measure("office, alarms of the province", size, repeat(lambda: queries.alarms(officer, AT), times + 1))
    yield measure("releases due", size, repeat(lambda: queries.due_releases(AT), times + 1))


def _queue(person: province.Actor) -> Work:
    return lambda: queries.queue(person, AT)


def _pages(_organs: Sequence[Organ], size: int, times: int) -> Iterator[Figure]:
    """Whole answers through the product's own middleware and templates, nothing kept."""
    pages = {
        "page: document": f"/documents/{province.uid_of(size // 2)}/",
        "page: policy library": "/policies/",
    }
    for name, path in pages.items():
        yield measure(name, size, repeat(_get(path), times + 1))


# In this order: what is written comes before what is read, the whole page after the questions it asks.
GROUPS: dict[str, Callable[[Sequence[Organ], int, int], Iterator[Figure]]] = {
    "bare": _bare,
    "acts": _acts,
    "lists": _lists,
    "search": _searches,
    "office": _office,
    "pages": _pages,
}

"""Carrying over to the server beside the database what changed here."""

from django.db import connection, transaction
from django.db.models import Exists, OuterRef

from gongkai.foundation.jobs import enqueue
from gongkai.foundation.search import backends
from gongkai.foundation.search.backends.opensearch import Change, OpenSearchIndex, Server
from gongkai.foundation.search.models import SearchEntry, SearchMirror, SearchPending
from gongkai.foundation.search.rules import SearchDocument, columns

_JOB = "search.mirror"
_ALL = (
    "INSERT INTO search_searchpending (newness) SELECT newness FROM search_searchentry"
    " WHERE newness NOT IN (SELECT newness FROM search_searchpending)"
)


def follow() -> None:
    """跟进：what was noted in this transaction is carried over as soon as it is committed."""
    if backends.mirror() is not None:
        newest = SearchPending.objects.order_by("-pk").values_list("pk", flat=True).first()
        if newest is not None:
            enqueue(_JOB, key=f"{_JOB}:{newest}")


def mirror(*, most: int = 500) -> int:
    """同步：carry the next `most` changes over to the server, what was taken out first; 0: nothing is left.

    Outside any transaction. May run twice and at the same time: of two changes of a row the later stands. Where the
    server has no index of ours, or one of another shape, it is made and everything noted for it.

    :raises Unreachable: where the server does not answer or refuses; what was not carried over stays noted.
    """
    server = backends.mirror()
    if server is None:
        return 0
    kept = SearchMirror.objects.filter(name=server.name).first()
    far = OpenSearchIndex(server, kept.pk) if kept is not None else None
    if far is None or not far.is_there():
        far = _begin(server)
    noted = _next(most)
    if noted:
        entries = {one.newness: one for one in SearchEntry.objects.filter(newness__in=[place for _, place in noted])}
        far.change(
            Change(place, number, columns(document_of(entries[place])) if place in entries else None)
            for number, place in noted
        )
    with transaction.atomic():
        SearchPending.objects.filter(pk__in=[number for number, _ in noted]).delete()
        SearchMirror.objects.filter(name=server.name).exclude(problem="").update(problem="")
        if not SearchPending.objects.exists():
            SearchMirror.objects.filter(name=server.name, whole=False).update(whole=True)
    return len(noted)


def report(*, problem: str) -> None:
    """记下原因：why the server could not be written, for the office to read; gone with the next success."""
    server = backends.mirror()
    if server is not None:
        with transaction.atomic():
            SearchMirror.objects.get_or_create(name=server.name)
            SearchMirror.objects.filter(name=server.name).update(problem=problem[:500])


def forget_mirror() -> None:
    """忘记镜像：the operator took the server away; when it comes back it is filled anew."""
    with transaction.atomic():
        SearchMirror.objects.all().delete()
        SearchPending.objects.all().delete()


def document_of(entry: SearchEntry) -> SearchDocument:
    """条目的内容：as it was put."""
    return SearchDocument(
        key=entry.key,
        title=entry.title,
        body=entry.body,
        numbers=tuple(entry.numbers),
        filters=tuple(entry.filters),
        published_at=entry.published_at,
        names=tuple(entry.names),
    )


def _begin(server: Server) -> OpenSearchIndex:
    """A new filling. Whoever still reads the old one finds it gone, and asks the database until this is whole."""
    with transaction.atomic():
        SearchMirror.objects.all().delete()
        kept = SearchMirror.objects.create(name=server.name)
        with connection.cursor() as cursor:
            cursor.execute(_ALL)
    far = OpenSearchIndex(server, kept.pk)
    far.make()
    return far


def _next(most: int) -> list[tuple[int, int]]:
    """The numbers and rows noted longest ago; those that are to be deleted before all others."""
    noted = SearchPending.objects.annotate(stays=Exists(SearchEntry.objects.filter(newness=OuterRef("newness"))))
    return list(noted.order_by("stays", "pk").values_list("pk", "newness")[:most])

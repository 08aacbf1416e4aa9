"""Do the relations of a draft lead back to it? Asked when it is saved, submitted and released."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from gongkai.engines.publishing import permission
from gongkai.engines.publishing.content import Relation as Said
from gongkai.engines.publishing.legal_life import graph_of, loop
from gongkai.engines.publishing.models import OPEN_STATES, Edition, Relation, State
from gongkai.foundation.people.actors import Actor


def way_back(record: str, relations: Iterable[Said], *, by: Actor | None) -> tuple[str, ...]:
    """成环：titles along the chain that leads from this record back to itself, or ().

    Through what is released, and the drafts `by` may see: what one may not see is not named; a release, which asks
    with nobody, meets what was released meanwhile. One SQL query a step of the chain, one more to name it.
    """
    for types in sorted({graph_of(said.type) for said in relations if said.target}, key=sorted):
        first = {said.target for said in relations if said.target and said.type in types}
        chain = loop(record, _edges(record, first, types, by))
        if chain:
            return _named(chain, by)
    return ()


def _edges(record: str, first: set[str], types: frozenset[str], by: Actor | None) -> dict[str, set[str]]:
    """Where each record reached points to, followed until nothing new comes or the record itself is met."""
    edges, ring = {record: first}, set(first)
    while ring and record not in ring:
        rows = _seen(by).filter(edition__record__uid__in=ring, type__in=types, target__isnull=False)
        onward: set[str] = set()
        for here, there in rows.values_list("edition__record__uid", "target__uid"):
            edges.setdefault(here, set()).add(there)
            onward.add(there)
        for here in ring:
            edges.setdefault(here, set())
        ring = (onward - edges.keys()) | (onward & {record})
    return edges


def _seen(by: Actor | None) -> QuerySet[Relation]:
    released = Q(edition__state=State.RELEASED)
    if by is None:
        return Relation.objects.filter(released)
    drafts = permission.visible_to(by).filter(state__in=OPEN_STATES).values("pk")
    return Relation.objects.filter(released | Q(edition__in=drafts))


def _named(chain: tuple[str, ...], by: Actor | None) -> tuple[str, ...]:
    shown = Edition.objects.filter(record__uid__in=chain)
    released = dict(shown.filter(state=State.RELEASED).values_list("record__uid", "title"))
    own = {}
    if by is not None:
        rows = permission.visible_to(by).filter(record__uid__in=chain).order_by("number")
        own = dict(rows.values_list("record__uid", "title"))
    titles = {**own, **released}
    return tuple(titles.get(uid, "本稿") for uid in chain)

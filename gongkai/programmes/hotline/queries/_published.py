"""Cases that were made public: found by words, narrowed by matter, handler and place."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet
from django.db.models.functions import Substr

from gongkai.engines.casework.models import Case
from gongkai.engines.publishing import queries as publishing
from gongkai.engines.publishing.models import Edition
from gongkai.engines.publishing.queries import Filters, Item
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import HOTLINE_OFFICER, Actor
from gongkai.programmes.hotline import permission
from gongkai.programmes.hotline.models import CasePublication, Message
from gongkai.programmes.hotline.outcomes import ANSWERED
from gongkai.programmes.hotline.programme import HOTLINE
from gongkai.programmes.hotline.publication import PUBLISHED

AT_ONCE = 20
MOST_FOUND = 200
"""件：what a search finds at most."""
CANDIDATES = 50


@dataclass(frozen=True)
class PublicAsked:
    """所问：words, matter, handler and place; empty means all; `after` is the cursor of the page before."""

    words: str = ""
    matter: str = ""
    handler: str = ""
    place: str = ""
    after: int = 0


@dataclass(frozen=True)
class PublicCase:
    """选登的诉求：a row of the list: the public record, and what it is about."""

    item: Item
    kind: str
    matter: str
    place: str
    handler: str


@dataclass(frozen=True)
class PublicCases:
    """一页选登的诉求：rows, the cursor of the next page, and the choices with their numbers (件)."""

    rows: tuple[PublicCase, ...]
    next: int
    total: int
    matters: tuple[tuple[str, int], ...]
    handlers: tuple[tuple[str, int], ...]
    places: tuple[tuple[str, int], ...]


def public_cases(asked: PublicAsked, at: datetime) -> PublicCases:
    """选登的诉求：released records only, newest first. 6 SQL, a search more where words are given."""
    found = _narrowed(asked, at)
    page = found.filter(pk__lt=asked.after) if asked.after else found
    kept = list(page.order_by("-pk")[: AT_ONCE + 1])
    items = {item.record: item for item in publishing.items_of([one.record for one in kept[:AT_ONCE]], at)}
    rows = tuple(
        PublicCase(items[one.record], one.kind, one.matter, one.place, one.handler)
        for one in kept[:AT_ONCE]
        if one.record in items
    )
    return PublicCases(
        rows=rows,
        next=kept[AT_ONCE - 1].pk if len(kept) > AT_ONCE else 0,
        total=found.count(),
        matters=_counted(found, "matter", 2),
        handlers=_counted(found, "handler", 9),
        places=_counted(found, "place", 6),
    )


def _narrowed(asked: PublicAsked, at: datetime) -> QuerySet[CasePublication]:
    released = Edition.objects.released(at).filter(kind=PUBLISHED.code).values("record__uid")
    rows = CasePublication.objects.filter(record__in=released)
    if asked.words:
        matches = publishing.search(asked.words, at, Filters(kinds=(PUBLISHED.code,)), limit=MOST_FOUND).matches
        rows = rows.filter(record__in=[match.item.record for match in matches])
    if asked.matter:
        rows = rows.filter(matter__startswith=asked.matter)
    if asked.handler:
        rows = rows.filter(handler=asked.handler)
    if asked.place:
        rows = rows.filter(place__startswith=asked.place)
    return rows


def _counted(rows: QuerySet[CasePublication], field: str, length: int) -> tuple[tuple[str, int], ...]:
    """How many by the first signs of a field. 1 SQL."""
    chosen = rows.order_by().annotate(choice=Substr(field, 1, length)).values("choice")
    counted = chosen.annotate(many=Count("pk")).order_by("-many", "choice")
    return tuple((row["choice"], row["many"]) for row in counted if row["choice"])


def publication_of(case: Case) -> CasePublication | None:
    """诉求的公开记录：whether it was submitted to be made public. 1 SQL."""
    return CasePublication.objects.filter(case=case).first()


def publishable(person: Actor, organ: Organ) -> Sequence[Message]:
    """可以公开的诉求：answered, of words kept from nobody, not submitted yet; the newest. 1 SQL."""
    seen = permission.visible_to(person).filter(case__procedure=HOTLINE.key, case__organ=organ, confidential=False)
    waiting = seen.filter(case__result__in=ANSWERED, case__open=False).exclude(
        case__in=CasePublication.objects.values("case")
    )
    return list(waiting.select_related("case").order_by("-case__ended_on", "-pk")[:CANDIDATES])


def submitted(organ: Organ) -> list[CasePublication]:
    """已经送审公开的：of a hotline office, the newest. 1 SQL."""
    rows = CasePublication.objects.filter(case__organ=organ).select_related("case")
    return list(rows.order_by("-pk")[:CANDIDATES])


def publishing_organs(person: Actor) -> tuple[str, ...]:
    """可以选登的热线：organs where this person heads the hotline office."""
    return tuple(sorted(person.organs(HOTLINE_OFFICER)))

"""机关列表：every organ in being, by level and place."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpResponse

from gongkai.faces.kit.http import Request
from gongkai.faces.portal.asking import EVERYTHING, asked
from gongkai.faces.portal.http import page, public
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.places import queries as places
from gongkai.foundation.places import rules as place_rules
from gongkai.foundation.places.models import Level, Place

MOST = 300


@dataclass(frozen=True)
class Group:
    """一组机关：those of one place."""

    level: str
    place: str
    organs: tuple[Organ, ...]


@public
def index(request: Request) -> HttpResponse:
    """机关列表：all of them while they fit a page; beyond that the place's own, and the places below to go on with."""
    day = china_date(request.at)
    words, place = asked(request.GET, EVERYTHING).words, _stem(request.GET.get("place", ""))
    found = list(organs.listing(day=day, place=place, words=words)[: MOST + 1])
    crowded = len(found) > MOST
    if crowded and not words:
        level = place_rules.level_of(place) if place else 0
        own = organs.listing(day=day, place=place).filter(place__level__lte=max(level, Level.PROVINCE))
        found = list(own[: MOST + 1])
    below: Iterable[Place] = places.children(place, on=day) if crowded else ()
    paths = places.paths({organ.place.code for organ in found}, on=day)
    facts = {
        "groups": _groups(found[:MOST], paths),
        "below": below,
        "words": words,
        "kept": (("place", place),) if place else (),
        "total": len(found),
        "crowded": crowded,
    }
    return page(request, "organs", facts)


def _groups(found: list[Organ], paths: dict[str, tuple[str, ...]]) -> list[Group]:
    by_level = sorted(found, key=lambda organ: (organ.place.level, organ.place.code, organ.code))
    groups = []
    for place, members in groupby(by_level, key=lambda organ: organ.place):
        path = paths.get(place.code, (place.name,))
        groups.append(Group(Level(place.level).label, " ".join(path), tuple(members)))
    return groups


def _stem(code: str) -> str:
    try:
        return place_rules.stem(code)
    except ValueError:
        return ""

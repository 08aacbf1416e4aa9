"""热线诉求选登：cases made public, found by words, narrowed by matter, handler and place."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse

from gongkai.faces.kit.http import Request
from gongkai.faces.portal.hotline.forms import name_of
from gongkai.faces.portal.http import page, public
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.places import queries as places
from gongkai.foundation.text import storable
from gongkai.law import codes
from gongkai.programmes.hotline import queries
from gongkai.programmes.hotline.queries import PublicAsked


@public
def index(request: Request) -> HttpResponse:
    """选登的诉求：the newest, or those that match."""
    asked = _asked(request)
    found = queries.public_cases(asked, request.at)
    on = china_date(request.at)
    codes_of = {asked.handler, *(one.handler for one in found.rows), *(code for code, _ in found.handlers)} - {""}
    named = organs.names_on(codes_of, on)
    spots = {asked.place, *(one.place for one in found.rows), *(code for code, _ in found.places)} - {""}
    where = {code: "".join(names) for code, names in places.paths(spots, on=on).items()}
    kinds, matters = codes.appeal_kinds, codes.appeal_matters
    facts: dict[str, Any] = {
        "asked": asked,
        "found": found,
        "rows": [
            {
                "item": one.item,
                "kind": name_of(kinds[one.kind]),
                "matter": name_of(matters[one.matter]) if matters.get(one.matter) else "",
                "place": where.get(one.place, ""),
                "handler": named.get(one.handler, ""),
            }
            for one in found.rows
        ],
        "matters": _choices(asked, "matter", ((c, name_of(matters[c]), n) for c, n in found.matters if matters.get(c))),
        "handlers": _choices(asked, "handler", ((c, named.get(c, c), n) for c, n in found.handlers)),
        "places": _choices(asked, "place", ((c, where.get(c, c), n) for c, n in found.places)),
        "next": _address(asked, after=found.next) if found.next else "",
        "narrowed": bool(asked.words or asked.matter or asked.handler or asked.place),
    }
    return page(request, "hotline/cases", facts)


def _asked(request: Request) -> PublicAsked:
    def one(name: str, most: int) -> str:
        return " ".join(storable(request.GET.get(name, "")).split())[:most]

    place, after = one("place", 6), one("after", 18)
    return PublicAsked(
        words=one("q", 60),
        matter=one("matter", 8),
        handler=one("handler", 9),
        place=place if place.isascii() and place.isdigit() and len(place) in {2, 4, 6} else "",
        after=int(after) if after.isascii() and after.isdigit() else 0,
    )


def _choices(asked: PublicAsked, key: str, options: Iterable[tuple[str, str, int]]) -> list[dict[str, Any]]:
    """One group of choices, with their numbers."""
    chosen = getattr(asked, key)
    return [{"code": code, "name": name, "many": many, "chosen": code == chosen} for code, name, many in options]


def _address(asked: PublicAsked, **changed: str | int) -> str:
    pairs = {"q": asked.words, "matter": asked.matter, "handler": asked.handler, "place": asked.place, **changed}
    query = urlencode({name: value for name, value in pairs.items() if value})
    return f"?{query}" if query else "?"

"""热线诉求选登：cases made public, found by words, narrowed by matter, handler and place."""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.utils.translation import gettext as _

from gongkai.faces.kit.http import Request
from gongkai.faces.portal.hotline.forms import name_of
from gongkai.faces.portal.http import page, public
from gongkai.faces.portal.narrowing import Choice, Option
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
    kinds = codes.appeal_kinds
    facets = (
        _choice(asked, "matter", _("诉求事项"), found.matters, _matter),
        _choice(asked, "handler", _("承办单位"), found.handlers, lambda code: named.get(code, "")),
        _choice(asked, "place", _("地点"), found.places, lambda code: where.get(code, "")),
    )
    facts: dict[str, Any] = {
        "asked": asked,
        "found": found,
        "rows": [
            {
                "item": one.item,
                "kind": name_of(kinds[one.kind]),
                "matter": _matter(one.matter),
                "place": where.get(one.place, ""),
                "handler": named.get(one.handler, ""),
            }
            for one in found.rows
        ],
        "choices": [choice for choice in facets if choice.options],
        "chosen": [(one.label, one.href) for choice in facets for one in choice.options if one.chosen],
        "kept": [(key, getattr(asked, key)) for key in ("matter", "handler", "place") if getattr(asked, key)],
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


def _matter(code: str) -> str:
    found = codes.appeal_matters.get(code)
    return name_of(found) if found else ""


def _choice(
    asked: PublicAsked, key: str, label: str, counted: Iterable[tuple[str, int]], named: Callable[[str], str]
) -> Choice:
    """One group of links: each chooses a value, or takes it off again; what is chosen is there though nothing fits."""
    chosen, known = getattr(asked, key), dict(counted)
    if chosen and chosen not in known:
        known = {chosen: 0, **known}
    options = (
        Option(code, named(code), many, code == chosen, _address(asked, **{key: "" if code == chosen else code}))
        for code, many in known.items()
    )
    return Choice(key, label, tuple(one for one in options if one.label or one.chosen))


def _address(asked: PublicAsked, **changed: str | int) -> str:
    pairs = {"q": asked.words, "matter": asked.matter, "handler": asked.handler, "place": asked.place, **changed}
    query = urlencode({name: value for name, value in pairs.items() if value})
    return f"?{query}" if query else "?"

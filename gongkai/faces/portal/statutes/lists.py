"""法规清单：all statutes, narrowed by kind, region, year and standing, or searched by words."""

from collections.abc import Mapping

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from gongkai.faces.kit.http import Request
from gongkai.faces.portal.asking import LAST_PAGE, number
from gongkai.faces.portal.http import page, public
from gongkai.faces.portal.statutes.searching import DOCUMENT, KINDS, Listed, of_statute, search
from gongkai.foundation.now import china_date
from gongkai.foundation.text import storable
from gongkai.programmes.policies.programme import NORMATIVE
from gongkai.programmes.statutes import queries
from gongkai.programmes.statutes.queries import Narrowed

SHOWN = 30
STATUSES = ("in_force", "repealed")


@public
def index(request: Request) -> HttpResponse:
    """法规库：all statutes, or what the words find in them and in our own normative documents."""
    asked, number_ = read(request), number(request.GET.get("page", ""), 1, LAST_PAGE) or 1
    if asked.category == DOCUMENT and not asked.words:
        return redirect(f"{reverse('portal:policies')}?kind={NORMATIVE.code}")
    listed = search(asked, request.at, page=number_, shown=SHOWN) if asked.words else _browsed(request, asked, number_)
    facts = {
        "asked": asked,
        "query": asked.words,
        "narrowed": asked != Narrowed(),
        "lines": listed.lines,
        "total": listed.total,
        "capped": listed.capped,
        "page": number_,
        "last": max(1, -(-listed.total // SHOWN)),
        "facets": _facets(listed.facets),
    }
    return page(request, "statutes/index", facts)


def _browsed(request: Request, asked: Narrowed, number_: int) -> Listed:
    day = china_date(request.at)
    found = queries.listing(asked, day)
    rows = found[(number_ - 1) * SHOWN : number_ * SHOWN]
    known = queries.facets(queries.listing(Narrowed(), day))
    return Listed(tuple(of_statute(one, day) for one in rows), found.count(), capped=False, facets=known)


def read(request: Request) -> Narrowed:
    """读取所问：what is no choice counts as not said."""
    given = request.GET

    def one(name: str) -> str:
        return storable(given.get(name, ""))[:100].strip()

    category, status = one("category"), one("status")
    return Narrowed(
        words=one("q").strip("《》"),
        category=category if category in KINDS else "",
        region=one("region"),
        year=number(one("year"), 1949, 2200),
        status=status if status in STATUSES else "",
    )


def _facets(known: Mapping[str, Mapping[str, int]]) -> Mapping[str, list[tuple[str, str, int]]]:
    """The choices there are, kinds by their rank, places the most frequent first, years by year."""
    order = list(KINDS)
    return {
        "category": sorted(
            ((code, KINDS[code], count) for code, count in known["category"].items()),
            key=lambda one: order.index(one[0]),
        ),
        "region": [(name, name, count) for name, count in known["region"].items()],
        "year": sorted(((name, name, count) for name, count in known["year"].items()), reverse=True),
    }

"""法规清单：all statutes, narrowed by words, kind, region, year and standing; and where a citation leads."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse

from gongkai.faces.kit.http import Request
from gongkai.faces.portal.asking import LAST_PAGE, number
from gongkai.faces.portal.http import page, public
from gongkai.foundation.now import china_date
from gongkai.foundation.text import storable
from gongkai.programmes.statutes import queries
from gongkai.programmes.statutes.models import Statute
from gongkai.programmes.statutes.queries import Narrowed
from gongkai.programmes.statutes.rules import CATEGORIES

SHOWN = 30
STATUSES = ("in_force", "repealed")


@dataclass(frozen=True)
class Line:
    """列表一行。"""

    statute: Statute
    category: str
    repealed: bool


@public
def index(request: Request) -> HttpResponse:
    """法规库。"""
    day = china_date(request.at)
    asked, number_ = read(request), number(request.GET.get("page", ""), 1, LAST_PAGE) or 1
    found = queries.listing(asked, day)
    total = found.count()
    rows = found[(number_ - 1) * SHOWN : number_ * SHOWN]
    facts = {
        "asked": asked,
        "query": _query(asked),
        "lines": [Line(one, CATEGORIES[one.category], _gone(one, day)) for one in rows],
        "total": total,
        "page": number_,
        "last": max(1, -(-total // SHOWN)),
        "facets": _facets(asked, day),
    }
    return page(request, "statutes/index", facts)


def _gone(one: Statute, day: object) -> bool:
    return one.repealed_on is not None and one.repealed_on <= day  # type: ignore[operator]


def read(request: Request) -> Narrowed:
    """读取所问：what is no choice counts as not said."""
    given = request.GET

    def one(name: str) -> str:
        return storable(given.get(name, ""))[:100].strip()

    category, status = one("category"), one("status")
    return Narrowed(
        words=one("q").strip("《》"),
        category=category if category in CATEGORIES else "",
        region=one("region"),
        year=number(one("year"), 1949, 2200),
        status=status if status in STATUSES else "",
    )


def _query(asked: Narrowed) -> str:
    said = {
        "q": asked.words, "category": asked.category, "region": asked.region, "year": asked.year or "",
        "status": asked.status,
    }  # fmt: skip
    return urlencode({name: value for name, value in said.items() if value})


def _facets(asked: Narrowed, day: object) -> Mapping[str, list[tuple[str, str, int]]]:
    """The choices there are among all statutes, the most frequent first; years by year."""
    known = queries.facets(queries.listing(Narrowed(words=asked.words), day))  # type: ignore[arg-type]
    order = list(CATEGORIES)
    return {
        "category": sorted(
            ((code, CATEGORIES[code], count) for code, count in known["category"].items()),
            key=lambda one: order.index(one[0]),
        ),
        "region": [(name, name, count) for name, count in known["region"].items()],
        "year": sorted(((name, name, count) for name, count in known["year"].items()), reverse=True),
    }

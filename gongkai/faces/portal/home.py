"""首页与频道页。"""

from django.http import HttpResponse, HttpResponsePermanentRedirect

from gongkai.engines.publishing import queries
from gongkai.engines.publishing.queries import Filters
from gongkai.faces.kit.http import Request
from gongkai.faces.portal.http import page, public
from gongkai.foundation.ledger import queries as ledger
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.law import codes
from gongkai.programmes.policies.programme import INTERPRETATION, PARTS

NEWEST = 8
SOME_ORGANS = 24


@public
def home(request: Request) -> HttpResponse:
    """首页：search first, the three commonest wishes, what is new, the organs."""
    policies = tuple(kind.code for kind in queries.library_kinds() if kind != INTERPRETATION)
    facts = {
        "policies": queries.listing(request.at, Filters(kinds=policies), limit=NEWEST).items,
        "interpretations": queries.listing(request.at, Filters(kinds=(INTERPRETATION.code,)), limit=NEWEST).items,
        "interpretation": INTERPRETATION,
        "organs": organs.listing(day=china_date(request.at))[:SOME_ORGANS],
        "checkpoint": ledger.latest_checkpoint(),
    }
    return page(request, "home", facts)


@public
def openness(request: Request) -> HttpResponse:
    """政务公开频道。"""
    facts = {"parts": PARTS.values(), "categories": codes.art20_categories, "kinds": queries.library_kinds()}
    return page(request, "openness", facts)


@public
def not_open_yet(request: Request, channel: str) -> HttpResponse:
    """尚未开通的频道：says so, and what one can do meanwhile."""
    return page(request, f"channels/{channel}", {})


@public
def to_openness(request: Request) -> HttpResponsePermanentRedirect:  # noqa: ARG001
    """政务公开频道的另一个网址。"""
    return HttpResponsePermanentRedirect("/openness/")

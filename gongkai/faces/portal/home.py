"""首页与频道页。"""

from django.http import HttpResponse, HttpResponsePermanentRedirect

from gongkai.engines.publishing import queries
from gongkai.engines.publishing.queries import Filters
from gongkai.engines.registers import queries as registers
from gongkai.engines.registers.declared import register_of
from gongkai.faces.kit.http import Request
from gongkai.faces.portal.http import absolute, page, public
from gongkai.foundation.ledger import queries as ledger
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.law import codes
from gongkai.programmes.policies.programme import DOCUMENT, INTERPRETATION, NORMATIVE, PARTS
from gongkai.programmes.services.programme import SERVICES, SITUATIONS

NEWEST = 6
SOME_ORGANS = 12
SOME_EMERGENCIES = 3
WITH_CONTACTS = 40
SITUATIONS_SHOWN = 12


@public
def home(request: Request) -> HttpResponse:
    """首页：what is urgent, search, the three commonest wishes, what is new, the organs."""
    policies = tuple(kind.code for kind in queries.library_kinds() if kind != INTERPRETATION)
    facts = {
        "emergencies": queries.emergencies_with_releases(request.at, limit=SOME_EMERGENCIES, open_only=True),
        "policies": queries.listing(request.at, Filters(kinds=policies), limit=NEWEST).items,
        "interpretations": queries.listing(request.at, Filters(kinds=(INTERPRETATION.code,)), limit=NEWEST).items,
        "kinds": (NORMATIVE, DOCUMENT, INTERPRETATION),
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
def services(request: Request) -> HttpResponse:
    """政务服务频道：whom to see about what, and when; nothing is handled online yet. Three SQL queries."""
    found = list(organs.listing(day=china_date(request.at))[: WITH_CONTACTS + 1])
    day = china_date(request.at)
    facts = {
        "organs": found[:WITH_CONTACTS],
        "more": len(found) > WITH_CONTACTS,
        "themes": codes.themes,
        "situations": registers.listing(register_of(SITUATIONS), day, seen_on=day, limit=SITUATIONS_SHOWN).versions,
        "audiences": codes.service_audiences,
        "events": codes.life_events,
        "services": SERVICES,
    }
    return page(request, "channels/services", facts)


@public
def interaction(request: Request) -> HttpResponse:
    """互动交流频道：how to ask, whom to tell."""
    return page(request, "channels/interaction", {})


@public
def data(request: Request) -> HttpResponse:
    """数据开放频道：what programs can read."""
    return page(request, "channels/data", {"home": absolute("/")})


@public
def to_openness(request: Request) -> HttpResponsePermanentRedirect:  # noqa: ARG001
    """政务公开频道的另一个网址。"""
    return HttpResponsePermanentRedirect("/openness/")

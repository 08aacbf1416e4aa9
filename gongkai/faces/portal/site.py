"""关于本站：the site map for people, the statements, and whom to tell of a mistake."""

from django.http import HttpResponse

from gongkai.engines.publishing import queries
from gongkai.faces.kit.http import Request
from gongkai.faces.portal.http import page, public
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.law import codes

SOME_ORGANS = 60


@public
def site_map(request: Request) -> HttpResponse:
    """网站地图：every kind of page there is, in the order of the channels. Two SQL queries."""
    found = list(organs.listing(day=china_date(request.at))[: SOME_ORGANS + 1])
    facts = {
        "kinds": queries.library_kinds(),
        "categories": codes.art20_categories,
        "themes": codes.themes,
        "organs": found[:SOME_ORGANS],
        "more": len(found) > SOME_ORGANS,
    }
    return page(request, "site/map", facts)


@public
def about(request: Request) -> HttpResponse:
    """关于本站：who runs it, what may be done with what stands here, what is kept of its readers."""
    return page(request, "site/about", {})


@public
def accessibility(request: Request) -> HttpResponse:
    """无障碍说明。"""
    return page(request, "site/accessibility", {})

"""给搜索引擎：robots.txt and the sitemap; released records only."""

from xml.sax.saxutils import escape

from django.http import HttpResponse
from django.urls import reverse

from gongkai.engines.publishing.models import Edition
from gongkai.faces.kit.http import Request
from gongkai.faces.portal.http import absolute, public
from gongkai.faces.portal.xml import china
from gongkai.foundation.errors import NotFound
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs

IN_SITEMAP = 5000
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
PAGES = (
    "/",
    "/openness/",
    "/policies/",
    "/organs/",
    "/requests/",
    "/requests/answers/",
    "/hotline/",
    "/petitions/",
    "/decisions/",
    "/registers/",
    "/ledger/",
)
CLOSED = (
    "/office/",
    "/accounts/",
    "/api/",
    "/reading/",
    "/requests/apply/",
    "/requests/follow/",
    "/requests/pay/",
    "/hotline/new/",
    "/hotline/follow/",
    "/petitions/new/",
    "/petitions/follow/",
)


@public
def robots(request: Request) -> HttpResponse:  # noqa: ARG001
    """抓取规则。"""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED), f"Sitemap: {absolute('/sitemap.xml')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def slice_of(edition: int) -> int:
    """站点地图的分片：the slice an edition's id falls in."""
    return edition // IN_SITEMAP


@public
def sitemap(request: Request) -> HttpResponse:
    """站点地图：the pages of this site, and an index of the sitemaps of documents. One SQL query."""
    newest = Edition.objects.released(request.at).order_by("-pk").values_list("pk", flat=True).first() or 0
    maps = [reverse("portal:sitemap-pages")]
    maps += [reverse("portal:sitemap-documents", args=[at]) for at in range(newest // IN_SITEMAP + 1)]
    items = "".join(f"<sitemap><loc>{escape(absolute(path))}</loc></sitemap>" for path in maps)
    return _xml(f'<sitemapindex xmlns="{NAMESPACE}">{items}</sitemapindex>')


@public
def pages(request: Request) -> HttpResponse:
    """站点地图：channels and organs. One SQL query."""
    day = china_date(request.at)
    codes = organs.listing(day=day).values_list("code", flat=True)
    paths = [*PAGES, *(reverse("portal:part", args=[code, "guide"]) for code in codes)]
    return _urls([(path, "") for path in paths])


@public
def documents(request: Request, number: int) -> HttpResponse:
    """站点地图：one slice of the released records, cut by table id so that slices never move. One SQL query.

    :raises NotFound: beyond any table.
    """
    if number > 10**7:
        raise NotFound
    start = number * IN_SITEMAP
    rows = Edition.objects.released(request.at).filter(pk__gte=start, pk__lt=start + IN_SITEMAP).order_by("pk")
    found = rows.values_list("record__uid", "record__changed_at")
    return _urls(
        [(reverse("portal:document", args=[uid]), china(changed)) for uid, changed in found if changed is not None]
    )


def _urls(entries: list[tuple[str, str]]) -> HttpResponse:
    items = "".join(
        f"<url><loc>{escape(absolute(path))}</loc>{f'<lastmod>{changed}</lastmod>' if changed else ''}</url>"
        for path, changed in entries
    )
    return _xml(f'<urlset xmlns="{NAMESPACE}">{items}</urlset>')


def _xml(body: str) -> HttpResponse:
    return HttpResponse(
        f'<?xml version="1.0" encoding="UTF-8"?>\n{body}', content_type="application/xml; charset=utf-8"
    )

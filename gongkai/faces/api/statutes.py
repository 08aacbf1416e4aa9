"""法规库读取：statutes as of any day, article by article, what cites them, what a text cites."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router

from gongkai.engines.publishing import queries as publishing
from gongkai.faces.api.asking import moment
from gongkai.faces.api.schemas import texts
from gongkai.faces.api.schemas.public import Refused
from gongkai.faces.api.schemas.statutes import (
    MOST_A_PAGE,
    CitationOut,
    CitationsIn,
    CitedArticleOut,
    Slug,
    StatuteFoundOut,
    StatuteOut,
    StatutesIn,
    StatutesOut,
)
from gongkai.foundation.errors import NotFound
from gongkai.foundation.now import china_date
from gongkai.law.citations import citations as found_in
from gongkai.programmes.statutes import queries
from gongkai.programmes.statutes.rules import article_address, place_of

router = Router(tags=["法规库"])
REFUSED: Any = {frozenset({400, 404}): Refused}


@router.get("/statutes", response={200: StatutesOut, 400: Refused}, summary="法规清单")
def statutes(request: HttpRequest, asked: Query[StatutesIn]) -> StatutesOut:
    """Statutes by words of their names and articles and by filters, a hundred a page.

    With words those named so first, then by rank, each with the articles that hold most of them; else the latest
    adopted first.
    """
    narrowed = queries.Narrowed(
        words=asked.words.strip(), category=asked.category, region=asked.region, year=asked.year, status=asked.status
    )
    day, first = china_date(moment(request)), (asked.page - 1) * MOST_A_PAGE
    if narrowed.words:
        return _searched(narrowed, day, first)
    found = queries.listing(narrowed, day)
    page = found[first : first + MOST_A_PAGE]
    return StatutesOut(total=found.count(), capped=False, statutes=[StatuteFoundOut.found(one, ()) for one in page])


def _searched(asked: queries.Narrowed, day: date, first: int) -> StatutesOut:
    found = queries.search(asked, day)
    page = found.statutes[first : first + MOST_A_PAGE]
    held = queries.passages(found.within, [one for one in page if one.pk in found.within.articles])
    rows = [StatuteFoundOut.found(one, held.get(one.pk, ())) for one in page]
    return StatutesOut(total=len(found.statutes), capped=found.within.capped, statutes=rows)


@router.get("/statutes/{slug}", response={200: StatuteOut, **REFUSED}, summary="一部法规的全文")
def statute(request: HttpRequest, slug: Slug, on: texts.Day | None = None) -> StatuteOut:
    """The whole text that held on a day, article by article; 404 when none did."""
    found = queries.statute(slug)
    version = queries.version_on(found, on or china_date(moment(request)))
    if version is None:
        raise NotFound
    return StatuteOut.whole(found, version, queries.versions(found), queries.articles(version))


@router.get("/statutes/{slug}/articles/{address}", response={200: CitedArticleOut, **REFUSED}, summary="一条和引用它的")
def statute_article(request: HttpRequest, slug: Slug, address: Slug, on: texts.Day | None = None) -> CitedArticleOut:
    """One article as it read on a day, and what cites it; 120-1 is 第一百二十条之一."""
    found, place = queries.statute(slug), place_of(address)
    version = queries.version_on(found, on or china_date(moment(request)))
    article = queries.article(version, *place) if version and place else None
    if article is None or place is None:
        raise NotFound
    citing = queries.citing(found, *place)
    records = publishing.items_of(citing.records, moment(request)) if citing.records else ()
    return CitedArticleOut.whole(article, citing, records)


@router.get("/citations", response={200: list[CitationOut], 400: Refused}, summary="辨认引用")
def citations(request: HttpRequest, asked: Query[CitationsIn]) -> list[CitationOut]:  # noqa: ARG001
    """Every citation in a text, with the statute it names where it is held, and the articles it names."""
    found = found_in(asked.text)
    held = queries.named({one.title for one in found}) if found else {}
    return [
        CitationOut(
            start=one.start,
            end=one.end,
            title=one.title,
            slug=held[one.title].slug if one.title in held else "",
            addresses=[article_address(place.article, place.inserted) for place in one.places],
        )
        for one in found
    ]

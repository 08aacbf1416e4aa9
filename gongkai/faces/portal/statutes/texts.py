"""法规的文本：a statute as of a day, one article, and what changed between two versions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.urls import reverse
from django.utils.safestring import SafeString

from gongkai.engines.publishing import queries as publishing
from gongkai.faces.kit.http import Request
from gongkai.faces.portal import comparing
from gongkai.faces.portal.asking import a_day
from gongkai.faces.portal.http import absolute, page, public
from gongkai.faces.portal.statutes.linking import linked_texts
from gongkai.foundation.errors import NotFound
from gongkai.foundation.now import china_date
from gongkai.programmes.statutes import queries
from gongkai.programmes.statutes.models import Statute, StatuteArticle, StatuteVersion
from gongkai.programmes.statutes.rules import CATEGORIES, article_address, place_of

MOST_BYTES = 60_000
"""一页显示多少：the rest of a long statute is on the next page."""


@dataclass(frozen=True)
class Shown:
    """页上的一条：`heading` is the chapter it opens, "" where it goes on."""

    article: StatuteArticle
    address: str
    heading: str
    paragraphs: tuple[SafeString, ...]


@dataclass(frozen=True)
class Heading:
    """目录一项：a chapter and where it begins, here or on another page."""

    text: str
    href: str


@dataclass(frozen=True)
class Reading:
    """一次写法：how an article read in one version."""

    version: StatuteVersion
    text: str
    same: bool


@public
def statute(request: Request, slug: str) -> HttpResponse:
    """法规页：as of a day, today unless another is asked; from an article where it is long.

    :raises NotFound: where there is none.
    """
    found, today = queries.statute(slug), china_date(request.at)
    day = a_day(request.GET.get("on", "")) or today
    all_versions = queries.versions(found)
    version, holds = _version(all_versions, day)
    articles = queries.articles(version)
    begin, end = _part(articles, request.GET.get("from", ""))
    here = reverse("portal:statute", args=[slug])
    on = f"&on={day.isoformat()}" if day != today else ""
    cited = queries.citing(found)
    facts = {
        **_about(found, version, today),
        "day": day,
        "past": day != today,
        "holds": holds,
        "to_come": not holds and version.since > day,
        "versions": all_versions,
        "newest": all_versions[0] if all_versions[0].since > today else None,
        "preamble": linked_texts([version.preamble], day, region=found.region)[0] if begin == 0 else "",
        "shown": _shown(articles[begin:end], articles[begin - 1] if begin else None, found, day),
        "headings": _headings(articles, begin, end, f"{here}?from={{}}{on}"),
        "before": _turn(here, articles, _before(articles, begin), on) if begin else "",
        "after": _turn(here, articles, end, on) if end < len(articles) else "",
        "appended": version.appended if end == len(articles) else "",
        "on": f"?on={day.isoformat()}" if day != today else "",
        "citing": cited,
        "records": publishing.items_of(cited.records, request.at) if cited.records else (),
        "permanent": absolute(here),
    }
    return page(request, "statutes/statute", facts)


def _about(found: Statute, version: StatuteVersion, today: date) -> dict[str, object]:
    return {
        "statute": found,
        "version": version,
        "category": CATEGORIES[found.category],
        "repealed": found.repealed_on is not None and found.repealed_on <= today,
    }


def _version(versions: Sequence[StatuteVersion], day: date) -> tuple[StatuteVersion, bool]:
    """What holds on a day; else the last before it, else the first to come; and whether it holds."""
    for one in versions:
        if one.since <= day:
            return one, one.until is None or day < one.until
    return versions[-1], False


def _part(articles: Sequence[StatuteArticle], asked: str) -> tuple[int, int]:
    """From the article asked for, as many as a page bears; a first article is always shown."""
    place = place_of(asked)
    begin = next((at for at, one in enumerate(articles) if place and (one.number, one.inserted) == place), 0)
    return begin, _end(articles, begin)


def _end(articles: Sequence[StatuteArticle], begin: int) -> int:
    left = MOST_BYTES
    for at in range(begin, len(articles)):
        left -= len(articles[at].text.encode()) + 300
        if left < 0 and at > begin:
            return at
    return len(articles)


def _before(articles: Sequence[StatuteArticle], begin: int) -> int:
    left, at = MOST_BYTES, begin
    while at > 0:
        left -= len(articles[at - 1].text.encode()) + 300
        if left < 0 and at < begin:
            break
        at -= 1
    return at


def _turn(here: str, articles: Sequence[StatuteArticle], at: int, on: str) -> str:
    return f"{here}?from={article_address(articles[at].number, articles[at].inserted)}{on}"


def _shown(articles: Sequence[StatuteArticle], before: StatuteArticle | None, of: Statute, day: date) -> list[Shown]:
    parts = [one.text.split("\n\n") for one in articles]
    linked = iter(linked_texts([text for each in parts for text in each], day, region=of.region))
    made, chapter = [], before.chapter if before else ""
    for one, each in zip(articles, parts, strict=True):
        heading = one.chapter if one.chapter != chapter else ""
        chapter = one.chapter
        address = article_address(one.number, one.inserted)
        made.append(Shown(one, address, heading, tuple(next(linked) for _ in each)))
    return made


def _headings(articles: Sequence[StatuteArticle], begin: int, end: int, elsewhere: str) -> list[Heading]:
    """The chapters: anchors on this page, addresses on others."""
    made, chapter = [], ""
    for at, one in enumerate(articles):
        if one.chapter and one.chapter != chapter:
            address = article_address(one.number, one.inserted)
            anchor = f"#article-{address}"
            made.append(Heading(one.chapter, anchor if begin <= at < end else elsewhere.format(address) + anchor))
        chapter = one.chapter
    return made


@public
def article(request: Request, slug: str, address: str) -> HttpResponse:
    """条文页：one article for good: as of a day, how it read before, and what cites it.

    :raises NotFound: for an article that no version has.
    """
    found, today = queries.statute(slug), china_date(request.at)
    day, place = a_day(request.GET.get("on", "")) or today, place_of(address)
    if place is None or not place[0]:
        raise NotFound
    all_versions = queries.versions(found)
    version, holds = _version(all_versions, day)
    readings = _readings(all_versions, place)
    if not readings:
        raise NotFound
    current = queries.article(version, *place)
    around = queries.neighbours(current) if current else (None, None)
    cited = queries.citing(found, *place)
    facts = {
        **_about(found, version, today),
        "label": readings[0][1].label,
        "current": current,
        "holds": holds,
        "day": day,
        "past": day != today,
        "on": f"?on={day.isoformat()}" if day != today else "",
        "paragraphs": linked_texts(current.text.split("\n\n"), day, region=found.region) if current else (),
        "neighbours": [(one, article_address(one.number, one.inserted)) if one else None for one in around],
        "address": article_address(*place),
        "readings": _in_turn(readings),
        "citing": cited,
        "records": publishing.items_of(cited.records, request.at) if cited.records else (),
        "permanent": absolute(reverse("portal:statute-article", args=[slug, address])),
    }
    return page(request, "statutes/article", facts)


def _readings(
    versions: Sequence[StatuteVersion], place: tuple[int, int]
) -> list[tuple[StatuteVersion, StatuteArticle]]:
    known = queries.readings(versions, *place)
    return [(one, known[one.pk]) for one in versions if one.pk in known]


def _in_turn(readings: Sequence[tuple[StatuteVersion, StatuteArticle]]) -> list[Reading]:
    """The newest first; `same` where the version before said the same."""
    before = [*[each.text for _, each in readings[1:]], ""]
    return [Reading(one, each.text, each.text == old) for (one, each), old in zip(readings, before, strict=True)]


@public
def compare(request: Request, slug: str) -> HttpResponse:
    """版本比较：what changed between two versions, named by the days they came into force.

    :raises NotFound: where a day names no version.
    """
    found, all_versions = queries.statute(slug), queries.versions(queries.statute(slug))
    after = _named(all_versions, request.GET.get("to", ""), all_versions[0])
    earlier = [one for one in all_versions if one.since < after.since]
    before = _named(all_versions, request.GET.get("from", ""), earlier[0] if earlier else after)
    old, new = ([], []) if before == after else (queries.paragraphs(before), queries.paragraphs(after))
    facts = {
        **_about(found, after, china_date(request.at)),
        "versions": all_versions,
        "before": before,
        "after": after,
        "comparison": comparing.of_paragraphs(old, new) if before != after else None,
    }
    return page(request, "statutes/compare", facts)


def _named(versions: Sequence[StatuteVersion], asked: str, usual: StatuteVersion) -> StatuteVersion:
    if not asked:
        return usual
    found = next((one for one in versions if one.since.isoformat() == asked), None)
    if found is None:
        raise NotFound
    return found

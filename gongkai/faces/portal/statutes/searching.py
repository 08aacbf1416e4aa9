"""一站式政策法规查询：laws, regulations, rules and our own normative documents by their words, in one list.

Words stand in an article or in a name; what is found in a name comes first, then the higher rank. Counts are of
everything the words find.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext_noop

from gongkai.engines.publishing import queries as publishing
from gongkai.engines.publishing.queries import Filters, Match
from gongkai.foundation.now import china_date
from gongkai.foundation.organs.queries import names_on
from gongkai.programmes.policies.programme import NORMATIVE
from gongkai.programmes.statutes import queries
from gongkai.programmes.statutes.models import Statute
from gongkai.programmes.statutes.queries import Narrowed, Passage, Within
from gongkai.programmes.statutes.rules import CATEGORIES

DOCUMENT = "normative"
KINDS: Mapping[str, str] = {**CATEGORIES, DOCUMENT: gettext_noop("行政规范性文件")}
MOST_TITLED = 200
MOST_DOCUMENTS = 100
GONE = frozenset({"repealed", "expired"})


@dataclass(frozen=True)
class Line:
    """列表一行：a statute or a document; `place` is the region of the one, the organ of the other."""

    href: str
    title: str
    title_html: SafeString
    category: str
    place: str
    year: int | None
    gone: bool
    number: str = ""
    snippet_html: str = ""
    statute: Statute | None = None
    passages: tuple[Passage, ...] = ()
    articles: int = 0

    @property
    def kind(self) -> str:
        """效力位阶的名称。"""
        return KINDS[self.category]

    @property
    def is_document(self) -> bool:
        """Whether it is one of our own."""
        return self.statute is None

    @property
    def more(self) -> int:
        """How many articles answer beside those shown (条)."""
        return self.articles - len(self.passages)


@dataclass(frozen=True)
class Listed:
    """列出的：a page of lines; `facets` by name: value → how many."""

    lines: tuple[Line, ...]
    total: int
    capped: bool
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


def of_statute(one: Statute, day: date, articles: int = 0) -> Line:
    """法规一行。"""
    return Line(
        href=reverse("portal:statute", args=[one.slug]),
        title=one.title,
        title_html=escape(one.title),
        category=one.category,
        place=one.region,
        year=one.year,
        gone=one.repealed_on is not None and one.repealed_on <= day,
        statute=one,
        articles=articles,
    )


def search(asked: Narrowed, at: datetime, *, page: int, shown: int) -> Listed:
    """查询：what the words find, narrowed, a page of it. About twelve SQL queries."""
    day = china_date(at)
    found = queries.within(asked.words, day)
    lines = _statutes(asked.words, found, day) + _documents(asked.words, at)
    lines.sort(key=lambda line: (not _titled(line, asked.words, found), _rank(line)))
    kept = [line for line in lines if all(fits(line) for fits in _tests(asked))]
    some = kept[(page - 1) * shown : page * shown]
    within = [line.statute for line in some if line.statute is not None and line.statute.pk in found.articles]
    passages = queries.passages(found, within) if within else {}
    return Listed(tuple(_with(line, passages) for line in some), len(kept), found.capped, facets=_facets(lines))


def _statutes(words: str, found: Within, day: date) -> list[Line]:
    lines = [of_statute(one, day, len(found.articles[one.pk])) for one in found.statutes]
    titled = queries.listing(Narrowed(words=words), day).exclude(pk__in=found.articles)[:MOST_TITLED]
    return [*(of_statute(one, day) for one in titled), *lines]


def _documents(words: str, at: datetime) -> list[Line]:
    """Released normative documents, with their standing of today."""
    found = publishing.search(words, at, Filters(kinds=(NORMATIVE.code,)), limit=MOST_DOCUMENTS)
    matches = () if found.relaxed else found.matches
    editions = publishing.editions_of([one.item.id for one in matches], at)
    standings = publishing.standings(editions.values(), at) if editions else {}
    names = names_on({one.item.organ for one in matches}, china_date(at))
    gone = {pk for pk, standing in standings.items() if standing.code in GONE}
    return [_document(one, names, gone=one.item.id in gone) for one in matches]


def _document(one: Match, names: Mapping[str, str], *, gone: bool) -> Line:
    item = one.item
    return Line(
        href=reverse("portal:document", args=[item.record]),
        title=item.title,
        title_html=SafeString(one.title_html),
        category=DOCUMENT,
        place=names.get(item.organ, item.issuer),
        year=(item.formed_on or china_date(item.published_at)).year,
        gone=gone,
        number=item.document_number,
        snippet_html=SafeString(one.snippet_html),
    )


def _titled(line: Line, words: str, found: Within) -> bool:
    said = [word.text for word in found.reading.words] or [words]
    return all(word in line.title for word in said)


def _rank(line: Line) -> int:
    return list(KINDS).index(line.category)


def _tests(asked: Narrowed) -> Iterable[Callable[[Line], bool]]:
    if asked.category:
        yield lambda line: line.category == asked.category
    if asked.region:
        yield lambda line: line.place == asked.region
    if asked.year:
        yield lambda line: line.year == asked.year
    if asked.status:
        yield lambda line: line.gone == (asked.status == "repealed")


def _facets(lines: Sequence[Line]) -> dict[str, dict[str, int]]:
    counted: dict[str, dict[str, int]] = {"category": {}, "region": {}, "year": {}}
    for line in lines:
        for name, value in (("category", line.category), ("region", line.place), ("year", str(line.year or ""))):
            if value:
                counted[name][value] = counted[name].get(value, 0) + 1
    return {name: dict(sorted(counts.items(), key=lambda one: (-one[1], one[0]))) for name, counts in counted.items()}


def _with(line: Line, passages: Mapping[int, tuple[Passage, ...]]) -> Line:
    if line.statute is None or line.statute.pk not in passages:
        return line
    return replace(line, passages=passages[line.statute.pk])

"""政策文件库与检索：one list, filtered, searched, counted; by keyset while browsing, by page while searching."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil

from django.http import HttpResponse
from django.utils.html import escape
from django.utils.safestring import SafeString

from gongkai.engines.publishing import queries
from gongkai.engines.publishing.queries import Item, Matches
from gongkai.faces.kit.http import Request
from gongkai.faces.portal.asking import EVERYTHING, PAGE_SIZE, POLICIES, Asked, Scope, asked
from gongkai.faces.portal.http import page, public
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.law import codes

MOST_ORGANS = 100
Facets = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Line:
    """列表一行：a record, with what was found marked in its title and text."""

    item: Item
    title_html: str
    snippet_html: str = ""


@dataclass(frozen=True)
class Listed:
    """列出的内容：`next` is the cursor of the next page while browsing, `last` the last page while searching.

    `relaxed`: nothing held all the words; these hold some.
    """

    lines: tuple[Line, ...]
    total: int
    capped: bool
    facets: Facets
    next: str = ""
    last: int = 1
    relaxed: bool = False


@dataclass(frozen=True)
class Option:
    """选项：one value of a filter; `count` in records (件), None where it is not known."""

    value: str
    label: str
    count: int | None
    chosen: bool


@dataclass(frozen=True)
class Choice:
    """筛选项：one filter of the panel."""

    name: str
    label: str
    options: tuple[Option, ...]


@public
def policies(request: Request) -> HttpResponse:
    """政策文件库。"""
    return _library(request, POLICIES)


@public
def search(request: Request) -> HttpResponse:
    """检索：everything that is public."""
    return _library(request, EVERYTHING)


def _library(request: Request, scope: Scope) -> HttpResponse:
    question = asked(request.GET, scope)
    listed = listing(question, request.at)
    choices = _choices(question, listed.facets, china_date(request.at))
    facts = {
        "asked": question,
        "scope": scope,
        "query": question.words,
        "listed": listed,
        "choices": choices,
        "chosen": _chosen(question, choices),
        "orders": (
            ("按相关度", False, question.address(sort="")),
            ("按发布日期", True, question.address(sort="newest")),
        ),
    }
    return page(request, "library", facts)


def listing(question: Asked, at: datetime) -> Listed:
    """列出：found by words, or browsed newest first."""
    return _found(question, at) if question.words else _browsed(question, at)


def _found(question: Asked, at: datetime) -> Listed:
    offset = (question.page - 1) * PAGE_SIZE
    found = queries.search(question.words, at, question.bounded, limit=PAGE_SIZE, offset=offset, newest=question.newest)
    lines = tuple(Line(m.item, SafeString(m.title_html), SafeString(m.snippet_html)) for m in found.matches)
    last = max(1, ceil(found.total / PAGE_SIZE))
    return Listed(lines, found.total, found.capped, found.facets, last=last, relaxed=found.relaxed)


def _browsed(question: Asked, at: datetime) -> Listed:
    rows = queries.listing(at, question.bounded, after=question.after, limit=PAGE_SIZE)
    counted = _counted(question, at)
    lines = tuple(Line(item, escape(item.title)) for item in rows.items)
    return Listed(lines, max(counted.total, len(lines)), counted.capped, counted.facets, next=rows.next)


def _counted(question: Asked, at: datetime) -> Matches:
    """Total and facets, from the index, which counts no further than it must."""
    return queries.search("", at, question.bounded, limit=0)


def _choices(question: Asked, facets: Facets, day: date) -> tuple[Choice, ...]:
    filters = question.filters
    chosen_kind = filters.kinds[0] if len(filters.kinds) == 1 else ""
    kinds = [(kind.code, kind.name) for kind in question.scope.kinds()]
    years = [(year, f"{year}年") for year in sorted(facets.get("year", {}), reverse=True)]
    return (
        Choice("organ", "发布机构", _options(_organs(facets, day), filters.organ, facets.get("organ", {}))),
        Choice("kind", "种类", _options(kinds, chosen_kind, facets.get("kind", {}))),
        Choice("theme", "主题", _options(codes.themes.choices(), filters.theme, facets.get("theme", {}))),
        Choice("genre", "体裁", _options(codes.genres.choices(), filters.genre, facets.get("genre", {}))),
        Choice("year", "发布年份", _options(years, str(filters.year or ""), facets.get("year", {}))),
    )


def _organs(facets: Facets, day: date) -> list[tuple[str, str]]:
    counts = facets.get("organ", {})
    most = sorted(counts, key=lambda code: (-counts[code], code))[:MOST_ORGANS]
    names = organs.names_on(set(most), day)
    return [(code, names[code]) for code in most if code in names]


def _options(known: list[tuple[str, str]], chosen: str, counts: Mapping[str, int]) -> tuple[Option, ...]:
    """Values that would find something; once one is chosen all are offered, as the index then counts only that one."""
    return tuple(
        Option(value, label, counts.get(value), value == chosen)
        for value, label in known
        if chosen or counts.get(value)
    )


def _chosen(question: Asked, choices: tuple[Choice, ...]) -> list[tuple[str, str]]:
    """Conditions in force, each with the address of the list without it."""
    labels = {(choice.name, option.value): option.label for choice in choices for option in choice.options}
    filters = question.filters
    pairs = [("kind", kind) for kind in filters.kinds]
    pairs += [(name, getattr(filters, name)) for name in ("organ", "theme", "genre", "art20") if getattr(filters, name)]
    pairs += [("year", str(filters.year))] if filters.year else []
    category = codes.art20_categories.get(filters.art20)
    shown = labels | {("art20", filters.art20): category.short if category else filters.art20}
    shown |= {("kind", kind.code): kind.name for kind in question.scope.kinds()}
    return [(shown.get(pair, pair[1]), question.address(without="=".join(pair))) for pair in pairs]

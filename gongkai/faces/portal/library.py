"""政策文件库与检索：one list, filtered, searched, counted; by keyset while browsing, by page while searching."""

from dataclasses import dataclass, replace
from datetime import datetime
from math import ceil

from django.http import HttpResponse
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from gongkai.engines.publishing import queries
from gongkai.engines.publishing.queries import Item, Matches
from gongkai.faces.kit.http import Request
from gongkai.faces.portal import narrowing
from gongkai.faces.portal.asking import ANSWERS, EVERYTHING, PAGE_SIZE, POLICIES, Asked, Scope, asked
from gongkai.faces.portal.http import absolute, page, public
from gongkai.faces.portal.narrowing import Facets
from gongkai.faces.portal.statutes.linking import meant
from gongkai.foundation.now import china_date
from gongkai.programmes.finding import operations as finding_operations
from gongkai.programmes.finding import queries as finding
from gongkai.programmes.requests import queries as requests


@dataclass(frozen=True)
class Line:
    """列表一行：a record, with what was found marked in its title and text; of an answer, how many it `helped`."""

    item: Item
    title_html: str
    snippet_html: str = ""
    helped: int = 0


@dataclass(frozen=True)
class Listed:
    """列出的内容：`next` is the cursor of the next page while browsing, `last` the last page while searching.

    `relaxed`: nothing held all the words; these hold some. `read_as`: what pinyin was taken for; `suggestion`: words
    that find more, `suggested` the address of their list.
    """

    lines: tuple[Line, ...]
    total: int
    capped: bool
    facets: Facets
    next: str = ""
    last: int = 1
    relaxed: bool = False
    read_as: str = ""
    suggestion: str = ""
    suggested: str = ""


@public
def policies(request: Request) -> HttpResponse:
    """政策文件库。"""
    return _library(request, POLICIES)


@public
def search(request: Request) -> HttpResponse:
    """检索：everything that is public."""
    return _library(request, EVERYTHING)


@public
def answers(request: Request) -> HttpResponse:
    """已公开的申请答复：what was answered to one and made public to all, each with how many it helped.

    Those counts change with no act of an office, so that nobody keeps this page: it is made each time.
    """
    response = _library(request, ANSWERS)
    response["Cache-Control"] = "no-store"
    return response


def _library(request: Request, scope: Scope) -> HttpResponse:
    question = asked(request.GET, scope)
    listed = _with_times(listing(question, request.at)) if scope is ANSWERS else listing(question, request.at)
    choices = narrowing.choices(question, listed.facets, china_date(request.at))
    if question.words and not question.is_narrowed and not listed.lines:
        finding_operations.note_missed(words=question.words, at=request.at)
    facts = {
        "asked": question,
        "scope": scope,
        "query": question.words,
        "listed": listed,
        "choices": choices,
        "chosen": narrowing.chosen(question, choices),
        "bets": finding.best_bets(question.words, request.at) if question.words and question.page == 1 else (),
        "statutes": meant(question.words, china_date(request.at)) if question.words and question.page == 1 else (),
        "address": absolute(f"{scope.path}{question.query}"),
        "saving": _saving(question),
        "orders": (
            (gettext("按相关度"), False, question.address(sort="")),
            (gettext("按发布日期"), True, question.address(sort="newest")),
        ),
    }
    return page(request, "library", facts)


def _with_times(listed: Listed) -> Listed:
    """How many each has spared an application; one SQL query."""
    times = requests.times_found([line.item.record for line in listed.lines])
    return replace(listed, lines=tuple(replace(line, helped=times.get(line.item.record, 0)) for line in listed.lines))


def _saving(question: Asked) -> str:
    """Where the same list is kept by mail; a list of one kind is kept as a search of that kind."""
    scope, query = question.scope, question.query.removeprefix("?")
    if scope is ANSWERS:
        scope, query = EVERYTHING, f"kind={question.scope.kinds()[0].code}&{query}"
    return f"{reverse('portal:save-search')}?scope={scope.code}&{query}".rstrip("&")


def listing(question: Asked, at: datetime) -> Listed:
    """列出：found by words, or browsed newest first."""
    return _found(question, at) if question.is_indexed else _browsed(question, at)


def _found(question: Asked, at: datetime) -> Listed:
    offset = (question.page - 1) * PAGE_SIZE
    found = queries.search(question.words, at, question.bounded, limit=PAGE_SIZE, offset=offset, newest=question.newest)
    lines = tuple(Line(m.item, SafeString(m.title_html), SafeString(m.snippet_html)) for m in found.matches)
    last = max(1, ceil(found.total / PAGE_SIZE))
    return Listed(
        lines,
        found.total,
        found.capped,
        found.facets,
        last=last,
        relaxed=found.relaxed,
        read_as=found.read_as,
        suggestion=found.suggestion,
        suggested=question.address(q=found.suggestion) if found.suggestion else "",
    )


def _browsed(question: Asked, at: datetime) -> Listed:
    rows = queries.listing(at, question.bounded, after=question.after, limit=PAGE_SIZE)
    counted = _counted(question, at)
    lines = tuple(Line(item, escape(item.title)) for item in rows.items)
    return Listed(lines, max(counted.total, len(lines)), counted.capped, counted.facets, next=rows.next)


def _counted(question: Asked, at: datetime) -> Matches:
    """Total and facets, from the index, which counts no further than it must."""
    return queries.search("", at, question.bounded, limit=0)

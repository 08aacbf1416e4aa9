"""提问：what a list was asked for, read from the address; whatever was typed gives an answer, never an error."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext_noop

from gongkai.engines.publishing.kinds import Kind, all_kinds
from gongkai.engines.publishing.queries import Filters, library_kinds
from gongkai.foundation.text import storable
from gongkai.programmes.hotline.publication import PUBLISHED
from gongkai.programmes.requests.published import ANSWER

PAGE_SIZE = 20
LAST_PAGE = 500
NO_KIND = ("-",)
_UNPRINTED = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]+")
_SINGLE = ("organ", "theme", "genre", "art20", "status")
_DAYS = ("since", "until")
_ORDER = ("q", "kind", *_SINGLE, "year", *_DAYS, "sort", "page", "after")
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@dataclass(frozen=True)
class Scope:
    """范围：which records a list is about; all scopes share one code and one template."""

    code: str
    name: str
    path: str

    def kinds(self) -> tuple[Kind, ...]:
        """收录的种类。"""
        if self.code == "answers":
            return (ANSWER,)
        if self.code == "cases":
            return (PUBLISHED,)
        return library_kinds() if self.code == "policies" else all_kinds()


POLICIES = Scope("policies", gettext_noop("政策文件库"), "/policies/")
EVERYTHING = Scope("search", gettext_noop("检索"), "/search/")
CASES = Scope("cases", gettext_noop("热线诉求选登"), "/hotline/cases/")
ANSWERS = Scope("answers", gettext_noop("已公开的申请答复"), "/requests/answers/")


@dataclass(frozen=True)
class Asked:
    """所问：words, filters, order and place; `filters.kinds` holds only what the reader chose."""

    scope: Scope
    words: str
    filters: Filters
    newest: bool
    page: int
    after: str

    @property
    def bounded(self) -> Filters:
        """The filters to ask with: what was chosen, never beyond the scope."""
        known = tuple(kind.code for kind in self.scope.kinds())
        if not self.filters.kinds:
            return replace(self.filters, kinds=() if self.scope is EVERYTHING else known)
        return replace(self.filters, kinds=tuple(code for code in self.filters.kinds if code in known) or NO_KIND)

    @property
    def is_narrowed(self) -> bool:
        """Whether any filter was chosen."""
        return self.filters != Filters()

    @property
    def is_indexed(self) -> bool:
        """Whether only the index can answer: it was searched, or narrowed by what no table holds."""
        return bool(self.words or self.filters.status)

    @property
    def rest(self) -> tuple[tuple[str, str], ...]:
        """The conditions but for the days, for the form that asks for those."""
        return tuple(pair for pair in self._pairs() if pair[0] not in _DAYS)

    @property
    def kept(self) -> tuple[tuple[str, str], ...]:
        """The conditions but for the words, for the form that asks for those."""
        return tuple(pair for pair in self._pairs() if pair[0] != "q")

    def address(self, *, without: str = "", **changed: str) -> str:
        """The address of this list with a condition taken off or changed, from its first page."""
        kept = [(name, value) for name, value in self._pairs() if name not in changed and f"{name}={value}" != without]
        kept += [(name, value) for name, value in changed.items() if value]
        query = QueryDict(mutable=True)
        for name, value in sorted(kept, key=lambda pair: _ORDER.index(pair[0])):
            query.appendlist(name, value)
        return f"?{query.urlencode()}" if query else self.scope.path

    @property
    def query(self) -> str:
        """The conditions alone, for the feed and the table of the same list."""
        address = self.address()
        return address if address.startswith("?") else ""

    def _pairs(self) -> Iterable[tuple[str, str]]:
        if self.words:
            yield "q", self.words
        for kind in self.filters.kinds:
            yield "kind", kind
        for name in _SINGLE:
            if value := getattr(self.filters, name):
                yield name, value
        if self.filters.year:
            yield "year", str(self.filters.year)
        for name in _DAYS:
            if day := getattr(self.filters, name):
                yield name, day.isoformat()
        if self.newest:
            yield "sort", "newest"


def asked(given: QueryDict, scope: Scope) -> Asked:
    """读出提问。"""

    def one(name: str) -> str:
        return _UNPRINTED.sub(" ", given.get(name, "")).strip()[:200]

    kinds = tuple(dict.fromkeys(_UNPRINTED.sub("", kind)[:40] for kind in given.getlist("kind")[:12] if kind))
    return Asked(
        scope=scope,
        words=one("q"),
        filters=Filters(
            organ=one("organ").upper(),
            kinds=kinds,
            theme=one("theme"),
            genre=one("genre"),
            art20=one("art20"),
            year=number(one("year"), 1949, 2200),
            status=one("status"),
            since=a_day(one("since")),
            until=a_day(one("until")),
        ),
        newest=one("sort") == "newest",
        page=number(one("page"), 1, LAST_PAGE) or 1,
        after=one("after"),
    )


def marks(given: QueryDict, *parts: str, longest: int = 80) -> dict[str, str]:
    """翻到哪里：of each part of a page that was turned, the mark after which it is read."""
    return {part: said for part in parts if (said := storable(given.get(part, ""))[:longest])}


def mark(given: QueryDict, *, longest: int = 80) -> str:
    """翻到哪里：of a page with one list; "" at its beginning."""
    return marks(given, "after", longest=longest).get("after", "")


def number(text: str, least: int, most: int) -> int | None:
    """整数：a number between two bounds, or None for anything else."""
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        return None
    value = int(text)
    return value if least <= value <= most else None


def a_day(text: str) -> date | None:
    """日期：a calendar day as a date field sends it, or None for anything else."""
    try:
        return date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        return None

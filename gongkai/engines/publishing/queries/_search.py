"""Searching what is public: the index proposes, `released` decides."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from gongkai.engines.publishing.queries._lists import Filters, Item, instants, items_of
from gongkai.foundation.search import queries as index
from gongkai.foundation.search import suggesting

PREFIX = "record:"


@dataclass(frozen=True)
class Match:
    """命中：a released record with its title and a snippet, both safe HTML with <mark>."""

    item: Item
    title_html: str
    snippet_html: str


@dataclass(frozen=True)
class Matches:
    """检索结果：`total` counts what is in the index (件), `capped` that it stopped counting; facets by filter.

    A dimension narrowed to one value is counted as if it were not. `relaxed`: not all the words were found together;
    these matched some of them. `query` is what was asked in one spelling, `read_as` what
    pinyin was taken for, `suggestion` what would find more.
    """

    matches: tuple[Match, ...]
    total: int
    capped: bool
    facets: Mapping[str, Mapping[str, int]]
    relaxed: bool
    query: str = ""
    suggestion: str = ""
    read_as: str = ""


def search(
    words: str, at: datetime, filters: Filters, *, limit: int = 20, offset: int = 0, newest: bool = False
) -> Matches:
    """全文检索：released records that match, best first or newest first.

    Whatever the index says, a record that is not released at this instant is not among the answers.
    """
    since, until = instants(filters)
    found = index.find(
        words,
        filters=_tokens(filters),
        since=since,
        until=until,
        limit=limit,
        offset=offset,
        order="newest" if newest else "relevance",
    )
    uids = [hit.key.removeprefix(PREFIX) for hit in found.hits]
    items = {item.record: item for item in items_of(uids, at)}
    matches = tuple(
        Match(items[uid], hit.title_html, hit.snippet_html)
        for uid, hit in zip(uids, found.hits, strict=True)
        if uid in items
    )
    hidden = len(found.hits) - len(matches)
    return Matches(
        matches,
        found.total - hidden,
        found.capped,
        found.facets,
        found.relaxed,
        query=found.query,
        suggestion=found.suggestion,
        read_as=found.read_as,
    )


@dataclass(frozen=True)
class Suggested:
    """提示：something to look for; `kind` is term, name, series, number or title; `record` where it is of one."""

    kind: str
    text: str
    record: str = ""


def suggestions(typed: str, at: datetime) -> tuple[Suggested, ...]:
    """输入提示：what may be meant by what has been typed so far, of released records only. At most nine SQL queries."""
    found = suggesting.suggest(typed)
    uids = [one.key.removeprefix(PREFIX) for one in found if one.key]
    public = {item.record for item in items_of(uids, at)} if uids else set()
    made = (Suggested(one.kind, one.text, one.key.removeprefix(PREFIX)) for one in found)
    return tuple(one for one in made if not one.record or one.record in public)


def _tokens(filters: Filters) -> tuple[str, ...]:
    single = {
        "organ": filters.organ,
        "theme": filters.theme,
        "genre": filters.genre,
        "a20": filters.art20,
        "year": str(filters.year or ""),
        "formed": str(filters.formed or ""),
        "status": filters.status,
    }
    kinds = tuple(f"kind:{kind}" for kind in filters.kinds)
    return kinds + tuple(f"{name}:{value}" for name, value in single.items() if value)

"""条文检索：statutes whose articles hold the words, as of a day, with the articles that hold most of them.

An article answers when each word stands in it or in the title of its statute. What is looked at is
bounded: so many articles, whichever come first; beyond that the answer says so.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection

from gongkai.foundation.search import highlighting
from gongkai.foundation.search.reading import Reading, Word, read
from gongkai.foundation.search.rules import TITLE
from gongkai.programmes.statutes.models import Statute, StatuteArticle
from gongkai.programmes.statutes.queries._library import Narrowed, listing
from gongkai.programmes.statutes.rules import CATEGORIES, article_address

MOST_ARTICLES = 20_000
MOST_TITLED = 1_000
LOOKED_AT = 40
SHOWN = 3
_HELD = """
    SELECT version.statute_id, article.id
    FROM ({}) AS found
    JOIN statutes_statutearticle AS article ON article.id = found.place
    JOIN statutes_statuteversion AS version ON version.id = article.version_id
    WHERE {}
"""
_FOUND = {
    "sqlite": "SELECT rowid AS place FROM statutes_words WHERE statutes_words MATCH %s LIMIT %s",
    "postgresql": "SELECT article AS place FROM statutes_words WHERE words @@ %s::tsquery LIMIT %s",
}
_AS_OF = "version.since <= %s AND (version.until IS NULL OR version.until > %s)"
_LAST = """
    version.id = (
        SELECT last.id FROM statutes_statuteversion AS last WHERE last.statute_id = version.statute_id
        ORDER BY last.since DESC LIMIT 1
    ) AND NOT EXISTS (
        SELECT 1 FROM statutes_statuteversion AS other WHERE other.statute_id = version.statute_id
        AND other.since <= %s AND (other.until IS NULL OR other.until > %s)
    )
"""


@dataclass(frozen=True)
class Within:
    """条文检索结果：statutes in order, each with the keys of its articles that answer; `capped` when there are more."""

    statutes: tuple[Statute, ...]
    articles: dict[int, list[int]]
    capped: bool
    reading: Reading


@dataclass(frozen=True)
class Passage:
    """命中的条：its label, its address, and a snippet as safe HTML with <mark>."""

    label: str
    address: str
    snippet_html: str


def within(words: str, day: date) -> Within:
    """条文检索：laws before regulations before rules, those with the words in their titles first. Two SQL queries.

    What was repealed is found by its last text.
    """
    reading = read(words)
    wanted = _expression(reading)
    if not wanted:
        return Within((), {}, capped=False, reading=reading)
    held: dict[int, list[int]] = {}
    with connection.cursor() as cursor:
        # A statute that does not hold on the day, repealed or to come, is found by its last text.
        sql = _HELD.format(_FOUND[connection.vendor], f"({_AS_OF}) OR {_LAST}")
        cursor.execute(sql, [wanted, MOST_ARTICLES, *[day] * 4])
        rows = cursor.fetchall()
    for statute, article in rows:
        held.setdefault(statute, []).append(article)
    known = Statute.objects.in_bulk(held)
    ordered = sorted(known.values(), key=lambda one: _order(one, reading, len(held[one.pk])))
    return Within(tuple(ordered), held, capped=len(rows) >= MOST_ARTICLES, reading=reading)


@dataclass(frozen=True)
class Searched:
    """查询结果：statutes that answer, narrowed, in order; which of them by their articles stands in `within`."""

    statutes: tuple[Statute, ...]
    within: Within


def search(asked: Narrowed, day: date) -> Searched:
    """法规查询：statutes whose names or articles hold the words, narrowed; names first, then rank. Three SQL."""
    found = within(asked.words, day)
    kept = {one.pk: one for one in listing(asked, day)[:MOST_TITLED]}
    titled = sorted(kept.values(), key=lambda one: _order(one, found.reading, len(found.articles.get(one.pk, ()))))
    others = [one for one in found.statutes if one.pk not in kept and fits(one, asked, day)]
    return Searched((*titled, *others), found)


def fits(one: Statute, asked: Narrowed, day: date) -> bool:
    """是否合于筛选：a statute that was found by its words."""
    gone = one.repealed_on is not None and one.repealed_on <= day
    return (
        asked.category in ("", one.category)
        and asked.region in ("", one.region)
        and (asked.year is None or asked.year == one.year)
        and (asked.status != "repealed" or gone)
        and (asked.status != "in_force" or not gone)
    )


def passages(found: Within, statutes: Iterable[Statute]) -> dict[int, tuple[Passage, ...]]:
    """命中的条：of these statutes, the articles that hold most of the words. One SQL query."""
    wanted = {pk: statute.pk for statute in statutes for pk in sorted(found.articles[statute.pk])[:LOOKED_AT]}
    marks = highlighting.marks(found.reading, loosely=False)
    texts: dict[int, list[StatuteArticle]] = {}
    for one in StatuteArticle.objects.filter(pk__in=wanted):
        texts.setdefault(wanted[one.pk], []).append(one)
    said = [word.text for word in found.reading.words]
    return {
        pk: tuple(
            Passage(
                one.label, article_address(one.number, one.inserted), highlighting.snippet_html(one.text, marks)
            )
            for one in _best(articles, said)
        )
        for pk, articles in texts.items()
    }  # fmt: skip


def _best(articles: Sequence[StatuteArticle], words: Sequence[str]) -> list[StatuteArticle]:
    """Those that hold most of the words themselves; one without any only when there is no other."""
    ranked = sorted(articles, key=lambda one: (-_holds(one, words), one.place))
    best = [one for one in ranked if _holds(one, words)]
    return (best or ranked[:1])[:SHOWN]


def _holds(article: StatuteArticle, words: Sequence[str]) -> int:
    return sum(word in article.text for word in words)


def _order(one: Statute, reading: Reading, articles: int) -> tuple[int, int, int, int]:
    titled = sum(word.text in one.title for word in reading.words)
    return -titled, list(CATEGORIES).index(one.category), -articles, one.pk


def _expression(reading: Reading) -> str:
    """In the syntax of the database: every word, in the article or in the title."""
    every = [one for one in (_one(word) for word in (*reading.words, *map(Word, reading.literals))) if one]
    return (" AND " if connection.vendor == "sqlite" else " & ").join(every)


def _one(word: Word) -> str:
    ways = [(word.text,), *word.others]
    rendered = [_all(way) for way in ways if all(_plain(each) for each in way)]
    return f"({_or(rendered)})" if rendered else ""


def _all(way: Sequence[str]) -> str:
    joint = " AND " if connection.vendor == "sqlite" else " & "
    return "(" + joint.join(f"({_or([_quoted(each), _quoted(TITLE + each)])})" for each in way) + ")"


def _or(parts: Sequence[str]) -> str:
    return (" OR " if connection.vendor == "sqlite" else " | ").join(parts)


def _quoted(word: str) -> str:
    return f'"{word}"' if connection.vendor == "sqlite" else f"'{word}'"


def _plain(word: str) -> bool:
    return bool(word) and word.isalnum()

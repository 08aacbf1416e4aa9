"""依据：whether what a text cites held on a day, and which of its parts lead to a statute or an article we hold."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from gongkai.law.citations import Citation, Place, citations
from gongkai.programmes.statutes.models import Statute, StatuteArticle, StatuteVersion
from gongkai.programmes.statutes.queries._library import named
from gongkai.programmes.statutes.rules import Held, article_address, basis_problem

LONGEST = 4_000
"""依据的长度：a longer text is no citation; nothing is looked for in the rest."""


@dataclass(frozen=True)
class Piece:
    """引用中的一段：from where to where it leads to a statute; `article` is the article's address, "" for the whole."""

    start: int
    end: int
    article: str
    slug: str = ""


def parts_of(one: Citation, standing: Collection[tuple[int, int]], slug: str = "") -> Iterator[Piece]:
    """可链接的各段：the title together with its first article; each further article by itself, where it stands."""
    first = one.places[0] if one.places else None
    if first is None or not _stands(first, standing):
        yield Piece(one.start, one.at[0][0] if one.at else one.end, "", slug)
    for at, (place, (start, end)) in enumerate(zip(one.places, one.at, strict=True)):
        again = at > 0 and (place.article, place.inserted) == (one.places[at - 1].article, one.places[at - 1].inserted)
        if _stands(place, standing) and not again:
            yield Piece(start if at else one.start, end, article_address(place.article, place.inserted), slug)


def _stands(place: Place, standing: Collection[tuple[int, int]]) -> bool:
    return (place.article, place.inserted) in standing


def basis_links(texts: Collection[str], *, region: str = "") -> dict[str, tuple[Piece, ...]]:
    """依据的链接：text → what in it leads where, of those that cite what we hold; an article that any version has.

    Two SQL queries for all of them, one where nothing is held.
    """
    found, held = _cited(texts, region)
    asked = {(held[one.title].pk, place.article) for each in found.values() for one in each for place in one.places}
    known: dict[int, set[tuple[int, int]]] = {}
    if asked:
        rows = StatuteArticle.objects.filter(
            version__statute__in={pk for pk, _ in asked}, number__in={number for _, number in asked}
        )
        for pk, *place in rows.values_list("version__statute", "number", "inserted").distinct():
            known.setdefault(pk, set()).add((place[0], place[1]))
    return {
        text: tuple(
            piece for one in each for piece in parts_of(one, known.get(held[one.title].pk, ()), held[one.title].slug)
        )
        for text, each in found.items()
    }


def basis_problems(texts: Collection[str], on: date, *, region: str = "") -> dict[str, str]:
    """依据的问题：text → a sentence, of those that cite what did not hold on a day; silence about what we do not hold.

    Three SQL queries for all of them, one where nothing is held.
    """
    found, held = _cited(texts, region)
    known = _held({one.pk: one for one in held.values()}, on) if held else {}
    problems = {}
    for text, each in found.items():
        said = dict.fromkeys(basis_problem(known[held[one.title].pk], one.places, on) for one in each)
        if sentence := "".join(said):
            problems[text] = sentence
    return problems


def basis_unknown(texts: Collection[str], *, region: str = "") -> tuple[str, ...]:
    """未收录的依据：those that cite nothing we hold; none where the library is empty. Two SQL queries."""
    if not Statute.objects.exists():
        return ()
    found, _ = _cited(texts, region)
    return tuple(text for text in texts if text not in found)


def _cited(texts: Collection[str], region: str) -> tuple[dict[str, list[Citation]], dict[str, Statute]]:
    """The citations of what we hold, text by text, and the statutes by the titles as cited. One SQL query."""
    found = {text: citations(text[:LONGEST]) for text in texts}
    titles = {one.title for each in found.values() for one in each}
    held = named(titles, region=region) if titles else {}
    kept = {text: [one for one in each if one.title in held] for text, each in found.items()}
    return {text: each for text, each in kept.items() if each}, held


def _held(statutes: Mapping[int, Statute], on: date) -> dict[int, Held]:
    """What is known of each on the day. Two SQL queries."""
    versions: dict[int, list[StatuteVersion]] = {}
    rows = StatuteVersion.objects.filter(statute__in=statutes).order_by("since")
    for version in rows.only("statute", "since", "title", "history", "preamble"):
        versions.setdefault(version.statute_id, []).append(version)
    holding = {one.statute_id: one.pk for each in versions.values() for one in each if one.since <= on}
    numbered = StatuteVersion.objects.filter(pk__in=holding.values(), size__gt=0)
    last = dict(numbered.annotate(last=Max("articles__number")).values_list("statute", "last"))
    return {
        pk: Held(
            title=statute.title,
            repealed_on=statute.repealed_on,
            repeal_reason=statute.repeal_reason,
            since=versions[pk][0].since,
            revised=_speaks_of_revision(versions[pk][0]),
            last=last.get(pk, 0),
        )
        for pk, statute in statutes.items()
    }


def _speaks_of_revision(version: StatuteVersion) -> bool:
    """Whether there was a text before the first we hold, as that one says."""
    said = "".join((version.title, version.preamble, *map(str, version.history)))
    return any(word in said for word in ("修订", "修正", "修改"))

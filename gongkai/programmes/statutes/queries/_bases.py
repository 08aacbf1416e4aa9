"""依据：whether what a text cites held on a day, and which of its parts lead to a statute or an article we hold."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, QuerySet

from gongkai.law.citations import Citation, Place, citations
from gongkai.programmes.statutes.models import Statute, StatuteVersion
from gongkai.programmes.statutes.queries._library import articles_on, named
from gongkai.programmes.statutes.rules import Held, article_address, basis_problem

LONGEST = 4_000
"""依据的长度：a longer text is no citation; nothing is looked for in the rest."""


@dataclass(frozen=True)
class Piece:
    """引用中的一段：from where to where; `article` the address of the article, "" for the statute as a whole."""

    start: int
    end: int
    article: str


@dataclass(frozen=True)
class Part:
    """文字的一段：`slug` and `article` where it leads to; both "" for words between."""

    text: str
    slug: str = ""
    article: str = ""


@dataclass(frozen=True)
class Basis:
    """一条依据：its words in parts, and a sentence where what it cites did not hold; "" where nothing is wrong, or
    we do not hold what is cited.
    """

    parts: tuple[Part, ...]
    problem: str = ""


def parts_of(one: Citation, standing: Collection[tuple[int, int]]) -> Iterator[Piece]:
    """可链接的各段：the title together with its first article; each further article by itself, where it stands."""
    first = one.places[0] if one.places else None
    if first is None or not _stands(first, standing):
        yield Piece(one.start, one.at[0][0] if one.at else one.end, "")
    for at, (place, (start, end)) in enumerate(zip(one.places, one.at, strict=True)):
        again = at > 0 and (place.article, place.inserted) == (one.places[at - 1].article, one.places[at - 1].inserted)
        if _stands(place, standing) and not again:
            yield Piece(start if at else one.start, end, article_address(place.article, place.inserted))


def _stands(place: Place, standing: Collection[tuple[int, int]]) -> bool:
    return (place.article, place.inserted) in standing


def read_bases(texts: Sequence[str], on: date, *, region: str = "") -> list[Basis]:
    """核对依据：each text of a basis as of a day. Four SQL queries for all of them, one where nothing is held.

    Of two statutes of one name the one of this region is meant.
    """
    found = [citations(text[:LONGEST]) for text in texts]
    titles = {one.title for each in found for one in each}
    held = named(titles, region=region) if titles else {}
    if not held:
        return [Basis((Part(text),) if text else ()) for text in texts]
    asked = {
        (held[one.title].pk, place.article, place.inserted)
        for each in found
        for one in each
        if one.title in held
        for place in one.places
    }
    standing = articles_on(asked, on) if asked else set()
    known = _held({one.pk: one for one in held.values()}, on)
    return [_basis(text, each, held, known, standing, on) for text, each in zip(texts, found, strict=True)]


def _held(statutes: Mapping[int, Statute], on: date) -> dict[int, Held]:
    """What is known of each on the day. Two SQL queries."""
    versions: dict[int, list[StatuteVersion]] = {}
    for version in _versions().filter(statute__in=statutes):
        versions.setdefault(version.statute_id, []).append(version)
    holding = {one.statute_id: one.pk for each in versions.values() for one in each if one.since <= on}
    last = dict(
        StatuteVersion.objects.filter(pk__in=holding.values(), size__gt=0)
        .annotate(last=Max("articles__number"))
        .values_list("statute", "last")
    )
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


def _versions() -> QuerySet[StatuteVersion]:
    return StatuteVersion.objects.order_by("since").only("statute", "since", "title", "history", "preamble")


def _speaks_of_revision(version: StatuteVersion) -> bool:
    """Whether there was a text before the first we hold, as that one says."""
    said = "".join((version.title, version.preamble, *map(str, version.history)))
    return any(word in said for word in ("修订", "修正", "修改"))


def _basis(
    text: str,
    found: Sequence[Citation],
    held: Mapping[str, Statute],
    known: Mapping[int, Held],
    standing: Collection[tuple[int, int, int]],
    on: date,
) -> Basis:
    parts: list[Part] = []
    problems: dict[str, None] = {}
    at = 0
    for one in found:
        statute = held.get(one.title)
        if statute is None:
            continue
        problems[basis_problem(known[statute.pk], one.places, on)] = None
        for piece in parts_of(one, {(n, i) for pk, n, i in standing if pk == statute.pk}):
            if piece.start > at:
                parts.append(Part(text[at : piece.start]))
            parts.append(Part(text[piece.start : piece.end], statute.slug, piece.article))
            at = piece.end
    if text[at:]:
        parts.append(Part(text[at:]))
    return Basis(tuple(parts), "".join(problems))

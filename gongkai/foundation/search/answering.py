"""作答：a reading put to the index, tier after tier; and what its answers are counted by."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from django.db.models import QuerySet

from gongkai.foundation.search.backends import index
from gongkai.foundation.search.models import SearchEntry, SearchWording
from gongkai.foundation.search.planning import Tier, filtered, last_resorts, plan
from gongkai.foundation.search.ports import Every, Expression, Row
from gongkai.foundation.search.reading import Reading
from gongkai.foundation.search.rules import COUNTED, EVER, FEW, SURE, Span, facets, spelled
from gongkai.foundation.text import compact

Facets = dict[str, dict[str, int]]
Gathered = tuple[list[int], str]


@dataclass(frozen=True)
class Within:
    """范围：what an answer is narrowed to."""

    filters: tuple[str, ...] = ()
    span: Span = EVER

    def switchable(self) -> dict[str, tuple[str, ...]]:
        """可换的筛选：each dimension narrowed to one value, with the filters of all the others."""
        values: dict[str, list[str]] = {}
        for one in self.filters:
            values.setdefault(one.partition(":")[0], []).append(one)
        return {
            dimension: tuple(one for one in self.filters if one != chosen[0])
            for dimension, chosen in values.items()
            if len(chosen) == 1
        }


@dataclass
class Answer:
    """答案：newness of what was found with its score, in order; `tallies` are the filters of each, or of many at once.

    `broad` is the one question whose answers hold all of these, where there is one.
    """

    scores: dict[int, float] = field(default_factory=dict)
    tallies: list[str] = field(default_factory=list)
    capped: bool = False
    relaxed: bool = False
    broad: Expression | None = None
    reading: Reading | None = None


def answered(reading: Reading, within: Within) -> Answer:
    """作答：asked tier by tier, each only while too little is found."""
    answer = Answer(reading=reading)
    narrowed, span = filtered(within.filters, within.span)
    inside: dict[int, str] = {}
    outside: dict[int, str] = {}
    broadest: Gathered | None = None
    for tier in _tiers(reading, answer):
        if len(answer.scores) >= tier.below:
            continue
        if not outside and (tier.broad or tier.within_broad):
            broadest = broadest or _broadest(reading, narrowed, span)
            if tier.broad:
                _add_broad(answer, tier, broadest)
            if tier.broad or not broadest[0]:
                continue
        rows, more = _asked(tier, reading, _narrowed(tier, narrowed), span)
        fresh = [row for row in rows if row[0] not in answer.scores]
        answer.capped |= more
        answer.relaxed |= tier.relaxed and bool(fresh)
        answer.scores.update((newness, tier.score) for newness, _ in fresh)
        (inside if tier.within_broad else outside).update(fresh)
    if answer.broad is None:
        outside |= inside
    elif outside:
        answer.broad = None
    answer.tallies += outside.values()
    return answer


def certain(reading: Reading, within: Within, most: int) -> int:
    """确有几件：how many answers hold all of a reading, `most` at most; in no order, the rest not looked at.

    Not by the looser tiers, which ask for a long word's pieces: a spelling is offered for what holds it as it stands.
    """
    narrowed, span = filtered(within.filters, within.span)
    found: set[int] = set()
    for tier in plan(reading):
        if tier.score >= SURE and not (tier.relaxed or tier.within_broad) and len(found) < most:
            enough = tier if tier.verify else replace(tier, depth=most, by_title=False)
            rows, _ = _asked(enough, reading, _narrowed(tier, narrowed), span)
            found.update(row[0] for row in rows)
    return min(len(found), most)


def _tiers(reading: Reading, answer: Answer) -> Iterator[Tier]:
    """The plan; what depends on how common the words are only where next to nothing was found, and nothing surely."""
    yield from plan(reading)
    if len(answer.scores) < FEW and (answer.relaxed or not answer.scores):
        said = SearchWording.objects.filter(text__in=[word.text for word in reading.words])
        yield from last_resorts(reading, dict(said.values_list("text", "entries")))


def _broadest(reading: Reading, narrowed: Sequence[Expression], span: Span) -> Gathered:
    """Thousands of rows at once. Asked before the narrower tiers: where it holds nothing, neither do they."""
    tier = next(one for one in plan(reading) if one.broad)
    return index().gathered(_narrowed(tier, narrowed), tier.depth + 1, span)


def _add_broad(answer: Answer, tier: Tier, gathered: Gathered) -> None:
    places, filters = gathered
    answer.capped |= len(places) > tier.depth
    answer.broad = tier.wanted
    answer.tallies.append(filters)
    answer.scores.update((place, tier.score) for place in places if place not in answer.scores)


def _narrowed(tier: Tier, narrowed: Sequence[Expression]) -> Expression:
    return Every((tier.wanted, *narrowed)) if narrowed else tier.wanted


def browsed(within: Within) -> Answer:
    """浏览：everything within, newest first."""
    narrowed, span = filtered(within.filters, within.span)
    places, filters = index().gathered(Every(tuple(narrowed)), COUNTED + 1, span)
    return Answer(scores=dict.fromkeys(places, 0.0), tallies=[filters], broad=Every(()))


def counted(answer: Answer, within: Within) -> Facets:
    """分面计数：of the newest 1,000 hits; a dimension narrowed to one value is counted without that value.

    Where no single question holds the whole answer (names, quotations, looser readings), after every filter.
    """
    found = facets(answer.tallies)
    if answer.broad is not None:
        for dimension, others in within.switchable().items():
            narrowed, span = filtered(others, within.span)
            wanted = Every((answer.broad, *narrowed) if answer.broad != Every(()) else tuple(narrowed))
            _, filters = index().gathered(wanted, COUNTED, span)
            found[dimension] = facets([filters]).get(dimension, {})
    return found


def _asked(tier: Tier, reading: Reading, wanted: Expression, span: Span) -> tuple[list[Row], bool]:
    """The tier's answers in order, and whether there may be more that count."""
    rows = index().newest(wanted, tier.depth + 1, span)
    more = len(rows) > tier.depth and (bool(tier.verify) or tier.depth == COUNTED)
    rows = rows[: tier.depth]
    if tier.verify:
        return _in_order(rows, _verified([row[0] for row in rows], tier.verify, reading)), more
    if tier.by_title:
        return _in_order(rows, _by_closeness(_newest([row[0] for row in rows]), reading)), more
    return rows, more


def _in_order(rows: Iterable[Row], places: Iterable[int]) -> list[Row]:
    tallies = dict(rows)
    return [(place, tallies[place]) for place in places]


def _verified(places: Sequence[int], strings: tuple[str, ...], reading: Reading) -> list[int]:
    """Those whose text holds the strings as typed; those whose title does, first, the closest of them before."""
    wanted = [compact(string) for string in strings]
    in_title: list[tuple[int, str]] = []
    in_body: list[int] = []
    for newness, title, body in _newest(places).values_list("newness", "title", "body"):
        if _holds(title, strings, wanted):
            in_title.append((newness, title))
        elif _holds(f"{title}\n{body}", strings, wanted):
            in_body.append(newness)
    return _closest(in_title, reading) + in_body


def _holds(text: str, typed: Iterable[str], wanted: Iterable[str]) -> bool:
    """Looked for as typed first, because making a long text compact is what costs."""
    return all(string in text for string in typed) or _all_within(compact(text), wanted)


def _all_within(text: str, wanted: Iterable[str]) -> bool:
    return all(string in text for string in wanted)


def _by_closeness(entries: QuerySet[SearchEntry], reading: Reading) -> list[int]:
    return _closest(entries.values_list("newness", "title"), reading)


def _closest(titles: Iterable[tuple[int, str]], reading: Reading) -> list[int]:
    """The very title first, then those that hold the words together as typed, then by how much of what was typed they
    hold, then the shorter title, then the newer.
    """
    whole, together = spelled(reading.text), "".join(reading.chunks)
    words = [word.text for word in reading.words]

    def distance(row: tuple[int, str]) -> tuple[bool, bool, int, int, int]:
        title = spelled(row[1])
        held = sum(len(word) for word in words if word in title)
        return (
            title != whole,
            together not in title,
            -held,
            -round(4 * len(together) / max(1, len(title))) if held else 0,
            -row[0],
        )

    return [newness for newness, _ in sorted(titles, key=distance)]


def _newest(places: Sequence[int]) -> QuerySet[SearchEntry]:
    return SearchEntry.objects.filter(newness__in=places).order_by("-newness")

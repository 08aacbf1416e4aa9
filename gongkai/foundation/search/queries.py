"""检索的提问：find and browse. Bounded: no question counts, ranks or compares more than `rules` allows."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Literal

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from gongkai.foundation.search import highlighting
from gongkai.foundation.search.backends import index
from gongkai.foundation.search.highlighting import Marks
from gongkai.foundation.search.models import SearchEntry
from gongkai.foundation.search.planning import Tier, filtered, plan
from gongkai.foundation.search.ports import Every
from gongkai.foundation.search.reading import Reading, read
from gongkai.foundation.search.rules import COUNTED, Found, Hit, facets, spelled
from gongkai.foundation.text import SEG_VERSION, compact

Order = Literal["relevance", "newest"]
_MOST_A_PAGE = 100
_NOTHING = Marks(frozenset(), (), frozenset())


def find(
    query: str, *, filters: tuple[str, ...] = (), limit: int = 20, offset: int = 0, order: Order = "relevance"
) -> Found:
    """检索：what answers `query` within `filters`, whatever was typed; a blank query browses.

    Filters of one dimension are alternatives, dimensions are joined. Five to nine SQL statements.
    """
    if not query.strip():
        return browse(filters, limit=limit, offset=offset)
    reading = read(query)
    if not reading:
        return Found()
    scores: dict[int, float] = {}
    capped = relaxed = False
    for tier in plan(reading, filters):
        if len(scores) < tier.below:
            answers, more = _asked(tier, reading)
            fresh = [one for one in answers if one not in scores]
            capped |= more
            relaxed |= tier.relaxed and bool(fresh)
            scores.update(dict.fromkeys(fresh, tier.score))
    ordered = sorted(scores, reverse=True) if order == "newest" else list(scores)
    loosely = any(score < 0.4 for score in scores.values())
    page = _Page(ordered, scores, limit, offset, highlighting.marks(reading, loosely=loosely))
    return page.found(capped=capped, relaxed=relaxed)


def browse(filters: tuple[str, ...] = (), *, limit: int = 20, offset: int = 0) -> Found:
    """浏览：everything within `filters`, newest first."""
    within = filtered(filters)
    if within:
        places = index().newest(Every(tuple(within)), COUNTED + 1)
    else:
        places = list(SearchEntry.objects.order_by("-newness").values_list("newness", flat=True)[: COUNTED + 1])
    return _Page(places, {}, limit, offset, _NOTHING).found(capped=False, relaxed=False)


def stale_entries() -> int:
    """待重建：entries cut by an older dictionary or segmenter; `operations.rebuild(stale_only=True)` brings it to 0."""
    return SearchEntry.objects.exclude(seg_version=SEG_VERSION).count()


def _asked(tier: Tier, reading: Reading) -> tuple[list[int], bool]:
    """The tier's answers in order, and whether there may be more that count."""
    answers = index().newest(tier.wanted, tier.depth + 1)
    more = len(answers) > tier.depth and (bool(tier.verify) or tier.depth == COUNTED)
    answers = answers[: tier.depth]
    if tier.verify:
        return _verified(answers, tier.verify), more
    if tier.by_title:
        return _by_closeness(answers, reading), more
    return answers, more


def _verified(places: Sequence[int], strings: tuple[str, ...]) -> list[int]:
    """Those whose text holds the strings as typed; those whose title does, first."""
    wanted = [compact(string) for string in strings]
    in_title: list[int] = []
    in_body: list[int] = []
    for newness, title, body in _newest(places).values_list("newness", "title", "body"):
        if _holds(title, strings, wanted):
            in_title.append(newness)
        elif _holds(f"{title}\n{body}", strings, wanted):
            in_body.append(newness)
    return in_title + in_body


def _holds(text: str, typed: Iterable[str], wanted: Iterable[str]) -> bool:
    """Looked for as typed first, because making a long text compact is what costs."""
    return all(string in text for string in typed) or _all_within(compact(text), wanted)


def _all_within(text: str, wanted: Iterable[str]) -> bool:
    return all(string in text for string in wanted)


def _by_closeness(places: Sequence[int], reading: Reading) -> list[int]:
    """Titles that hold the words together as typed first, then the shorter title, then the newer."""
    typed = "".join(reading.chunks)

    def closeness(row: tuple[int, str]) -> tuple[bool, int, int]:
        title = spelled(row[1])
        together = typed in title
        return (not together, -round(4 * len(typed) / max(1, len(title))) if together else 0, -row[0])

    rows = list(_newest(places).values_list("newness", "title"))
    return [newness for newness, _ in sorted(rows, key=closeness)]


def _newest(places: Sequence[int]) -> QuerySet[SearchEntry]:
    return SearchEntry.objects.filter(newness__in=places).order_by("-newness")


class _Page:
    """一页：the asked part of an ordered answer, with the facets of the whole."""

    def __init__(self, ordered: list[int], scores: dict[int, float], limit: int, offset: int, wanted: Marks) -> None:
        self.ordered = ordered
        self.scores = scores
        self.start = max(0, offset)
        self.end = self.start + min(max(0, limit), _MOST_A_PAGE)
        self.wanted = wanted

    def found(self, *, capped: bool, relaxed: bool) -> Found:
        """检索结果：rows without an entry are left out here, so that nothing removed is ever counted."""
        entries = SearchEntry.objects.filter(newness__in=self.ordered[:COUNTED])
        counted = dict(entries.annotate(as_text=Cast("filters", TextField())).values_list("newness", "as_text"))
        present = [newness for newness in self.ordered if newness in counted]
        return Found(
            hits=self._hits(present[self.start : self.end]),
            total=len(present),
            capped=capped or len(self.ordered) > COUNTED,
            facets=facets(counted.values()),
            relaxed=relaxed,
        )

    def _hits(self, places: list[int]) -> tuple[Hit, ...]:
        entries = {entry.newness: entry for entry in SearchEntry.objects.filter(newness__in=places)}
        return tuple(self._hit(entries[newness]) for newness in places if newness in entries)

    def _hit(self, entry: SearchEntry) -> Hit:
        published_at: datetime = entry.published_at
        return Hit(
            key=entry.key,
            title_html=highlighting.title_html(entry.title, self.wanted),
            snippet_html=highlighting.snippet_html(entry.body, self.wanted),
            score=self.scores.get(entry.newness, 0.0),
            published_at=published_at,
        )

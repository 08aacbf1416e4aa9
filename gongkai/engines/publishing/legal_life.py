"""效力：what a document's legal standing is on a day, how it came about, and that no chain of relations bites its tail.

Pure: facts in, answers out. Nothing of it is stored; `queries` gathers the facts.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

AMENDS, REPEALS, INTERPRETS = "amends", "repeals", "interprets"
# 环：修改和废止都是后法对前法，合为一张图；其余各自成图。
ALTERING = frozenset({AMENDS, REPEALS})


@dataclass(frozen=True)
class Effect:
    """他件影响：another released record amends or repeals this one from a day on."""

    type: str
    from_: date
    by: str


@dataclass(frozen=True)
class Standing:
    """效力状态：one of not_made, not_yet, in_force, amended, expired, repealed; `since` the day it began, if known."""

    code: str
    name: str
    since: date | None
    by: str = ""


# What a search filters by, in the order a list of choices shows them.
STANDINGS = {
    "in_force": "现行有效",
    "amended": "已修改",
    "not_yet": "尚未施行",
    "expired": "已失效",
    "repealed": "已废止",
}


def standing_on(
    day: date,
    *,
    effective_on: date | None,
    expires_on: date | None,
    effects: Sequence[Effect],
    formed_on: date | None = None,
) -> Standing:
    """某日效力：derived from dates and relations, never stored. Before `formed_on` there was no such document."""
    if formed_on and day < formed_on:
        return Standing("not_made", "尚未制发", formed_on)
    past = in_order(e for e in effects if e.from_ <= day)
    repeal = next((e for e in past if e.type == REPEALS), None)
    if repeal:
        return Standing("repealed", STANDINGS["repealed"], repeal.from_, repeal.by)
    if expires_on and expires_on <= day:
        return Standing("expired", STANDINGS["expired"], expires_on)
    if effective_on and day < effective_on:
        return Standing("not_yet", STANDINGS["not_yet"], effective_on)
    amendment = next((e for e in reversed(past) if e.type == AMENDS), None)
    if amendment:
        return Standing("amended", STANDINGS["amended"], amendment.from_, amendment.by)
    return Standing("in_force", STANDINGS["in_force"], effective_on)


def in_order(effects: Iterable[Effect]) -> list[Effect]:
    """按日期：the earliest first; of one day always in the same order, one whose record is named before one without."""
    return sorted(effects, key=lambda e: (e.from_, e.type, not e.by, e.by))


def takes_effect(from_: date, own: Sequence[Effect]) -> bool:
    """是否曾经生效：a document repealed before it ever applied has changed nothing. `own` are the effects on it."""
    return not any(e.type == REPEALS and e.from_ <= from_ for e in own)


@dataclass(frozen=True)
class Chapter:
    """效力沿革一步：from this day on, what happened, and the record that did it ("" when it was a date of its own)."""

    on: date
    what: str
    by: str = ""


def life(
    *, formed_on: date | None, effective_on: date | None, expires_on: date | None, effects: Sequence[Effect]
) -> tuple[Chapter, ...]:
    """效力沿革：every day on which the standing changes, in order, until it ends; what would follow is not told.

    A future day is in it too: the law is known before it applies.
    """
    chapters = [Chapter(day, what) for day, what in ((formed_on, "made"), (effective_on, "takes_effect")) if day]
    end = min((e.from_ for e in effects if e.type == REPEALS), default=None)
    altering = [e for e in in_order(effects) if end is None or e.from_ < end or (e.type == REPEALS and e.from_ == end)]
    named = {(e.from_, e.type) for e in altering if e.by}
    told = [e for e in altering if e.by or (e.from_, e.type) not in named]
    chapters += [Chapter(e.from_, "repealed" if e.type == REPEALS else "amended", e.by) for e in told]
    if expires_on and (end is None or expires_on < end):
        chapters.append(Chapter(expires_on, "expired"))
    order = ("made", "takes_effect", "amended", "expired", "repealed")
    return tuple(sorted(chapters, key=lambda c: (c.on, order.index(c.what), c.by)))


def changes_on(chapters: Iterable[Chapter]) -> tuple[date, ...]:
    """状态改变之日：the days after which the search index says something else."""
    return tuple(sorted({c.on for c in chapters if c.what != "made"}))


def graph_of(type_: str) -> frozenset[str]:
    """同一张关系图的类型：which relations make a loop together with this one."""
    return ALTERING if type_ in ALTERING else frozenset({type_})


def loop(start: str, edges: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """找环：the shortest way from a record along the edges back to itself, beginning and ending with it; or ()."""
    came_from: dict[str, str] = {}
    ring = [start]
    while ring:
        onward = []
        for here in ring:
            for there in sorted(edges.get(here, ())):
                if there == start:
                    return _way(here, came_from, start)
                if there not in came_from:
                    came_from[there] = here
                    onward.append(there)
        ring = onward
    return ()


def _way(last: str, came_from: Mapping[str, str], start: str) -> tuple[str, ...]:
    way = [start]
    while last != start:
        way.append(last)
        last = came_from[last]
    return (start, *reversed(way[1:]), start)

"""交办：which organs a case is assigned to, as main or co-handler, and how far each is; follows from the acts."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from gongkai.engines.casework.rules._history import Done
from gongkai.engines.casework.rules._procedure import Handling, Procedure


class Part(StrEnum):
    """承办分工：main 主办, co 协办."""

    MAIN = "main"
    CO = "co"


class AssignmentStanding(StrEnum):
    """承办情况：handling 承办中, returning 申请退单, done 已办结, released 不再承办."""

    HANDLING = "handling"
    RETURNING = "returning"
    DONE = "done"
    RELEASED = "released"


LIVE = (AssignmentStanding.HANDLING, AssignmentStanding.RETURNING)
"""在承办的：who may still act in the case."""
SHOWN = (*LIVE, AssignmentStanding.DONE)
"""可见的：who may still read it."""


MARKS = {
    Handling.RETURN: (LIVE, AssignmentStanding.RETURNING),
    Handling.KEEP: ((AssignmentStanding.RETURNING,), AssignmentStanding.HANDLING),
    Handling.DONE: (LIVE, AssignmentStanding.DONE),
    Handling.AGAIN: ((AssignmentStanding.DONE,), AssignmentStanding.HANDLING),
}
"""行为 → 从哪些承办情况到哪一种。"""


@dataclass(frozen=True)
class Assignment:
    """交办：a case is an organ's to handle, from the act of a number until that of another; 0 while it stands."""

    organ: str
    part: Part
    since: int
    until: int
    standing: AssignmentStanding


def assignments(procedure: Procedure, done: Iterable[Done]) -> tuple[Assignment, ...]:
    """交办情况：every assignment of a case, the first first, those that ended included.

    A new main handler takes the place of the one before, who reads on what it has answered and does nothing in it any
    more. Who asks back (退单), is let go or reports is the organ that
    the act names, else the one its doer acted for, else the main handler.
    """
    found: list[Assignment] = []
    for item in done:
        handling = procedure.act(item.act).handling
        if handling in MARKS:
            _mark(found, item, *MARKS[handling])
        elif handling is Handling.RELEASE:
            _release(found, item)
        elif handling is not Handling.NONE:
            _begin(found, item, Part.MAIN if handling is Handling.ASSIGN else Part.CO)
    return tuple(found)


def _begin(found: list[Assignment], item: Done, part: Part) -> None:
    organ = item.given.get("organ", "")
    if part is Part.CO and any(one.organ == organ and one.part is Part.MAIN and not one.until for one in found):
        return  # 主办单位不另作协办：else nobody would be the main handler
    _end(found, item.number, lambda one: one.organ == organ or one.part is part is Part.MAIN)
    found.append(Assignment(organ, part, item.number, 0, AssignmentStanding.HANDLING))


def _end(found: list[Assignment], number: int, which: Callable[[Assignment], bool]) -> None:
    for place, one in enumerate(found):
        if not one.until and which(one):
            answered = one.standing is AssignmentStanding.DONE
            found[place] = replace(
                one, until=number, standing=one.standing if answered else AssignmentStanding.RELEASED
            )


def _mark(found: list[Assignment], item: Done, from_: Collection[AssignmentStanding], to: AssignmentStanding) -> None:
    place = _meant(found, item, from_)
    if place is not None:
        found[place] = replace(found[place], standing=to)


def _release(found: list[Assignment], item: Done) -> None:
    """Of those an act may mean, who asked to be let go comes first."""
    for from_ in ((AssignmentStanding.RETURNING,), SHOWN):
        place = _meant(found, item, from_)
        if place is not None:
            found[place] = replace(found[place], until=item.number, standing=AssignmentStanding.RELEASED)
            return


def _meant(found: list[Assignment], item: Done, from_: Collection[AssignmentStanding]) -> int | None:
    named = item.given.get("organ", "") or item.organ
    fit = [place for place, one in enumerate(found) if not one.until and one.standing in from_]
    if named:
        return next((place for place in fit if found[place].organ == named), None)
    return next((place for place in fit if found[place].part is Part.MAIN), next(iter(fit), None))

"""研判结果：what the acts of a topic say of it: its level, the body responsible, by when what is owed."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from gongkai.engines.casework.models import Case
from gongkai.engines.casework.rules import Done
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.organs.models import Kind, Organ
from gongkai.law import Citation, OutsideCoverage
from gongkai.programmes.concerns import routing, rules
from gongkai.programmes.concerns.routing import NOBODY, Body, Responsible

JUDGED = ("note_found", "judge", "judge_again")
MOST_OTHERS = 20
_BETWEEN = re.compile(r"[\s、，,；;]+")
_SORT = re.compile(r"(?:局|厅|委员会|委|办公室|部)$")


def level_of(done: Sequence[Done]) -> str:
    """级别：as last judged; before, as entered."""
    return next((item.given["level"] for item in reversed(done) if item.act in JUDGED), rules.ORDINARY)


def found_at(done: Sequence[Done]) -> datetime | None:
    """发现时间：the instant the clock runs from; None before it is entered."""
    return next((item.moment for item in done if item.act == "note_found"), None)


def routed(case: Case, done: Sequence[Done]) -> Responsible | None:
    """回应责任主体：as the table names it from what was judged; None before. A few SQL queries.

    :raises OutsideCoverage: for a day no row covers.
    """
    judged = next((item for item in reversed(done) if item.act == "judge"), None)
    if judged is None:
        return None
    organs_ = Organ.objects.select_related("parent__place", "place__parent")
    department = organs_.filter(code=judged.given.get("organ", "")).first()
    facts = _facts(case, department, judged, level_of(done))
    return routing.responsible(facts)


def others_named(said: str, on: date) -> tuple[list[Body], list[str]]:
    """所写的其他机关：those in being that are named in full, short or by code, and the names that are none's. 1 SQL."""
    named = list(dict.fromkeys(one for one in _BETWEEN.split(said.strip()) if one))[:MOST_OTHERS]
    known: dict[str, Body] = {}
    if named:
        meant = Q(code__in=[one.upper() for one in named]) | Q(name__in=named) | Q(short_name__in=named)
        for organ in Organ.objects.on(on).named(on).filter(meant):
            body = Body(organ.code, organ.name)
            known |= {organ.code: body, organ.name: body, organ.short_name: body}
    found = {one: known.get(one) or known.get(one.upper()) for one in named}
    return [body for body in found.values() if body], [one for one, body in found.items() if body is None]


def upper_of(department: Organ, on: date) -> Organ | None:
    """上级主管部门：of a department the one of the same duty one place up, by its name; else whoever is above it.

    An organ's own authority is as a rule the government of its place, not the competent department above: 县民政局
    answers to 县人民政府, and 市民政局 guides it. No table says which departments match; their names do.
    """
    place, parent = department.place, department.parent
    if place.parent is None or (parent and parent.place.code == place.parent.code):
        return parent
    duty = _duty(organs.name_on(department, on), place.name)
    same = Organ.objects.on(on).named(on).filter(place__code=place.parent.code, kind=department.kind).order_by("code")
    return next((one for one in same if duty and _duty(one.name, place.parent.name) == duty), parent)


def _duty(name: str, place: str) -> str:
    """What the name of a department says it does, without the place and without 局, 厅, 委员会."""
    return _SORT.sub("", name.removeprefix(place))


def _facts(case: Case, department: Organ | None, judged: Done, level: str) -> routing.Facts:
    offices = Organ.objects.on(judged.on).filter(place=case.organ.place, kind=Kind.OFFICE)
    office = offices.order_by("code").first()
    upper = upper_of(department, judged.on) if department else None
    found = [one for one in (department, upper, office) if one]
    names = organs.names_on({one.code for one in found}, judged.on)

    def body(organ: Organ | None) -> Body:
        return Body(organ.code, names.get(organ.code, organ.code)) if organ else NOBODY

    return routing.Facts(
        scope=judged.given["scope"],
        level=level,
        found_on=judged.on,
        department=body(department),
        others=tuple(others_named(judged.given.get("others", ""), judged.on)[0]),
        upper=body(upper),
        office=body(office),
    )


@dataclass(frozen=True)
class Owed:
    """时限：what is owed by when and on what basis; `met_at` when it was done."""

    what: str
    due_at: datetime
    basis: Citation
    met_at: datetime | None

    def is_late(self, now: datetime) -> bool:
        """Whether it was, or is by now, done too late."""
        return (self.met_at or now) > self.due_at

    def left(self, now: datetime) -> str:
        """Give what is left of it, or how late it is, in words: 4小时20分."""
        minutes = max(1, math.ceil(abs((self.due_at - now).total_seconds()) / 60))
        hours, rest = divmod(minutes, 60)
        return (f"{hours}小时" if hours else "") + (f"{rest}分" if rest or not hours else "")


def owed(done: Sequence[Done]) -> tuple[Owed, ...]:
    """各项时限：the first statement, and for an emergency the press conference.

    :raises OutsideCoverage: for a day no row covers.
    """
    found = found_at(done)
    if found is None:
        return ()
    level, found_on = level_of(done), _first_day(done)
    first = rules.limit_for(level=level, found_on=found_on)
    what = "发布权威信息" if level in rules.EMERGENCIES else "首次回应"
    lines = [Owed(what, rules.due_at(found, first), first.citation, _done_at(done, "release_first"))]
    conference = rules.conference_limit(level=level, found_on=found_on)
    if conference:
        due = rules.due_at(found, conference)
        lines.append(Owed("举行新闻发布会", due, conference.citation, _done_at(done, "hold_conference")))
    return tuple(lines)


def _first_day(done: Sequence[Done]) -> date:
    return next(item.on for item in done if item.act == "note_found")


def _done_at(done: Sequence[Done], act: str) -> datetime | None:
    return next((item.moment for item in done if item.act == act), None)


def safe_routed(case: Case, done: Sequence[Done]) -> Responsible | None:
    """同上：None where no law known here covers the day, which the clock says."""
    try:
        return routed(case, done)
    except OutsideCoverage:
        return None

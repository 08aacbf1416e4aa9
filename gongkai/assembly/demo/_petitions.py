"""演示信访：petitions of each sort and in several states, by letter, visit and online."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from gongkai.assembly.demo._dates import Act, instant, resolve
from gongkai.assembly.demo._world import World, data
from gongkai.engines.casework import operations as casework
from gongkai.engines.casework.models import Case
from gongkai.engines.casework.queries import assignments_of
from gongkai.engines.casework.rules import Kind
from gongkai.foundation.people.actors import HOTLINE_CLERK, SYSTEM, Actor
from gongkai.programmes.petitions import operations as petitions
from gongkai.programmes.petitions.contents import Matter, Petitioner
from gongkai.programmes.petitions.programme import PETITIONS

OFFICE = "general-office"
FIRST, EACH, WITHIN = 140, 11, 13
_TOLD = ("sort", "matter", "text")


@dataclass
class Story:
    """一件信访事项的经过：`made` once it came in."""

    world: World
    about: dict[str, Any]
    who: Petitioner
    made: list[Case] = field(default_factory=list)

    def come(self, at: datetime) -> None:
        """提出：online by the petitioner, else by the clerk; what handlers read is written at once."""
        about, clerk = self.about, self.world.actor(OFFICE, "hotline_clerk")
        told = Matter(**{name: about[name] for name in _TOLD})
        by = SYSTEM if about["channel"] == "web" else clerk
        organ, channel = self.world.organs[OFFICE], about["channel"]
        made = petitions.lodge_petition(organ=organ, told=told, petitioner=self.who, channel=channel, by=by, at=at)
        self.made.append(made.case)
        if "handed" in about:
            petitions.hand_petition(case=made.case.uid, text=about["handed"], by=clerk, at=at)

    def act(self, name: str, given: Mapping[str, Any], at: datetime) -> None:
        """办理：by whoever the table names, in the office, or in the organ that handles it."""
        case, row = self.made[0], PETITIONS.act(name)
        said = {need.key: self._said(need.kind, given[need.key]) for need in row.needs if need.key in given}
        said = {"on": at.date().isoformat(), **said} if any(need.key == "on" for need in row.needs) else said
        by = self._by(case, row.role)
        casework.do(case=case.uid, act=name, given=said, seen=case.events.count(), by=by, at=at)

    def _by(self, case: Case, role: str) -> Actor:
        handling = [one.organ for one in assignments_of(case) if not one.until]
        if role not in PETITIONS.handled_by or not handling:
            return self.world.actor(OFFICE, role if role not in PETITIONS.handled_by else HOTLINE_CLERK)
        keys = {found.code: key for key, found in self.world.organs.items()}
        return self.world.actor(keys[handling[0]], role)

    def _said(self, kind: Kind, value: Any) -> str:
        return self.world.organs[value].code if kind is Kind.ORGAN else str(value)


def acts(world: World) -> Iterator[tuple[datetime, Act]]:
    """全部行为：each with its instant."""
    listed = data("petitions")
    for place, about in enumerate(listed["petitions"]):
        story = Story(world, about, Petitioner(**listed["people"][about["who"]]))
        minute = FIRST + place * WITHIN
        yield _at(world, about["came"], minute), story.come
        for number, (name, days, *more) in enumerate(about["acts"], start=1):
            given = more[0] if more else {}
            yield _at(world, days, minute + EACH * number), partial(story.act, name, given)


def _at(world: World, days: int, minute: int) -> datetime:
    return instant(resolve({"days_ago": days}, world.today), minute)

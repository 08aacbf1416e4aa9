"""演示热线：messages in every state, taken in online and by the clerk, and handled by several organs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from gongkai.assembly.demo._dates import Act, instant, resolve
from gongkai.assembly.demo._world import SETUP_ON, World, data
from gongkai.engines.casework import operations as casework
from gongkai.engines.casework.models import Case
from gongkai.engines.casework.queries import assignments_of
from gongkai.engines.casework.rules import Kind, Part
from gongkai.foundation.people.actors import SYSTEM, Actor
from gongkai.programmes.hotline import operations as hotline
from gongkai.programmes.hotline.contents import Person, Told
from gongkai.programmes.hotline.programme import HOTLINE

OFFICE = "general-office"
SETTING, FIRST, EACH, WITHIN = 130, 20, 9, 7
_TOLD = ("kind", "matter", "text", "place", "address", "about")


@dataclass
class Story:
    """一件诉求的经过：`case` once it came in; `cases` those with a name of their own."""

    world: World
    about: dict[str, Any]
    who: Person | None
    cases: dict[str, Case]
    made: list[Case] = field(default_factory=list)

    def come(self, at: datetime) -> None:
        """提交：online by the citizen, else by the clerk; what handlers read is written at once."""
        about, channel = self.about, self.about["channel"]
        told = Told(**{name: about[name] for name in _TOLD if name in about})
        clerk = self.world.actor(OFFICE, "hotline_clerk")
        by = SYSTEM if channel == "web" else clerk
        organ = self.world.organs[OFFICE]
        made = hotline.lodge(organ=organ, told=told, person=self.who, channel=channel, by=by, at=at)
        self.made.append(made.case)
        if "id" in about:
            self.cases[about["id"]] = made.case
        if "handed" in about:
            hotline.hand_words(case=made.case.uid, text=about["handed"], by=clerk, at=at)

    def act(self, name: str, given: Mapping[str, Any], organ: str, at: datetime) -> None:
        """办理：by whoever the table names, in the hotline office, or in the organ that handles it."""
        case, row = self.made[0], HOTLINE.act(name)
        said = {need.key: self._said(need.kind, given[need.key]) for need in row.needs if need.key in given}
        if "into" in given:
            said["into"] = self.cases[given["into"]].number
        said = {"on": at.date().isoformat(), **said} if any(need.key == "on" for need in row.needs) else said
        by = self._by(case, row.role, organ)
        casework.do(case=case.uid, act=name, given=said, seen=case.events.count(), by=by, at=at)

    def _by(self, case: Case, role: str, organ: str) -> Actor:
        if role not in HOTLINE.handled_by:
            return self.world.actor(OFFICE, role)
        handling = [one.organ for one in assignments_of(case) if not one.until and one.part is Part.MAIN]
        keys = {found.code: key for key, found in self.world.organs.items()}
        return self.world.actor(organ or keys[handling[0]], role)

    def _said(self, kind: Kind, value: Any) -> str:
        if kind is Kind.ORGAN:
            return self.world.organs[value].code
        return resolve(value, self.world.today).isoformat() if isinstance(value, Mapping) else str(value)


def acts(world: World) -> Iterator[tuple[datetime, Act]]:
    """全部行为：each with its instant."""
    listed = data("hotline")
    people = {key: Person(one["name"], one["contact"]) for key, one in listed["people"].items()}
    for place, about in enumerate(listed["platforms"]):
        yield instant(SETUP_ON, SETTING + place), partial(_set, world, about)
    cases: dict[str, Case] = {}
    for place, about in enumerate(listed["messages"]):
        story = Story(world, about, people.get(about.get("who", "")), cases)
        minute = FIRST + place * WITHIN
        yield _at(world, about["came"], minute), story.come
        for number, (name, days, *more) in enumerate(about["acts"], start=1):
            given, organ = (more[0] if more else {}), (more[1]["as"] if len(more) > 1 else "")
            yield _at(world, days, minute + EACH * number), partial(story.act, name, given, organ)


def _set(world: World, about: Mapping[str, Any], at: datetime) -> None:
    organ = about["organ"]
    by = world.actor(organ, "hotline_officer")
    hotline.set_profile(organ=world.organs[organ], profile=about["profile"], by=by, at=at)


def _at(world: World, days: int, minute: int) -> datetime:
    return instant(resolve({"days_ago": days}, world.today), minute)

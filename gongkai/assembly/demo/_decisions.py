"""演示重大行政决策：one published and carried out, one before its hearing, one under review; by the same operations."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from gongkai.assembly.demo._dates import Act, instant, resolve
from gongkai.assembly.demo._texts import as_docx
from gongkai.assembly.demo._world import World, data
from gongkai.engines.casework import operations as casework
from gongkai.engines.casework.models import Case
from gongkai.engines.casework.rules import Kind
from gongkai.engines.publishing import operations as publishing
from gongkai.engines.publishing.models import Edition
from gongkai.foundation.people.actors import (
    DRAFTER,
    HANDLER,
    LEGALITY_REVIEWER,
    PUBLISHER,
    SECRECY_REVIEWER,
    SIGNER,
    SYSTEM,
    UNIT_HEAD,
    Actor,
)
from gongkai.programmes.consultations.models import Consultation
from gongkai.programmes.decisions import operations as decisions
from gongkai.programmes.decisions import rules
from gongkai.programmes.decisions.programme import DECISIONS

FIRST, WITHIN, ENROLLED, FILED = 230, 3, 45, 70
ROLES = {"head": UNIT_HEAD, "handler": HANDLER, "legal": LEGALITY_REVIEWER, "drafter": DRAFTER}


@dataclass
class Story:
    """一件决策事项的经过：`made` once it is proposed."""

    world: World
    about: Mapping[str, Any]
    made: list[Case] = field(default_factory=list)

    def propose(self, at: datetime) -> None:
        """提出。"""
        organ, by = self.world.organs[self.about["organ"]], self._by("drafter")
        self.made.append(decisions.propose_matter(organ=organ, title=self.about["title"], by=by, at=at))

    def act(self, name: str, by: str, given: Mapping[str, Any], at: datetime) -> None:
        """办理：by whoever the script names."""
        case, row = self.made[0], DECISIONS.act(name)
        said = {need.key: self._said(need.kind, given[need.key]) for need in row.needs if need.key in given}
        if "consultation" in said:
            said["consultation"] = Consultation.objects.get(name=said["consultation"]).uid
        if name == "start":
            said = {**dict.fromkeys(rules.KEYS, rules.NO), **said}
        casework.do(case=case.uid, act=name, given=said, seen=case.events.count(), by=self._by(by), at=at)

    def release(self, at: datetime) -> None:
        """审签、发布最近的文件，并登记。"""
        record = self.made[0].decision_papers.order_by("-pk").values_list("record", flat=True)[0]
        edition = Edition.objects.select_related("organ").get(record__uid=record)
        organ = next(key for key, one in self.world.organs.items() if one.code == edition.organ.code)
        for role in (SECRECY_REVIEWER, SIGNER):
            publishing.approve(record=record, sha256=edition.sha256, by=self.world.actor(organ, role), at=at)
        publishing.release(record=record, by=self.world.actor(organ, PUBLISHER), at=at)
        decisions.note_paper(record=record, by=SYSTEM, at=at)

    def enrol(self, said: Mapping[str, Any], at: datetime) -> None:
        """报名：by the public."""
        hearing = self.made[0].hearings.get()
        who = {key: said[key] for key in ("stake", "name", "contact", "words")}
        decisions.enrol_for_hearing(hearing=hearing.uid, **who, agreed=True, at=at)

    def file(self, said: Mapping[str, Any], at: datetime) -> None:
        """归入一份签过字的材料。"""
        decisions.file_paper(
            decision=self.made[0].number, kind=said["kind"], content=as_docx(said["text"]), name=f"{said['name']}.docx",
            by=self._by(said["by"]), at=at,
        )  # fmt: skip

    def _by(self, who: str) -> Actor:
        organ = self.about["undertaker"] if who == "handler" else self.about["organ"]
        return self.world.actor(organ, ROLES[who])

    def _said(self, kind: Kind, value: Any) -> str:
        if kind is Kind.ORGAN:
            return self.world.organs[value].code
        if kind is Kind.DAY:
            return resolve(value, self.world.today).isoformat()
        return json.dumps(value, ensure_ascii=False) if kind is Kind.ROWS else str(value)


def acts(world: World) -> Iterator[tuple[datetime, Act]]:
    """全部行为：each with its instant."""
    for place, about in enumerate(data("decisions")["matters"]):
        story, minute = Story(world, about), FIRST + place * 20
        yield _at(world, about["acts"][0][1] + 3, minute), story.propose
        for number, (name, days, *more) in enumerate(about["acts"]):
            when = _at(world, days, minute + WITHIN * number)
            yield when, story.release if name == "released" else partial(story.act, name, more[0], more[1])
        for said in about.get("enrolments", ()):
            yield _at(world, said["days"], minute + ENROLLED), partial(story.enrol, said)
        for number, said in enumerate(about.get("filed", ())):
            yield _at(world, said["days"], minute + FILED + number), partial(story.file, said)


def _at(world: World, days: int, minute: int) -> datetime:
    return instant(resolve({"days_ago": days}, world.today), minute)

"""演示执法：cases traced, a credit repaired, a decision withdrawn, a year's numbers published."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from gongkai.assembly.demo._dates import Act, instant, resolve
from gongkai.assembly.demo._world import World, data
from gongkai.engines.registers import operations as registers
from gongkai.engines.registers.queries import adjustment_of
from gongkai.programmes.enforcement import operations as enforcement
from gongkai.programmes.enforcement import permission

ENTERED, PROPOSED, REVIEWED, ADOPTED = 30, 45, 90, 310


def acts(world: World) -> Iterator[tuple[datetime, Act]]:
    """全部行为：each with its instant."""
    said = data("enforcement")
    for about in said["cases"]:
        yield from _case(world, about)
    for about in said["changes"]:
        yield from _change(world, about)
    for about in said["repairs"]:
        yield from _repair(world, about)
    for about in said["reports"]:
        yield instant(about["counted"], ENTERED), partial(_count, world, about)
        yield instant(about["published"], ADOPTED), partial(_publish, world, about)


def _case(world: World, about: Mapping[str, Any]) -> Iterator[tuple[datetime, Act]]:
    filed, made = resolve(about["on"], world.today), list[str]()

    def file(at: datetime) -> None:
        case = enforcement.file_case(
            organ=world.organs[about["organ"]],
            number=about["number"],
            name=about["name"],
            filed_on=filed,
            power=about.get("power", ""),
            discretion=about.get("discretion", ""),
            by=world.actor(about["organ"], "drafter"),
            at=at,
        )
        made.append(case.uid)

    yield instant(filed, ENTERED), file
    for stage in about["stages"]:
        yield instant(resolve(stage["on"], world.today), PROPOSED), partial(_reach, world, about["organ"], stage, made)


def _reach(world: World, organ: str, stage: Mapping[str, Any], made: list[str], at: datetime) -> None:
    enforcement.reach_stage(
        case=made[0],
        stage=stage["stage"],
        reached_on=resolve(stage["on"], world.today),
        decision=stage.get("decision", ""),
        by=world.actor(organ, "drafter"),
        at=at,
    )


def _change(world: World, about: Mapping[str, Any]) -> Iterator[tuple[datetime, Act]]:
    day, made = resolve(about["on"], world.today), list[str]()

    def enter(at: datetime) -> None:
        change = enforcement.enter_change(
            organ=world.organs[about["organ"]],
            kind=about["kind"],
            register=about["register"],
            key=about["key"],
            arisen_on=day,
            reason=about["why"],
            by=world.actor(about["organ"], "drafter"),
            at=at,
        )
        made.append(change.uid)

    def propose(at: datetime) -> None:
        by = world.actor(about["organ"], "drafter")
        said = {"reason": about["reason"], "basis": about["basis"]}
        made.append(enforcement.propose_change(change=made[0], **said, by=by, at=at).adjustment)

    def review(at: datetime) -> None:
        by = world.actor(about["organ"], "unit_head")
        registers.approve(adjustment=made[1], sha256=adjustment_of(made[1], by).sha256, by=by, at=at)

    def adopt(at: datetime) -> None:
        by = world.actor(about["organ"], "signer")
        registers.adopt(adjustment=made[1], sha256=adjustment_of(made[1], by).sha256, by=by, at=at)

    for minute, act in ((ENTERED, enter), (PROPOSED, propose), (REVIEWED, review), (ADOPTED, adopt)):
        yield instant(day, minute), act


def _repair(world: World, about: Mapping[str, Any]) -> Iterator[tuple[datetime, Act]]:
    """An application from its party; refused by two where `refused` says when."""
    made = list[str]()

    def ask(at: datetime) -> None:
        said = {key: about[key] for key in ("key", "name", "contact", "text")}
        made.append(enforcement.ask_for_repair(**said, promised=True, at=at).repair.uid)

    def propose(at: datetime) -> None:
        said = {key: about[key] for key in ("ground", "answer")}
        enforcement.propose_refusal(repair=made[0], **said, by=world.actor(about["organ"], "drafter"), at=at)

    def refuse(at: datetime) -> None:
        by = world.actor(about["organ"], "unit_head")
        seen = permission.repairs_of(by).get(uid=made[0]).reading
        enforcement.confirm_refusal(repair=made[0], seen=seen, by=by, at=at)

    yield instant(resolve({"days_ago": about["days_ago"]}, world.today), ENTERED), ask
    if "refused" in about:
        day = resolve({"days_ago": about["refused"]}, world.today)
        yield instant(day, PROPOSED), propose
        yield instant(day, REVIEWED), refuse


def _count(world: World, about: Mapping[str, Any], at: datetime) -> None:
    organ, by = world.organs[about["organ"]], world.actor(about["organ"], "drafter")
    enforcement.count_year(organ=organ, year=about["year"], by=by, at=at)


def _publish(world: World, about: Mapping[str, Any], at: datetime) -> None:
    organ, by = world.organs[about["organ"]].code, world.actor(about["organ"], "signer")
    seen = permission.reports_of(by).get(organ__code=organ, year=about["year"]).reading
    enforcement.publish_year(organ=organ, year=about["year"], seen=seen, by=by, at=at)

"""演示名录：powers and duties as listed, amended, merged and cancelled; one change to come, one under review."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from gongkai.assembly.demo._dates import Act, instant, resolve
from gongkai.assembly.demo._world import World, data
from gongkai.engines.registers import operations as registers
from gongkai.engines.registers.declared import register_of
from gongkai.engines.registers.queries import Wanted

FILES = ("registers", "withholding", "funds", "departments", "lists", "enforcement")
PROPOSED, REVIEWED, APART, ADOPTED = 20, 60, 60, 300


def acts(world: World) -> Iterator[tuple[datetime, Act]]:
    """全部行为：each with its instant."""
    for about in [one for file in FILES for one in data(file)["adjustments"]]:
        day = resolve(about["on"], world.today)
        made: list[Any] = []
        yield instant(day, PROPOSED), partial(_propose, world, about, made)
        if about.get("proposed"):
            continue
        for at, step in enumerate(register_of(about["register"]).steps):
            yield instant(day, REVIEWED + at * APART), partial(_approve, world, about, made, step.role)
        yield instant(day, ADOPTED), partial(_adopt, world, about, made)


def _propose(world: World, about: Mapping[str, Any], made: list[Any], at: datetime) -> None:
    organ = world.organs[about["organ"]]
    made.append(
        registers.propose(
            register=about["register"],
            organ=organ,
            since=resolve(about["since"], world.today),
            reason=about["reason"],
            basis=about["basis"],
            wanted=[_line(world, about["register"], organ.code, line) for line in about["lines"]],
            by=world.actor(about["organ"], "drafter"),
            at=at,
        )
    )


def _line(world: World, register: str, organ: str, line: Mapping[str, Any]) -> Wanted:
    """With the organ that keeps the entry, where the register asks for one; days ago become days."""
    said = {name: value for name, value in line.items() if name not in ("manner", "key")}
    values = {name: resolve(value, world.today) if isinstance(value, dict) else value for name, value in said.items()}
    if any(field.key == "organ" for field in register_of(register).fields):
        values = {"organ": organ, **values}
    return Wanted(line["manner"], line["key"], values)


def _approve(world: World, about: Mapping[str, Any], made: list[Any], role: str, at: datetime) -> None:
    registers.approve(adjustment=made[0].uid, sha256=made[0].sha256, by=world.actor(about["organ"], role), at=at)


def _adopt(world: World, about: Mapping[str, Any], made: list[Any], at: datetime) -> None:
    by = world.actor(about["organ"], "signer")
    registers.adopt(adjustment=made[0].uid, sha256=made[0].sha256, by=by, at=at)

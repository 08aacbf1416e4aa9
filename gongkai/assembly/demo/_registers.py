"""演示名录：powers and duties as listed, amended, merged and cancelled; one change to come, one under review."""

import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any, cast

import docx

from gongkai.assembly.demo._dates import Act, instant, resolve
from gongkai.assembly.demo._world import World, data
from gongkai.engines.casework.models import Case
from gongkai.engines.registers import operations as registers
from gongkai.engines.registers.declared import register_of
from gongkai.engines.registers.queries import Wanted
from gongkai.engines.registers.rules import MOVE, Type
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import Actor
from gongkai.programmes.decisions.programme import DECISIONS

FILES = (
    "registers",
    "withholding",
    "funds",
    "departments",
    "dispatch",
    "knowledge",
    "lists",
    "enforcement",
    "services",
    "execution",
    "results",
    "decisions",
)
PROPOSED, REVIEWED, APART, CONSENTED, ADOPTED = 20, 60, 60, 240, 300


def acts(world: World) -> Iterator[tuple[datetime, Act]]:
    """全部行为：each with its instant."""
    for about in [one for file in FILES for one in data(file)["adjustments"]]:
        day = resolve(about["on"], world.today)
        made: list[Any] = []
        yield instant(day, PROPOSED), partial(_propose, world, about, made)
        if about.get("proposed"):
            continue
        for at, step in enumerate(register_of(about["register"]).steps):
            yield instant(day, REVIEWED + at * APART), partial(_approve, world, about["organ"], made, step.role)
        if "other" in about:
            yield instant(day, CONSENTED), partial(_approve, world, about["other"], made, "signer")
        yield instant(day, ADOPTED), partial(_adopt, world, about, made)


def _propose(world: World, about: Mapping[str, Any], made: list[Any], at: datetime) -> None:
    organ, by = world.organs[about["organ"]], world.actor(about["organ"], "drafter")
    lines = [_line(world, about["register"], organ.code, line) for line in about["lines"]]
    made.append(
        registers.propose(
            register=about["register"],
            organ=organ,
            other=world.organs[about["other"]] if "other" in about else None,
            since=resolve(about["since"], world.today),
            reason=about["reason"],
            basis=about["basis"],
            wanted=[replace(line, values=_uploaded(about["register"], organ, line, by, at)) for line in lines],
            by=by,
            at=at,
        )
    )


def _line(world: World, register: str, organ: str, line: Mapping[str, Any]) -> Wanted:
    """With the organ that keeps the entry, where the register asks for one; days ago become days."""
    said = {name: value for name, value in line.items() if name not in ("manner", "key")}
    values = {name: resolve(value, world.today) if isinstance(value, dict) else value for name, value in said.items()}
    if "decision" in values:  # by its title: its identifier is made when it is entered
        decided = Case.objects.get(procedure=DECISIONS.key, title=values["decision"])
        values = {**values, "decision": decided.uid}
    if line["manner"] != MOVE.name and any(field.key == "organ" for field in register_of(register).fields):
        values = {"organ": organ, **values}
    return Wanted(line["manner"], line["key"], values)


def _uploaded(register: str, organ: Organ, line: Wanted, by: Actor, at: datetime) -> Mapping[str, object]:
    """With the files it names made and uploaded: a form is its title and some boxes."""
    values = dict(line.values)
    for field in register_of(register).fields:
        if field.type is Type.FILE and (names := values.get(field.key)):
            wanted = [names] if isinstance(names, str) else list(cast("list[str]", names))
            values[field.key] = [
                registers.keep_file(organ=organ, content=_a_form(name), name=name, by=by, at=at) for name in wanted
            ]
    return values


def _a_form(name: str) -> bytes:
    made, kept = docx.Document(), io.BytesIO()
    made.add_heading(name.rsplit(".", 1)[0], level=1)
    table = made.add_table(rows=0, cols=2, style="Table Grid")
    filled = "样例" in name
    for asked, answer in (
        ("申请人", "示范甲"),
        ("联系电话", "0000-5550000"),
        ("申请事项", "按实填写"),
        ("签名", "示范甲"),
    ):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = asked, answer if filled else ""
    made.save(kept)
    return kept.getvalue()


def _approve(world: World, organ: str, made: list[Any], role: str, at: datetime) -> None:
    registers.approve(adjustment=made[0].uid, sha256=made[0].sha256, by=world.actor(organ, role), at=at)


def _adopt(world: World, about: Mapping[str, Any], made: list[Any], at: datetime) -> None:
    by = world.actor(about["organ"], "signer")
    registers.adopt(adjustment=made[0].uid, sha256=made[0].sha256, by=by, at=at)

"""演示资金异议：one answered, one that waits, by the same operations as online and in the office."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from gongkai.assembly.demo._dates import Act, instant, resolve
from gongkai.assembly.demo._world import World, data
from gongkai.programmes.funds import operations as funds

TAKEN, ANSWERED = 320, 340


def acts(world: World) -> Iterator[tuple[datetime, Act]]:
    """全部行为：each with its instant."""
    for about in data("funds")["objections"]:
        made: list[Any] = []
        yield instant(resolve({"days_ago": about["days_ago"]}, world.today), TAKEN), partial(_object, about, made)
        if "answered" in about:
            day = resolve({"days_ago": about["answered"]}, world.today)
            yield instant(day, ANSWERED), partial(_answer, world, about, made)


def _object(about: Mapping[str, Any], made: list[Any], at: datetime) -> None:
    said = {key: about[key] for key in ("place", "about", "text", "name", "contact") if key in about}
    made.append(funds.object_to_fund(**said, at=at).objection)


def _answer(world: World, about: Mapping[str, Any], made: list[Any], at: datetime) -> None:
    funds.answer_objection(
        objection=made[0].uid,
        finding=about["finding"],
        answer=about["answer"],
        by=world.actor(about["organ"], "unit_head"),
        at=at,
    )

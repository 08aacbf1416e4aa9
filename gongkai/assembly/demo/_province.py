"""演示省：places, organs, their names through the years, and what their guides must state."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from typing import Any

from gongkai.assembly.demo._dates import Act, instant
from gongkai.assembly.demo._world import SETUP, SETUP_ON, World, data
from gongkai.foundation.organs import operations as organs
from gongkai.foundation.people.actors import SYSTEM
from gongkai.foundation.places import operations as places
from gongkai.foundation.places import queries as place_queries


def found(world: World) -> None:
    """建省：places and organs as they were when the platform was set up."""
    listed = data("province")
    for since, rows in _first_names(listed["places"]).items():
        places.import_divisions(rows=rows, by=SYSTEM, at=SETUP, on=since)
    for about in listed["organs"]:
        _establish(world, about)
    for row in listed["successions"]:
        if row["on"] <= SETUP_ON:
            _succeed(world, row, SETUP)


def later(world: World) -> Iterator[tuple[datetime, Act]]:
    """其后：the renamings and mergers that came after the set-up, each on its day."""
    listed = data("province")
    for place in listed["places"]:
        for name in place["names"][1:]:
            yield _morning(name["from"]), partial(_rename_place, place["code"], name)
    for about in listed["organs"]:
        for name in about["names"][1:]:
            if name["from"] > SETUP_ON:
                yield _morning(name["from"]), partial(_rename_organ, world, about["key"], name)
    for row in listed["successions"]:
        if row["on"] > SETUP_ON:
            yield instant(row["on"], 5), partial(_succeed, world, row)


def _succeed(world: World, row: dict[str, Any], at: datetime) -> None:
    organs.succeed(
        predecessors=[world.organs[row["predecessor"]]],
        successors=[world.organs[row["successor"]]],
        on=row["on"],
        basis=row["basis"],
        by=SYSTEM,
        at=at,
    )


def _morning(day: date) -> datetime:
    return instant(day, 0)


def _first_names(listed: list[dict[str, Any]]) -> dict[date, list[dict[str, object]]]:
    rows: dict[date, list[dict[str, object]]] = {}
    for place in listed:
        first = place["names"][0]
        rows.setdefault(first["from"], []).append({"code": place["code"], "name": first["name"]})
    return rows


def _establish(world: World, about: dict[str, Any]) -> None:
    first = about["names"][0]
    organ = organs.establish(
        code=about["code"],
        credit_code=about["credit_code"],
        name=first["name"],
        short_name=first["short_name"],
        place=place_queries.by_code(about["place"], on=SETUP_ON),
        kind=about["kind"],
        since=first["from"],
        by=SYSTEM,
        at=SETUP,
    )
    world.organs[about["key"]], world.about[about["key"]] = organ, about
    for name in about["names"][1:]:
        if name["from"] <= SETUP_ON:
            _rename_organ(world, about["key"], name, SETUP)
    if about["profile"]:
        organs.update_profile(organ=organ, changes=about["profile"], by=SYSTEM, at=SETUP)


def _rename_organ(world: World, key: str, name: dict[str, Any], at: datetime) -> None:
    organ = world.organs[key]
    organs.rename(organ=organ, name=name["name"], short_name=name["short_name"], on=name["from"], by=SYSTEM, at=at)


def _rename_place(code: str, name: dict[str, Any], at: datetime) -> None:
    rows: list[dict[str, object]] = [{"code": code, "name": name["name"]}]
    places.import_divisions(rows=rows, by=SYSTEM, at=at, on=name["from"])

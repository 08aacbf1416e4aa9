"""演示法规：the texts the platform ships, and rules of the invented province in several versions; one proposed."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from gongkai.assembly.demo._dates import Act, instant, resolve
from gongkai.assembly.demo._world import SETUP_ON, World, data
from gongkai.assembly.statute_commands import shipped
from gongkai.foundation.people.actors import SYSTEM
from gongkai.programmes.statutes import operations as statutes
from gongkai.programmes.statutes import queries
from gongkai.programmes.statutes.rules import entered

TAKEN_IN = 400
"""收入法规库：minutes into the day, after people have their posts."""


def acts(world: World) -> Iterator[tuple[datetime, Act]]:
    """全部行为：each with its instant."""
    for said in shipped():
        yield instant(SETUP_ON, TAKEN_IN), partial(_enter, said, [])
    for about in data("statutes")["statutes"]:
        made: list[str] = []
        for version in about["versions"]:
            said = {**{name: value for name, value in about.items() if name != "versions"}, **version}
            yield instant(resolve(version["entered"], world.today), TAKEN_IN), partial(_enter, said, made)
        if gone := about.get("repealed"):
            yield instant(resolve(gone["entered"], world.today), TAKEN_IN), partial(_repeal, world, made, gone)
    for about in data("statutes")["proposals"]:
        yield instant(resolve(about["proposed"], world.today), TAKEN_IN), partial(_propose, world, about)


def _propose(world: World, about: Mapping[str, Any], at: datetime) -> None:
    found = queries.of_title(about["statute"], about["region"])
    if found is None:
        raise RuntimeError(about["statute"])
    latest = queries.versions(found)[0]
    body = "\n".join(queries.paragraphs(latest))
    for old, new in about["replace"]:
        body = body.replace(old, new)
    said = {
        "title": found.title, "category": found.category, "region": found.region, "issuer": found.issuer, "body": body,
        "version_date": str(about["version_date"]), "since": str(about["since"]), "history": latest.history,
    }  # fmt: skip
    statutes.propose_version(
        organ=world.organs[about["organ"]], wanted=entered(said), reason=about["reason"], statute=found.slug,
        by=world.actor(about["organ"], about["role"]), at=at,
    )  # fmt: skip


def _enter(said: Mapping[str, Any], made: list[str], at: datetime) -> None:
    version, _fresh = statutes.enter_version(wanted=entered(said), by=SYSTEM, at=at)
    made.append(version.statute.slug)


def _repeal(world: World, made: list[str], gone: Mapping[str, Any], at: datetime) -> None:
    on = resolve(gone["on"], world.today)
    statutes.mark_repealed(statute=made[0], on=on, reason=gone["reason"], by=SYSTEM, at=at)

"""演示政务舆情：a topic answered twice and evaluated, one that runs late, items that wait; by the same operations."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from gongkai.assembly.demo._dates import Act, instant, resolve
from gongkai.assembly.demo._world import World, data
from gongkai.engines.casework import operations as casework
from gongkai.engines.casework.models import Case
from gongkai.engines.publishing import operations as publishing
from gongkai.engines.publishing.models import Edition
from gongkai.foundation.now import CHINA
from gongkai.foundation.people.actors import CONCERN_OFFICER, HANDLER, PUBLISHER, SECRECY_REVIEWER, SIGNER, SYSTEM
from gongkai.programmes.concerns import operations as concerns
from gongkai.programmes.concerns.contents import Said
from gongkai.programmes.concerns.models import Statement

OFFICE, ANSWERS = "general-office", "ecology"
GROUPED = 45
"""The minute at which a topic is opened from its items."""


def acts(world: World) -> Iterator[tuple[datetime, Act]]:
    """全部行为：each with its instant; what would lie after now is left out."""
    found = [*_alone(world), *(act for about in data("concerns")["topics"] for act in _topic(world, about))]
    return ((at, act) for at, act in found if at < world.at)


def _when(world: World, days_ago: int, minute: int) -> datetime:
    return instant(resolve({"days_ago": days_ago}, world.today), minute)


def _alone(world: World) -> Iterator[tuple[datetime, Act]]:
    for about in data("concerns")["items"]:
        yield _when(world, about["days_ago"], about["minute"]), partial(_enter, world, about, [])


def _topic(world: World, about: Mapping[str, Any]) -> Iterator[tuple[datetime, Act]]:
    made: list[str] = []
    cases: list[Case] = []
    days = about["days_ago"]
    for item in about["items"]:
        yield _when(world, days, item["minute"]), partial(_enter, world, item, made)
    last = max(item["minute"] for item in about["items"])
    opened = min(GROUPED, last + 5)
    yield _when(world, days, opened), partial(_open, world, about, made, cases)
    for act in about["acts"]:
        yield _when(world, days, act["minute"]), partial(_do, world, act, cases, days)
        if "released" in act:
            yield _when(world, days, act["released"]), partial(_release, world, cases)
    for more in about.get("further", ()):
        given = {key: more[key] for key in ("title", "theme", "text")}
        act = {"act": "propose_further", "by": "handler", "given": given}
        yield _when(world, more["days_ago"], more["minute"]), partial(_do, world, act, cases, days)
        yield _when(world, more["days_ago"], more["released"]), partial(_release, world, cases)
    for act in about.get("ending", ()):
        yield _when(world, act["days_ago"], act["minute"]), partial(_do, world, act, cases, days)


def _enter(world: World, about: Mapping[str, Any], made: list[str], at: datetime) -> None:
    said = Said(about["title"], about["source"], about.get("url", ""), about.get("words", ""))
    by = world.actor(OFFICE, CONCERN_OFFICER)
    item = concerns.enter_item(organ=world.organs[OFFICE], said=said, found_at=at, by=by, at=at)
    if item.repeats is None:
        made.append(item.uid)


def _open(world: World, about: Mapping[str, Any], made: list[str], cases: list[Case], at: datetime) -> None:
    by = world.actor(OFFICE, CONCERN_OFFICER)
    cases.append(concerns.open_topic(items=made, title=about["title"], level=about["level"], by=by, at=at))


def _do(world: World, act: Mapping[str, Any], cases: list[Case], days: int, at: datetime) -> None:
    by = world.actor(OFFICE, CONCERN_OFFICER) if act["by"] == "officer" else world.actor(ANSWERS, HANDLER)
    given = dict(act["given"])
    if "organ" in given:
        given["organ"] = world.organs[given["organ"]].code
    if "moment" in act:
        given["at"] = _when(world, days, act["moment"]).astimezone(CHINA).strftime("%Y-%m-%dT%H:%M")
    seen = cases[0].events.count()
    casework.do(case=cases[0].uid, act=act["act"], given=given, seen=seen, by=by, at=at)


def _release(world: World, cases: list[Case], at: datetime) -> None:
    """Review, sign and release the newest statement, and note it in its topic."""
    record = Statement.objects.filter(case=cases[0]).order_by("-number").values_list("record", flat=True)[0]
    edition = Edition.objects.get(record__uid=record)
    for role in (SECRECY_REVIEWER, SIGNER):
        publishing.approve(record=record, sha256=edition.sha256, by=world.actor(ANSWERS, role), at=at)
    publishing.release(record=record, by=world.actor(ANSWERS, PUBLISHER), at=at)
    concerns.note_release(record=record, edition=1, by=SYSTEM, at=at)

"""演示事件：what happens beside the records: emergencies, a reorganisation, mourning, and what readers searched for."""

from collections.abc import Iterator
from datetime import date, datetime, time
from functools import partial
from typing import Any

from gongkai.assembly.demo._dates import Act, instant, resolve
from gongkai.assembly.demo._world import World, data
from gongkai.engines.publishing import operations as publishing
from gongkai.engines.publishing import queries
from gongkai.foundation.mourning import operations as mourning
from gongkai.foundation.now import CHINA
from gongkai.programmes.finding import operations as finding
from gongkai.programmes.finding.models import SavedSearch

OPENNESS = ("general-office", "openness_officer")
OPENED, CLOSED, PASSED_ON, DECIDED, PREFERRED, SEARCHED, SAVED = 5, 410, 60, 75, 90, 120, 150


def acts(world: World) -> Iterator[tuple[datetime, Act]]:
    """全部事件：each with its instant."""
    listed = data("events")
    for about in listed["emergencies"]:
        yield _at(world, about["opened"], OPENED), partial(_open, world, about)
        if "closed" in about:
            yield _at(world, about["closed"], CLOSED), partial(_close, world, about)
    for about in listed["mourning"]:
        yield _at(world, about["declared"], PASSED_ON), partial(_mourn, world, about)
    for about in listed["transfers"]:
        runs: list[str] = []
        yield _at(world, about["on"], PASSED_ON), partial(_propose, world, about, runs)
        yield _at(world, about["on"], DECIDED), partial(_decide, world, runs)
    for about in listed["best_bets"]:
        yield _at(world, about["on"], PREFERRED), partial(_prefer, world, about)
    for about in listed["missed"]:
        for turn in range(about["times"]):
            yield _at(world, about["on"], SEARCHED + turn), partial(_miss, about["words"])
    for place, about in enumerate(listed["saved"]):
        yield _at(world, about["on"], SAVED + 2 * place), partial(_save, about)


def _at(world: World, spec: Any, minute: int) -> datetime:
    return instant(resolve(spec, world.today), minute)


def _open(world: World, about: dict[str, Any], at: datetime) -> None:
    began_on = resolve(about["began_on"], world.today)
    made = publishing.open_emergency(
        organ=world.organs[about["organ"]],
        name=about["name"],
        began_at=datetime.combine(began_on, time.fromisoformat(about["began"]), CHINA),
        by=world.actor(about["organ"], "drafter"),
        at=at,
    )
    world.emergencies[about["key"]] = made.uid


def _close(world: World, about: dict[str, Any], at: datetime) -> None:
    by = world.actor(about["organ"], "signer")
    publishing.close_emergency(emergency=world.emergencies[about["key"]], by=by, at=at)


def _mourn(world: World, about: dict[str, Any], at: datetime) -> None:
    since: date = about["since"]
    mourning.declare(from_on=since, until_on=about["until"], notice=about["notice"], by=world.actor(*OPENNESS), at=at)


def _propose(world: World, about: dict[str, Any], runs: list[str], at: datetime) -> None:
    organ, to = world.organs[about["predecessor"]], world.organs[about["successor"]]
    made = publishing.propose_bulk(
        act="transfer",
        organ=organ,
        lines=queries.records_of(organ, kind=""),
        to=to.code,
        note=about["note"],
        by=world.actor(*OPENNESS),
        at=at,
    )
    runs.append(made.uid)
    while publishing.try_bulk(run=made.uid, at=at):
        pass


def _decide(world: World, runs: list[str], at: datetime) -> None:
    publishing.decide_bulk(run=runs[0], by=world.actor(*OPENNESS), at=at)
    while publishing.do_bulk(run=runs[0], at=at):
        pass


def _prefer(world: World, about: dict[str, Any], at: datetime) -> None:
    record = world.records[about["record"]]
    finding.prefer(words=about["words"], record=record, reason=about["reason"], by=world.actor(*OPENNESS), at=at)


def _miss(words: str, at: datetime) -> None:
    finding.note_missed(words=words, at=at)


def _save(about: dict[str, Any], at: datetime) -> None:
    finding.subscribe(
        email=about["email"], scope=about["scope"], query=about["query"], rhythm=about["rhythm"], language="zh", at=at
    )
    if about["confirmed"]:
        key = SavedSearch.objects.values_list("key", flat=True).get(email=about["email"], query=about["query"])
        finding.confirm(key=key, at=at)

"""What one may not see cannot be named either: in a search, a relation or a form it is as if it were not there."""

from dataclasses import dataclass
from typing import Any

import pytest

from .asking import ask
from .matrix import Case
from .world import MISSING, World

pytestmark = pytest.mark.django_db
HIDDEN = ("draft", "submitted", "approved", "scheduled", "filed", "discarded", "unsuitable", "withdrawn")


@dataclass(frozen=True)
class Way:
    """A way to name a record somewhere else than in the address of its own page."""

    route: str
    method: str = "GET"
    query: str = ""
    send: dict[str, Any] | None = None


DRAFT = {"organ": "$foreign", "kind": "document", "title": "落实上级文件的通知"}
WAYS = (
    Way("office/", query="?q={uid}"),
    Way("office/records/new/", query="?interprets={uid}"),
    Way("office/records/new/", "POST", send={**DRAFT, "interprets": "{uid}"}),
    Way("api/v1/office/records", "POST", send={**DRAFT, "relations": [{"type": "implements", "target": "{uid}"}]}),
    Way("api/v1/search", query="?q={uid}"),
    Way("search/", query="?q={uid}"),
    Way("policies/", query="?q={uid}"),
)


@pytest.mark.parametrize("state", HIDDEN)
@pytest.mark.parametrize("way", WAYS, ids=lambda way: f"{way.method} {way.route}{way.query}")
def test_a_foreign_record_cannot_be_named(way: Way, state: str, world: World) -> None:
    told = []
    for column in ("foreign.drafter", "anonymous"):
        theirs, missing = (_named(way, uid, world, column) for uid in (world.records[state], MISSING["uid"]))
        if theirs != missing:
            told.append(column)
    assert told == []


def _named(way: Way, uid: str, world: World, column: str) -> tuple[int, tuple[str, ...]]:
    send = _filled(way.send, uid, world)
    case = Case(way.route, way.method, "", {"path": f"/{way.route}{way.query.format(uid=uid)}"}, send, {})
    answer = ask(case, world, column)
    texts = tuple(text.replace(uid, "UID") for text in answer.texts)
    return answer.status, texts if answer.status not in {201, 302} else ()


def _filled(said: Any, uid: str, world: World) -> Any:
    if isinstance(said, dict):
        return {key: _filled(value, uid, world) for key, value in said.items()}
    if isinstance(said, list):
        return [_filled(value, uid, world) for value in said]
    if isinstance(said, str):
        return said.replace("{uid}", uid).replace("$foreign", world.foreign.code)
    return said

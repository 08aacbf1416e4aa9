"""Every address × every role, in its own organ and in a foreign one: exactly one answer each, written in matrix.yaml.

The rows come from the URL table: a new address is in the matrix by itself, and fails until somebody says who gets
what there. A foreign record must answer exactly as one that does not exist.
"""

import json
import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from gongkai.foundation.now import frozen

from .matrix import PARAMETER, Case, cases, routes, written
from .world import AT, COLUMNS, MISSING, OWN, World, build, newest

pytestmark = pytest.mark.django_db
HIDDEN = ("draft", "discarded", "submitted", "checked", "approved", "scheduled", "for_filing", "filed")
NAMES_A_THING = set(MISSING)
CASES = cases()
CLIENTS = {csrf: Client(raise_request_exception=False, enforce_csrf_checks=csrf) for csrf in (False, True)}
VARYING = (
    (re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]*'), r"\1"),
    (re.compile(r"('nonce-|nonce=\")[^'\"]*"), r"\1"),
    (re.compile(r"(x-csrftoken&quot;: &quot;|X-CSRFToken\": \")[^&\"]*", re.IGNORECASE), r"\1"),
)
COMPARED = ("Content-Type", "Location", "Content-Disposition", "Cache-Control", "Vary", "Content-Security-Policy")


@dataclass(frozen=True)
class Face:
    """An answer as far as its reader can tell."""

    status: int
    texts: tuple[str, ...]


def first_of(wanted: Callable[[Case], bool]) -> list[Case]:
    """One case for each address, method and act."""
    return list({(c.route, c.method, c.path.get("act")): c for c in reversed(CASES) if wanted(c)}.values())


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Made once; every cell is undone."""
    whole = transaction.atomic()
    whole._from_testcase = True  # As in Django's TestCase: what must be outermost may be inside this one.
    with django_db_blocker.unblock(), frozen(AT), whole:
        yield build()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _at_rest() -> Iterator[None]:
    logging.disable(logging.ERROR)
    with frozen(AT):
        yield
    logging.disable(logging.NOTSET)


def test_every_address_is_in_the_matrix() -> None:
    new = [route for route in routes() if route not in written()]
    assert not new, (
        "These addresses are not in tests/permissions/matrix.yaml. Add a row for each: who gets which status?\n  "
        + "\n  ".join(new)
    )


def test_the_matrix_names_no_address_that_is_gone() -> None:
    gone = [route for route in written() if route not in routes()]
    assert not gone, "Take these addresses out of tests/permissions/matrix.yaml; they are gone:\n  " + "\n  ".join(gone)


def test_every_act_of_the_office_is_in_the_matrix() -> None:
    """The one address of all acts has a row for each act there is."""
    from gongkai.faces.office.views.acts import BUTTONS

    tried = {case.path["act"] for case in CASES if case.route == "office/records/<record:uid>/<slug:act>/"}
    assert set(BUTTONS) - tried == set()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_each_role_gets_the_answer_written(case: Case, world: World) -> None:
    """One status a cell; and whoever may not know of the thing gets exactly the answer of a thing that is not there."""
    wrong, told = {}, []
    for column in COLUMNS:
        answer, expected = ask(case, world, column), case.statuses[column]
        if answer.status != expected:
            wrong[column] = f"{answer.status}, not {expected}"
        may_not_know = column in case.outsiders or (case.is_office and expected == 404)
        if may_not_know and NAMES_A_THING & set(case.parameters) and answer != ask_missing(case, world, column):
            told.append(column)
    assert wrong == {}, case.name
    assert told == [], f"{case.name}: the answer tells that it exists"


PUBLIC = sorted({case.route for case in CASES if "uid" in case.parameters and not case.is_office})


@pytest.mark.parametrize("state", HIDDEN)
@pytest.mark.parametrize("route", PUBLIC)
def test_what_is_not_public_answers_the_public_as_what_does_not_exist(route: str, state: str, world: World) -> None:
    """Whoever asks: those who may see it in the office see no more of it in public."""
    case = replace(next(case for case in CASES if case.route == route), record=state)
    for column in COLUMNS:
        answer = ask(case, world, column)
        assert answer.status == 404, column
        assert answer == ask_missing(case, world, column), column


@pytest.mark.parametrize("case", first_of(lambda c: c.is_api and c.is_office), ids=lambda case: case.name)
def test_a_session_opens_nothing_in_the_api(case: Case, world: World) -> None:
    for column in OWN:
        answer = ask(case, world, column, by_cookie=True)
        assert answer.status == (405 if case.statuses[column] == 405 else 401), column


@pytest.mark.parametrize("case", first_of(lambda c: c.method == "POST" and not c.is_api), ids=lambda case: case.name)
def test_a_form_sent_from_elsewhere_is_refused(case: Case, world: World) -> None:
    """Without the page's own token nothing is done, whoever is signed in."""
    for column in ("own.drafter", "own.publisher"):
        assert ask(case, world, column, csrf=True).status == 403, column


def ask(
    case: Case, world: World, column: str, *, missing: bool = False, by_cookie: bool = False, csrf: bool = False
) -> Face:
    """One request, undone afterwards; by cookie or with a token as is usual there."""
    somebody = world.people[column]
    client = CLIENTS[csrf]
    client.cookies.clear()
    cache.clear()  # of what counts against the limits of signing in
    if not case.is_api or by_cookie:
        client.cookies.load(somebody.cookies)
    headers = {} if by_cookie or not case.is_api else somebody.headers
    point = transaction.savepoint()
    try:
        where = address(case, world, missing=missing)
        answer = client.generic(case.method, where, headers=headers, **body(case, world))
        return face(answer, case, world)
    finally:
        transaction.savepoint_rollback(point)


def ask_missing(case: Case, world: World, column: str) -> Face:
    """The same asked of a thing that is not there; asked once for all states of a thing."""
    key = (case.route, case.method, str(case.path), str(case.send), column)
    if key not in world.missing:
        world.missing[key] = ask(case, world, column, missing=True)
    return world.missing[key]


def address(case: Case, world: World, *, missing: bool = False) -> str:
    """The address with a real thing in it, or one that is not there."""
    if "path" in case.path:
        return case.path["path"]
    named = {"uid": world.records.get(case.record, ""), **world.things, **case.path}
    named = {name: value.replace("$organ", world.organ.code) for name, value in named.items()}
    if missing:
        named |= MISSING
    return "/" + PARAMETER.sub(lambda match: named[match.group(1)], case.route)


def body(case: Case, world: World) -> dict[str, Any]:
    """What is sent, as the API or a form sends it."""
    if case.send is None:
        return {}
    said = {key: _filled(value, case, world) for key, value in case.send.items()}
    if case.is_api and not any(isinstance(value, SimpleUploadedFile) for value in said.values()):
        return {"data": json.dumps(said), "content_type": "application/json"}
    return {"data": encode_multipart(BOUNDARY, said), "content_type": MULTIPART_CONTENT}


def _filled(value: Any, case: Case, world: World) -> Any:
    if not isinstance(value, str) or not value.startswith("$"):
        return value
    name = value[1:]
    if name in {"sha256", "lock_version"}:
        return getattr(newest(world.records[case.record]), name)
    if name == "text":
        return SimpleUploadedFile("来稿.txt", "关于托育的通知\n正文。\n".encode())
    if name == "csv":
        return SimpleUploadedFile("名单.csv", "序号,名称\n1,乙\n".encode())
    return world.organ.code if name == "organ" else world.records[name]


def face(answer: Any, case: Case, world: World) -> Face:
    """What an asker can tell: status, body and headers, without what differs at every request anyway."""
    named = {**world.things, "uid": world.records.get(case.record, "")}
    said = b"".join(answer.streaming_content) if answer.streaming else answer.content
    heads = tuple(answer.headers.get(name, "") for name in COMPARED)
    texts = [_alike(text, case, named) for text in (said.decode("utf-8", "replace"), *heads)]
    return Face(answer.status_code, tuple(texts))


def _alike(text: str, case: Case, named: dict[str, str]) -> str:
    for parameter in NAMES_A_THING & set(case.parameters):
        either = f"{re.escape(named[parameter])}|{MISSING[parameter]}"
        text = re.sub(rf"(/|%2F)({either})(?=/|%2F|$)", r"\1THING", text)
    for pattern, kept in VARYING:
        text = pattern.sub(kept, text)
    return text

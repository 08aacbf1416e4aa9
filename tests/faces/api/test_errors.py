"""Every refusal is a sentence for people, a stable code for programs, and a status both understand."""

from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth import BACKEND_SESSION_KEY
from django.test import Client

from gongkai.foundation.now import frozen
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people import operations as people
from gongkai.foundation.people import queries
from gongkai.foundation.people.actors import SYSTEM

from .conftest import OFFICE, Program


def refused(answer: Any, status: int, code: str) -> dict[str, Any]:
    assert answer.status_code == status, answer.content.decode()
    assert answer["Content-Type"].startswith("application/json")
    error: dict[str, Any] = answer.json()["error"]
    assert set(error) == {"code", "sentence", "field"}
    assert error["code"] == code
    assert error["sentence"].endswith("。")
    return error


def test_a_missing_field_is_named(who: SimpleNamespace, said: dict[str, Any]) -> None:
    del said["title"]
    error = refused(who.drafter.post(f"{OFFICE}/records", said), 400, "invalid")
    assert error["field"] == "title"
    assert "title" in error["sentence"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "长" * 301),
        ("title", "坏\x00字"),
        ("formed_on", "去年"),
        ("genre", "no-such-genre"),
        ("attribute", "secret"),
        ("relations", [{"type": "repeals"}]),
        ("relations", [{"type": "loves", "target": "2222222222"}]),
        ("identifiers", "不是列表"),
    ],
)
def test_a_field_out_of_bounds_is_named(who: SimpleNamespace, said: dict[str, Any], field: str, value: Any) -> None:
    error = refused(who.drafter.post(f"{OFFICE}/records", {**said, field: value}), 400, "invalid")
    assert str(error["field"]).split(".")[0] == field


def test_a_relation_named_twice_is_refused(who: SimpleNamespace, said: dict[str, Any], released: str) -> None:
    twice = [{"type": "repeals", "target": released}] * 2
    answer = who.drafter.post(f"{OFFICE}/records", {**said, "document_number": "", "relations": twice})
    refused(answer, 400, "invalid")


def test_a_state_secret_never_enters(who: SimpleNamespace, said: dict[str, Any]) -> None:
    secret = {**said, "attribute": "withheld", "ground": "N14-1", "ground_note": "涉密"}
    assert refused(who.drafter.post(f"{OFFICE}/records", secret), 400, "invalid")["field"] == "ground"


@pytest.mark.parametrize("body", [b"{", b"\xff\xfe", b'{"title": "\\ud800"}', b"[]", b"NaN"])
def test_a_body_that_is_no_json_is_refused(who: SimpleNamespace, body: bytes) -> None:
    program = who.drafter
    answer = program.client.post(f"{OFFICE}/records", body, content_type="application/json", headers=program.headers)
    assert refused(answer, 400, answer.json()["error"]["code"])["code"] in {"unreadable", "invalid"}


def test_the_method_that_is_not_offered_is_refused(anybody: Program) -> None:
    assert anybody.post("/api/v1/documents").status_code == 405


@pytest.mark.parametrize(
    "path", ["/api/v1/documents/2222222222", "/api/v1/documents/%00", "/api/v1/codes/none", "/api/v1/nothing", "/api/"]
)
def test_what_does_not_exist_is_answered_in_json(db: None, anybody: Program, path: str) -> None:
    refused(anybody.get(path), 404, "not-found")


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=x", "year=99999", "after=1.000000_99999999999999999999", "after=x"]
)
def test_a_list_out_of_bounds_is_refused(db: None, anybody: Program, query: str) -> None:
    error = refused(anybody.get(f"/api/v1/documents?{query}"), 400, "invalid")
    assert error["field"] == query.partition("=")[0]


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Bearer wrong", "Basic d3Jvbmc6d3Jvbmc=", "Bearer 坏"])
def test_a_bad_token_is_401(db: None, header: str) -> None:
    answer = Client().get(f"{OFFICE}/queue", headers={"Authorization": header} if header else {})
    refused(answer, 401, "bad-token")
    assert answer["WWW-Authenticate"] == "Bearer"


def test_an_expired_or_revoked_token_is_401(
    organ: Organ, somebody: Callable[..., Any], issued: Callable[..., str], at: datetime
) -> None:
    person = somebody(organ, "drafter")
    program = Program(issued(person, days=1))
    assert program.get(f"{OFFICE}/queue").status_code == 200
    with frozen(at + timedelta(days=1)):
        refused(program.get(f"{OFFICE}/queue"), 401, "bad-token")
    people.revoke_token(token=queries.tokens(person)[0], by=queries.actor(person.pk, at, True), at=at)
    refused(program.get(f"{OFFICE}/queue"), 401, "bad-token")


def test_the_token_of_somebody_deactivated_is_401(
    organ: Organ, somebody: Callable[..., Any], issued: Callable[..., str], at: datetime
) -> None:
    person = somebody(organ, "drafter")
    program = Program(issued(person))
    people.deactivate(person=person, by=SYSTEM, at=at)
    refused(program.get(f"{OFFICE}/queue"), 401, "bad-token")


def test_a_reviewers_token_without_a_second_factor_opens_nothing(
    organ: Organ,
    somebody: Callable[..., Any],
    issued: Callable[..., str],
    at: datetime,
    who: SimpleNamespace,
    drafted: str,
) -> None:
    # The token was made while its owner was a drafter, who needs no second factor; then came the promotion.
    person = somebody(organ, "drafter", "-promoted")
    program = Program(issued(person, second_factor=False))
    people.appoint(person=person, organ=organ, role="unit_head", by=SYSTEM, at=at)
    who.drafter.post(f"{OFFICE}/records/{drafted}/submit")
    sha256 = who.unit_head.get(f"{OFFICE}/records/{drafted}").json()["sha256"]
    answer = program.post(f"{OFFICE}/records/{drafted}/approve", {"sha256": sha256})
    assert "两步验证" in refused(answer, 403, "second-factor")["sentence"]
    assert program.get(f"{OFFICE}/queue").status_code == 403


def test_cookies_do_not_authenticate_the_api(
    organ: Organ, somebody: Callable[..., Any], who: SimpleNamespace, drafted: str
) -> None:
    browser = Client()
    browser.force_login(somebody(organ, "drafter", "-browser"))
    assert BACKEND_SESSION_KEY in browser.session
    refused(browser.get(f"{OFFICE}/queue"), 401, "bad-token")
    refused(browser.post(f"{OFFICE}/records/{drafted}/submit"), 401, "bad-token")
    refused(browser.post(f"{OFFICE}/records/{drafted}/discard"), 401, "bad-token")


def test_a_foreign_organs_draft_does_not_exist(
    organ: Organ,
    foreign: Organ,
    somebody: Callable[..., Any],
    issued: Callable[..., str],
    drafted: str,
    said: dict[str, Any],
) -> None:
    program = Program(issued(somebody(foreign, "drafter")))
    missing = program.get(f"{OFFICE}/records/2222222222")
    theirs = program.get(f"{OFFICE}/records/{drafted}")
    assert (theirs.status_code, theirs.content) == (missing.status_code, missing.content) == (404, missing.content)
    refused(program.post(f"{OFFICE}/records", said), 404, "not-found")
    assert program.get(f"{OFFICE}/queue").json() == []

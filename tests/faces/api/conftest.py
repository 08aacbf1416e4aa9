"""An organ with people in every post, each with a token, and programs that use them."""

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from gongkai.foundation.now import frozen
from gongkai.foundation.organs.models import Organ, OrganName
from gongkai.foundation.people import operations as people
from gongkai.foundation.people import queries
from gongkai.foundation.people.actors import ROLES, SYSTEM
from gongkai.foundation.people.models import Person
from gongkai.foundation.places.models import Place

OFFICE = "/api/v1/office"
REVIEWERS = ("unit_head", "secrecy_reviewer", "signer")


class Program:
    """A program that talks to the API with somebody's token, or with none."""

    def __init__(self, token: str = "") -> None:
        self.client = Client()
        self.client.raise_request_exception = False
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}

    def get(self, path: str, **query: Any) -> HttpResponse:
        return self.client.get(path, query, headers=self.headers)

    def post(self, path: str, said: Any = None) -> HttpResponse:
        return self.client.post(path, json.dumps(said or {}), content_type="application/json", headers=self.headers)

    def put(self, path: str, said: Any) -> HttpResponse:
        return self.client.put(path, json.dumps(said), content_type="application/json", headers=self.headers)

    def delete(self, path: str) -> HttpResponse:
        return self.client.delete(path, headers=self.headers)

    def send(self, path: str, **form: Any) -> HttpResponse:
        return self.client.post(path, form, headers=self.headers)


@pytest.fixture(autouse=True)
def _at_rest(at: datetime) -> Iterator[None]:
    with frozen(at):
        yield


def an_organ(code: str, name: str, place: str) -> Organ:
    where = Place.objects.create(code=place, name=name[:3], level=1, since=date(2016, 1, 1))
    organ = Organ.objects.create(uid=code.lower(), code=code, place=where, kind="office")
    OrganName.objects.create(organ=organ, name=name, short_name=name, since=date(2016, 1, 1))
    return organ


def the_organ() -> Organ:
    return an_organ("000014349", "东澜省人民政府办公厅", "99")


@pytest.fixture
def organ(db: None) -> Organ:
    return the_organ()


@pytest.fixture
def foreign(db: None) -> Organ:
    return an_organ("002489401", "西岭省人民政府办公厅", "98")


def a_person(organ: Organ, role: str, at: datetime, suffix: str = "") -> Person:
    """Somebody enrolled and in a post."""
    person = people.enrol(
        username=f"{role}-{organ.code}{suffix}",
        name=ROLES[role],
        password="long enough to pass",
        organ=None,
        by=SYSTEM,
        at=at,
    )
    people.appoint(person=person, organ=organ, role=role, since=date(2020, 1, 1), by=SYSTEM, at=at)
    return person


def a_token(person: Person, at: datetime, *, second_factor: bool = True, days: int = 30) -> str:
    """A token in the clear, issued by its owner, with a second factor unless told otherwise."""
    by = queries.actor(person.pk, at, second_factor)
    until = at.date() + timedelta(days=days)
    return people.issue_token(person=person, name="测试", until=until, by=by, at=at)[1]


def programs(organ: Organ, at: datetime) -> SimpleNamespace:
    """A program for each role of an organ."""
    return SimpleNamespace(**{role: Program(a_token(a_person(organ, role, at), at)) for role in ROLES})


def a_draft(organ: Organ) -> dict[str, Any]:
    """A draft that may be submitted, as JSON."""
    return {
        "organ": organ.code,
        "kind": "document",
        "title": "关于推进养老服务高质量发展的通知",
        "document_number": "东政办发〔2026〕3号",
        "issuer": "东澜省人民政府办公厅",
        "formed_on": "2026-02-24",
        "body": "<h2>一、总体要求</h2><p>坚持以人民为中心，健全养老服务体系。</p>",
        "attribute": "proactive",
        "theme": "01",
        "genre": "notice",
        "art20": "A20-11",
    }


def approve(who: SimpleNamespace, uid: str) -> str:
    """Submit a draft and pass every review."""
    assert who.drafter.post(f"{OFFICE}/records/{uid}/submit").status_code == 200
    for role in REVIEWERS:
        program = getattr(who, role)
        sha256 = program.get(f"{OFFICE}/records/{uid}").json()["sha256"]
        answer = program.post(f"{OFFICE}/records/{uid}/approve", {"sha256": sha256, "remark": "同意。"})
        assert answer.status_code == 200, answer.content.decode()
    return uid


@pytest.fixture
def somebody(at: datetime) -> Callable[..., Person]:
    return lambda organ, role, suffix="": a_person(organ, role, at, suffix)


@pytest.fixture
def issued(at: datetime) -> Callable[..., str]:
    return lambda person, **how: a_token(person, at, **how)


@pytest.fixture
def who(organ: Organ, at: datetime) -> SimpleNamespace:
    return programs(organ, at)


@pytest.fixture
def anybody() -> Program:
    """A program without a token."""
    return Program()


@pytest.fixture
def said(organ: Organ) -> dict[str, Any]:
    return a_draft(organ)


@pytest.fixture
def drafted(who: SimpleNamespace, said: dict[str, Any]) -> str:
    uid: str = who.drafter.post(f"{OFFICE}/records", said).json()["record"]
    return uid


@pytest.fixture
def approved(who: SimpleNamespace) -> Callable[[str], str]:
    return lambda uid: approve(who, uid)


@pytest.fixture
def released(drafted: str, approved: Callable[[str], str], who: SimpleNamespace) -> str:
    assert who.publisher.post(f"{OFFICE}/records/{approved(drafted)}/release").status_code == 200
    return drafted

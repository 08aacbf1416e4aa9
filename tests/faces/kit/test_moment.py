"""The moment and the person of a request."""

from datetime import datetime
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from gongkai.faces.kit import middleware, ports
from gongkai.foundation.errors import NotFound
from gongkai.foundation.people.actors import Actor


class Seen:
    def __call__(self, request: HttpRequest) -> HttpResponse:
        self.at, self.actor = request.at, request.actor  # type: ignore[attr-defined]
        return HttpResponse()


def signed_in(user: object) -> HttpRequest:
    request = RequestFactory().get("/office/")
    request.COOKIES[settings.SESSION_COOKIE_NAME] = "x"
    request.user = user  # type: ignore[assignment]
    return request


def test_a_stranger_costs_no_question_to_the_database(showcase: Client) -> None:
    assert showcase.get("/").status_code == 200  # the database is closed to this test


def test_the_moment_is_the_clock_of_the_house(at_rest: datetime) -> None:
    seen = Seen()
    middleware.Moment(seen)(RequestFactory().get("/"))
    assert seen.at == at_rest
    assert seen.actor is None


def test_who_signed_in_is_known_with_their_second_factor(monkeypatch: pytest.MonkeyPatch, at_rest: datetime) -> None:
    def actor(person_id: int, at: datetime, second_factor: bool) -> Actor:
        return Actor(uid=f"p{person_id}", name="周文", posts=(), second_factor=second_factor and at == at_rest)

    monkeypatch.setattr(middleware.people, "actor", actor)
    monkeypatch.setattr(ports, "second_factor", lambda request: True)
    seen = Seen()
    middleware.Moment(seen)(signed_in(SimpleNamespace(pk=7, is_authenticated=True)))
    assert seen.actor == Actor(uid="p7", name="周文", posts=(), second_factor=True)


def test_until_assembly_binds_it_nobody_has_a_second_factor() -> None:
    assert ports._nobody(RequestFactory().get("/")) is False


def test_a_person_who_was_deactivated_is_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    def actor(person_id: int, at: datetime, second_factor: bool) -> Actor:
        raise NotFound()

    monkeypatch.setattr(middleware.people, "actor", actor)
    monkeypatch.setattr(ports, "second_factor", lambda request: True)
    seen = Seen()
    middleware.Moment(seen)(signed_in(SimpleNamespace(pk=7, is_authenticated=True)))
    assert seen.actor is None


def test_a_stale_session_is_nobody() -> None:
    seen = Seen()
    middleware.Moment(seen)(signed_in(SimpleNamespace(pk=None, is_authenticated=False)))
    assert seen.actor is None

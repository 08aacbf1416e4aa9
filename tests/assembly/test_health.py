"""A load balancer and a monitor are answered before Django, under any name, with no more than they need."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection

from gongkai.assembly import health
from gongkai.assembly.health import LIVE, READY, Health
from gongkai.foundation.jobs import operations as jobs


def ask(path: str, method: str = "GET") -> tuple[str, dict[str, Any] | bytes]:
    told: list[str] = []
    door = Health(lambda environ, start: [b"the site"])
    answer = b"".join(door({"PATH_INFO": path, "REQUEST_METHOD": method}, lambda status, headers: told.append(status)))
    return (told or [""])[0], json.loads(answer) if answer.startswith(b"{") else answer


def test_everything_else_goes_to_the_site() -> None:
    assert ask("/health/") == ("", b"the site")


def test_a_process_that_answers_is_alive_whatever_its_database_does() -> None:
    assert ask(LIVE) == ("200 OK", {"live": True})
    assert ask(LIVE, "HEAD") == ("200 OK", b"")


@pytest.mark.django_db
def test_a_process_with_its_database_is_ready_and_tells_of_its_jobs(at: Any) -> None:
    jobs.beat(role="clock", at=at)
    said = health.state(at=at + timedelta(seconds=40))
    assert said == {
        "ready": True, "database": "ok", "worker_seconds": None, "clock_seconds": 40, "jobs_waiting": 0,
        "oldest_job_seconds": None, "jobs_dead": 0,
    }  # fmt: skip
    assert ask(READY)[0] == "200 OK"


@pytest.mark.django_db
def test_one_whose_database_is_away_or_a_standby_is_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_takes_writes", lambda: False)
    assert ask(READY) == ("503 Service Unavailable", {"ready": False, "database": "read-only"})

    def away() -> bool:
        raise OperationalError("gone")

    monkeypatch.setattr(health, "_takes_writes", away)
    monkeypatch.setattr(connection, "close", lambda: None)
    assert ask(READY) == ("503 Service Unavailable", {"ready": False, "database": "unreachable"})

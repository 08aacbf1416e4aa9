"""演示人员：everybody with the same passphrase, reviewers with a fixed one-time password."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from django.contrib.auth.hashers import make_password

from gongkai.assembly import sign_in
from gongkai.assembly.demo._world import SETUP, SETUP_ON, World, data
from gongkai.foundation.people import operations as people
from gongkai.foundation.people import queries
from gongkai.foundation.people.actors import SYSTEM
from gongkai.foundation.people.models import Person


def enrol(world: World) -> None:
    """登记：accounts, posts, one-time passwords."""
    listed = data("people")
    with _hashed_once(listed["passphrase"]):
        for about in listed["people"]:
            _enrol(world, about, listed["passphrase"])


def _enrol(world: World, about: dict[str, Any], passphrase: str) -> None:
    person = people.enrol(
        username=about["username"],
        name=about["name"],
        email=about["email"],
        password=passphrase,
        organ=None,
        by=SYSTEM,
        at=SETUP,
    )
    for post in about["posts"]:
        people.appoint(
            person=person,
            organ=world.organs[post["organ"]],
            role=post["role"],
            unit=post["unit"],
            since=SETUP_ON,
            by=SYSTEM,
            at=SETUP,
        )
        world.posts.setdefault((post["organ"], post["role"]), about["username"])
    if about["totp"]:
        sign_in.activate_totp(person, about["totp"])
    world.actors[about["username"]] = queries.actor(person.pk, SETUP, second_factor=bool(about["totp"]))


@contextmanager
def _hashed_once(passphrase: str) -> Iterator[None]:
    """A password hash is slow on purpose; the common passphrase is hashed once instead of fifty times."""
    encoded = make_password(passphrase)

    def set_password(person: Person, raw_password: str | None) -> None:
        person.password = encoded if raw_password == passphrase else make_password(raw_password)

    with patch.object(Person, "set_password", set_password):
        yield

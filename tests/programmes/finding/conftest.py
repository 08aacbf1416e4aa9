"""The small world of publishing's own tests, and somebody of the openness office."""

from types import SimpleNamespace

import pytest

from gongkai.foundation.people.actors import Actor
from tests.engines.publishing.conftest import content, drafted, organ, released, review, who

__all__ = ["content", "drafted", "keeper", "organ", "released", "review", "who"]


@pytest.fixture
def keeper(who: SimpleNamespace) -> Actor:
    found: Actor = who.openness_officer
    return found

"""The world of these tests: made once a module, every request undone."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from gongkai.foundation.now import frozen

from .world import AT, World, build


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

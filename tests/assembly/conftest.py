"""The demo province, loaded once for the tests of a module and taken back after them."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.db import transaction

from gongkai.assembly.demo import load
from gongkai.foundation.now import CHINA, frozen

LOADED_AT = datetime(2026, 11, 23, 10, 0, tzinfo=CHINA)


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: Any) -> Iterator[datetime]:
    """Demo data inside one transaction that ends with the module; answers the instant at which the clock stands."""
    outer = transaction.atomic()
    outer._from_testcase = True  # type: ignore[attr-defined]  # as in Django's TestCase: durable blocks may nest in it
    with django_db_blocker.unblock(), outer, frozen(LOADED_AT):
        load.run()
        with django_db_blocker.block():
            yield LOADED_AT
        transaction.set_rollback(True)

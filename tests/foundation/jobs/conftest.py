"""Bindings of the tests' own; the assembly's are put back afterwards."""

from collections.abc import Iterator

import pytest

from gongkai.foundation.jobs import registry


@pytest.fixture(autouse=True)
def own_bindings() -> Iterator[None]:
    operations, periodic = dict(registry._operations), dict(registry._periodic)
    yield
    registry._operations.clear()
    registry._operations.update(operations)
    registry._periodic.clear()
    registry._periodic.update(periodic)

"""A ledger of its own for each test: its folder, and leaves that differ."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import transaction
from pytest_django import Settings

from gongkai.foundation.ledger import operations, payloads

AT = datetime(2026, 3, 1, 1, 2, 3, tzinfo=UTC)
Append = Callable[..., list[int]]


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    settings.GONGKAI_VAR = tmp_path
    settings.GONGKAI_ORIGIN = "https://www.example.gov.cn"
    return tmp_path / "ledger"


@pytest.fixture
def append() -> Append:
    """Append so many leaves, each in a transaction of its own."""

    def many(count: int = 1, mark: int = 0) -> list[int]:
        made = []
        for number in range(count):
            entry = payloads.entry(
                act="release", record="ab" * 32, edition=number + 1, commitment=f"{mark:064x}", at=AT
            )
            with transaction.atomic():
                made.append(operations.append(payload=entry, at=AT))
        return made

    return many

"""The database refuses what the code would never do."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from gongkai.foundation.ledger import operations
from gongkai.foundation.ledger.models import Checkpoint, Leaf, LedgerHead, Node, Seal

AT = datetime(2026, 3, 1, tzinfo=UTC)
TABLES = ("ledger_leaf", "ledger_node", "ledger_checkpoint", "ledger_ledgerhead")


@pytest.fixture(autouse=True)
def filled(db: None, append: Callable[..., list[int]]) -> None:
    append(3)
    operations.publish_checkpoint(at=AT)


def refused(statement: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except IntegrityError as error:
        return "append-only" in str(error)
    return False


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_leaf SET data = '{}' WHERE \"index\" = 1",
        "UPDATE ledger_node SET level = 9",
        "UPDATE ledger_checkpoint SET note = ''",
        "UPDATE ledger_ledgerhead SET size = 2",
        "UPDATE ledger_ledgerhead SET size = 3",
    ],
)
def test_nothing_entered_can_be_changed(statement: str) -> None:
    assert refused(statement)


def test_nothing_can_be_removed_once_sealed() -> None:
    operations.seal(at=AT)
    operations.seal(at=AT)
    for table in (*TABLES, "ledger_seal"):
        assert refused(f"DELETE FROM {table}")
        if connection.vendor == "postgresql":
            assert refused(f"TRUNCATE {table}")
    assert refused("UPDATE ledger_seal SET id = id")


def test_postgresql_refuses_removal_before_the_seal_too() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite's flush is made of DELETE")
    assert all(refused(f"DELETE FROM {table}") for table in TABLES)


def test_sqlite_refuses_replacement() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("REPLACE is SQLite's own")
    assert refused('INSERT OR REPLACE INTO ledger_leaf SELECT * FROM ledger_leaf WHERE "index" = 1')
    assert refused("INSERT OR REPLACE INTO ledger_node SELECT * FROM ledger_node")
    assert refused('INSERT OR REPLACE INTO ledger_node SELECT id + 9, level, "index", hash FROM ledger_node')
    assert refused("INSERT OR REPLACE INTO ledger_checkpoint SELECT * FROM ledger_checkpoint")
    assert refused("INSERT OR REPLACE INTO ledger_ledgerhead SELECT * FROM ledger_ledgerhead")


def test_the_triggers_stand() -> None:
    count = {
        "sqlite": "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'ledger%'",
        "postgresql": "SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'ledger%' AND NOT tgisinternal",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(count)
        assert cursor.fetchone()[0] == {"sqlite": 4 + 5 + 1 + 5 + 6, "postgresql": 4 + 1 + 10 + 6}[connection.vendor]


@pytest.mark.django_db(transaction=True)
def test_tests_can_still_empty_the_database() -> None:
    call_command("flush", interactive=False, verbosity=0)
    assert not any(model.objects.exists() for model in (Leaf, Node, Checkpoint, LedgerHead, Seal))

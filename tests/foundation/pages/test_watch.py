"""A change is seen as soon as it is committed, whoever committed it, and not before."""

import sqlite3
from datetime import datetime
from pathlib import Path

import pytest
from django.db import OperationalError, connection, transaction

from gongkai.foundation.journal import operations as journal
from gongkai.foundation.pages import operations
from gongkai.foundation.pages.watch import MOST_ACTS, Act, SqliteWatch, State, acts_between, watch

pytestmark = pytest.mark.django_db(transaction=True)


def act(name: str, at: datetime, subject: str = "record:a") -> None:
    journal.record(act=name, by="someone", at=at, organ="", subject=subject, facts={})


def test_acts_and_derived_changes_are_seen_after_the_commit(at: datetime) -> None:
    watching = watch()
    assert watching.state() == State()
    with transaction.atomic():
        act("publishing.released", at)
        operations.touched(operations.SEARCH)
        if connection.vendor == "sqlite":  # its own connection; on PostgreSQL this thread's is the one that asks
            assert watching.state() == State()
    assert watching.state() == State(1, {"search": 1})
    with transaction.atomic():
        operations.touched(operations.SEARCH)
        operations.touched(operations.LEDGER)
    assert watching.state() == State(1, {"search": 2, "ledger": 1})


def test_what_was_rolled_back_never_happened(at: datetime) -> None:
    watching = watch()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        act("publishing.released", at)
        operations.touched(operations.LEDGER)
        raise ZeroDivisionError
    assert watching.state() == State()


def test_a_derived_change_belongs_to_a_transaction() -> None:
    with pytest.raises(RuntimeError, match="同一事务"):
        operations.touched(operations.SEARCH)


def test_the_acts_in_between_are_told_in_their_order(at: datetime) -> None:
    with transaction.atomic():
        for name in ("one", "two", "three"):
            act(name, at, f"record:{name}")
    assert acts_between(1, 3) == (Act("two", "record:two"), Act("three", "record:three"))
    assert acts_between(3, 3) == ()


def test_too_many_acts_and_a_journal_that_went_back_are_not_looked_at() -> None:
    assert acts_between(0, MOST_ACTS + 1) is None
    assert acts_between(5, 4) is None


@pytest.mark.parametrize(("mode", "looks"), [("wal", True), ("delete", False)])
def test_every_commit_of_another_connection_is_seen_in_the_log_or_by_its_number(
    tmp_path: Path, mode: str, *, looks: bool
) -> None:
    path = str(tmp_path / "some.sqlite3")
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute(f"PRAGMA journal_mode={mode}")
    writer.execute("CREATE TABLE journal_head (id integer, number integer)")
    writer.execute("CREATE TABLE pages_derived (name text, number integer)")
    writer.execute("INSERT INTO journal_head VALUES (1, 0)")
    watching = SqliteWatch(path)
    assert (watching._log is not None) is looks
    for number in range(1, 60):
        writer.execute("UPDATE journal_head SET number = ?", [number])
        if number % 20 == 0:
            writer.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert watching.state() == State(number)
        assert watching.state() is watching.state()
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("UPDATE journal_head SET number = 99")
    assert watching.state() == State(59)
    writer.execute("ROLLBACK")
    assert watching.state() == State(59)
    watching.close()


@pytest.mark.skipif(connection.vendor != "postgresql", reason="asked of PostgreSQL")
def test_a_question_the_database_has_forgotten_is_asked_again(at: datetime) -> None:
    watching = watch()
    assert watching.state() == State()
    with connection.cursor() as cursor:
        cursor.execute("DEALLOCATE ALL")
    with transaction.atomic():
        act("publishing.released", at)
    assert watching.state() == State(1)


def test_a_connection_that_broke_is_djangos_error_and_a_new_one_answers() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no server to lose")
    watching = watch()
    assert watching.state() == State()
    other = connection.copy("other")
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [connection.connection.info.backend_pid])
    finally:
        other.close()
    with pytest.raises(OperationalError):
        watching.state()
    connection.close()
    assert watching.state() == State()

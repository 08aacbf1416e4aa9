"""A change is seen as soon as it is committed, whoever committed it, and not before."""

from datetime import datetime

import pytest
from django.db import connection, transaction

from gongkai.foundation.journal import operations as journal
from gongkai.foundation.pages import operations
from gongkai.foundation.pages.watch import MOST_ACTS, Act, State, acts_between, watch

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

"""After a loss the log goes on under another name and says so; it never signs two histories under one."""

import hashlib

import pytest
from django.db import transaction

from gongkai.foundation.errors import Conflict, Invalid
from gongkai.foundation.ledger import keys, lives, operations, queries, static
from gongkai.foundation.ledger.models import Recovery

from .conftest import AT, Append

pytestmark = pytest.mark.django_db
LOST = bytes(range(32))


def lose(append: Append, *, kept: int = 3, lost: int = 9) -> Recovery:
    append(kept)
    operations.publish_checkpoint(at=AT)
    static.write()
    return operations.recover(head=lives.Head("www.example.gov.cn/ledger", lost, LOST), reason="机房\n进水。", at=AT)


def test_the_statement_is_signed_under_both_names_and_bound_into_the_log(append: Append) -> None:
    recovery = lose(append)
    old = keys.load()
    new = old.named("www.example.gov.cn/ledger/2")
    assert old.signed(recovery.statement)
    assert new.signed(recovery.statement)
    lines = recovery.statement.split("\n")
    assert lines[:3] == ["gongkai-recovery-1", "www.example.gov.cn/ledger", "9"]
    assert lines[4:7] == [new.origin, new.verifier_key, "3"]
    assert lines[8:10] == ["2026-03-01T01:02:03Z", "机房 进水。"]
    assert hashlib.sha256(recovery.statement.encode()).hexdigest() in queries.leaf(3).data
    assert queries.audit().sound


def test_what_is_signed_afterwards_bears_the_new_name_and_proves_the_old_entries(append: Append) -> None:
    lose(append)
    append(1)
    checkpoint = operations.publish_checkpoint(at=AT)
    assert checkpoint is not None
    assert checkpoint.note.startswith("www.example.gov.cn/ledger/2\n5\n")
    assert queries.signing_key().origin == "www.example.gov.cn/ledger/2"
    evidence = queries.evidence(0)
    assert evidence is not None
    assert evidence.checkpoint == checkpoint.note
    assert queries.audit().sound


def test_the_files_of_the_old_name_stay_and_the_new_have_their_own_folder(append: Append) -> None:
    lose(append)
    before = (static.folder() / "tile/0/000.p/3").read_bytes()
    operations.publish_checkpoint(at=AT)
    static.write()
    assert (static.folder() / "tile/0/000.p/3").read_bytes() == before
    assert len((static.folder() / "2/tile/0/000.p/4").read_bytes()) == 4 * 32
    assert (static.folder() / "checkpoint").read_bytes() == (static.folder() / "2/checkpoint").read_bytes()


def test_a_log_can_be_recovered_twice(append: Append) -> None:
    lose(append)
    operations.publish_checkpoint(at=AT)
    second = operations.recover(head=lives.Head("www.example.gov.cn/ledger/2", 8, LOST), reason="又一次。", at=AT)
    assert (second.number, second.size, second.origin) == (3, 4, "www.example.gov.cn/ledger/3")
    operations.publish_checkpoint(at=AT)
    assert queries.audit().sound


@pytest.mark.parametrize(("origin", "size"), [("www.example.gov.cn/ledger", 3), ("other/ledger", 9)])
def test_nothing_is_declared_lost_that_is_there_or_another_logs(append: Append, origin: str, size: int) -> None:
    append(3)
    operations.publish_checkpoint(at=AT)
    with pytest.raises(Conflict):
        operations.recover(head=lives.Head(origin, size, LOST), reason="原因。", at=AT)


def test_a_recovery_needs_a_reason(append: Append) -> None:
    append(1)
    operations.publish_checkpoint(at=AT)
    with pytest.raises(Invalid, match="原因"):
        operations.recover(head=lives.Head("www.example.gov.cn/ledger", 9, LOST), reason=" ", at=AT)


def test_a_statement_that_the_log_does_not_bear_out_is_found(append: Append) -> None:
    recovery = lose(append)
    with transaction.atomic():
        Recovery.objects.create(
            number=3, size=1, lost_until=5, origin="x", statement=recovery.statement + "x", reason="", at=AT
        )
    assert any("恢复声明 3" in problem for problem in queries.audit().problems)

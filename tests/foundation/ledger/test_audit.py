"""The audit sees whatever was changed behind the triggers' back."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection

from gongkai.foundation.ledger import _audit, operations, queries
from gongkai.foundation.ledger.models import Checkpoint, Leaf, LedgerHead, Node

AT = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def unguarded(db: None, append: Callable[..., list[int]], monkeypatch: pytest.MonkeyPatch) -> None:
    """Thirteen leaves, two checkpoints, and no triggers: what the owner of the database could do."""
    monkeypatch.setattr(_audit, "_CHUNK", 5)
    append(6)
    operations.publish_checkpoint(at=AT)
    append(7)
    operations.publish_checkpoint(at=AT)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'ledger%'")
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")


def problems() -> str:
    return "\n".join(queries.audit().problems)


def test_an_honest_log_is_sound() -> None:
    audit = queries.audit()
    assert (audit.size, audit.checkpoints, audit.problems, audit.sound) == (13, 2, (), True)


def test_a_changed_leaf_is_seen() -> None:
    Leaf.objects.filter(index=2).update(data="{}")
    found = problems()
    assert "条目 2 的内容与其散列不符" in found
    assert "检查点 6 的树根与条目不符" in found


def test_a_leaf_changed_together_with_its_hash_is_seen() -> None:
    from gongkai.foundation.ledger import tree

    Leaf.objects.filter(index=2).update(data="{}", leaf_hash=tree.leaf_hash(b"{}"))
    found = problems()
    assert "节点 1/1 与条目算出的散列不符" in found
    assert "检查点 13 的树根与条目不符" in found


def test_a_removed_leaf_is_seen() -> None:
    Leaf.objects.filter(index=4).delete()
    assert "缺少条目 4" in problems()


def test_a_removed_end_is_seen() -> None:
    Leaf.objects.filter(index=12).delete()
    assert "首部记 13 条" in problems()


def test_an_invented_leaf_is_seen() -> None:
    Leaf.objects.create(index=13, data="{}", leaf_hash=bytes(32), appended_at=AT)
    assert "条目 13 超出首部" in problems()


def test_a_changed_node_is_seen() -> None:
    Node.objects.filter(level=2, index=1).update(hash=bytes(32))
    assert problems() == "节点 2/1 与条目算出的散列不符。"


def test_a_removed_node_is_seen() -> None:
    Node.objects.filter(level=3, index=0).delete()
    assert problems() == "节点 3/0 与条目算出的散列不符。"


def test_an_invented_node_is_seen() -> None:
    Node.objects.create(level=1, index=6, hash=bytes(32))
    assert problems() == "节点 1/6 超出账本。"


def test_a_changed_head_is_seen() -> None:
    LedgerHead.objects.update(frontier=bytes(96))
    assert "首部" in problems()
    LedgerHead.objects.all().delete()
    assert "超出" in problems()


def test_a_changed_checkpoint_is_seen() -> None:
    Checkpoint.objects.filter(size=6).update(root=bytes(32))
    assert problems() == "检查点 6 的树根与条目不符。"


def test_a_checkpoint_beyond_the_log_is_seen() -> None:
    Checkpoint.objects.filter(size=6).update(size=60)
    assert "检查点 60 超出账本的 13 条" in problems()


def test_a_signature_that_is_not_ours_is_seen() -> None:
    note = Checkpoint.objects.get(size=13).note
    Checkpoint.objects.filter(size=6).update(note=note)
    assert "检查点 6 的签名文本" in problems()


def test_a_missing_key_is_said(folder: Path) -> None:
    (folder / "signing-key.pem").unlink()
    assert "签名密钥" in problems()

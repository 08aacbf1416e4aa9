"""账本首部：is what was restored the log the public saw last? If not all of it: say so in the log itself."""

from datetime import datetime
from pathlib import Path

from django.db import transaction

from gongkai.engines.publishing import jobs as publishing
from gongkai.foundation.errors import Conflict, Invalid
from gongkai.foundation.journal import operations as journal
from gongkai.foundation.ledger import lives, queries
from gongkai.foundation.ledger import operations as ledger
from gongkai.foundation.people.actors import SYSTEM


def read(given: str) -> str:
    """读取检查点：from a file, an address, or `none`, which is "".

    :raises Invalid: when there is no checkpoint.
    """
    if given == "none":
        return ""
    if given.startswith(("http://", "https://")):
        from gongkai.verifier.fetching import Unavailable, fetch
        from gongkai.verifier.fetching import read as content

        try:
            answer = fetch(given)
            text = content(answer, 1 << 16).decode(errors="replace") if answer.status == 200 else ""
        except Unavailable as reason:
            raise Invalid(f"取不到检查点：{reason}", field="head") from reason
    else:
        text = Path(given).read_text(encoding="utf-8") if Path(given).is_file() else ""
    if lives.head_of(text) is None:
        raise Invalid(f"{given} 不是检查点。请给出 /ledger/checkpoint 的原文（文件或网址）。", field="head")
    return text


def hold_against(note: str, *, accept_loss: str, made_at: str, at: datetime) -> int:
    """对照：the restored log against the last published checkpoint; answers its size where entries were lost, else 0.

    :raises Conflict: when the checkpoint is not ours or of another history, or the loss is not accepted.
    """
    head = lives.head_of(note) if note else None
    if head is None:
        return _note(at, made_at, lost_until=0)
    known = lives.lives()
    declared = known.recoveries[-1] if known.recoveries else None
    if declared and declared.lost_until == head.size and known.key_of(declared.size).origin == head.origin:
        return head.size  # said already, when this command was cut short
    if head.origin != known.current.origin or not known.current.signed(note):
        raise Conflict(f"这个检查点（{head.origin}）不是本账本的密钥签署的。请核对。", code="foreign-head")
    size = _size()
    if head.size <= size:
        if queries.root(head.size) != head.root:
            raise Conflict(
                "备份的账本与最后公布的检查点不是同一历史。请换用另一份备份，并查明原因。", code="ledger-fork"
            )
        return _note(at, made_at, lost_until=0)
    if not accept_loss:
        raise Conflict(
            f"备份的账本有 {size} 条，最后公布的检查点有 {head.size} 条：缺第 {size} 至 {head.size - 1} 条。"
            "请先找更新的备份；确实没有的，加 --accept-loss '原因'，账本将附上公开的恢复声明继续。",
            code="older-than-head",
        )
    with transaction.atomic():
        ledger.recover(head=head, reason=accept_loss, at=at)
        return _note(at, made_at, lost_until=head.size)


def publish(*, at: datetime) -> int:
    """签署并写切片：answers how many leaves the log has."""
    publishing.publish_checkpoint(at=at)
    return _size()


def _size() -> int:
    from gongkai.foundation.ledger.models import LedgerHead

    return LedgerHead.objects.filter(pk=1).values_list("size", flat=True).first() or 0


def _note(at: datetime, made_at: str, *, lost_until: int) -> int:
    with transaction.atomic():
        journal.record(
            act="site.restored",
            by=SYSTEM.uid,
            at=at,
            organ="",
            subject="site",
            facts={"backup": made_at, "size": _size(), "lost_until": lost_until},
        )
    return lost_until

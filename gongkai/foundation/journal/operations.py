"""The only code that writes the journal."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.db import transaction

from gongkai.foundation.canonical import Facts
from gongkai.foundation.journal.models import Entry, Head
from gongkai.foundation.journal.rules import GENESIS, entry_hash

_afterwards: Callable[[str, str], object] | None = None


def follow(afterwards: Callable[[str, str], object] | None) -> None:
    """接线：what is told of each act, and its subject, at once when it is committed. Bound once, by the assembly.

    For what must have happened before anybody hears of the act. Everything else follows an event, from the queue.
    """
    global _afterwards  # noqa: PLW0603 — one listener, bound at the start
    _afterwards = afterwards


def record(*, act: str, by: str, at: datetime, organ: str, subject: str, facts: Facts) -> int:
    """记入日志：say that an act happened, inside the transaction in which it happened.

    `by` is a person's uid or "system"; `organ` the organ's code or ""; `subject` like "record:4k2p9".
    Returns the entry's number (件). Writers queue on the head row, so the chain has no forks and no gaps.

    :raises RuntimeError: outside a transaction: an act and its entry happen together or not at all.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("日志须与所记的行为在同一事务中写入")
    head = Head.objects.select_for_update().filter(pk=1).first()
    if head is None:
        Head.objects.get_or_create(pk=1, defaults={"number": 0, "hash": GENESIS})
        head = Head.objects.select_for_update().get(pk=1)
    number = head.number + 1
    digest = entry_hash(
        number=number, at=at, by=by, organ=organ, act=act, subject=subject, facts=facts, previous=head.hash
    )
    Entry.objects.create(
        number=number,
        at=at,
        by=by,
        organ=organ,
        act=act,
        subject=subject,
        facts=dict(facts),
        previous=head.hash,
        hash=digest,
    )
    Head.objects.filter(pk=1).update(number=number, hash=digest)
    if _afterwards is not None:
        transaction.on_commit(partial(_afterwards, act, subject), robust=True)
    return number

"""Questions to the journal."""

from dataclasses import dataclass

from django.db.models import QuerySet

from gongkai.foundation.journal.models import Entry, Head
from gongkai.foundation.journal.rules import GENESIS, entry_hash


class BrokenChain(Exception):
    """日志链断裂：an entry does not follow from the one before it; says which."""

    def __init__(self, number: int, what: str) -> None:
        super().__init__(f"日志第 {number} 条{what}")
        self.number = number


@dataclass(frozen=True)
class Verified:
    """核对结果：how many entries (条) were checked and the hash they end in."""

    entries: int
    head: str


def newest(limit: int) -> list[Entry]:
    """最近的记录：newest first. One SQL."""
    return list(Entry.objects.order_by("-number")[:limit])


def verify() -> Verified:
    """核对日志：recompute the whole chain from its first entry.

    :raises BrokenChain: at the first entry that is missing, changed or out of order.
    """
    previous, number = GENESIS, 0
    for entry in Entry.objects.order_by("number").iterator(chunk_size=2000):
        if entry.number != number + 1:
            raise BrokenChain(number + 1, "缺失")
        expected = entry_hash(
            number=entry.number,
            at=entry.at,
            by=entry.by,
            organ=entry.organ,
            act=entry.act,
            subject=entry.subject,
            facts=entry.facts,
            previous=previous,
        )
        if entry.previous != previous or entry.hash != expected:
            raise BrokenChain(entry.number, "与前一条不相衔接或内容被改动")
        previous, number = entry.hash, entry.number
    head = Head.objects.filter(pk=1).first()
    if (head.number, head.hash) != (number, previous) if head else number:
        raise BrokenChain(number, "之后的条目缺失：末端记录与最后一条不符")
    return Verified(entries=number, head=previous)


def history(subject: str) -> QuerySet[Entry]:
    """经过：what happened to one subject, oldest first."""
    return Entry.objects.filter(subject=subject).order_by("number")


def last(subject: str) -> Entry | None:
    """最近一条：the newest entry about one subject. One SQL query."""
    return Entry.objects.filter(subject=subject).order_by("-number").first()


def of_organs(codes: frozenset[str] | None) -> QuerySet[Entry]:
    """机关日志：entries of these organs, newest first; `None` means every organ."""
    entries = Entry.objects.order_by("-number")
    return entries if codes is None else entries.filter(organ__in=codes)

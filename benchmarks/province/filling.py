"""Filling the tables: what thousands of releases would have left, in every table a release touches."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Max, Model

from benchmarks.province import copying, rows, texts
from benchmarks.province.index import Index
from benchmarks.province.organs import organ_of
from gongkai.engines.publishing import operations as ops
from gongkai.engines.publishing.content import Content
from gongkai.engines.publishing.models import Edition, Record
from gongkai.foundation.jobs.models import JobReceipt
from gongkai.foundation.journal import rules as chain
from gongkai.foundation.journal.models import Entry, Head
from gongkai.foundation.ledger import tree
from gongkai.foundation.ledger.models import Leaf, LedgerHead, Node
from gongkai.foundation.numbering.models import Series
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import Actor, PostFact
from gongkai.foundation.review.models import Opinion

START = datetime(2016, 3, 1, tzinfo=UTC)
PACE = timedelta(minutes=1000)
_BATCH = 2000
BLOCK = 5_000
_NUMBERED = [Record, Edition, Opinion, Node, JobReceipt]
_ACTS = ("drafted", "submitted", "approved", "approved", "approved", "released")


@dataclass
class Filling:
    """The heads of everything numbered or chained, and the rows of the batch at hand."""

    record: int
    edition: int
    leaf: int
    frontier: list[bytes]
    entry: int
    entry_hash: str
    serials: Counter[str]
    rows: dict[type[Model], list[Any]] = field(default_factory=dict)

    @classmethod
    def at_the_end(cls) -> "Filling":
        """Go on after what is in the tables."""
        ledger, journal = LedgerHead.objects.filter(pk=1).first(), Head.objects.filter(pk=1).first()
        return cls(
            record=Record.objects.aggregate(last=Max("pk"))["last"] or 0,
            edition=Edition.objects.aggregate(last=Max("pk"))["last"] or 0,
            leaf=ledger.size if ledger else 0,
            frontier=tree.unpack(bytes(ledger.frontier), ledger.size) if ledger else [],
            entry=journal.number if journal else 0,
            entry_hash=journal.hash if journal else chain.GENESIS,
            serials=Counter(dict(Series.objects.values_list("name", "last"))),
        )

    def add(self, *given: Model) -> None:
        """Keep rows for the next write."""
        for row in given:
            self.rows.setdefault(type(row), []).append(row)

    def release(self, number: int, organ: Organ, name: str) -> Edition:
        """Everything one released record leaves, except what the search holds."""
        at = START + PACE * number
        self.record += 1
        self.edition += 1
        series = f"index:{organ.code}:{at.year}"
        self.serials[series] += 1
        record = rows.record(self.record, number, organ, at, serial=self.serials[series])
        edition = rows.edition(self.edition, number, record, name, leaf=self.leaf)
        self.add(record, edition)
        self.add(*rows.opinions(edition), *rows.receipts(edition))
        self._leaf(at)
        for act in _ACTS:
            self._entry(act, edition, at)
        return edition

    def _leaf(self, at: datetime) -> None:
        data = rows.leaf_text(self.leaf)
        hashed = tree.leaf_hash(data.encode())
        self.frontier, completed = tree.grow(self.leaf, self.frontier, hashed)
        self.add(Leaf(index=self.leaf, data=data, leaf_hash=hashed, appended_at=at))
        self.add(*(Node(level=level, index=place, hash=value) for (level, place), value in completed))
        self.leaf += 1

    def _entry(self, act: str, edition: Edition, at: datetime) -> None:
        self.entry += 1
        said: dict[str, Any] = {
            "number": self.entry,
            "at": at,
            "by": "publisher",
            "organ": edition.organ.code,
            "act": f"publishing.{act}",
            "subject": f"record:{edition.record.uid}",
            "facts": {"edition": 1, "sha256": edition.sha256},
        }
        digest = chain.entry_hash(**said, previous=self.entry_hash)
        self.add(Entry(**said, previous=self.entry_hash, hash=digest))
        self.entry_hash = digest

    @transaction.atomic
    def write(self) -> None:
        """Write the batch, and the heads behind it."""
        for model in (Record, Edition, Opinion, Leaf, Node, Entry, JobReceipt):
            model._base_manager.bulk_create(self.rows.pop(model, []), batch_size=_BATCH)
        LedgerHead.objects.update_or_create(pk=1, defaults={"size": self.leaf, "frontier": tree.pack(self.frontier)})
        Head.objects.update_or_create(pk=1, defaults={"number": self.entry, "hash": self.entry_hash})

    @transaction.atomic
    def finish(self) -> None:
        """Leave the number series and the primary keys where releases would have left them."""
        series = [Series(name=name, last=last) for name, last in self.serials.items()]
        Series.objects.bulk_create(series, update_conflicts=True, unique_fields=["name"], update_fields=["last"])
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), _NUMBERED):
                cursor.execute(statement)


def filled() -> int:
    """How many records were filled in, what was made in measuring left aside."""
    last = Record.objects.filter(uid__startswith=rows.PREFIX).order_by("-uid").values_list("uid", flat=True).first()
    return rows.number_of(last) + 1 if last else 0


def fill(organs: Sequence[Organ], names: Sequence[str], end: int, tell: Callable[[int], None]) -> None:
    """Write released records until there are `end` of them; `tell` hears how many there are.

    Whole blocks after the first are copies of it, if nothing was measured in this database yet.
    """
    start = filled()
    _written(organs, names, start, end if end % BLOCK or start > BLOCK else min(end, BLOCK), tell)
    for number in range(max(start, BLOCK) // BLOCK, end // BLOCK if end % BLOCK == 0 else 0):
        copying.copy(BLOCK, number)
        tell((number + 1) * BLOCK)
    if start < end and end > BLOCK:
        copying.finish(end)
        Filling.at_the_end().finish()
    if connection.vendor == "postgresql" and start < end:  # as autovacuum would have, by the time there are so many
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _written(organs: Sequence[Organ], names: Sequence[str], start: int, end: int, tell: Callable[[int], None]) -> None:
    if start >= end:
        return
    filling, index = Filling.at_the_end(), Index()
    with index.bulk_load():
        for first in range(start, end, _BATCH):
            batch = range(first, min(first + _BATCH, end))
            released = [filling.release(number, organs[organ_of(number)], names[organ_of(number)]) for number in batch]
            filling.write()
            index.write(released, batch)
            tell(batch[-1] + 1)
    filling.finish()


def open_work(organ: Organ, count: int, at: datetime, *, approved: bool) -> list[str]:
    """Drafts, or approved editions ready for release, made through the operations; the uids of their records."""
    uids = []
    first = 10_000_000 + (Record.objects.aggregate(last=Max("pk"))["last"] or 0)
    for number in range(first, first + count):
        content = Content(
            title=texts.title(number, "东澜省民政厅"),
            document_number=f"东测发〔2026〕{number + 1}号",
            issuer="东澜省民政厅",
            formed_on=at.date(),
            body=texts.body(number),
            attribute="proactive",
            theme="01",
            genre="notice",
            art20="A20-11",
        )
        edition = ops.draft(organ=organ, kind="document", content=content, by=_holder(organ, "drafter"), at=at)
        uid = edition.record.uid
        uids.append(uid)
        if approved:
            digest = ops.submit(record=uid, by=_holder(organ, "drafter"), at=at).sha256
            for role in ("unit_head", "secrecy_reviewer", "signer"):
                ops.approve(record=uid, sha256=digest, by=_holder(organ, role), at=at)
    return uids


def _holder(organ: Organ, role: str) -> Actor:
    return Actor(role, role, (PostFact(organ.code, role, "办公室", organ.place.code),), second_factor=True)

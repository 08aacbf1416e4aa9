"""The rows one released record leaves behind."""

from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256

from benchmarks.province import texts
from gongkai.engines.publishing.models import Edition, Record, State
from gongkai.foundation.canonical import canonical
from gongkai.foundation.jobs.models import JobReceipt
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.review.models import Opinion

KINDS = ("document", "disclosure", "normative", "document", "interpretation", "disclosure", "document", "rule")
GENRES = ("notice", "opinion", "plan", "measure", "reply")
STEPS = ("unit_head", "secrecy", "sign_off")
PREFIX = "fill"  # of the uids; those made by the product are ten random characters
MANIFEST = 1500  # characters of a manifest, about


@cache
def _hex(seed: str) -> str:
    return sha256(seed.encode()).hexdigest()


def uid_of(number: int) -> str:
    return f"{PREFIX}{10_000_000 + number}"


def number_of(uid: str) -> int:
    return int(uid.removeprefix(PREFIX)) - 10_000_000


def record(pk: int, number: int, organ: Organ, at: datetime, *, serial: int) -> Record:
    return Record(
        pk=pk,
        uid=uid_of(number),
        organ=organ,
        kind=KINDS[number % len(KINDS)],
        index_number=f"{organ.code}/{at.year}-{serial:05d}",
        document_key=texts.document_number(number),
        salt=_hex("record"),
        created_by="drafter",
        created_at=at,
        published_at=at,
        changed_at=at,
        theme=theme_of(number),
    )


def theme_of(number: int) -> str:
    return f"{number % 20 + 1:02d}"


def edition(pk: int, number: int, record: Record, organ_name: str, *, leaf: int) -> Edition:
    at = record.created_at
    title = texts.title(number, organ_name)
    digest = sha256(title.encode()).hexdigest()
    said = {"title": title, "sha256": digest, "record": record.uid, "rest": "〇" * (MANIFEST - 200)}
    return Edition(
        pk=pk,
        record=record,
        organ=record.organ,
        kind=record.kind,
        number=1,
        state=State.RELEASED,
        title=title,
        document_number=record.document_key,
        issuer=organ_name,
        formed_on=at.date() - timedelta(days=9),
        addressees="各市、县人民政府，省政府各部门：",
        body=texts.body(number),
        attribute="proactive",
        theme=theme_of(number),
        genre=GENRES[number % len(GENRES)],
        art20=f"A20-{number % 15 + 1:02d}",
        effective_on=at.date(),
        authors=["drafter"],
        saved_by="drafter",
        saved_by_name="拟稿人",
        saved_at=at,
        round=1,
        submitted_at=at,
        sha256=digest,
        released_at=at,
        published_at=at,
        manifest=canonical(said),
        salt=_hex("edition"),
        leaf=leaf,
    )


def opinions(edition: Edition) -> list[Opinion]:
    return [
        Opinion(
            subject=f"edition:{edition.pk}",
            round=1,
            step=step,
            verdict=Opinion.APPROVED,
            sha256=edition.sha256,
            reviewer=step,
            reviewer_name=step,
            at=edition.saved_at,
        )
        for step in STEPS
    ]


def receipts(edition: Edition) -> list[JobReceipt]:
    return [
        JobReceipt(
            key=f"publishing.released:{edition.record.uid}:1:{handler}",
            operation=handler,
            ids={"record": edition.record.uid, "edition": 1},
            state=JobReceipt.State.DONE,
            attempts=1,
            enqueued_at=edition.saved_at,
            started_at=edition.saved_at,
            finished_at=edition.saved_at,
        )
        for handler in ("publishing.index", "ledger.checkpoint")
    ]


def leaf_text(index: int) -> str:
    return canonical({"format": "benchmark", "record": _hex("record"), "commitment": _hex("edition"), "leaf": index})

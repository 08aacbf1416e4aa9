"""A site made of a dictionary: pages and proofs from a real ledger, every address an entry one can spoil."""

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import transaction
from pytest_django import Settings

from gongkai.foundation.canonical import canonical, sha256
from gongkai.foundation.ledger import keys, operations, payloads, queries
from gongkai.verifier import Fetched, Report, Unavailable, verify

AT = datetime(2026, 3, 1, 1, 2, 3, tzinfo=UTC)
HOST = "https://www.example.gov.cn"
UID = "r7k2m9"
PAGE = f"/documents/{UID}/"
PROOF = f"{PAGE}proof.json"
FILE = f"{PAGE}editions/1/files/1"
TITLE = "关于印发《某市 政务公开办法》的通知"
BODY = "<p>各区人民政府：</p>\n<p>现印发给你们。</p>"
CONTENT = b"%PDF-1.7 the file"
RECORD_SALT, SALT = bytes(range(32)), bytes(range(1, 33))


def page(title: str = TITLE, body: str = BODY, proof: str = PROOF) -> str:
    return (
        f'<!doctype html><html><head><title>x</title><link rel="proof" type="application/json" href="{proof}"></head>'
        f"<body><header><p>某市人民政府</p></header><h1>\n  {title}\n</h1>"
        f"<!--gongkai:body-->{body}<!--/gongkai:body--><footer></footer></body></html>"
    )


class Site:
    """A site: `answers` maps a path to (status, bytes); `asked` is what the verifier fetched."""

    def __init__(self) -> None:
        self.answers: dict[str, tuple[int, bytes]] = {}
        self.asked: list[str] = []
        self.redirects: dict[str, str] = {}
        self.manifest: dict[str, Any] = {
            "title": TITLE,
            "document_number": "某政发〔2026〕1号",
            "issuer": "某市人民政府",
            "formed_on": "2026-02-27",
            "index_number": "002489401/2026-00001",
            "body_sha256": sha256(BODY),
            "files": [
                {
                    "name": "附件.pdf",
                    "sha256": hashlib.sha256(CONTENT).hexdigest(),
                    "size": len(CONTENT),
                    "url": FILE,
                }
            ],
        }
        self.leaf = -1

    def enter(self, act: str = "release") -> int:
        """Enter the manifest, or a withdrawal, as the engine does."""
        committed = payloads.commitment(SALT, sha256(canonical(self.manifest))) if act != "withdrawal" else ""
        record = payloads.record_commitment(RECORD_SALT, UID)
        entry = payloads.entry(act=act, record=record, edition=1, commitment=committed, at=AT)
        with transaction.atomic():
            return operations.append(payload=entry, at=AT)

    def grow(self, count: int = 5) -> None:
        """Other records are released."""
        for number in range(count):
            other = payloads.entry(act="release", record="cd" * 32, edition=number + 1, commitment="ef" * 32, at=AT)
            with transaction.atomic():
                operations.append(payload=other, at=AT)
        operations.publish_checkpoint(at=AT)

    def serve(self) -> None:
        """Put up everything as the faces do."""
        proof = self.proof(manifest=self.manifest, salt=SALT)
        self.answers |= {
            PAGE: (200, page().encode()),
            PROOF: (200, canonical(proof).encode()),
            FILE: (200, CONTENT),
            "/ledger/key": (200, f"{keys.load().verifier_key}\n".encode()),
        }
        self.refresh()

    def withdraw(self) -> None:
        """Take the record back: 410 with the proof of the withdrawal."""
        self.leaf = self.enter("withdrawal")
        self.grow()
        self.answers[PAGE] = 410, f'<html><link rel="proof" href="{PROOF}"><h1>信息已撤回</h1></html>'.encode()
        self.answers[PROOF] = 200, canonical(self.proof()).encode()
        self.refresh()

    def proof(self, **shown: Any) -> dict[str, Any]:
        evidence = queries.evidence(self.leaf)
        assert evidence is not None
        return payloads.proof(record=UID, record_salt=RECORD_SALT, edition=1, evidence=evidence, **shown)

    def refresh(self) -> None:
        """Show the newest checkpoint."""
        latest = queries.latest_checkpoint()
        assert latest is not None
        self.answers["/ledger/checkpoint"] = 200, latest.note.encode()

    def fetch(self, url: str) -> Fetched:
        parts = urlsplit(self.redirects.get(url, url))
        self.asked.append(url)
        assert f"{parts.scheme}://{parts.netloc}" == HOST, "the verifier left the site"
        if parts.path == "/ledger/consistency" and parts.path not in self.answers:
            asked = {name: int(value[0]) for name, value in parse_qs(parts.query).items()}
            path = queries.consistency_proof(asked["first"], asked["second"])
            content = json.dumps(payloads.consistency(asked["first"], asked["second"], path)).encode()
            return Fetched(200, url, iter([content]))
        if parts.path == "/ledger/entries" and parts.path not in self.answers:
            asked = {name: int(value[0]) for name, value in parse_qs(parts.query).items()}
            leaves = queries.entries(asked["start"], asked["end"])
            return Fetched(200, url, iter([json.dumps(payloads.entries(asked["start"], leaves)).encode()]))
        status, content = self.answers.get(parts.path, (404, b""))
        if status == 0:
            raise Unavailable("网站无法访问")
        return Fetched(status, parts.geturl(), iter([content[:7], content[7:]]))

    def spoil(self, path: str, old: str, new: str) -> None:
        """Change what one address answers."""
        status, content = self.answers[path]
        assert old.encode() in content, f"{old} is not at {path}"
        self.answers[path] = status, content.replace(old.encode(), new.encode())

    def reprove(self, **changed: Any) -> None:
        """Change fields of the proof; None takes one away."""
        proof = json.loads(self.answers[PROOF][1]) | changed
        kept = {name: value for name, value in proof.items() if value is not None}
        self.answers[PROOF] = 200, canonical(kept).encode()

    def verify(self, path: str = PAGE, *, key: str | None = "", state: Path | None = None) -> Report:
        """Verify with the true key pinned, unless told otherwise."""
        pinned = keys.load().verifier_key if key == "" else key
        return verify(HOST + path, fetch=self.fetch, pinned_key=pinned, state=state)


@pytest.fixture
def site(db: None, settings: Settings, tmp_path: Path) -> Site:
    settings.GONGKAI_VAR = tmp_path / "var"
    settings.GONGKAI_ORIGIN = HOST
    made = Site()
    made.grow(3)
    made.leaf = made.enter()
    made.grow(4)
    made.serve()
    return made


Failing = Callable[[Report], set[str]]


@pytest.fixture
def failing() -> Failing:
    """The names of the checks that failed."""
    return lambda report: {check.name for check in report.checks if check.passed is False}

"""A small world the public looks at: one organ, another, and a press that takes content to any state."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.test import Client

from gongkai.engines.publishing import intake, queries
from gongkai.engines.publishing import operations as ops
from gongkai.engines.publishing.content import Content
from gongkai.foundation.jobs.operations import work_off
from gongkai.foundation.organs.models import Organ, OrganName, OrganSuccession
from gongkai.foundation.people.actors import ROLES, Actor, PostFact
from gongkai.foundation.places.models import Place
from gongkai.programmes.policies import operations as policies

SINCE = date(2016, 1, 1)
CONTENT = Content(
    title="关于推进养老服务高质量发展的通知",
    document_number="东民发〔2026〕3号",
    issuer="东澜省民政厅",
    formed_on=date(2026, 2, 24),
    addressees="各市民政局",
    summary="健全养老服务体系的任务和分工。",
    body="<h2>一、总体要求</h2><p>坚持以人民为中心，健全养老服务体系。</p>",
    attribute="proactive",
    theme="17",
    genre="circular",
    art20="A20-11",
)


def an_organ(code: str, place: Place, *names: tuple[str, date], until: date | None = None) -> Organ:
    organ = Organ.objects.create(
        uid=code.lower(), code=code, place=place, kind="department", until=until, foi_office="办公室", phone="0000-1"
    )
    for at, (name, since) in enumerate(names):
        end = names[at + 1][1] if at + 1 < len(names) else None
        OrganName.objects.create(organ=organ, name=name, short_name=name, since=since, until=end)
    return organ


class Press:
    """Takes content through every step, as the people of one organ; answers the record's uid."""

    def __init__(self, organ: Organ, at: datetime) -> None:
        self.organ, self.at, self.serial = organ, at, 2

    def who(self, role: str) -> Actor:
        post = PostFact(self.organ.code, role, "办公室", self.organ.place.code)
        return Actor(uid=f"{role}-{self.organ.code}", name=ROLES[role], posts=(post,), second_factor=True)

    def draft(self, *, kind: str = "document", files: tuple[tuple[str, bytes], ...] = (), **changed: Any) -> str:
        self.serial += 1
        content = replace(CONTENT, **{"document_number": f"东民发〔2026〕{self.serial}号", **changed})
        edition = ops.draft(organ=self.organ, kind=kind, content=content, by=self.who("drafter"), at=self.at)
        for name, data in files:
            self.attach(edition.record.uid, name, data)
        return edition.record.uid

    def attach(self, uid: str, name: str, data: bytes) -> None:
        drafter = self.who("drafter")
        original, public = intake.keep_attachment(content=data, name=name, by=drafter, at=self.at)
        title = name.rsplit(".", 1)[0]
        ops.attach(record=uid, title=title, file_name=name, original=original, public=public, by=drafter, at=self.at)

    def review(self, uid: str) -> str:
        edition = ops.submit(record=uid, by=self.who("drafter"), at=self.at)
        legality = ("legality_reviewer",) if edition.kind == "normative" else ()
        for role in ("unit_head", "secrecy_reviewer", *legality, "signer"):
            ops.approve(record=uid, sha256=edition.sha256, by=self.who(role), at=self.at)
        return uid

    def release(self, *, at: datetime | None = None, **changed: Any) -> str:
        uid = self.review(self.draft(**changed))
        if changed.get("kind") == "normative":
            policies.exempt(record=uid, reason="内容简明。", by=self.who("signer"), at=self.at)
        ops.release(record=uid, by=self.who("publisher"), at=at or self.at)
        return uid

    def schedule(self, minute: datetime, **changed: Any) -> str:
        uid = self.review(self.draft(**changed))
        ops.schedule(record=uid, release_at=minute, by=self.who("publisher"), at=self.at)
        return uid

    def correct(self, uid: str, *, note: str, **changed: Any) -> None:
        drafter = self.who("drafter")
        edition = ops.revise(record=uid, by=drafter, at=self.at)
        content = replace(queries.content_of(edition), public_note=note, **changed)
        ops.save(record=uid, content=content, lock_version=edition.lock_version, by=drafter, at=self.at)
        self.review(uid)
        ops.release(record=uid, by=self.who("publisher"), at=self.at)

    def withdraw(self, uid: str, reason: str, *, note: str = "另行发布。", successor: str = "") -> None:
        by = self.who("publisher")
        ops.withdraw(record=uid, reason=reason, note=note, successor=successor, by=by, at=self.at)


@pytest.fixture
def province(db: None) -> Place:
    return Place.objects.create(code="99", name="东澜省", level=1, since=SINCE)


@pytest.fixture
def organ(province: Place) -> Organ:
    return an_organ("000014349", province, ("东澜省民政局", SINCE), ("东澜省民政厅", date(2018, 6, 1)))


@pytest.fixture
def merged(organ: Organ, province: Place) -> Organ:
    """An organ no more; the first took over."""
    gone = an_organ("002489401", province, ("东澜省老龄办", SINCE), until=date(2018, 6, 1))
    OrganSuccession.objects.create(predecessor=gone, successor=organ, on=date(2018, 6, 1), basis="机构改革方案")
    return gone


@pytest.fixture
def press(organ: Organ, at: datetime) -> Press:
    return Press(organ, at)


@pytest.fixture
def minute() -> datetime:
    return datetime(2026, 3, 3, 1, 0, tzinfo=UTC)


@pytest.fixture
def site(at_rest: datetime, db: None) -> Client:
    """The public's browser: no cookie, no session; the clock stands at `at`."""
    return Client()


@pytest.fixture
def settled(db: None) -> Any:
    """Run what waits: the index and the checkpoint follow the acts."""

    def run() -> None:
        work_off()

    return run

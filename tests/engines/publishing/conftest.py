"""A small world: one organ with people in every post, a foreign one, and content that passes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from gongkai.engines.publishing import operations as ops
from gongkai.engines.publishing import queries
from gongkai.engines.publishing.content import Content
from gongkai.engines.publishing.models import Edition
from gongkai.foundation.organs.models import Organ, OrganName
from gongkai.foundation.people.actors import ROLES, Actor, PostFact
from gongkai.foundation.places.models import Place

PLACE = "99"
FOREIGN_PLACE = "98"


def an_organ(code: str, name: str, place: Place) -> Organ:
    organ = Organ.objects.create(uid=code.lower(), code=code, place=place, kind="department")
    OrganName.objects.create(organ=organ, name=name, short_name=name, since=date(2016, 1, 1))
    return organ


def an_actor(organ: Organ, role: str, *, second_factor: bool = True) -> Actor:
    post = PostFact(organ.code, role, "办公室", organ.place.code)
    return Actor(uid=f"{role}-{organ.code}", name=ROLES[role], posts=(post,), second_factor=second_factor)


@pytest.fixture
def organ(db: None) -> Organ:
    place = Place.objects.create(code=PLACE, name="东澜省", level=1, since=date(2016, 1, 1))
    return an_organ("000014349", "东澜省民政厅", place)


@pytest.fixture
def foreign(db: None) -> Organ:
    place = Place.objects.create(code=FOREIGN_PLACE, name="西岭省", level=1, since=date(2016, 1, 1))
    return an_organ("002489401", "西岭省民政厅", place)


@pytest.fixture
def who(organ: Organ) -> SimpleNamespace:
    return SimpleNamespace(**{role: an_actor(organ, role) for role in ROLES})


@pytest.fixture
def content() -> Content:
    return Content(
        title="关于推进养老服务高质量发展的通知",
        document_number="东民发〔2026〕3号",
        issuer="东澜省民政厅",
        formed_on=date(2026, 2, 24),
        body="<h2>一、总体要求</h2><p>坚持以人民为中心，健全养老服务体系。</p>",
        attribute="proactive",
        theme="01",
        genre="notice",
        art20="A20-11",
    )


@pytest.fixture
def drafted(organ: Organ, who: SimpleNamespace, content: Content, at: datetime) -> Edition:
    return ops.draft(organ=organ, kind="document", content=content, by=who.drafter, at=at)


@pytest.fixture
def review(who: SimpleNamespace, at: datetime) -> Callable[..., str]:
    """Submit a draft and pass every step; answers the record's uid."""

    def run(edition: Edition, *, kind_roles: tuple[str, ...] = ()) -> str:
        uid = edition.record.uid
        edition = ops.submit(record=uid, by=who.drafter, at=at)
        roles = kind_roles or ("unit_head", "secrecy_reviewer", "signer")
        for role in roles:
            ops.approve(record=uid, sha256=edition.sha256, by=getattr(who, role), at=at)
        return uid

    return run


@pytest.fixture
def released(drafted: Edition, review: Callable[..., str], who: SimpleNamespace, at: datetime) -> str:
    uid = review(drafted)
    ops.release(record=uid, by=who.publisher, at=at)
    return uid


@pytest.fixture
def edit() -> Callable[..., Content]:
    """The content of a record's newest edition with some fields changed."""

    def changed(edition: Edition, **fields: object) -> Content:
        return replace(queries.content_of(edition), **fields)  # type: ignore[arg-type]

    return changed


@pytest.fixture
def foreigner(foreign: Organ) -> SimpleNamespace:
    return SimpleNamespace(**{role: an_actor(foreign, role) for role in ROLES})


@pytest.fixture
def minute() -> datetime:
    return datetime(2026, 3, 3, 1, 0, tzinfo=UTC)

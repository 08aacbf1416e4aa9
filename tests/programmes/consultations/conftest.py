"""A county and its staff, and a consultation as far as its notice is public."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest

from gongkai.engines.publishing import operations as publishing
from gongkai.engines.publishing.models import Edition
from gongkai.foundation.organs.models import Organ, OrganName
from gongkai.foundation.people.actors import ROLES, Actor, PostFact
from gongkai.foundation.places.models import Place
from gongkai.programmes.consultations import operations as ops
from gongkai.programmes.consultations.contents import Question, Texts
from gongkai.programmes.consultations.models import Consultation

TEXTS = Texts(
    name="望川县电动自行车停放管理办法（征求意见稿）",
    draft="第一章 总则\n第一条　为了规范停放，制定本办法。\n第二条　住宅小区应当设置充电设施。",
    explanation="为了减少火灾，起草本办法。",
    basis="《中华人民共和国消防法》第二十八条。",
    until=date(2026, 4, 2),
    ways="信函请寄望川县人民政府办公室。",
    theme="10",
)
QUESTIONS = (
    Question("您支持统一设置充电设施吗？", ("支持", "不支持")),
    Question("您在哪里充电？", ("家里", "楼道", "单位"), many=True),
)


@pytest.fixture
def county(db: None) -> Organ:
    place = Place.objects.create(code="990121", name="望川县", level=3, since=date(2016, 1, 1))
    organ = Organ.objects.create(uid="wangchuan", code="990000105", place=place, kind="government")
    OrganName.objects.create(organ=organ, name="望川县人民政府", short_name="望川县政府", since=date(2016, 1, 1))
    return organ


@pytest.fixture
def staff(county: Organ) -> SimpleNamespace:
    def one(role: str) -> Actor:
        post = PostFact(county.code, role, "综合科", county.place.code)
        return Actor(uid=f"{role}-1", name=ROLES[role], posts=(post,), second_factor=True)

    return SimpleNamespace(**{role: one(role) for role in ROLES})


Release = Callable[..., Edition]


@pytest.fixture
def put_out(staff: SimpleNamespace) -> Release:
    """Through every review, and out."""

    def run(record: str, at: datetime) -> Edition:
        edition = publishing.submit(record=record, by=staff.drafter, at=at)
        for role in ("unit_head", "secrecy_reviewer", "signer"):
            publishing.approve(record=record, sha256=edition.sha256, by=getattr(staff, role), at=at)
        return publishing.release(record=record, by=staff.publisher, at=at)

    return run


@pytest.fixture
def begun(county: Organ, staff: SimpleNamespace, at: datetime) -> Consultation:
    return ops.begin_consultation(
        organ=county, matter="market", texts=TEXTS, questions=QUESTIONS, by=staff.drafter, at=at
    )


@pytest.fixture
def opened(begun: Consultation, put_out: Release, at: datetime) -> Consultation:
    put_out(begun.record.uid, at)
    begun.record.refresh_from_db()
    return begun


@pytest.fixture
def later(at: datetime) -> Callable[[int], datetime]:
    return lambda days: at + timedelta(days=days)


def texts(**changed: object) -> Texts:
    return replace(TEXTS, **changed)  # type: ignore[arg-type]

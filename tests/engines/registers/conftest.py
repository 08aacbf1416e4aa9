"""A small world: two registers of which one refers to the other, and an organ with people in every post."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from types import SimpleNamespace

import pytest

from gongkai.engines.registers import declared, queries
from gongkai.engines.registers import operations as ops
from gongkai.engines.registers.models import Adjustment
from gongkai.engines.registers.queries import Wanted
from gongkai.engines.registers.rules import Choice, Field, Openness, Register, Type
from gongkai.foundation.organs.models import Organ, OrganName
from gongkai.foundation.people.actors import ROLES, Actor, PostFact
from gongkai.foundation.places.models import Place
from gongkai.foundation.review.rules import Step

REVIEW = Step("review", "处室审查", "unit_head", "本机关制度")
POWERS = Register(
    code="test-powers",
    name="测试权力清单",
    about="测试用。",
    keeper="各机关",
    basis="本机关制度",
    key="code",
    title="name",
    steps=(REVIEW,),
    fields=(
        Field("code", "编码", required=True),
        Field("name", "名称", required=True, searched=True),
        Field("kind", "类别", Type.CODE, choices=(Choice("1", "行政许可"), Choice("2", "行政处罚")), facet=True),
        Field("basis", "依据", many=True),
        Field("days", "期限", Type.NUMBER, unit="个工作日"),
        Field("body", "实施机关", Type.ORGAN),
        Field("person", "经办人", openness=Openness.MASKED),
        Field("note", "内部备注", openness=Openness.INTERNAL),
    ),
)
DUTIES = Register(
    code="test-duties",
    name="测试责任清单",
    about="测试用。",
    keeper="各机关",
    basis="本机关制度",
    key="code",
    title="name",
    steps=(REVIEW,),
    fields=(
        Field("code", "编码", required=True),
        Field("name", "名称", required=True),
        Field("power", "对应权力", Type.REFERENCE, of="test-powers", many=True),
    ),
)


@pytest.fixture(autouse=True)
def registers() -> Iterator[None]:
    before = declared.all_registers()
    declared.bind([POWERS, DUTIES])
    yield
    declared.bind(before)


def an_organ(code: str, name: str, place: Place, until: date | None = None) -> Organ:
    organ = Organ.objects.create(uid=code.lower(), code=code, place=place, kind="department", until=until)
    OrganName.objects.create(organ=organ, name=name, short_name=name, since=date(2016, 1, 1))
    return organ


@pytest.fixture
def organ(db: None) -> Organ:
    place = Place.objects.create(code="99", name="东澜省", level=1, since=date(2016, 1, 1))
    return an_organ("000014349", "东澜省民政厅", place)


@pytest.fixture
def foreign(db: None) -> Organ:
    place = Place.objects.create(code="98", name="西岭省", level=1, since=date(2016, 1, 1))
    return an_organ("002489401", "西岭省民政厅", place)


def people_of(organ: Organ, *, second_factor: bool = True) -> SimpleNamespace:
    def one(role: str) -> Actor:
        post = PostFact(organ.code, role, "办公室", organ.place.code)
        return Actor(uid=f"{role}-{organ.code}", name=ROLES[role], posts=(post,), second_factor=second_factor)

    return SimpleNamespace(**{role: one(role) for role in ROLES})


@pytest.fixture
def who(organ: Organ) -> SimpleNamespace:
    return people_of(organ)


def power(key: str, **values: object) -> Wanted:
    return Wanted("新增", key, {"name": f"事项{key}", "kind": "行政许可", **values})


def duty(key: str, *powers: str) -> Wanted:
    return Wanted("新增", key, {"name": f"责任{key}", "power": list(powers)})


def amend(key: str, **values: object) -> Wanted:
    return Wanted("修改", key, {"name": f"事项{key}", "kind": "行政许可", **values})


def end(key: str) -> Wanted:
    return Wanted("取消", key, {})


Propose = Callable[..., Adjustment]


@pytest.fixture
def propose(organ: Organ, who: SimpleNamespace, at: datetime) -> Propose:
    def run(*wanted: Wanted, since: str = "2026-03-02", register: str = "test-powers") -> Adjustment:
        return ops.propose(
            register=register,
            organ=organ,
            since=date.fromisoformat(since),
            reason="机构改革",
            basis="东政发〔2026〕1号",
            wanted=wanted,
            by=who.drafter,
            at=at,
        )

    return run


@pytest.fixture
def adopt(propose: Propose, who: SimpleNamespace, at: datetime) -> Propose:
    """Take lines through every step."""

    def run(*wanted: Wanted, **more: str) -> Adjustment:
        made = propose(*wanted, **more)
        ops.approve(adjustment=made.uid, sha256=made.sha256, by=who.unit_head, at=at)
        return ops.adopt(adjustment=made.uid, sha256=made.sha256, by=who.signer, at=at)

    return run


def listed_by(organ: Organ, *wanted: Wanted, at: datetime, since: str = "2026-03-02") -> Adjustment:
    """Lines of another organ, taken through every step."""
    who = people_of(organ)
    made = ops.propose(register="test-powers", organ=organ, since=date.fromisoformat(since), reason="甲", basis="乙",
                       wanted=wanted, by=who.drafter, at=at)  # fmt: skip
    ops.approve(adjustment=made.uid, sha256=made.sha256, by=who.unit_head, at=at)
    return ops.adopt(adjustment=made.uid, sha256=made.sha256, by=who.signer, at=at)


def keys_on(day: str, register: Register = POWERS) -> list[str]:
    return [version.key for version in queries.everything(register, date.fromisoformat(day), seen_on=None)]

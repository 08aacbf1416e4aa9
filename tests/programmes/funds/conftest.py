"""A county with a town and a village, and money on its way down."""

from collections.abc import Callable
from datetime import date, datetime
from types import SimpleNamespace

import pytest

from gongkai.engines.registers import operations as ops
from gongkai.engines.registers.models import Adjustment
from gongkai.engines.registers.queries import Wanted
from gongkai.foundation.organs.models import Organ, OrganName
from gongkai.foundation.people.actors import ROLES, Actor, PostFact
from gongkai.foundation.places.models import Place

COUNTY, TOWN, VILLAGE = "990121", "990121100", "990121100201"
PROJECT = {
    "name": "困难群众救助",
    "kind": "民生资金",
    "purpose": "保障基本生活",
    "basis": "望政发〔2026〕3号",
    "budget": "100",
}
Money = Callable[..., Adjustment]


@pytest.fixture
def county(db: None) -> Organ:
    above = None
    for level, (code, name) in enumerate(
        (("99", "东澜省"), ("9901", "澜州市"), (COUNTY, "望川县"), (TOWN, "青禾镇"), (VILLAGE, "荷溪村")), start=1
    ):
        above = Place.objects.create(code=code, name=name, level=level, parent=above, since=date(2016, 1, 1))
    organ = Organ.objects.create(
        uid="wangchuan", code="990000105", place=Place.objects.get(code=COUNTY), kind="government"
    )
    OrganName.objects.create(organ=organ, name="望川县人民政府", short_name="望川县政府", since=date(2016, 1, 1))
    return organ


@pytest.fixture
def staff(county: Organ) -> SimpleNamespace:
    def one(role: str) -> Actor:
        post = PostFact(county.code, role, "财政股", county.place.code)
        return Actor(uid=f"{role}-1", name=ROLES[role], posts=(post,), second_factor=True)

    return SimpleNamespace(**{role: one(role) for role in ROLES})


@pytest.fixture
def money(county: Organ, staff: SimpleNamespace, at: datetime) -> Money:
    """Lines of a register, through every step: (key, values) pairs."""

    def run(register: str, *lines: tuple[str, dict[str, object]], since: str = "2026-03-02") -> Adjustment:
        made = ops.propose(
            register=register,
            organ=county,
            since=date.fromisoformat(since),
            reason="公开资金去向",
            basis="县资金公开办法",
            wanted=[Wanted("add", key, {"code": key, **values}) for key, values in lines],
            by=staff.drafter,
            at=at,
        )
        ops.approve(adjustment=made.uid, sha256=made.sha256, by=staff.unit_head, at=at)
        return ops.adopt(adjustment=made.uid, sha256=made.sha256, by=staff.signer, at=at)

    return run


def allocation(amount: str, place: str, upper: str = "", **more: object) -> dict[str, object]:
    return {
        "name": "救助资金", "project": "X-1", "giver": "990000105", "receiver": "接收单位", "place": place,
        "amount": amount, "upper": upper, "on": "2026-02-01", **more,
    }  # fmt: skip


def payment(amount: str, of: str, **more: object) -> dict[str, object]:
    return {
        "name": "救助金发放", "project": "X-1", "allocation": of, "place": VILLAGE, "payee": "个人或者家庭",
        "people": "2", "amount": amount, "on": "2026-02-20", **more,
    }  # fmt: skip


def beneficiary(amount: str, person: str) -> dict[str, object]:
    return {
        "name": "最低生活保障", "payment": "P-1", "place": VILLAGE, "person": person, "amount": amount,
        "published_on": "2026-03-01",
    }  # fmt: skip


@pytest.fixture
def shared_out(money: Money) -> Money:
    """100 for the county, 60 of it for the town, 59 of that paid in the village to two persons."""
    money("fund-projects", ("X-1", {**PROJECT, "organ": "990000105"}))
    money("fund-allocations", ("A-1", allocation("100", COUNTY)), ("A-2", allocation("60", TOWN, "A-1")))
    money("fund-payments", ("P-1", payment("59", "A-2")))
    money("fund-beneficiaries", ("B-1", beneficiary("29", "张三丰")), ("B-2", beneficiary("30", "李四光")))
    return money

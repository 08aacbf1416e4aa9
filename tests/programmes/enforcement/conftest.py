"""One organ with people in every post, and the registers of this programme alone."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from types import SimpleNamespace

import pytest

from gongkai.engines.registers import declared, queries
from gongkai.engines.registers import operations as registers
from gongkai.engines.registers.queries import Wanted
from gongkai.foundation.now import CHINA
from gongkai.foundation.organs.models import Organ, OrganName
from gongkai.foundation.people.actors import ROLES, Actor, PostFact
from gongkai.foundation.places.models import Place
from gongkai.programmes.enforcement import programme

CODE = "002577014"


@pytest.fixture(autouse=True)
def declarations() -> Iterator[None]:
    before = declared.all_registers()
    declared.bind(programme.registers())
    yield
    declared.bind(before)


@pytest.fixture
def organ(db: None) -> Organ:
    place = Place.objects.create(code="99", name="东澜省", level=1, since=date(2016, 1, 1))
    made = Organ.objects.create(uid="ecology", code=CODE, place=place, kind="department")
    OrganName.objects.create(organ=made, name="东澜省生态环境厅", short_name="生态环境厅", since=date(2016, 1, 1))
    return made


@pytest.fixture
def people(organ: Organ) -> SimpleNamespace:
    def one(role: str) -> Actor:
        post = PostFact(organ.code, role, "办公室", organ.place.code)
        return Actor(uid=f"{role}-{organ.code}", name=ROLES[role], posts=(post,), second_factor=True)

    return SimpleNamespace(**{role: one(role) for role in ROLES})


def at(day: date, hour: int = 10) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=CHINA)


@pytest.fixture
def adopt(organ: Organ, people: SimpleNamespace) -> Callable[[str, date], None]:
    """Review and adopt an adjustment."""

    def run(uid: str, day: date) -> None:
        found = queries.adjustment_of(uid, people.unit_head)
        registers.approve(adjustment=uid, sha256=found.sha256, by=people.unit_head, at=at(day))
        registers.adopt(adjustment=uid, sha256=found.sha256, by=people.signer, at=at(day))

    return run


@pytest.fixture
def publish(
    organ: Organ, people: SimpleNamespace, adopt: Callable[[str, date], None]
) -> Callable[[str, date, list[dict[str, object]]], None]:
    """Bring decisions into a register and adopt them on a day."""

    def run(register: str, day: date, decisions: list[dict[str, object]]) -> None:
        made = registers.propose(
            register=register,
            organ=organ,
            since=day,
            reason="公布执法决定。",
            basis="国办发〔2018〕118号",
            wanted=[Wanted("add", str(one["number"]), one) for one in decisions],
            by=people.drafter,
            at=at(day),
        )
        adopt(made.uid, day)

    return run

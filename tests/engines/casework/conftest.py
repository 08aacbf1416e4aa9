"""A small world: one organ with people in every post, a foreign one, and an application just entered."""

from collections.abc import Callable
from datetime import date, datetime, time
from types import SimpleNamespace

import pytest

from gongkai.engines.casework import operations as ops
from gongkai.engines.casework.models import Case
from gongkai.foundation.now import CHINA
from gongkai.foundation.organs.models import Organ, OrganName
from gongkai.foundation.people.actors import ROLES, Actor, PostFact
from gongkai.foundation.places.models import Place


def an_organ(code: str, name: str, place: Place) -> Organ:
    organ = Organ.objects.create(uid=code.lower(), code=code, place=place, kind="department")
    OrganName.objects.create(organ=organ, name=name, short_name=name, since=date(2016, 1, 1))
    return organ


def an_actor(organ: Organ, role: str, *, second_factor: bool = True) -> Actor:
    post = PostFact(organ.code, role, "办公室", organ.place.code)
    return Actor(uid=f"{role[:9]}-{organ.code[-6:]}", name=ROLES[role], posts=(post,), second_factor=second_factor)


@pytest.fixture
def organ(db: None) -> Organ:
    place = Place.objects.create(code="99", name="东澜省", level=1, since=date(2016, 1, 1))
    return an_organ("000014349", "东澜省民政厅", place)


@pytest.fixture
def foreign(db: None) -> Organ:
    place = Place.objects.create(code="98", name="西岭省", level=1, since=date(2016, 1, 1))
    return an_organ("002489401", "西岭省民政厅", place)


@pytest.fixture
def who(organ: Organ) -> SimpleNamespace:
    return SimpleNamespace(**{role: an_actor(organ, role) for role in ROLES})


@pytest.fixture
def case(organ: Organ, who: SimpleNamespace, at: datetime) -> Case:
    return ops.enter(procedure="requests", organ=organ, title="某村征地补偿方案", by=who.foi_clerk, at=at)


@pytest.fixture
def done(case: Case, who: SimpleNamespace) -> Callable[..., Case]:
    """Do one act on a day, as whoever the table names, having seen everything done so far."""

    def run(act: str, day: date, by: Actor | None = None, **given: str) -> Case:
        from gongkai.engines.casework.ports import procedure_of

        doer = by or getattr(who, procedure_of("requests").act(act).role)
        morning = datetime.combine(day, time(9), tzinfo=CHINA)
        seen = case.events.count()
        return ops.do(case=case.uid, act=act, given={"on": day.isoformat(), **given}, seen=seen, by=doer, at=morning)

    return run

from collections.abc import Callable
from datetime import date, datetime

import pytest

from gongkai.foundation.organs import operations
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import ADMINISTRATOR, SYSTEM, Actor, PostFact
from gongkai.foundation.places.models import Place
from gongkai.foundation.places.operations import import_divisions

BORN = date(2010, 1, 1)
CODES = {"33": "浙江省", "3301": "杭州市", "330106": "西湖区", "3302": "宁波市"}


@pytest.fixture
def places(db: None, at: datetime) -> dict[str, Place]:
    import_divisions(rows=[{"code": code, "name": name} for code, name in CODES.items()], by=SYSTEM, at=at, on=BORN)
    return {place.code: place for place in Place.objects.all()}


@pytest.fixture
def establish(places: dict[str, Place], at: datetime) -> Callable[..., Organ]:
    def make(body: str, name: str, place: str, kind: str = "department", **more: object) -> Organ:
        from gongkai.law.identifiers import org_code_check_character

        return operations.establish(
            code=body + org_code_check_character(body),
            name=name,
            place=places[place],
            kind=kind,
            since=BORN,
            by=more.pop("by", SYSTEM),
            at=at,
            **more,
        )

    return make


@pytest.fixture
def administrator() -> Callable[..., Actor]:
    def of(*organs: Organ, second_factor: bool = True) -> Actor:
        posts = tuple(PostFact(organ.code, ADMINISTRATOR, "", organ.place.code) for organ in organs)
        return Actor(uid="admin", name="管理员", posts=posts, second_factor=second_factor)

    return of

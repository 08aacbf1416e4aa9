"""机关和人员：each organ with a person for every post, made by the operations an administrator uses."""

from dataclasses import dataclass
from datetime import date, datetime

from gongkai.foundation.organs import operations as organs
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people import operations as people
from gongkai.foundation.people import queries
from gongkai.foundation.people.actors import SYSTEM, Actor
from gongkai.foundation.places import operations as places
from gongkai.foundation.places.models import Place

ROLES = ("drafter", "unit_head", "secrecy_reviewer", "legality_reviewer", "signer", "publisher")
SINCE = date(2000, 1, 1)


@dataclass(frozen=True)
class Office:
    """机关：with whoever holds each post."""

    organ: Organ
    name: str
    posts: dict[str, Actor]
    drafter: str


def establish(names: list[str], at: datetime) -> dict[str, Office]:
    """建站：the province, its organs, six people in each."""
    places.import_divisions(rows=[{"code": "130000", "name": "河北省"}], by=SYSTEM, at=at)
    province = Place.objects.get()
    return {name: _office(name, number, province, at) for number, name in enumerate(names, start=1)}


def _office(short: str, number: int, province: Place, at: datetime) -> Office:
    name, kind = f"河北省{short}", "government" if short == "人民政府" else "department"
    organ = organs.establish(
        code=_code(number), name=name, short_name=short, place=province, kind=kind, since=SINCE, by=SYSTEM, at=at
    )
    posts = {}
    for role in ROLES:
        person = people.enrol(
            username=f"{role}{number}", name=f"{short}{role}", password="rehearsal-2026", organ=None, by=SYSTEM, at=at
        )  # fmt: skip
        people.appoint(person=person, organ=organ, role=role, by=SYSTEM, at=at)
        posts[role] = queries.actor(person.pk, at, second_factor=True)
    return Office(organ, name, posts, f"drafter{number}")


def _code(number: int) -> str:
    """组织机构代码：eight characters and their check character (GB 11714)."""
    body = f"98{number:06d}"
    rest = 11 - sum(int(sign) * weight for sign, weight in zip(body, (3, 7, 9, 10, 5, 8, 4, 2), strict=True)) % 11
    return body + {10: "X", 11: "0"}.get(rest, str(rest))

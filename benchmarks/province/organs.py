"""4,000 organs of one province, and who publishes what: organ 0 a twentieth of everything, the others alike."""

from datetime import date

from gongkai.foundation.organs.models import Organ, OrganName
from gongkai.foundation.people.actors import Actor, PostFact
from gongkai.foundation.places.models import Place

ORGANS = 4000
BUSIEST = 0
SHARE_OF_BUSIEST = 20
SINCE = date(2010, 1, 1)
_DUTIES = ("民政", "教育", "财政", "交通运输", "生态环境", "农业农村", "卫生健康", "市场监管", "水利", "文化旅游")


def establish() -> tuple[list[Organ], list[str]]:
    """One province, ten cities, a hundred counties; the organs spread over them, and their names. Once a database."""
    if there := list(Organ.objects.filter(uid__startswith="o0").order_by("uid").select_related("place")):
        return there, [_name(organ, n) for n, organ in enumerate(there)]
    Place.objects.create(code="99", name="东澜省", level=1, since=SINCE)
    cities = [Place(code=f"99{n:02d}", name=f"第{n}市", level=2, since=SINCE) for n in range(1, 11)]
    Place.objects.bulk_create(cities)
    counties = [
        Place(code=f"{city.code}{n:02d}", name=f"{city.name}第{n}县", level=3, since=SINCE)
        for city in cities
        for n in range(1, 11)
    ]
    Place.objects.bulk_create(counties)
    places = list(Place.objects.order_by("code"))
    organs = [
        Organ(uid=f"o{n:08d}", code=f"{n:08d}X", place=places[n % len(places)], kind="department")
        for n in range(ORGANS)
    ]
    Organ.objects.bulk_create(organs)
    names = [_name(organ, n) for n, organ in enumerate(organs)]
    named = zip(organs, names, strict=True)
    OrganName.objects.bulk_create([OrganName(organ=organ, name=name, since=SINCE) for organ, name in named])
    return organs, names


def _name(organ: Organ, n: int) -> str:
    return f"{organ.place.name}{_DUTIES[n % len(_DUTIES)]}局"


def organ_of(number: int) -> int:
    """Which organ published record `number`."""
    return BUSIEST if number % SHARE_OF_BUSIEST == 0 else number * 7919 % ORGANS


def actor(organ: Organ, *roles: str) -> Actor:
    """Somebody who holds these roles in an organ."""
    posts = tuple(PostFact(organ.code, role, "办公室", organ.place.code) for role in roles)
    return Actor(uid="-".join(roles), name="某人", posts=posts, second_factor=True)

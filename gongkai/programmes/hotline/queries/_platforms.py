"""Which hotline office takes a message from a place."""

from dataclasses import dataclass
from datetime import date

from gongkai.foundation.organs.models import Organ
from gongkai.foundation.places.rules import contains, stem
from gongkai.programmes.hotline.models import HotlinePlatform


@dataclass(frozen=True)
class Platform:
    """热线平台：the organ whose clerks take messages, its place and its profile of times."""

    organ: Organ
    place: str
    profile: str


def platforms(*, on: date) -> list[Platform]:
    """热线平台：organs in being that run a hotline, those of the largest places first. 1 SQL."""
    rows = HotlinePlatform.objects.filter(organ__in=Organ.objects.on(on)).select_related("organ__place")
    found = [Platform(one.organ, stem(one.organ.place.code), one.profile) for one in rows]
    return sorted(found, key=lambda one: (len(one.place), one.organ.code))


def platform_for(place: str, *, on: date) -> Platform | None:
    """受理的热线平台：of the smallest place that holds this one; without a place the one of the largest. 1 SQL.

    None where no organ runs one.
    """
    found = platforms(on=on)
    here = [one for one in found if place and contains(one.place, place)]
    return here[-1] if here else next(iter(found), None)

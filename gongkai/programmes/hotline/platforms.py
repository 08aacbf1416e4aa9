"""热线平台：which organs run a hotline, and by which profile; read only."""

from collections.abc import Mapping
from datetime import date

from gongkai.foundation.errors import Invalid
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.places.rules import stem
from gongkai.programmes.hotline.models import HotlinePlatform


def profile_of(organ: Organ) -> str:
    """本平台的办理期限方案。1 SQL.

    :raises Invalid: where the organ runs no hotline, or nobody has set its profile.
    """
    found = HotlinePlatform.objects.filter(organ=organ).values_list("profile", flat=True).first()
    if found is None:
        raise Invalid(
            "这个机关的热线还没有设定办理期限方案，不能登记诉求。请由热线工作机构负责人先设定。", field="organ"
        )
    return found


def profiles() -> Mapping[str, str]:
    """各平台的办理期限方案：organisation code → profile. 1 SQL."""
    return dict(HotlinePlatform.objects.values_list("organ__code", "profile"))


def running(on: date) -> list[Organ]:
    """在运行的热线平台：the organs that run a hotline on a day, with their names, by place. 1 SQL."""
    organs = Organ.objects.on(on).named(on).select_related("place")
    return list(organs.filter(code__in=HotlinePlatform.objects.values("organ__code")).order_by("place__code", "code"))


def for_place(code: str, *, on: date) -> Organ | None:
    """管这个地方的热线：of the platforms whose place holds it, the narrowest; where no place is named, the widest."""
    found = running(on)
    if not code:
        return min(found, key=lambda one: len(one.place.code), default=None)
    above = [one for one in found if stem(code).startswith(stem(one.place.code))]
    return max(above, key=lambda one: len(one.place.code), default=None)

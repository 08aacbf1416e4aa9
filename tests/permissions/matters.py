"""What came from outside into the world of the matrix: a message to the hotline and a petition."""

from datetime import datetime
from typing import Any

from gongkai.foundation.now import CHINA
from gongkai.programmes.hotline import operations as hotline
from gongkai.programmes.hotline.contents import Told
from gongkai.programmes.petitions import operations as petitions
from gongkai.programmes.petitions.contents import Matter, Petitioner

AT = datetime(2026, 3, 2, 9, 0, tzinfo=CHINA)


def told(world: Any) -> str:
    """A report of wrongdoing at the hotline, not accepted yet."""
    clerk, officer = world.by("hotline_clerk"), world.by("hotline_officer")
    hotline.set_profile(organ=world.organ, profile="weifang", by=officer, at=AT)
    said = Told("report", "10-02", "后厨使用过期原料")
    return hotline.lodge(organ=world.organ, told=said, channel="phone", by=clerk, at=AT).case.number


def petitioned(world: Any) -> str:
    """Somebody accuses somebody; not handed on yet."""
    said = Matter("accusation", "01-01", "甲侵占公款")
    who = Petitioner("周问渠", "示范路1号", "13800138000")
    made = petitions.lodge_petition(organ=world.organ, told=said, petitioner=who, by=world.by("hotline_clerk"), at=AT)
    return made.case.number

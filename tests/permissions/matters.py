"""What came from outside into the matrix: a message, a petition, a topic, a feed, a draft, a decision to make."""

from datetime import date, datetime
from typing import Any

from gongkai.foundation.now import CHINA
from gongkai.programmes.concerns import operations as concerns
from gongkai.programmes.concerns.contents import Said
from gongkai.programmes.consultations import operations as consultations
from gongkai.programmes.consultations.contents import Texts
from gongkai.programmes.decisions import operations as decisions
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


def concerned(world: Any) -> dict[str, str]:
    """A topic that waits to be judged, and a feed that is read."""
    officer, said = world.by("concern_officer"), Said("供水有异味", "论坛")
    item = concerns.enter_item(organ=world.organ, said=said, found_at=AT, by=officer, at=AT)
    feed = concerns.add_feed(organ=world.organ, name="论坛", url="https://forum.example/rss", by=officer, at=AT)
    return {"topic": concerns.open_topic(items=[item.uid], by=officer, at=AT).number, "feed": str(feed.pk)}


def consulted(world: Any) -> str:
    """A notice with its draft; not public yet."""
    said = Texts("停车管理办法（征求意见稿）", "第一条", "说明", "依据", date(2026, 4, 20), theme="10")
    by = world.by("drafter")
    return consultations.begin_consultation(organ=world.organ, matter="other", texts=said, by=by, at=AT).uid


def deciding(world: Any) -> str:
    """A matter of a major decision; not started yet."""
    made = decisions.propose_matter(organ=world.organ, title="水环境治理规划", by=world.by("drafter"), at=AT)
    return made.number

"""情形：the articles on petitions, in Chinese; every situation is handled for real, step by step."""

from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
import yaml

from gongkai.engines.casework import operations as casework
from gongkai.engines.casework.models import Case
from gongkai.foundation.errors import NotFound, Refusal
from gongkai.foundation.now import CHINA
from gongkai.foundation.people.actors import Actor
from gongkai.foundation.places.models import Place
from gongkai.programmes.petitions import operations as ops
from gongkai.programmes.petitions.contents import Matter, Petitioner
from gongkai.programmes.petitions.programme import PETITIONS
from tests.engines.casework.conftest import an_actor, an_organ

SITUATIONS = yaml.safe_load(Path(__file__).with_name("信访工作条例.yaml").read_text("utf-8"))["情形"]
WANG = Petitioner("王小明", "澜州市示范路1号", "13900000000")
ORGANS = {
    "信访": ("000014349", "99"),
    "承办": ("002489401", "9901"),
    "复查": ("014416330", "99"),
    "复核": ("12330000A", "99"),
}
POSTS = {
    "信访": ("信访", "hotline_clerk"), "主管": ("信访", "hotline_officer"), "承办": ("承办", "handler"),
    "审定": ("承办", "handler_head"), "复查": ("复查", "handler"), "复查审定": ("复查", "handler_head"),
    "复核": ("复核", "handler"), "复核审定": ("复核", "handler_head"),
}  # fmt: skip


class World:
    """The office, the competent organ below it, and the two above that."""

    def __init__(self) -> None:
        since = date(2016, 1, 1)
        places = {
            code: Place.objects.create(code=code, name=code, level=len(code) // 2, since=since)
            for code in ("99", "9901")
        }
        self.organs = {name: an_organ(code, name, places[place]) for name, (code, place) in ORGANS.items()}

    def who(self, name: str) -> Actor:
        organ, role = POSTS[name]
        return an_actor(self.organs[organ], role)

    def given(self, case: Case, step: dict[str, Any]) -> dict[str, str]:
        said = {"on": step["日"].isoformat(), **step.get("填", {})}
        if said.get("organ") in self.organs:
            said["organ"] = self.organs[said["organ"]].code
        if said.get("letter") == "听证":
            said["letter"] = str(case.events.get(act="hold_hearing").number)
        return said

    def do(self, case: Case, step: dict[str, Any]) -> None:
        by, at = self.who(step["谁"]), morning(step["日"])
        if "写承办内容" in step:
            ops.hand_petition(case=case.uid, text=step["写承办内容"], by=by, at=at)
        elif "查看信访人" in step:
            ops.reveal_petitioner(case=case.uid, by=by, at=at)
        else:
            seen, given = case.events.count(), self.given(case, step)
            casework.do(case=case.uid, act=step["办"], given=given, seen=seen, by=by, at=at)


def morning(day: date) -> datetime:
    return datetime.combine(day, time(9), tzinfo=CHINA)


@pytest.mark.django_db
@pytest.mark.parametrize("situation", SITUATIONS, ids=[one["情形"] for one in SITUATIONS])
def test_what_the_articles_say(situation: dict[str, Any]) -> None:
    world, came = World(), situation["收到"]
    told = Matter(situation["类别"], "01-01", "反映的事实")
    by, at = world.who("信访"), morning(came)
    case = ops.lodge_petition(organ=world.organs["信访"], told=told, petitioner=WANG, channel="mail", by=by, at=at).case
    for step in situation["办理"]:
        if "没有" in step:
            with pytest.raises(NotFound):
                world.do(case, step)
        elif "拒绝" in step:
            with pytest.raises(Refusal) as refused:
                world.do(case, step)
            assert step["拒绝"] in refused.value.sentence
        else:
            world.do(case, step)
    case.refresh_from_db()
    assert (case.due_on, PETITIONS.state(case.state).name) == (situation["届满日"], situation["状态"])


def test_every_article_with_a_rule_has_its_situation() -> None:
    said = "".join(one["情形"] for one in SITUATIONS)
    for article in ("二十二", "二十三", "二十九", "三十", "三十一", "三十四", "三十五", "三十六"):
        assert f"第{article}条" in said

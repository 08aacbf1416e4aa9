"""Words that others read tell of no sender: those of handlers, of the public, of the answer one was merged into."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from gongkai.engines.casework import operations as casework
from gongkai.engines.casework.models import Case
from gongkai.foundation.errors import Invalid
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import Actor
from gongkai.foundation.places.models import Place
from gongkai.foundation.privacy.rules import tells_of
from gongkai.programmes.hotline import operations as ops
from gongkai.programmes.hotline import queries
from gongkai.programmes.hotline.contents import Person, Told
from gongkai.programmes.hotline.models import Message
from tests.engines.casework.conftest import an_actor, foreign, organ

__all__ = ["foreign", "organ"]

NOISE = Told("complaint", "01-01-01", "垃圾无人清运，已经三天")
WANG, LI = Person("王小明", "13900000000"), Person("李青", "li@mail.example")


@pytest.mark.parametrize(
    ("text", "name", "contact", "told"),
    [
        ("王小明反映", "王小明", "", True),
        ("王 小 明反映", "王小明", "", True),
        ("王女士反映", "王小明", "", True),
        ("家住附近的老王说", "王小明", "", True),
        ("老王庄村的路灯", "王小明", "", False),
        ("王府路的路灯", "王小明", "", False),
        ("欧阳先生反映", "欧阳明远", "", True),
        ("欧女士反映", "欧阳明远", "", False),
        ("请打 １３９－0000 0000", "", "13900000000", True),
        ("请打139.0000.0000", "", "+86 139 0000 0000", True),
        ("请打一三九〇〇〇〇〇〇〇〇", "", "13900000000", True),
        ("2026年3月13日9时", "", "13900000000", False),
        ("写信到 LI @ mail．example", "", "li@mail.example", True),
        ("电话或者信箱li@mail.example", "", "13900000000 li@mail.example", True),
        ("", "", "", False),
        ("建设局", "李", "", False),
    ],
)
def test_a_name_a_title_and_a_contact_are_found_however_they_are_typed(
    text: str, name: str, contact: str, told: bool
) -> None:
    assert tells_of(text, name=name, contact=contact) is told


@pytest.fixture
def act(at: datetime) -> Callable[..., Case]:
    def run(case: Case, key: str, by: Actor, **given: str) -> Case:
        seen = case.events.count()
        moment = at + timedelta(minutes=seen)
        return casework.do(case=case.uid, act=key, given=given, seen=seen, by=by, at=moment)

    return run


def test_who_was_merged_reads_an_answer_that_names_nobody_else_and_a_refusal_with_its_door(
    organ: Organ, foreign: Organ, at: datetime, act: Callable[..., Case]
) -> None:
    clerk, handler, head = (
        an_actor(organ, "hotline_clerk"),
        *(an_actor(foreign, role) for role in ("handler", "handler_head")),
    )

    def come(who: Person | None, *, accepted: bool = True) -> Case:
        case = ops.lodge(organ=organ, told=NOISE, person=who, profile="zhoushan", by=clerk, at=at).case
        return act(case, "accept", clerk, on=at.date().isoformat()) if accepted else case

    def seen(case: Case) -> queries.Followed:
        return queries.followed(Message.objects.select_related("case__organ").get(case=case), at=at)

    leading, later = come(WANG), come(LI)
    act(leading, "dispatch", clerk, organ=foreign.code)
    act(leading, "sign_for", handler)
    act(later, "merge", clerk, into=leading.number, reason="同一件事")
    act(leading, "propose_answer", handler, outcome="resolved", text="王女士您好，已经清运。")
    act(leading, "answer", head)
    assert (seen(later).withheld, seen(later).answer) == (True, None)
    assert seen(leading).answer is not None, "who sent it reads it"
    assert queries.is_withheld(leading)
    act(leading, "redo", an_actor(organ, "hotline_officer"), reason="答复有姓名")
    act(leading, "propose_answer", handler, outcome="resolved", text="您好，已经清运。")
    act(leading, "answer", head)
    shown = seen(later)
    assert shown.answer is not None
    assert (shown.answer.text, shown.withheld, queries.is_withheld(leading)) == ("您好，已经清运。", False, False)

    leading, later = come(WANG), come(LI)
    act(later, "merge", clerk, into=leading.number, reason="同一件事")
    with pytest.raises(Invalid, match="并入的诉求人也看到"):
        act(leading, "answer_directly", clerk, outcome="resolved", text="已回复13900000000")

    leading, later = come(WANG, accepted=False), come(LI, accepted=False)
    act(later, "merge", clerk, into=leading.number, reason="同一件事")
    act(leading, "refuse", clerk, ground="litigation", reason="正在法院审理")
    assert "正在法院审理" in seen(later).refused
    assert "人民法院" in seen(later).door


def test_a_place_is_one_there_is_and_kept_by_its_stem(organ: Organ, at: datetime) -> None:
    Place.objects.create(code="990121", name="望川县", level=3, since=date(2016, 1, 1))
    for said, kept in (("990121000000", "990121"), ("99", "99"), ("", "")):
        told = Told("complaint", "01-01-01", "垃圾无人清运", place=said)
        case = ops.lodge(organ=organ, told=told, profile="zhoushan", at=at).case
        assert Message.objects.get(case=case).place == kept
    for wrong in ("123456", "12", "9", "青禾"):
        with pytest.raises(Invalid, match="发生地点"):
            ops.lodge(organ=organ, told=Told("help", "01", "某事", place=wrong), profile="zhoushan", at=at)

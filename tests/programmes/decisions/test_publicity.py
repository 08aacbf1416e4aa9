"""What of a matter's course is to be public holds nothing by which a person is found."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from gongkai.engines.casework.models import Case
from gongkai.engines.casework.queries import done_in
from gongkai.engines.casework.rules import CaseAct, Kind, Need
from gongkai.foundation.errors import Invalid
from gongkai.foundation.organs.models import Organ
from gongkai.programmes.decisions import operations as ops
from gongkai.programmes.decisions import publicity
from gongkai.programmes.decisions.course import PUBLIC
from gongkai.programmes.decisions.programme import DECISIONS

from .conftest import AT, NOTICE, an_actor, release, start

DAY = AT.date()
TOLD = "请联系住户周问渠，手机13800138000。"
CLEAN = "按公告的办法当众抽签，咨询电话见机关网站。"
INSIDE = {("hear_people", "whom"), ("hold_hearing", "text"), ("review_legality", "text"), ("decide", "result")}
"""不公开的填写项，例。"""


def _written() -> Iterator[tuple[CaseAct, Need]]:
    for act in DECISIONS.acts:
        for need in act.needs:
            if need.kind in {Kind.TEXT, Kind.ROWS}:
                yield act, need


def _given(need: Need, text: str) -> dict[str, str]:
    if need.kind is not Kind.ROWS:
        return {need.key: text}
    last = [one.key for one in need.columns if one.kind is Kind.TEXT][-1]
    return {need.key: json.dumps([{last: CLEAN}, {last: text}], ensure_ascii=False)}


@pytest.mark.parametrize(("act", "need"), [pytest.param(*one, id=f"{one[0].key}.{one[1].key}") for one in _written()])
def test_a_telephone_is_refused_wherever_the_public_would_read_it(act: CaseAct, need: Need) -> None:
    shown = (
        need.key in PUBLIC.get(act.key, ())
        or need.key in publicity.PAPERS.get(act.key, ())
        or need.key in publicity.SHOWN.get(act.key, ())
    )
    assert publicity.problem_with(act, _given(need, CLEAN), DAY) is None
    found = publicity.problem_with(act, _given(need, TOLD), DAY)
    if (act.key, need.key) in INSIDE or not shown:
        assert found is None
        return
    assert found is not None
    field, sentence = found
    assert field == need.key
    assert ("手机号码" in sentence, need.name in sentence, "13800138000" in sentence) == (True, True, False)
    assert ("第2项" in sentence) == (need.kind is Kind.ROWS)


def test_what_is_refused_leaves_nothing_behind_and_what_is_secret_is_not_asked(
    matter: Case, do: Callable[..., Case], foreign: Organ
) -> None:
    start(do, matter, foreign)
    with pytest.raises(Invalid, match="向社会公布") as refused:
        do(matter, "study_experts", "handler", days=1, text=TOLD)
    assert (refused.value.field, [one.act for one in done_in(matter)]) == ("text", ["start"])
    with pytest.raises(Invalid, match="公告的标题"):
        do(matter, "announce_hearing", "handler", days=1, **{**NOTICE, "title": TOLD})
    assert (matter.decision_papers.count(), matter.hearings.count()) == (0, 0)
    with pytest.raises(Invalid, match="决策事项的名称"):
        ops.propose_matter(organ=matter.organ, title=TOLD, by=an_actor(matter.organ, "drafter"), at=AT)
    secret = ops.propose_matter(organ=matter.organ, title="另一件", by=an_actor(matter.organ, "drafter"), at=AT)
    start(do, secret, foreign, secret="yes")
    do(secret, "study_experts", "handler", days=1, text=TOLD)
    assert [one.act for one in done_in(secret)] == ["start", "study_experts"]


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("当众抽签，周问渠入选", ""),
        ("周问渠和吴一楼报名，抽中前者", "序号2号"),
        ("电话0000-5550199通知", "向社会公布|序号2号"),
    ],
)
def test_how_participants_were_chosen_names_nobody_who_was_not(
    text: str, refused: str, matter: Case, do: Callable[..., Case], foreign: Organ
) -> None:
    start(do, matter, foreign, hearing="yes")
    do(matter, "announce_hearing", "handler", days=40, **NOTICE)
    release(matter, 41)
    at = AT + timedelta(days=45)
    for name, contact in (("周问渠", "13800138000"), ("吴一楼", "0000-5550199")):
        ops.enrol_for_hearing(
            hearing=matter.hearings.get().uid, stake="affected", name=name, contact=contact, agreed=True, at=at
        )
    if not refused:
        do(matter, "choose_participants", "handler", days=66, chosen="1", text=text)
        return
    with pytest.raises(Invalid, match=refused) as found:
        do(matter, "choose_participants", "handler", days=66, chosen="1", text=text)
    assert found.value.field == "text"

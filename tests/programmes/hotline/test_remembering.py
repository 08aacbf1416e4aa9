"""What a page asks of past messages costs the same however many there are, and finds what it found before."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.engines.casework import operations as casework
from gongkai.engines.casework.models import Case
from gongkai.foundation.errors import NotPermitted
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.places.models import Place
from gongkai.programmes.hotline import desk, jobs, suggesting
from gongkai.programmes.hotline import operations as ops
from gongkai.programmes.hotline.contents import Told
from gongkai.programmes.hotline.models import LearnedWord, Message, MessageWord
from gongkai.programmes.hotline.ports import adviser
from tests.engines.casework.conftest import an_actor, foreign, organ

__all__ = ["foreign", "organ"]

LAMPS = ("荷溪村口的路灯晚上不亮", "荷溪村的路灯坏了半个月", "示范路的路灯不亮，回家看不见路")


@pytest.fixture
def ended(organ: Organ, foreign: Organ, at: datetime) -> Callable[..., Case]:
    """A message handled by the other organ and answered."""
    Place.objects.create(code="990121", name="望川县", level=3, since=date(2016, 1, 1))

    def run(text: str) -> Case:
        clerk, handler, head = (
            an_actor(organ, "hotline_clerk"),
            *(an_actor(foreign, r) for r in ("handler", "handler_head")),
        )
        told = Told("complaint", "01-02-01", text, place="990121")
        case = ops.lodge(organ=organ, told=told, profile="zhoushan", by=clerk, at=at).case
        for act, by, given in (
            ("accept", clerk, {"on": at.date().isoformat()}), ("dispatch", clerk, {"organ": foreign.code}),
            ("sign_for", handler, {}), ("propose_answer", handler, {"outcome": "resolved", "text": "已修好。"}),
            ("answer", head, {}),
        ):  # fmt: skip
            casework.do(case=case.uid, act=act, given=given, seen=case.events.count(), by=by, at=at)
        return case

    return run


def test_suggestions_and_repeats_are_found_by_what_was_learned_and_cost_no_more_with_more(
    organ: Organ, foreign: Organ, at: datetime, ended: Callable[..., Case]
) -> None:
    for text in LAMPS:
        ended(text)
    sealed = Told("report", "10-02", "荷溪村口的路灯晚上不亮是谁拆的")
    ops.lodge(organ=organ, told=sealed, profile="zhoushan", at=at)
    ops.set_profile(organ=organ, profile="zhoushan", by=an_actor(organ, "hotline_officer"), at=at)
    with pytest.raises(NotPermitted):
        ops.learn_words(organ=organ, by=an_actor(organ, "hotline_officer"), at=at)
    jobs.learn(at=at)
    assert LearnedWord.objects.get(word="").counts == {foreign.code: 3}
    asked = Told("complaint", "02-01", "荷溪村口的路灯晚上还是不亮", place="990121")
    lodged = ops.lodge(organ=organ, told=asked, profile="zhoushan", at=at)
    new = Message.objects.select_related("case__organ").get(case=lodged.case)
    costs = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as of_repeats:
            near = desk.repeats_of(new, at=at)
        with CaptureQueriesContext(connection) as of_suggestions:
            (found,) = suggesting.suggestions_for(new, at=at).organs
        costs.append((len(of_repeats), len(of_suggestions)))
        assert near[0][0].text == LAMPS[0]
        assert found.organ == foreign.code
        assert {reason[:6] for reason in found.reasons} == {"以往诉求中提", "近期内容相近"}
        ended(LAMPS[1] + "没人修")
    assert costs == [(4, 7), (4, 7)]
    assert not MessageWord.objects.filter(message__confidential=True).exists()
    jobs.learn(at=at + timedelta(days=100))
    assert not MessageWord.objects.exists(), "too old to be repeated"


def test_what_rises_is_counted_by_the_database(organ: Organ, at: datetime) -> None:
    came = [*[("01", 0)] * 6, *[("01", 10)] * 4, ("02", 0), *[("02", 20)] * 8]
    for number, (matter, days) in enumerate(came):
        told = Told("complaint", matter, f"第{number}件")
        ops.lodge(organ=organ, told=told, profile="zhoushan", at=at - timedelta(days=days))
    on = at.date()
    with CaptureQueriesContext(connection) as asked:
        counted = desk.asked_in([organ.code], on=on, days=7, before=28)
        most = desk.most_asked([organ.code], on=on, days=30, most=1)
    assert (len(asked), counted) == (2, {("01", ""): (6, 4)})
    assert [(one.matter, one.many) for one in most] == [("01", 10)]
    assert adviser().rising(counted, days=7, before=28)[0].usual == 1

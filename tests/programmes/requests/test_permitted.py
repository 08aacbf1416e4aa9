"""Who may do what in which state of a request: the full set, held to a table; whatever is not there is refused."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from gongkai.engines.casework.models import Case
from gongkai.engines.casework.operations import set_practice
from gongkai.engines.casework.queries import acts_for
from gongkai.engines.casework.rules import Done
from gongkai.foundation.errors import Invalid, NotPermitted
from gongkai.foundation.journal.models import Entry
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import ROLES, Actor, PostFact
from gongkai.foundation.places.models import Place
from gongkai.programmes.requests.programme import REQUESTS

DAY = date(2026, 3, 2)
TABLE: dict[str, dict[str, str]] = yaml.safe_load(Path(__file__).with_name("permitted.yaml").read_text("utf-8"))
# Nothing done yet; and a letter sent, a 会商 and a 督办 begun.
BEGUN = (
    Done(1, "confer", DAY, "somebody"),
    Done(2, "supervise", DAY, "somebody"),
    Done(3, "consult_organ", DAY, "somebody", {"whom": "财政厅"}),
)
# A third party has given its opinion.
ANSWERED = (
    Done(1, "consult_third_party", DAY, "somebody", {"whom": "某公司"}),
    Done(2, "enter_opinion", DAY, "somebody", {"letter": "1", "opinion": "不同意公开"}),
)
# A third party was written to and cannot be reached.
UNREACHED = (Done(1, "consult_third_party", DAY, "somebody", {"whom": "某公司"}),)
HISTORIES: tuple[tuple[Done, ...], ...] = ((), BEGUN, ANSWERED, UNREACHED)
OURS, THEIRS = Place(code="9901"), Place(code="9801")


def a_case(state: str) -> Case:
    """In the state, not stored."""
    organ = Organ(uid="o1", code="000014349", place=OURS)
    return Case(uid="c1", number="n", procedure="requests", organ=organ, state=state, title="某村征地补偿方案")


def somebody(role: str, organ: str = "000014349", place: str = "9901") -> Actor:
    return Actor(role, ROLES[role], (PostFact(organ, role, "办公室", place),), second_factor=True)


def permitted(person: Actor, state: str) -> set[str]:
    offers = [offer for done in HISTORIES for offer in acts_for(person, a_case(state), on=DAY, done=done)]
    return {offer.act.key for offer in offers if offer.allowed}


def test_the_table_names_every_state_and_no_other() -> None:
    assert list(TABLE) == [state.key for state in REQUESTS.states]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("state", TABLE)
def test_a_role_may_do_exactly_what_the_table_says(state: str, role: str) -> None:
    assert permitted(somebody(role), state) == set(TABLE[state].get(role, "").split())


@pytest.mark.parametrize("role", ROLES)
def test_the_same_role_elsewhere_may_do_nothing(role: str) -> None:
    foreign = somebody(role, organ="002489401", place="9801")
    assert {state: permitted(foreign, state) for state in TABLE} == {key: set() for key in TABLE}


def test_an_openness_officer_of_the_place_above_supervises_and_one_beside_does_not() -> None:
    above = somebody("openness_officer", organ="002489401", place="99")
    assert permitted(above, "in_hand") == {"supervise"}
    beside = somebody("openness_officer", organ="002489401", place="990101")
    assert permitted(beside, "in_hand") == set()


def refusal(state: str, act: str, done: tuple[Done, ...], role: str = "foi_clerk") -> str:
    offers: list[Any] = [
        one for one in acts_for(somebody(role), a_case(state), on=DAY, done=done) if one.act.key == act
    ]
    return str(offers[0].reason)


@pytest.mark.parametrize(
    ("act", "done", "says"),
    [
        ("enter_view", (), "“发起会商”以后才能“登记会商意见”。"),
        ("confer", BEGUN, "上一次“发起会商”尚未了结，请先办理“形成会商纪要”。"),
        ("enter_opinion", (), "本件没有尚未收到意见的征求意见书，不能“收到意见”。"),
        ("note_delivered", (), "本件没有尚未登记送达的征求意见书，不能“登记征求意见书送达”。"),
        ("conclude", (*BEGUN, Done(4, "conclude", DAY, "x")), "“发起会商”以后才能“形成会商纪要”。"),
    ],
)
def test_what_belongs_to_something_waits_until_it_is_begun(act: str, done: tuple[Done, ...], says: str) -> None:
    assert refusal("in_hand", act, done) == says


TOLD = (*ANSWERED, Done(3, "notify_third_party", DAY, "x", {"letter": "1", "text": "全部", "reason": "公共利益"}))


@pytest.mark.parametrize("done", [(), BEGUN, ANSWERED[:1], TOLD], ids=["none", "an organ", "unanswered", "told"])
def test_a_third_party_is_told_of_a_disclosure_once_it_has_answered_and_once(done: tuple[Done, ...]) -> None:
    says = "收到“征求第三方意见”的意见以后才能“告知第三方决定公开”；每份征求意见书只告知一次。"
    assert refusal("signed", "notify_third_party", done, "foi_head") == says


def test_four_eyes_hold_for_both_reviews_and_for_signing() -> None:
    done = (Done(1, "confirm", DAY, "x"), Done(2, "propose_reply", DAY, "both", {"kind": "R-OPEN", "text": "公开"}))
    for state, act, role in (
        ("in_review", "approve_legality", "legality_reviewer"),
        ("in_secrecy", "approve_secrecy", "secrecy_reviewer"),
        ("approved", "sign_reply", "signer"),
    ):
        person = replace(somebody(role), uid="both")
        [offer] = [one for one in acts_for(person, a_case(state), on=DAY, done=done) if one.act.key == act]
        assert "不能由提交的人自己办理" in offer.reason


REVIEWED = (
    Done(1, "propose_reply", DAY, "clerk", {"kind": "R-OPEN", "text": "公开"}),
    Done(2, "approve_legality", DAY, "one"),
)


def test_one_person_gives_at_most_one_review_of_a_draft_and_may_again_of_the_next(organ: Organ) -> None:
    one = replace(somebody("secrecy_reviewer"), uid="one")
    held = a_case("in_secrecy")
    held.organ = organ

    def reason(done: tuple[Done, ...]) -> str:
        [offer] = [one_ for one_ in acts_for(one, held, on=DAY, done=done) if one_.act.key == "approve_secrecy"]
        return offer.reason

    assert reason(REVIEWED).startswith("这一稿的“合法性审查同意”是您办理的，“保密审查同意”须由另一个人办理。")
    again = (*REVIEWED, Done(3, "return_reply", DAY, "x"), Done(4, "propose_reply", DAY, "clerk", REVIEWED[0].given))
    assert reason(again) == ""
    head, at = somebody("foi_head"), datetime(2026, 3, 2, tzinfo=UTC)
    with pytest.raises(NotPermitted):
        set_practice(organ=held.organ, combined=True, reason="只有一人", by=one, at=at)
    with pytest.raises(Invalid, match="为什么不能由不同的人"):
        set_practice(organ=held.organ, combined=True, by=head, at=at)
    set_practice(organ=held.organ, combined=True, reason="只有一人", by=head, at=at)
    assert reason(REVIEWED) == ""
    set_practice(organ=held.organ, combined=False, by=head, at=at)
    assert reason(REVIEWED) != ""
    assert [entry.facts for entry in Entry.objects.filter(act="casework.practice_set")] == [
        {"combined": "true"},
        {"combined": "false"},
    ]


def test_one_without_a_second_factor_is_told_so() -> None:
    weak = replace(somebody("legality_reviewer"), second_factor=False)
    offers = {one.act.key: one for one in acts_for(weak, a_case("in_review"), on=DAY, done=())}
    assert "两步验证" in offers["approve_legality"].reason


def test_an_abandonment_before_its_day_is_refused_before_it_is_tried() -> None:
    done = (
        Done(1, "confirm", DAY, "x"),
        Done(2, "ask_to_correct", date(2026, 3, 4), "x", {"items": "文号", "until_on": "2026-03-20"}),
    )
    assert "届满以前不能视为放弃" in refusal("correcting", "abandon_uncorrected", done)

"""The steps a matter owes follow from its facts; periods, hearings, deliberation, experts are held to law."""

import json
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.engines.casework.rules import Done
from gongkai.foundation.permission import ALLOWED, Refused
from gongkai.programmes.decisions import rules
from gongkai.programmes.decisions.ports import Consultation

ON = date(2026, 3, 2)
FACTS = st.builds(rules.MatterFacts, **dict.fromkeys(rules.KEYS, st.booleans()))
ALWAYS = {"legality", "deliberation"}
OPEN = Consultation("草案", date(2026, 3, 2), date(2026, 4, 1), "", True, 0)


def required(facts: rules.MatterFacts) -> set[str]:
    return {step.key for step in rules.steps_for(facts, on=ON) if step.required}


def reason_of(decision: object) -> str:
    return decision.reason if isinstance(decision, Refused) else ""


@given(FACTS)
def test_each_step_is_required_by_its_own_facts_and_no_other(facts: rules.MatterFacts) -> None:
    wanted = set(ALWAYS)
    if not facts.secret:
        wanted |= {"consultation", "opinions", "publication"}
        wanted |= {"groups"} if facts.groups else set()
        wanted |= {"hearing"} if facts.hearing else set()
    wanted |= {"experts"} if facts.technical else set()
    wanted |= {"risk"} if facts.harm or (facts.sensitive and facts.divided) else set()
    wanted |= {"competition"} if facts.market else set()
    assert required(facts) == wanted


@given(FACTS)
def test_every_step_says_why_on_what_basis_by_whom_and_with_which_papers(facts: rules.MatterFacts) -> None:
    for step in rules.steps_for(facts, on=ON):
        assert step.reasons
        assert step.papers
        assert step.whose
        assert all(why.sentence.endswith("。") and why.basis.article for why in step.reasons)


@pytest.mark.parametrize(("harm", "sensitive", "divided"), [*product((False, True), repeat=3)])
def test_risk_is_assessed_where_either_instrument_asks_and_the_page_says_which(
    harm: bool, sensitive: bool, divided: bool
) -> None:
    facts = rules.MatterFacts(harm=harm, sensitive=sensitive, divided=divided)
    found = [why.of for why in rules.risk_reasons(facts, on=ON)]
    assert found == [rules.NATIONAL] * harm + [rules.PROVINCIAL] * (sensitive and divided)


def test_the_provincial_basis_says_it_was_not_checked() -> None:
    (why,) = rules.risk_reasons(rules.MatterFacts(sensitive=True, divided=True), on=ON)
    assert "尚未与正式文本核对" in why.basis.caution


@pytest.mark.parametrize(
    ("until", "shortened", "allowed"),
    [
        (date(2026, 4, 1), "", True),
        (date(2026, 3, 31), "", False),
        (date(2026, 3, 31), "汛期将至", True),
        (date(2026, 3, 31), "  ", False),
    ],
)
def test_a_consultation_runs_thirty_days_or_says_publicly_why_not(until: date, shortened: str, allowed: bool) -> None:
    one = Consultation("草案", date(2026, 3, 2), until, shortened, True, 0)
    assert bool(rules.may_cite(one)) is allowed


@pytest.mark.parametrize(
    ("on", "report", "unanswered", "said"),
    [
        (date(2026, 4, 1), True, 0, "才截止"),
        (date(2026, 4, 2), True, 2, "还有2条没有答复"),
        (date(2026, 4, 2), False, 0, "结果还没有公布"),
        (date(2026, 4, 2), True, 0, ""),
    ],
)
def test_a_consultation_is_done_when_it_is_closed_answered_and_reported(
    on: date, report: bool, unanswered: int, said: str
) -> None:
    one = Consultation("草案", date(2026, 3, 2), date(2026, 4, 1), "", report, unanswered)
    assert said in reason_of(rules.consultation_problem(one, on=on))
    assert bool(rules.consultation_problem(one, on=on)) is (said == "")


@pytest.mark.parametrize(("adjusted", "allowed"), [(date(2026, 3, 2), True), (date(2026, 3, 3), False)])
def test_a_consultation_opened_before_the_adjustment_was_on_another_draft(adjusted: date, allowed: bool) -> None:
    assert bool(rules.may_cite(OPEN, adjusted_on=adjusted)) is allowed
    facts = {"concern": "yes"}
    done = [Done(1, "start", ON, "", facts), Done(2, "adjust", adjusted, "")]
    done += [Done(3, "cite_consultation", date(2026, 4, 2), "", {"consultation": "abc"})]
    (found,) = [
        one for one in rules.progress(done, on=date(2026, 5, 1), consulted=OPEN) if one.step.key == "consultation"
    ]
    assert (found.done, "决策调整以前" in found.missing) == (allowed, not allowed)


def test_nothing_can_be_cited_that_is_not_there() -> None:
    assert "没有找到" in reason_of(rules.may_cite(None))


@pytest.mark.parametrize(("days", "allowed"), [(7, True), (6, False), (8, True)])
def test_materials_reach_the_participants_seven_days_before(days: int, allowed: bool) -> None:
    held_on = date(2026, 5, 20)
    assert bool(rules.materials_problem(served_on=held_on - timedelta(days=days), held_on=held_on)) is allowed


@pytest.mark.parametrize(
    ("wanted_on", "reason", "allowed"),
    [(date(2026, 3, 11), "", True), (date(2026, 3, 10), "", False), (date(2026, 3, 10), "防汛紧急", True)],
)
def test_the_reviewer_has_seven_working_days_or_a_reason_says_why_not(
    wanted_on: date, reason: str, allowed: bool
) -> None:
    assert bool(rules.review_time_problem(submitted_on=ON, wanted_on=wanted_on, reason=reason)) is allowed


def spoken(*said: tuple[str, str], head: str = "甲", reason: str = "") -> dict[str, str]:
    rows = [{"speaker": who, "stance": stance} for who, stance in said]
    return {"head": head, "reason": reason, "opinions": json.dumps(rows, ensure_ascii=False)}


@pytest.mark.parametrize(
    ("meeting", "said"),
    [
        (spoken(("乙", "agree"), ("甲", "agree")), ""),
        (spoken(("甲", "agree"), ("乙", "agree")), "最后发表意见"),
        (spoken(("甲", "agree"), ("乙", "agree"), ("甲", "agree")), "只记一次"),
        (spoken(("乙", "disagree"), ("丙", "disagree"), ("甲", "agree")), "说明的理由"),
        (spoken(("乙", "disagree"), ("丙", "disagree"), ("甲", "agree"), reason="防汛工期所限"), ""),
        (spoken(("乙", "disagree"), ("丙", "agree"), ("甲", "agree")), ""),
        (spoken(("乙", "disagree"), ("甲", "agree")), ""),
        (spoken(), "最后发表意见"),
    ],
)
def test_the_head_speaks_last_and_gives_a_reason_against_the_majority(meeting: dict[str, str], said: str) -> None:
    assert said in reason_of(rules.deliberation_problem(meeting, passed=True))
    assert bool(rules.deliberation_problem(meeting, passed=True)) is (said == "")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, ""),
        ({"conflict": "indirect", "interest": "任独立董事", "stance": "disagree"}, ""),
        ({"conflict": "indirect"}, "写明是什么利害关系"),
        ({"conflict": "direct"}, "直接利害关系"),
        ({"signed": "no"}, "署名、盖章"),
        ({"expert": "Z-9"}, "专家库里没有"),
    ],
)
def test_experts_are_of_the_pool_without_a_direct_interest_and_sign(change: dict[str, str], said: str) -> None:
    row = {"expert": "Z-1", "conflict": "none", "stance": "agree", "text": "可行", "signed": "yes", **change}
    decision = rules.experts_problem([row], {"Z-1": "闻水清"})
    assert said in reason_of(decision)
    assert bool(decision) is (said == "")


def test_an_expert_stands_once_and_there_is_one() -> None:
    row = {"expert": "Z-1", "conflict": "none", "stance": "agree", "text": "可行", "signed": "yes"}
    assert "写了两次" in reason_of(rules.experts_problem([row, row], {"Z-1": "闻水清"}))
    assert "请写明参加论证的专家" in reason_of(rules.experts_problem([], {}))


def test_who_assessed_before_does_not_evaluate_after() -> None:
    done = [Done(1, "assess_risk", ON, "", {"assessor": "评估中心"})]
    before = rules.assessors(done, ["水利学院"])
    assert not rules.evaluator_problem("评估 中心", before)
    assert not rules.evaluator_problem("水利学院", before)
    assert rules.evaluator_problem("社会科学院", before) == ALLOWED


def acts(*keys: str, facts: dict[str, str] | None = None) -> list[Done]:
    """Acts in their order, each filled in just enough."""
    filled = {
        "start": facts or {},
        "cite_consultation": {"consultation": "abc"},
        "assess_risk": {"outcome": "controlled", "assessor": "评估中心"},
        "review_competition": {"outcome": "none"},
        "review_legality": {"outcome": "lawful"},
        "decide": {"held_on": "2026-05-01"},
        "hear_people": {"way": "groups", "held_on": "2026-03-05"},
        "hold_hearing": {"held_on": "2026-04-20"},
    }
    return [Done(place, key, ON, "", filled.get(key, {})) for place, key in enumerate(keys, start=1)]


BEFORE = {
    "consultation": ("cite_consultation", "collate"),
    "groups": ("hear_people", "collate"),
    "hearing": ("hold_hearing", "collate"),
    "experts": ("review_by_experts", "study_experts"),
    "risk": ("assess_risk",),
    "competition": ("review_competition",),
}


@given(FACTS)
def test_nothing_is_deliberated_before_every_required_step_and_then_it_is(facts: rules.MatterFacts) -> None:
    """Whatever the facts: leave out any one required step and both gates are shut; with all of them they open."""
    said = {key: rules.YES if getattr(facts, key) else rules.NO for key in rules.KEYS}
    needed = [key for key in BEFORE if key in required(facts)]
    whole = [act for key in needed for act in BEFORE[key]]
    for left_out in needed:
        some = [act for key in needed if key != left_out for act in BEFORE[key]]
        done = acts("start", *some, "submit_for_legality", "review_legality", facts=said)
        standing = rules.progress(done, on=date(2026, 5, 1), consulted=OPEN)
        assert not rules.ready_for_legality(standing), left_out
        assert not rules.ready_for_deliberation(standing), left_out
    done = acts("start", *whole, "submit_for_legality", "review_legality", facts=said)
    standing = rules.progress(done, on=date(2026, 5, 1), consulted=OPEN)
    assert rules.ready_for_legality(standing)
    assert rules.ready_for_deliberation(standing)
    unreviewed = rules.progress(acts("start", *whole, facts=said), on=date(2026, 5, 1), consulted=OPEN)
    assert not rules.ready_for_deliberation(unreviewed)


@pytest.mark.parametrize(
    ("more", "missing"),
    [
        (("revise_draft",), "合法性审查"),
        (("hear_people",), "研究采纳社会意见"),
        (("adjust",), "预公开"),
    ],
)
def test_what_came_later_makes_a_step_be_done_again(more: tuple[str, ...], missing: str) -> None:
    done = acts(
        "start",
        "cite_consultation",
        "collate",
        "submit_for_legality",
        "review_legality",
        *more,
        facts={"concern": "yes"},
    )
    standing = rules.progress(done, on=date(2026, 5, 1), consulted=OPEN)
    assert missing in reason_of(rules.ready_for_deliberation(standing))


HEARING = {"held_on": "2026-05-20", "enrol_until": "2026-05-01", "title": "听证会", "materials": "https://x.example"}
ANNOUNCED = Done(2, "announce_hearing", ON, "", HEARING)


@pytest.mark.parametrize(
    ("act", "given", "before", "on", "said"),
    [
        ("announce_hearing", HEARING, (), ON, ""),
        ("announce_hearing", {**HEARING, "enrol_until": "2026-05-20"}, (), ON, "报名截止日期"),
        ("announce_hearing", {**HEARING, "held_on": "2026-03-08", "enrol_until": "2026-03-05"}, (), ON,
         "最早可以定在2026年3月9日"),
        ("announce_hearing", HEARING, ("announced",), ON, "已经拟了公告"),
        ("announce_hearing", {**HEARING, "materials": ""}, (), ON, "提前公布决策草案"),
        ("announce_hearing", {**HEARING, "materials": ""}, ("cite_consultation",), ON, ""),
        ("choose_participants", {}, ("announced",), date(2026, 5, 2), "公告还没有发布"),
        ("choose_participants", {}, ("announced", "publish_notice"), date(2026, 5, 1), "才截止"),
        ("choose_participants", {}, ("announced", "publish_notice"), date(2026, 5, 2), ""),
        ("serve_materials", {"served_on": "2026-05-13"}, ("announced", "publish_notice"), ON, "名单应当提前公布"),
        ("serve_materials", {"served_on": "2026-05-14"}, ("announced", "publish_notice", "choose_participants"), ON,
         "2026年5月13日"),
        ("serve_materials", {"served_on": "2026-05-13"}, ("announced", "publish_notice", "choose_participants"), ON,
         ""),
        ("serve_materials", {"served_on": "2026-03-01"}, ("announced", "publish_notice", "choose_participants"), ON,
         "不能早于公布听证参加人名单"),
        ("hold_hearing", {"held_on": "2026-05-21", "signed": "yes"},
         ("announced", "publish_notice", "choose_participants", "serve_materials"), ON, "公告的听证会日期"),
        ("hold_hearing", {"held_on": "2026-05-20", "signed": "no"},
         ("announced", "publish_notice", "choose_participants", "serve_materials"), ON, "确认并签字"),
        ("hold_hearing", {"held_on": "2026-05-20", "signed": "yes"},
         ("announced", "publish_notice", "choose_participants", "serve_materials"), ON, ""),
        ("call_off_hearing", {}, (), ON, "还没有拟听证会公告"),
    ],
)  # fmt: skip
def test_a_hearing_goes_in_its_order(
    act: str, given: dict[str, str], before: tuple[str, ...], on: date, said: str
) -> None:
    done = [Done(1, "start", ON, "")]
    for place, key in enumerate(before, start=2):
        done.append(ANNOUNCED if key == "announced" else Done(place, key, ON, ""))
    decision = rules.hearing_problem(act, given, done, on=on)
    assert said in reason_of(decision)
    assert bool(decision) is (said == "")


@pytest.mark.parametrize(
    ("change", "said"),
    [({"held_on": "2029-03-01"}, ""), ({"held_on": "9999-12-31"}, "三年以后")],
)
def test_a_hearing_is_not_announced_for_a_year_nobody_means(change: dict[str, str], said: str) -> None:
    decision = rules.hearing_problem("announce_hearing", {**HEARING, **change}, [Done(1, "start", ON, "")], on=ON)
    assert (said in reason_of(decision), bool(decision)) == (True, said == "")


def test_the_draft_does_not_go_on_while_a_hearing_stands_announced() -> None:
    start = Done(1, "start", ON, "")
    assert "请先举行，或者取消" in reason_of(rules.hearing_over([start, ANNOUNCED]))
    for ended in ("hold_hearing", "call_off_hearing"):
        assert rules.hearing_over([start, ANNOUNCED, Done(3, ended, ON, "")]) == ALLOWED


@pytest.mark.parametrize(
    ("held_on", "allowed"), [(ON, True), (ON - timedelta(days=1), False), (date(2016, 3, 2), False)]
)
def test_a_meeting_is_not_held_before_the_draft_was_submitted_to_it(held_on: date, allowed: bool) -> None:
    decision = rules.meeting_day_problem(held_on, [Done(1, "submit_for_deliberation", ON, "")])
    assert (bool(decision), "早于提交" in reason_of(decision)) == (allowed, not allowed)


def test_what_was_written_in_secret_is_known_by_its_number() -> None:
    judged = [Done(place, "judge_again", ON, "", {"secret": said}) for place, said in ((3, "yes"), (5, "no"))]
    done = [Done(1, "start", ON, ""), Done(2, "collate", ON, ""), judged[0], Done(4, "collate", ON, ""), judged[1]]
    assert rules.kept_secret(done) == {3, 4}


@pytest.mark.parametrize(
    ("change", "taken", "said"),
    [
        ({}, False, ""),
        ({"organ": "丙"}, False, "不是由这件事项的决策机关或者牵头的承办单位开展"),
        ({"of_decision": False}, False, "不是对重大行政决策草案开展"),
        ({}, True, "已经由另一件决策事项登记"),
        ({"until": date(2026, 3, 9)}, False, "不足30"),
    ],
)
def test_a_consultation_that_is_cited_is_of_this_matter(change: dict[str, Any], taken: bool, said: str) -> None:
    one = replace(OPEN, **{"organ": "甲", **change})
    decision = rules.citing_problem(one, organs={"甲", "乙"}, taken=taken)
    assert (said in reason_of(decision), bool(decision)) == (True, said == "")

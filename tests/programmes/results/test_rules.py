"""An organ may not say reached of what was not; a poll states its method, and its margin is not smaller than can be."""

from datetime import date

import pytest

from gongkai.programmes.results import rules

DAY = date(2026, 3, 2)
OUTCOME = {"year": "2025", "state": "reached", "promised": ["公路｜1000｜1024｜公里"]}
POLL = {
    "year": "2025", "began_on": "2026-02-01", "ended_on": "2026-02-10", "asked": "2640", "valid": "1068",
    "margin": "3.0", "answers": ["满意｜700", "不满意｜300"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({}, None),
        ({"promised": ["公路｜1000｜999｜公里"]}, "state"),
        ({"promised": ["公路｜1000｜999｜公里"], "state": "partly", "reason": "雨雪"}, None),
        ({"state": "not_reached"}, "reason"),
        ({"promised": ["公路｜很多｜999｜公里"]}, "promised"),
        ({"promised": ["公路｜1000｜快了｜公里"]}, "promised"),
        ({"year": "25"}, "year"),
    ],
)
def test_an_organ_does_not_say_reached_of_what_was_not(changed, field):
    assert set(rules.problems_with_outcome({**OUTCOME, **changed}, DAY)) == ({field} if field else set())


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({}, None),
        ({"ended_on": "2026-01-31"}, "ended_on"),
        ({"asked": "1000"}, "asked"),
        ({"valid": "0", "answers": []}, "valid"),
        ({"margin": "很小"}, "margin"),
        ({"answers": ["满意｜1069"]}, "answers"),
        ({"answers": ["满意｜多"]}, "answers"),
        ({"answers": ["满意｜1", "满意｜2"]}, "answers"),
    ],
)
def test_a_poll_says_how_it_was_made(changed, field):
    assert set(rules.problems_with_poll({**POLL, **changed}, DAY)) == ({field} if field else set())


@pytest.mark.parametrize(("valid", "margin", "doubted"), [("1068", "3.0", 0), ("1068", "1.0", 1), ("100", "9.8", 0)])
def test_a_margin_smaller_than_so_many_people_give_is_looked_at(valid, margin, doubted):
    assert len(rules.doubts_about_poll({**POLL, "valid": valid, "margin": margin}, DAY)) == doubted


def test_shares_are_of_the_valid_answers():
    assert [share for _, share in rules.shares(rules.answers(POLL), 1068)] == ["65.5%", "28.1%"]


@pytest.mark.parametrize(
    ("evaluator", "way", "said"),
    [
        ("省交通厅", "third_party", "不能评价自己"),
        ("省 交通厅", "audit", "不能评价自己"),
        ("某大学、省交通厅", "appraisal", "不能评价自己"),
        ("省交通厅建设处", "inspection", "不能评价自己"),
        ("省政府", "third_party", "不是第三方"),
        ("省政府", "inspection", ""),
        ("省交通厅规划设计院", "appraisal", ""),
        ("某大学", "third_party", ""),
    ],
)
def test_nobody_judges_itself_and_a_third_party_is_not_who_commissions_it(evaluator, way, said):
    given = {"evaluator": evaluator, "way": way}
    told = rules.problem_with_evaluator(given, judged={"省交通厅"}, commissioning={"省政府"})
    assert said in told
    assert bool(told) == bool(said)


@pytest.mark.parametrize(
    ("target", "amount", "reached"),
    [
        ("≤5.5", "5.0", True), ("5.5以内", "5.6", False), ("不超过5.5", "5.5", True), ("不高于5.5", "6", False),
        ("≥100", "99", False), ("100以上", "100", True), ("不低于1,000", "999", False),
    ],
)  # fmt: skip
def test_what_must_not_be_exceeded_is_reached_below_it(target, amount, reached):
    said = {**OUTCOME, "promised": [f"失业率｜{target}｜{amount}｜%"]}
    assert set(rules.problems_with_outcome(said, DAY)) == (set() if reached else {"state"})

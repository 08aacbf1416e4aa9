"""What a round of the procedure is, what stands beside it, and what of it nobody was told of."""

from datetime import date

import pytest

from gongkai.engines.casework.rules import Done
from gongkai.programmes.decisions import rules

ON = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("acts_done", "stands", "adjusting", "this_round"),
    [
        ("start collate", "", False, [1, 2]),
        ("start publish", "in_force", False, [1, 2]),
        ("start publish adjust collate", "in_force", True, [3, 4]),
        ("start publish suspend adjust", "suspended", True, [4]),
        ("start publish adjust suspend_meanwhile", "suspended", True, [3, 4]),
        ("start publish adjust suspend_meanwhile publish", "in_force", False, [3, 4, 5]),
        ("start publish adjust collate keep_unchanged", "in_force", False, [1, 2]),
        ("start publish adjust stop", "", False, [3, 4]),
    ],
)
def test_a_decision_stands_until_it_is_changed_or_ended(
    acts_done: str, stands: str, adjusting: bool, this_round: list[int]
) -> None:
    done = [Done(place, key, ON, "") for place, key in enumerate(acts_done.split(), start=1)]
    assert (rules.decision_stands(done), rules.is_adjusting(done)) == (stands, adjusting)
    assert [one.number for one in rules.this_round(done)] == this_round


@pytest.mark.parametrize(
    ("acts_done", "hidden"),
    [
        ("announce_hearing call_off_hearing", {2}),
        ("announce_hearing publish_notice call_off_hearing", set()),
        ("announce_hearing call_off_hearing publish_notice", set()),
        ("announce_hearing call_off_hearing announce_hearing publish_notice call_off_hearing", {2}),
    ],
)
def test_a_hearing_nobody_was_told_of_is_called_off_in_silence(acts_done: str, hidden: set[int]) -> None:
    done = [Done(place, key, ON, "") for place, key in enumerate(acts_done.split(), start=1)]
    assert rules.untold(done) == hidden


def test_a_risk_found_beyond_control_shuts_the_gate_though_nobody_had_to_assess_it() -> None:
    start = Done(1, "start", ON, "", {"secret": "yes"})
    bad, good = (Done(place, "assess_risk", ON, "", {"outcome": said}) for place, said in
                 ((2, "uncontrolled"), (3, "controlled")))  # fmt: skip
    for done, ready in (([start], True), ([start, bad], False), ([start, bad, good], True)):
        standing = rules.progress(done, on=ON)
        assert bool(rules.ready_for_legality(standing)) is ready
        [risk] = [one for one in standing if one.step.key == "risk"]
        assert risk.step.required is (not ready)
    [risk] = [one for one in rules.progress([start, bad], on=ON) if one.step.key == "risk"]
    assert ("风险不可控" in risk.missing, risk.step.reasons[0].basis.article) == (True, "第二十四条")

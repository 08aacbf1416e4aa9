"""What the forms of a decision begin with."""

from datetime import date
from types import SimpleNamespace
from typing import Any

from gongkai.engines.casework.rules import Done
from gongkai.faces.office import decisions
from gongkai.programmes.decisions import rules
from gongkai.programmes.decisions.programme import DECISIONS


def begun(act: str, *done: Done) -> Any:
    row: Any = SimpleNamespace(done=done, case=SimpleNamespace(title="规划"))
    return decisions.begun(DECISIONS.act(act), row)


def test_no_fact_of_a_matter_stands_answered_before_anybody_looked() -> None:
    form = begun("start")
    assert [key for key in rules.KEYS if form[key].value()] == []
    judged = Done(
        1,
        "start",
        date(2026, 3, 2),
        "",
        {**dict.fromkeys(rules.KEYS, rules.NO), "technical": rules.YES, "entry": "JC-1"},
    )
    again = begun("judge_again", judged)
    assert {again[key].value() for key in rules.KEYS} == {rules.YES, rules.NO}
    assert (again["technical"].value(), again["entry"].value()) == (rules.YES, "JC-1")


def test_a_hint_stands_where_it_is_true() -> None:
    assert "最后发表意见" in begun("decide")["head"].help_text
    assert not begun("suspend")["head"].help_text


def test_an_act_stands_once_on_the_page_of_a_matter() -> None:
    facts = rules.MatterFacts(groups=True)
    standing = [rules.Standing(step, False, None, "") for step in rules.steps_for(facts, on=date(2026, 3, 2))]
    allowed = {"hear_people": DECISIONS.act("hear_people")}
    lines = [(one.standing.step.key, [act.key for act in one.acts]) for one in decisions.steps_with(standing, allowed)]
    assert [key for key, acts in lines if acts] == ["groups"]

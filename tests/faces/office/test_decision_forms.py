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

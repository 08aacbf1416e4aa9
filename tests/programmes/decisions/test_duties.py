"""What a decision owes by a day the law sets, or once it is made; whose decisions follow by reference."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.engines.casework.rules import Done
from gongkai.law import deciding
from gongkai.programmes.decisions import duties, rules

ON = date(2026, 3, 2)
FACTS = st.builds(rules.MatterFacts, **dict.fromkeys(rules.KEYS, st.booleans()))
HEARING = {"held_on": "2026-05-20", "enrol_until": "2026-05-01", "title": "听证会"}


def test_a_mistyped_meeting_owes_what_the_law_says_now() -> None:
    done = [Done(1, "start", ON, ""), Done(2, "decide", ON, "", {"held_on": "2016-03-02"})]
    (owed,) = duties.duties_of(done, organ="", matter="")
    assert (owed.arisen_on, owed.basis) == (date(2016, 3, 2), deciding.DECISION_PUBLISHED.at(decided_on=ON))


def owed_in(*done: Done) -> dict[str, tuple[date | None, date | None]]:
    """Kind → last day and the day it was met."""
    made = duties.duties_of([Done(1, "start", ON, "", {"concern": "yes"}), *done], organ="甲", matter="乙")
    assert {one.organ for one in made} <= {"甲", "承办"}
    return {one.kind: (one.due_on, one.met_on) for one in made}


@pytest.mark.parametrize(
    ("more", "met"),
    [
        ((), None),
        ((Done(5, "serve_materials", date(2026, 5, 12), "", {"served_on": "2026-05-11"}),), date(2026, 5, 11)),
        ((Done(5, "call_off_hearing", date(2026, 5, 2), ""),), date(2026, 5, 2)),
    ],
)
def test_materials_of_a_hearing_are_owed_seven_days_before_it_until_served_or_called_off(
    more: tuple[Done, ...], met: date | None
) -> None:
    announced = Done(2, "announce_hearing", ON, "", HEARING, None, "承办")
    assert owed_in(announced) == {}, "nothing before the notice is out"
    found = owed_in(announced, Done(3, "publish_notice", ON, ""), *more)
    assert found == {duties.MATERIALS: (date(2026, 5, 13), met)}


def test_a_published_decision_owes_who_carries_it_out_and_that_it_is_explained_on_no_fixed_day() -> None:
    made = (Done(2, "decide", ON, "", {"held_on": ON.isoformat()}), Done(3, "publish", ON, "", {"record": "r"}))
    assert owed_in(*made[:1]) == {duties.PUBLISH: (date(2026, 3, 30), None)}
    assert owed_in(*made) == {
        duties.PUBLISH: (date(2026, 3, 30), ON), duties.EXECUTOR: (None, None), duties.EXPLAIN: (None, None)
    }  # fmt: skip
    later = date(2026, 3, 9)
    told = (Done(4, "name_executor", later, ""), Done(5, "explain_publicly", later, ""))
    assert owed_in(*made, *told)[duties.EXECUTOR] == owed_in(*made, *told)[duties.EXPLAIN] == (None, later)
    assert owed_in(*made, Done(4, "archive", later, ""))[duties.EXECUTOR] == (None, later), "it fell away"


@given(FACTS)
def test_departments_and_townships_follow_the_regulation_by_reference(facts: rules.MatterFacts) -> None:
    """Each national basis says so; the provincial rules reach departments as they are, and townships not at all."""
    own, department, township = (rules.steps_for(facts, on=ON, scope=one) for one in rules.Scope)
    for steps in (department, township):
        for why in (why for step in steps for why in step.reasons):
            assert why.cited.startswith("参照") is (why.of == rules.NATIONAL)
    assert not any(why.by_reference for step in own for why in step.reasons)
    assert [step.required for step in department] == [step.required for step in own]
    assert {why.of for step in township for why in step.reasons} == {rules.NATIONAL}
    assert [one.required for one in township if one.key != "risk"] == [one.required for one in own if one.key != "risk"]


def test_whose_decisions_follow_by_reference_is_told_by_the_kind_of_organ() -> None:
    kinds = ("government", "office", "department", "township", "institution")
    found = [rules.reference_of(rules.scope_of(kind), on=ON) is not None for kind in kinds]
    assert found == [False, False, True, True, False]


@pytest.mark.parametrize(
    ("facts", "step", "said"),
    [
        ({"concern": True}, "consultation", "应当组织公众参与"),
        ({"concern": True}, "hearing", "可以召开听证会"),
        ({"divided": True}, "hearing", "可以召开听证会"),
        ({"concern": True}, "publication", "应当说明公众意见"),
        ({"technical": True}, "publication", "应当说明公众意见"),
    ],
)
def test_what_the_public_cares_for_is_said_at_the_steps_it_bears_on(
    facts: dict[str, bool], step: str, said: str
) -> None:
    def sentences(**given: bool) -> str:
        found = next(one for one in rules.steps_for(rules.MatterFacts(**given), on=ON) if one.key == step)
        return "".join(why.sentence for why in found.reasons)

    assert said in sentences(**facts)
    assert said not in sentences()
    assert said not in sentences(**facts, secret=True)

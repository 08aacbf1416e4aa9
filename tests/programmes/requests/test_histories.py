"""Any history a request may have: it never leaves the table, and the annual report of any such cases adds up."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.engines.assessment.rules import Filled, RequestFact, check, table3_of
from gongkai.engines.casework import permission
from gongkai.engines.casework.rules import Done, first_received, result_of, until_end
from gongkai.foundation.people.actors import SYSTEM
from gongkai.law import codes
from gongkai.programmes.requests.programme import REQUESTS
from tests.engines.casework.test_procedure import histories
from tests.programmes.requests.test_permitted import TABLE, a_case

KINDS = [kind.code for kind in codes.applicant_kinds]
SUMS = {"AR-C1", "AR-C2", "AR-C3", "AR-C8"}


def fact(number: int, kind: str, done: list[Done]) -> RequestFact:
    """As the report reads it from a case: the first receipt and the first end."""
    ending = until_end(REQUESTS, done)
    received = first_received(REQUESTS, done)
    assert received is not None
    result = result_of(REQUESTS, done) or None
    return RequestFact(str(number), received, kind, result, ending[-1].on if ending else None)


@given(st.lists(st.tuples(st.sampled_from(KINDS), histories()), max_size=8), st.sampled_from([2025, 2026, 2027]))
@settings(max_examples=60)
def test_the_report_of_any_cases_the_table_allows_cross_foots(cases: list[tuple[str, list[Done]]], year: int) -> None:
    """Every end the table has is counted in a row, once, and the sums of the form hold."""
    facts = [fact(number, kind, done) for number, (kind, done) in enumerate(cases)]
    tally = table3_of(facts, year=year)
    checked = check(Filled(tally.form, year, tally.cells))
    assert [finding for finding in checked.findings if finding.constraint.id in SUMS] == []
    ended = [one for one in facts if one.closed_on and one.closed_on.year == year]
    assert tally.cells["T3.r24.c7"] == len(ended)
    assert tally.cells["T3.r25.c7"] == len([one for one in facts if one.received_on.year <= year]) - len(
        [one for one in facts if one.closed_on and one.closed_on.year <= year]
    )


@given(histories())
@settings(max_examples=60)
def test_a_history_goes_from_state_to_state_as_the_table_says(done: list[Done]) -> None:
    state = REQUESTS.initial[0]
    for item in done:
        act = REQUESTS.act(item.act)
        assert state in act.from_
        state = act.to or state


@pytest.mark.parametrize("state", TABLE)
def test_no_act_outside_the_table_is_permitted_even_to_the_system(state: str) -> None:
    """Every pair of state and act that the table does not have is refused, with the state and the act in words."""
    outside = [act for act in REQUESTS.acts if state not in act.from_]
    assert outside
    for act in outside:
        refused = permission.may(SYSTEM, act.key, a_case(state), done=())
        assert not refused
        assert f"当前状态为“{REQUESTS.state(state).name}”，不能“{act.name}”" in getattr(refused, "reason", "")
    assert not permission.may(SYSTEM, "erase", a_case(state), done=())

"""A procedure is one table: it refuses what does not hold together, and a history read from it never leaves it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai import law
from gongkai.engines.casework.rules import (
    CaseAct,
    CaseState,
    Done,
    Procedure,
    Restarted,
    Started,
    Stopped,
    clock,
    happened,
)
from gongkai.programmes.requests.programme import REQUESTS

RECEIVED = date(2026, 3, 2)
OPEN, CLOSED = CaseState("open", "办理中"), CaseState("closed", "办结", ended=True)


def act(key: str, *from_: str, to: str = "", four_eyes: tuple[str, ...] = ()) -> CaseAct:
    return CaseAct(key, key, "clerk", from_, to, law.REQUEST_RECORDS, four_eyes=four_eyes)


@pytest.mark.parametrize(
    ("states", "acts", "says"),
    [
        ((OPEN, OPEN), (), "open stands twice"),
        ((OPEN, CLOSED), (act("close", "open", to="gone"),), "no state gone"),
        ((OPEN, CLOSED), (act("close", "open", to="closed", four_eyes=("draft",)),), "no act draft"),
        ((OPEN, CLOSED), (act("look", "open"),), "closed cannot be reached"),
        ((OPEN,), (act("look", "open"),), "open has no way to an end"),
    ],
)
def test_a_table_that_does_not_hold_together_is_refused(
    states: tuple[CaseState, ...], acts: tuple[CaseAct, ...], says: str
) -> None:
    with pytest.raises(ValueError, match=says):
        Procedure("p", "程序", ("open",), states, acts, law.REPLY_LIMIT, "received_on")


def test_the_diagram_draws_every_act_from_every_state() -> None:
    drawn = REQUESTS.diagram()
    ends = sum(state.ended for state in REQUESTS.states)
    assert drawn.count("-->") == 1 + sum(len(a.from_) for a in REQUESTS.acts) + ends
    assert "in_hand --> correcting: 告知补正" in drawn


def given_for(kind: CaseAct, on: date, letters: list[str]) -> dict[str, str]:
    values = {
        "days": "5",
        "due_on": "2026-12-01",
        "received_on": on.isoformat(),
        "letter": letters[-1] if letters else "",
    }
    first = {need.key: need.choices()[0][0] for need in kind.needs if need.choices()}
    return {need.key: values.get(need.key, first.get(need.key, "说明")) for need in kind.needs if need.key != "on"}


@st.composite
def histories(draw: st.DrawFn) -> list[Done]:
    """Any walk through the table from the receipt, with days that do not run back."""
    done = [Done(1, "confirm", RECEIVED, "clerk")]
    state, on, letters, used = "in_hand", RECEIVED, list[str](), set[str]()
    for number in range(2, draw(st.integers(2, 14))):
        possible = [a for a in REQUESTS.open_acts(state) if not (a.once and a.key in used)]
        possible = [a for a in possible if letters or "letter" not in {n.key for n in a.needs}]
        if not possible:
            break
        chosen = draw(st.sampled_from(possible))
        on += timedelta(days=draw(st.integers(0, 6)))
        done.append(Done(number, chosen.key, on, "clerk", given_for(chosen, on, letters)))
        if chosen.key.startswith("consult"):
            letters.append(str(number))
        used.add(chosen.key)
        state = chosen.to or state
    return done


@given(histories())
def test_any_history_the_table_allows_has_a_clock(done: list[Done]) -> None:
    facts = happened(REQUESTS, done)
    now = clock(facts, as_of=done[-1].on)
    assert now.started_on >= RECEIVED
    last = next(fact for fact in reversed(facts) if isinstance(fact, Started | Restarted | Stopped))
    assert (now.on_time is not None) == isinstance(last, Stopped)
    assert all(step.sentence.endswith("。") for step in now.steps)


def test_a_letter_counts_against_the_other_side_only_once_it_has_arrived() -> None:
    sent = [
        Done(1, "confirm", RECEIVED, "clerk"),
        Done(2, "consult_third_party", date(2026, 3, 9), "clerk", {"whom": "某公司"}),
    ]
    assert clock(happened(REQUESTS, sent), as_of=date(2026, 3, 16)).due_on is None
    arrived = [
        *sent,
        Done(3, "note_delivered", date(2026, 3, 11), "clerk", {"letter": "2", "received_on": "2026-03-11"}),
    ]
    assert clock(happened(REQUESTS, arrived), as_of=date(2026, 3, 16)).due_on == date(2026, 4, 23)


def test_a_correction_ends_the_wait_and_starts_the_limit_afresh() -> None:
    done = [
        Done(1, "confirm", RECEIVED, "clerk"),
        Done(2, "ask_to_correct", date(2026, 3, 6), "clerk", {"items": "文号", "until_on": "2026-03-20"}),
        Done(3, "enter_correction", date(2026, 3, 16), "clerk", {"text": "补正"}),
    ]
    assert clock(happened(REQUESTS, done), as_of=date(2026, 3, 20)).due_on == date(2026, 4, 14)


def test_a_fee_cannot_rest_on_rules_that_did_not_exist_yet() -> None:
    done = [Done(1, "confirm", date(2020, 3, 2), "clerk"), Done(2, "notify_fee", date(2020, 3, 4), "clerk")]
    with pytest.raises(law.OutsideCoverage, match="缴纳信息处理费期限"):
        happened(REQUESTS, done)

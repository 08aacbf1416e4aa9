"""Table T3 follows from the requests: for any history it adds up, and what one year carries out the next carries in."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.engines.assessment.rules import Filled, RequestFact, check, table3_of
from gongkai.law import OutsideCoverage, UnknownLaw, codes

FIRST = date(2019, 1, 1)
DAYS = st.integers(0, 365 * 5)
SUMS = {"AR-C1", "AR-C2", "AR-C3"}


@st.composite
def histories(draw):
    cases = []
    for number in range(draw(st.integers(0, 30))):
        received = FIRST + timedelta(draw(DAYS))
        over = draw(st.one_of(st.none(), st.integers(0, 500)))
        result = None if over is None else draw(st.sampled_from([kind.code for kind in codes.reply_kinds]))
        closed = None if over is None else received + timedelta(over)
        applicant = draw(st.sampled_from([kind.code for kind in codes.applicant_kinds]))
        cases.append(RequestFact(f"申请{number}", received, applicant, result, closed))
    return cases


@given(histories(), st.integers(2019, 2024))
def test_the_table_of_any_history_adds_up(cases, year):
    tally = table3_of(cases, year=year)
    checked = check(Filled(tally.form, year, tally.cells))
    assert not [finding for finding in checked.findings if finding.constraint.id in SUMS]
    assert {key: len(ids) for key, ids in tally.evidence.items()} == tally.cells
    assert len(tally.cells) == (161 if year < 2021 else 175)


@given(histories(), st.integers(2019, 2023))
def test_what_a_year_carries_out_the_next_carries_in_request_by_request(cases, year):
    this, following = table3_of(cases, year=year), table3_of(cases, year=year + 1)
    for column in (f"c{n}" for n in range(1, 8)):
        assert this.evidence[f"T3.r25.{column}"] == following.evidence[f"T3.r02.{column}"]
    last = Filled(this.form, year, this.cells)
    assert not [
        f for f in check(Filled(following.form, year + 1, following.cells), last=last).findings
        if f.constraint.id == "AR-C5"
    ]  # fmt: skip


@given(histories(), st.integers(2019, 2024))
def test_each_request_is_counted_once_on_each_side(cases, year):
    tally = table3_of(cases, year=year)
    inside = tally.evidence["T3.r01.c7"] + tally.evidence["T3.r02.c7"]
    outside = Counter(
        id_
        for key, ids in tally.evidence.items()
        for id_ in ids
        if key.endswith(".c7") and key.split(".")[1] not in {"r01", "r02", "r24"}
    )
    assert sorted(outside) == sorted(inside)
    assert set(outside.values()) <= {1}


@pytest.mark.parametrize(
    ("received", "closed", "result", "rows"),
    [
        (date(2025, 1, 1), date(2025, 12, 31), "R-OPEN", {"r01", "r03", "r24"}),
        (date(2024, 12, 31), date(2025, 1, 1), "R-PART", {"r02", "r04", "r24"}),
        (date(2025, 12, 31), date(2026, 1, 1), "R-NOTHELD", {"r01", "r25"}),
        (date(2023, 3, 1), None, None, {"r02", "r25"}),
        (date(2024, 3, 1), date(2024, 12, 31), "R-OPEN", set()),
        (date(2026, 1, 1), None, None, set()),
        (date(2025, 5, 1), date(2025, 5, 1), "R-ABANDON-FEE", {"r01", "r22", "r24"}),
    ],
)
def test_the_year_ends_at_midnight_of_its_last_day(received, closed, result, rows):
    tally = table3_of([RequestFact("1", received, "charity", result, closed)], year=2025)
    assert {key.split(".")[1] for key, number in tally.cells.items() if number} == rows
    assert {key.split(".")[2] for key, number in tally.cells.items() if number} <= {"c4", "c7"}


def test_the_old_form_has_one_row_for_all_other_handling():
    cases = [
        RequestFact(code, date(2020, 5, 1), "person", code, date(2020, 6, 1))
        for code in ("R-ABANDON-CORR", "R-ABANDON-FEE", "R-OTHER")
    ]
    assert table3_of(cases, year=2020).cells["T3.r21_23.c1"] == 3


@pytest.mark.parametrize(
    ("case", "error"),
    [
        (RequestFact("1", date(2025, 1, 1), "person", "R-OPEN"), ValueError),
        (RequestFact("1", date(2025, 1, 1), "person", None, date(2025, 1, 2)), ValueError),
        (RequestFact("1", date(2025, 1, 2), "person", "R-OPEN", date(2025, 1, 1)), ValueError),
        (RequestFact("1", date(2025, 1, 2), "nobody"), UnknownLaw),
        (RequestFact("1", date(2025, 1, 2), "person", "R-NEW", date(2025, 1, 3)), UnknownLaw),
    ],
)
def test_facts_that_contradict_themselves_are_refused(case, error):
    with pytest.raises(error):
        table3_of([case], year=2025)


def test_a_request_given_twice_is_refused_and_a_year_without_a_form_too():
    case = RequestFact("1", date(2025, 1, 1), "person")
    with pytest.raises(ValueError, match="comes twice"):
        table3_of([case, case], year=2025)
    with pytest.raises(OutsideCoverage):
        table3_of([case], year=2018)

"""Tables of many organs, added: every sum is kept, and a total that is not the sum is found."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.engines.assessment.rules import Misfit, check, check_roll_up, roll_up

from .conftest import filled as make

PARTS = st.builds(
    lambda new, old, done, upheld: make(
        T3_r01_c1=new, T3_r02_c4=old, T3_r03_c1=min(done, new), T4_cases_review_upheld=upheld, T2_rules_issued=old
    ),
    *[st.integers(0, 50)] * 4,
)


@given(st.lists(PARTS, min_size=1, max_size=6))
def test_the_sum_of_whole_forms_is_whole(parts):
    total = roll_up(parts)
    assert check(total).findings == ()
    assert total["T3.r01.c7"] == sum(part["T3.r01.c7"] for part in parts)
    assert check_roll_up(total, parts) == ()


def test_blanks_count_as_nothing(report):
    blank = replace(report, cells={})
    assert roll_up([report, blank]).cells == report.cells


def test_what_is_not_the_sum_is_found(filled, report):
    total = roll_up([report, filled(T3_r01_c1=1)])
    findings = check_roll_up(total, [report])
    assert [finding.cells[0] for finding in findings] == ["T3.r01.c1", "T3.r01.c7", "T3.r25.c1", "T3.r25.c7"]
    assert "1个机关合计39，汇总表填40" in findings[0].sentence
    assert all(finding.hard and "AR-C10" in finding.constraint.id for finding in findings)


def test_years_and_forms_are_not_mixed(filled, report):
    with pytest.raises(Misfit, match="不能加在一起"):
        roll_up([report, filled(2024)])
    with pytest.raises(Misfit, match="没有可汇总的表"):
        roll_up([])

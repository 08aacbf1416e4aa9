"""What an entry of the four lists may not say, how its rows are read, and when two organs' powers are the same."""

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from gongkai.engines.registers.rules import Values, cells, read
from gongkai.engines.registers.rules import faults as faults_of
from gongkai.programmes.powers import rules
from gongkai.programmes.powers.programme import registers

Judging = Callable[[Values, date], Mapping[str, str]]
ON = date(2026, 1, 1)
POWERS, DUTIES, INVESTMENT, FUNDS = registers()


def test_the_four_lists_make_sense_and_share_their_declarations() -> None:
    lists = (POWERS, DUTIES, INVESTMENT, FUNDS)
    assert faults_of(lists) == []
    assert {one.group for one in lists} == {"四张清单"}
    assert {one.manners for one in lists} == {POWERS.manners}
    assert {"取消", "下放", "承接", "合并"} <= {manner.name for manner in POWERS.manners}
    for one in lists:
        assert {"code", "name", "organ"} <= {field.key for field in one.fields}


@pytest.mark.parametrize(
    ("check", "values", "problems"),
    [
        (rules.term_problems, {"ends_on": "2025-12-31"}, {"ends_on"}),
        (rules.term_problems, {"ends_on": "2026-01-01"}, set()),
        (rules.term_problems, {}, set()),
        (rules.investment_problems, {"measure": "2"}, {"conditions"}),
        (rules.investment_problems, {"measure": "2", "conditions": ["符合规划"], "ends_on": "2020-01-01"}, {"ends_on"}),
        (rules.investment_problems, {"measure": "1"}, set()),
    ],
)
def test_what_cannot_stand_says_why(check: Judging, values: Values, problems: set[str]) -> None:
    assert set(check(values, ON)) == problems


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("990122001000", "旅行社设立许可"), ("990122001000", "设立旅行社许可"), True),
        (("", "旅行社设立许可"), ("", "旅行社 设立许可"), True),
        (("", "对“经营旅行社”的处罚"), ("", "对经营旅行社的处罚"), True),
        (("", "旅行社设立许可"), ("", "旅行社变更许可"), False),
        (("990122001000", "旅行社设立许可"), ("", "旅行社设立许可"), False),
    ],
)
def test_two_powers_are_the_same_by_base_code_or_else_by_name(
    one: tuple[str, str], other: tuple[str, str], same: bool
) -> None:
    assert (rules.likeness(*one) == rules.likeness(*other)) is same


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("受理｜窗口｜1天", ["受理｜窗口｜1天"]),
        ("受理 | 窗口 |\n审查", ["受理｜窗口", "审查"]),
        (["受理\t\t1天"], ["受理｜｜1天"]),
        ("｜｜", []),
    ],
)
def test_rows_are_read_as_people_part_them(written: object, kept: list[str]) -> None:
    values, problems = read(POWERS, {"steps": written}, ON)
    assert values.get("steps", []) == kept
    assert "steps" not in problems


def test_a_row_with_too_many_parts_is_told_how_it_is_written() -> None:
    _, problems = read(POWERS, {"steps": "甲｜乙｜丙｜丁"}, ON)
    assert "环节｜承办｜时限" in problems["steps"]
    assert cells("受理｜｜1天｜") == ("受理", "", "1天")

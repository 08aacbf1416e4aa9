"""A boundary names who leads and who does what; supervision information says when it is owed again."""

from datetime import date, timedelta

import pytest

from gongkai.engines.assessment.duties import Standing
from gongkai.law import codes
from gongkai.programmes.departments.rules import (
    CYCLES,
    boundary_problems,
    oversight_problems,
    update_duty,
    with_due_day,
)

DAY = date(2026, 1, 31)


def test_every_cycle_of_the_list_can_be_counted():
    assert set(CYCLES) == {one.code for one in codes.update_cycles}


@pytest.mark.parametrize(
    ("cycle", "due"),
    [("daily", "2026-02-01"), ("weekly", "2026-02-07"), ("monthly", "2026-02-28"), ("quarterly", "2026-04-30"),
     ("half_yearly", "2026-07-31"), ("yearly", "2027-01-31")],
)  # fmt: skip
def test_the_next_update_is_owed_a_cycle_after_the_last(cycle, due):
    assert with_due_day({"cycle": cycle, "updated_on": "2026-01-31"})["due_on"] == due
    duty = update_duty(organ="a", key="JG-1", name="抽检结果", cycle=cycle, updated_on=DAY)
    assert duty.standing(date.fromisoformat(due)) is Standing.OWED
    assert duty.standing(date.fromisoformat(due) + timedelta(days=1)) is Standing.OVERDUE


def test_what_is_not_known_is_not_derived_and_no_update_lies_ahead():
    assert with_due_day({"cycle": "never", "updated_on": "2026-01-31"}) == {
        "cycle": "never",
        "updated_on": "2026-01-31",
    }
    assert "due_on" not in with_due_day({"cycle": "daily"})
    assert "due_on" not in with_due_day({"cycle": "change", "updated_on": "2026-01-31"})
    for cycle in ("daily", "monthly"):
        assert "due_on" not in with_due_day({"cycle": cycle, "updated_on": "9999-12-31"})
    assert oversight_problems({"updated_on": "2026-02-01"}, DAY)
    assert oversight_problems({"updated_on": "2026-01-31"}, DAY) == {}


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ({"organ": "a"}, set()),
        ({"organ": "a", "others": ["b"], "lead": "b", "division": "甲"}, set()),
        ({"organ": "a", "others": ["b"]}, {"lead", "division"}),
        ({"organ": "a", "others": ["a", "b"], "lead": "a", "division": "甲"}, {"others"}),
        ({"organ": "a", "others": ["b"], "lead": "c", "division": "甲"}, {"lead"}),
    ],
)
def test_a_boundary_names_the_others_who_leads_and_who_does_what(said, fields):
    assert set(boundary_problems(said, DAY)) == fields

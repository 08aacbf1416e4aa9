"""No report that is overdue is missed by the day before which it must have been given."""

from datetime import date, timedelta

import pytest

from gongkai.programmes.execution.rules.breaking import quantities
from gongkai.programmes.execution.rules.owed import MONTHS, after, before
from gongkai.programmes.execution.rules.progress import doubts_about
from gongkai.programmes.execution.rules.tasks import problems_with_task


@pytest.mark.parametrize("months", MONTHS.values())
def test_what_is_overdue_was_reported_on_by_the_day_asked_for(months):
    for on in (date(2026, 3, 31), date(2026, 2, 28), date(2026, 1, 1), date(2028, 2, 29), date(2026, 12, 31)):
        until = before(on, months)
        assert all(after(until + timedelta(days=more), months) >= on for more in range(1, 400))
        assert after(until - timedelta(days=1), months) < on


def test_a_limit_of_a_text_and_of_a_task_is_kept_by_what_is_below_it():
    (read,) = quantities("城镇调查失业率控制在5.5%以内。")
    assert (read.name, read.said) == ("城镇调查失业率", "≤5.5%")
    task = {"targets": ["失业率｜≤5.5｜%"]}
    assert not problems_with_task(task, date(2026, 1, 1))
    for told, doubted in (("5.0", False), ("5.6", True)):
        report = {"state": "done", "achieved": [f"失业率｜{told}"], "evidence": ["x"]}
        assert ("achieved" in doubts_about(report, task)) == doubted

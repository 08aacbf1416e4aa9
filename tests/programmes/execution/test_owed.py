"""No report that is overdue is missed by the day before which it must have been given."""

from datetime import date, timedelta

import pytest

from gongkai.programmes.execution.rules.owed import MONTHS, after, before


@pytest.mark.parametrize("months", MONTHS.values())
def test_what_is_overdue_was_reported_on_by_the_day_asked_for(months):
    for on in (date(2026, 3, 31), date(2026, 2, 28), date(2026, 1, 1), date(2028, 2, 29), date(2026, 12, 31)):
        until = before(on, months)
        assert all(after(until + timedelta(days=more), months) >= on for more in range(1, 400))
        assert after(until - timedelta(days=1), months) < on

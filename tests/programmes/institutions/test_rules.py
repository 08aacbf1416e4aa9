from datetime import date

import pytest

from gongkai.law import codes
from gongkai.programmes.institutions import rules


@pytest.mark.parametrize(
    ("cycle", "updated", "due"),
    [
        ("daily", "2026-12-31", "2027-01-01"),
        ("weekly", "2026-03-02", "2026-03-09"),
        ("monthly", "2026-01-31", "2026-02-28"),
        ("quarterly", "2026-11-30", "2027-02-28"),
        ("half_yearly", "2026-08-31", "2027-02-28"),
        ("yearly", "2024-02-29", "2025-02-28"),
        ("change", "2026-01-01", None),
        ("yearly", "9999-06-01", None),
    ],
)
def test_what_is_published_is_due_again_one_cycle_later(cycle, updated, due):
    found = rules.renewed_by(cycle, date.fromisoformat(updated))
    assert (found and found.isoformat()) == due
    assert rules.dated({"cycle": cycle, "updated_on": updated, "matter": "03-03"}).get("due_on") == due


def test_every_sector_of_article_55_has_its_list_and_every_matter_a_sector():
    sectors = {one.code for one in codes.institution_sectors}
    assert {rules.sector_of(one.code) for one in codes.institution_matters} == sectors
    assert all(rules.matters_of(sector) for sector in sectors)


def test_an_institution_has_a_code_that_checks_and_a_matter_an_update_that_happened():
    good = {"code": "91330100799655058B", "place": "990121", "website": "https://water.example/"}
    assert not rules.problems_with_institution(good, date(2026, 3, 2))
    wrong = rules.problems_with_institution({**good, "code": "913301007996550580", "place": "x"}, date(2026, 3, 2))
    assert "校验码" in wrong["code"]
    assert "区划代码" in wrong["place"]
    late = rules.problems_with_matter({"updated_on": "2026-03-03", "address": "water.example"}, date(2026, 3, 2))
    assert set(late) == {"updated_on", "address"}

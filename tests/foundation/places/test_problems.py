"""A code is refused where the divisions held here show that there is none, or none any more."""

from datetime import date
from typing import Any

from gongkai.foundation.places import queries
from gongkai.foundation.places.models import Place


def test_codes_are_checked_as_deep_as_divisions_are_held(db: None, django_assert_num_queries: Any) -> None:
    since, ended = date(2016, 1, 1), date(2024, 1, 1)
    province = Place.objects.create(code="99", name="东澜省", level=1, since=since)
    city = Place.objects.create(code="9901", name="澜州市", level=2, since=since, parent=province)
    Place.objects.create(code="9902", name="旧州市", level=2, since=since, until=ended, parent=province)
    Place.objects.create(code="990106", name="东澜区", level=3, since=since, parent=city)
    cases = {
        "99": "", "990000": "", "9901": "", "990106": "",
        "990106101": "", "990106101003": "",  # below the county nothing is held, so nothing is known
        "9903": "没有", "990300": "没有", "990107": "没有", "990107101003": "没有", "98": "没有", "980106": "没有",
        "9902": "已于2024年1月1日停用",
    }  # fmt: skip
    with django_assert_num_queries(2):
        found = queries.problems(cases, on=date(2025, 1, 1))
    assert {code: next((said for said in ("没有", "已于2024年1月1日停用") if said in found.get(code, "")), "")
            for code in cases} == cases  # fmt: skip
    assert queries.problems(["9902", "9901"], on=date(2010, 1, 1)) == {}  # their beginnings are seldom known

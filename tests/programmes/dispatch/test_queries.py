"""Candidates as the database gives them: of the place asked for and those above it, led to organs in office."""

from datetime import date

import pytest

from gongkai.foundation.organs.models import Organ, OrganName, OrganSuccession
from gongkai.foundation.places.models import Place
from gongkai.programmes.dispatch import queries
from tests.programmes.funds.conftest import COUNTY, TOWN, VILLAGE, county, money, staff

__all__ = ["county", "money", "staff"]
DAY = date(2026, 3, 10)


def an_organ(county, code, name, until=None):
    organ = Organ.objects.create(uid=code.lower(), code=code, place=county.place, kind="department", until=until)
    OrganName.objects.create(organ=organ, name=name, short_name=name, since=date(2016, 1, 1))
    return organ


def line(place, main="990000105"):
    return {"name": "噪声", "matter": "05", "place": place, "main": main, "basis": ["县热线工作规则"]}


@pytest.mark.parametrize("town", [TOWN, f"{TOWN}000"])
def test_the_directory_is_read_for_the_place_and_those_above_it_however_they_are_written(county, money, town):
    Place.objects.create(code="990122", name="邻县", level=3, since=date(2016, 1, 1))
    lines = [("T", line(town)), ("C", line(COUNTY)), ("P", line("990000")), ("E", line("")), ("O", line("990122"))]
    money("dispatch-directory", *lines)
    found = queries.candidates(matter="05-01", place=VILLAGE, on=DAY)
    assert [one.entry.key for one in found] == ["T", "C", "P", "E"]
    assert [one.entry.key for one in queries.candidates(matter="05-01", place="", on=DAY)] == ["E"]


def test_an_heir_abolished_in_its_turn_gives_way_to_its_own(county, money):
    first = an_organ(county, "000014349", "县旅游局")
    second = an_organ(county, "002489401", "县文化旅游局")
    third = an_organ(county, "014416330", "县文化和旅游局")
    money("dispatch-directory", ("E", line("", first.code)))
    for old, new, on in ((first, second, date(2026, 3, 5)), (second, third, date(2026, 3, 8))):
        Organ.objects.filter(pk=old.pk).update(until=on)
        OrganSuccession.objects.create(predecessor=old, successor=new, on=on, basis="机构改革方案")
    (found,) = queries.candidates(matter="05", place="", on=DAY)
    assert (found.main, found.reasons[-1]) == (
        third.code,
        "县旅游局已于2026年3月5日撤销，职责由县文化和旅游局承继，请调整派单目录。",
    )
    (before,) = queries.candidates(matter="05", place="", on=date(2026, 3, 6))
    assert before.main == second.code

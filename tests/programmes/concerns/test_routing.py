"""Who must answer, row by row of the table; hours by level; when two items say the same."""

from datetime import date, datetime

import pytest

from gongkai.foundation.organs.models import Organ, OrganName
from gongkai.foundation.places.models import Place
from gongkai.programmes.concerns import judging, routing, rules
from gongkai.programmes.concerns.routing import NOBODY, Body, Facts
from tests.engines.casework.conftest import foreign

__all__ = ["foreign"]

BUREAU, PROVINCE, OFFICE = Body("1", "市环保局"), Body("2", "省环保厅"), Body("3", "市政府办公室")
HOUSING = Body("4", "市住建局")


@pytest.mark.parametrize(
    ("scope", "level", "who", "coordinator"),
    [
        ("local", "ordinary", "市环保局", "市政府办公室会同宣传部门组织协调"),
        ("vertical", "major", "市环保局", "省环保厅办公厅（室）会同宣传部门组织协调"),
        ("departments", "ordinary", "市环保局", "市政府办公室会同宣传部门组织协调"),
        ("localities", "ordinary", "省环保厅", "相关地方按属地配合"),
        ("national", "particular", "国务院相关部门", ""),
    ],
)
def test_the_body_responsible_is_that_of_the_table(scope: str, level: str, who: str, coordinator: str) -> None:
    facts = Facts(scope, level, date(2026, 3, 2), BUREAU, (HOUSING, BUREAU), PROVINCE, OFFICE)
    found = routing.responsible(facts)
    assert (found.who, found.coordinator, found.directed) == (who, coordinator, level == "particular")
    assert ("主要负责人" in found.reason) is found.directed
    assert found.basis.article == "第一部分"
    assert BUREAU not in found.others or scope in {"localities", "national"}
    assert HOUSING in found.others


def test_a_body_that_is_not_entered_is_said_in_words() -> None:
    assert {key for key, _ in routing.SCOPES} == set(routing._ROWS)
    found = routing.responsible(Facts("localities", "ordinary", date(2026, 3, 2)))
    assert (found.who, found.body) == ("上级政府主管部门", NOBODY)


@pytest.mark.parametrize(
    ("level", "first", "conference"), [("ordinary", 48, None), ("major", 5, 24), ("particular", 5, 24)]
)
def test_the_first_words_are_owed_within_hours_by_level(level: str, first: int, conference: int | None) -> None:
    day = date(2026, 3, 2)
    assert rules.limit_for(level=level, found_on=day).value.hours == first
    found = rules.conference_limit(level=level, found_on=day)
    assert (found.value.hours if found else None) == conference


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("城东水厂供水有异味", "城东水厂供水有异味！！", True),
        ("城东水厂供水有异味", "转：城东水厂供水有异味", True),
        ("城东水厂供水有异味", "城西水厂停水通知", False),
        ("", "", False),
    ],
)
def test_items_that_say_the_same_are_alike(one: str, other: str, alike: bool) -> None:
    assert (rules.likeness(rules.pairs_of(one), rules.pairs_of(other)) >= rules.ALIKE) is alike


def test_an_address_is_the_same_whatever_tracks_it() -> None:
    plain = rules.url_key("https://news.example/a?id=7")
    assert {plain} == {
        rules.url_key("http://www.NEWS.example/a/?id=7&utm_source=x#top"), rules.url_key("https://news.example/a?spm=1&id=7"),
    }  # fmt: skip
    assert rules.url_key("https://news.example/a?id=8") != plain


def test_of_several_localities_the_department_of_this_duty_one_place_up_answers(foreign: Organ, at: datetime) -> None:
    """县民政局 answers to 县政府, yet what concerns several counties is for the department above it."""
    day = at.date()
    place = foreign.place
    county = Place.objects.create(code=f"{place.code}99", name="望川市", level=2, parent=place, since=date(2000, 1, 1))
    government = _organ("GOV000001", county, "望川市人民政府", kind="government")
    bureau = _organ("MZJ000001", county, "望川市民政局", parent=government)
    water = _organ("SLJ000001", county, "望川市水利局", parent=government)
    assert judging.upper_of(bureau, day) == foreign
    assert judging.upper_of(water, day) == government, "no department above bears the name"
    named, unknown = judging.others_named(f"望川市水利局、{bureau.code.lower()}，不存在局", day)
    assert ([one.code for one in named], unknown) == (["SLJ000001", "MZJ000001"], ["不存在局"])


def _organ(code: str, place: Place, name: str, *, kind: str = "department", parent: Organ | None = None) -> Organ:
    made = Organ.objects.create(uid=code.lower(), code=code, place=place, kind=kind, parent=parent)
    OrganName.objects.create(organ=made, name=name, since=date(2000, 1, 1))
    return made

"""The directory leads to whoever is in charge in the narrowest place; organs gone or renamed are said."""

from datetime import date

import pytest

from gongkai.engines.registers.rules import faults
from gongkai.law import codes
from gongkai.law.matters import broader, level_of
from gongkai.programmes.departments import programme as departments
from gongkai.programmes.dispatch.programme import registers
from gongkai.programmes.dispatch.rules import Entry, Standing, entry_of, problems_with_entry, route

DAY = date(2026, 3, 2)
MATTERS = {one.code: one.name for one in codes.appeal_matters}
ORGANS = {
    "city": Standing("city", "市生态环境局", former="市环境保护局"),
    "town": Standing("town", "青禾镇人民政府", former="青禾镇人民政府"),
    "gone": Standing("gone", "市旅游局", until=date(2026, 3, 2), successors=(("culture", "市文化和旅游局"),)),
    "split": Standing("split", "市农林局", until=date(2026, 1, 1), successors=(("a", "甲局"), ("b", "乙局"))),
}
ENTRIES = (
    Entry("E1", "环境", "05", "", "city", basis=("某法第一条",)),
    Entry("E2", "油烟", "05-04", "", "city"),
    Entry("E3", "镇上的环境", "05", "990121100", "town", others=("city", "gone")),
)


def routed(matter="05-04", place="990121100201", on=DAY, entries=ENTRIES):
    return route(matter=matter, place=place, on=on, entries=entries, organs=ORGANS, matters=MATTERS)


def test_the_list_of_matters_is_three_levels_without_gaps_or_names_twice_under_one_head():
    listed = [one.code for one in codes.appeal_matters]
    assert {level_of(code) for code in listed} == {1, 2, 3}
    assert all(above in listed for code in listed for above in broader(code))
    assert len({one.name for one in codes.appeal_matters}) == len(listed)


def test_the_directory_makes_sense_beside_the_register_it_names():
    assert faults((*departments.registers(), *registers())) == []


def test_the_most_specific_place_comes_first_then_the_narrowest_matter():
    assert [one.entry.key for one in routed()] == ["E3", "E2", "E1"]
    assert [one.entry.key for one in routed(place="990100000000")] == ["E2", "E1"]
    assert [one.entry.key for one in routed(place="")] == ["E2", "E1"]
    assert [one.entry.key for one in routed(matter="05-01")] == ["E3", "E1"]
    assert routed(matter="06") == ()


def test_every_candidate_says_why_and_on_what_basis():
    first, *_, last = routed()
    assert first.reasons[0] == "派单目录E3“镇上的环境”：属于上一级事项“生态环境”，适用于区划990121100000。"
    assert last.reasons == (
        "派单目录E1“环境”：属于上一级事项“生态环境”，全域适用。",
        "依据：某法第一条。",
        "列入目录时名为市环境保护局，现名市生态环境局。",
    )


@pytest.mark.parametrize(
    ("organ", "main", "said"),
    [
        ("gone", "culture", "市旅游局已于2026年3月2日撤销，职责由市文化和旅游局承继，请调整派单目录。"),
        ("split", "", "市农林局已于2026年1月1日撤销，职责由甲局、乙局分别承继，"
         "请由热线工作机构确定承办单位，并调整派单目录。"),
        ("never", "", "机关never不在机关名录中，请由热线工作机构确定承办单位，并调整派单目录。"),
    ],
)  # fmt: skip
def test_an_organ_gone_gives_way_to_its_one_successor_and_is_said(organ, main, said):
    (found,) = routed(entries=[Entry("E", "甲", "05", "", organ)])
    assert (found.main, found.reasons[-1]) == (main, said)


def test_an_organ_abolished_tomorrow_still_handles_today_and_helpers_follow_their_successors():
    (found,) = routed(on=date(2026, 3, 1), entries=[Entry("E", "甲", "05", "", "gone")])
    assert found.main == "gone"
    assert routed()[0].others == ("city", "culture")


def test_what_the_hotline_does_not_handle_names_no_organ_and_says_where_to_turn():
    (found,) = routed(entries=[Entry("E", "甲", "05", "", "", instead="请向法院起诉。")])
    assert (found.main, found.reasons[-1]) == ("", "不由热线办理：请向法院起诉。")


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ({"main": "a", "duty": "Z"}, set()),
        ({"instead": "法院", "basis": ["某法"]}, set()),
        ({"main": "a", "instead": "法院", "duty": "Z"}, {"instead"}),
        ({"duty": "Z"}, {"main"}),
        ({"main": "a", "others": ["a"], "duty": "Z"}, {"others"}),
        ({"main": "a"}, {"basis"}),
        ({"main": "a", "duty": "Z", "place": "abc"}, {"place"}),
        ({"main": "a", "duty": "Z", "place": "330106001000"}, set()),
    ],
)
def test_an_entry_names_who_and_why(said, fields):
    assert set(problems_with_entry(said, DAY)) == fields


def test_an_entry_is_read_from_the_values_of_its_version():
    read = entry_of("E", "甲", {"matter": "05", "place": "990121100000", "main": "a", "others": ["b"]}, DAY)
    assert read == Entry("E", "甲", "05", "990121100", "a", ("b",), since=DAY)

import json
import lzma
import time
from datetime import date, datetime
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from gongkai.foundation.errors import Conflict, NotPermitted
from gongkai.foundation.journal.models import Entry
from gongkai.foundation.people.actors import SYSTEM, Actor
from gongkai.foundation.places import operations, queries
from gongkai.foundation.places.models import Place
from gongkai.foundation.places.operations import BadDivisions, Imported

pytestmark = pytest.mark.django_db
FIRST = date(2020, 1, 1)
LATER = date(2021, 4, 9)


def line(code: str, name: str, **more: str) -> str:
    return json.dumps({"code": code, "name": name, **more}, ensure_ascii=False)


HANGZHOU = [
    line("33", "浙江省", level="province"),
    line("3301", "杭州市", level="city"),
    line("330104", "江干区", level="county"),
    line("330106", "西湖区", level="county"),
    line("330106001", "北山街道", level="street"),
    line("330106001001", "曙光社区", level="village"),
]


@pytest.fixture
def hangzhou(at: datetime) -> Imported:
    return operations.import_divisions(rows=HANGZHOU, by=SYSTEM, at=at, on=FIRST)


def test_a_list_is_imported_with_its_tree(hangzhou: Imported) -> None:
    assert hangzhou == Imported(added=6, renamed=0, corrected=0, unchanged=0)
    community = queries.by_code("330106001001", on=FIRST)
    assert (community.level, community.parent) == (5, queries.by_code("330106001", on=FIRST))
    assert queries.by_code("330000", on=FIRST).parent is None


def test_importing_again_changes_nothing(hangzhou: Imported, at: datetime) -> None:
    again = operations.import_divisions(rows=HANGZHOU, by=SYSTEM, at=at, on=LATER)
    assert again == Imported(added=0, renamed=0, corrected=0, unchanged=6)
    assert Place.objects.count() == 6


def test_a_new_name_closes_the_old_row_and_opens_another(hangzhou: Imported, at: datetime) -> None:
    rows = [line("330106", "新西湖区"), line("330107", "新区")]
    outcome = operations.import_divisions(rows=rows, by=SYSTEM, at=at, on=LATER)
    assert outcome == Imported(added=1, renamed=1, corrected=0, unchanged=0)
    assert queries.by_code("330106", on=date(2021, 4, 8)).name == "西湖区"
    renamed = queries.by_code("330106", on=LATER)
    assert renamed.name == "新西湖区"
    assert queries.by_code("330106001", on=LATER).parent == renamed
    assert queries.path("330106001", on=FIRST) == ("浙江省", "杭州市", "西湖区", "北山街道")
    assert queries.path("330106001", on=LATER) == ("浙江省", "杭州市", "新西湖区", "北山街道")


def test_a_province_and_what_is_below_it_may_be_renamed_at_once(hangzhou: Imported, at: datetime) -> None:
    rows = [line("33", "甲省"), line("3301", "乙市"), line("330106", "丙区")]
    assert operations.import_divisions(rows=rows, by=SYSTEM, at=at, on=LATER).renamed == 3
    place = queries.by_code("330106001001", on=LATER)
    names = []
    while place is not None:
        names.append(place.name)
        place = place.parent
    assert names == ["曙光社区", "北山街道", "丙区", "乙市", "甲省"]


def test_a_mistake_of_the_same_day_is_corrected_in_place(hangzhou: Imported, at: datetime) -> None:
    outcome = operations.import_divisions(rows=[line("33", "浙江")], by=SYSTEM, at=at, on=FIRST)
    assert outcome == Imported(added=0, renamed=0, corrected=1, unchanged=0)
    assert queries.by_code("33", on=FIRST).name == "浙江"


def test_bad_rows_are_listed_with_their_lines_and_nothing_is_imported(at: datetime) -> None:
    rows = [
        line("33", "浙江省"),
        "{",
        line("3301", ""),
        line("33", "又一个浙江省"),
        line("44", "广东省", level="planet"),
        line("3302", "宁波市", level="county"),
        line("110101", "东城区"),
        "",
        "[]",
        line("12x", "某地"),
    ]
    with pytest.raises(BadDivisions) as refusal:
        operations.import_divisions(rows=rows, by=SYSTEM, at=at)
    assert [bad.line for bad in refusal.value.bad] == [2, 3, 4, 5, 6, 7, 9, 10]
    assert "第 2 行：不是 JSON" in refusal.value.sentence
    assert "第 7 行：代码 110101 的上级 1101 不存在" in refusal.value.sentence
    assert not Place.objects.exists()
    assert not Entry.objects.exists()


def test_a_list_older_than_what_is_known_is_refused(hangzhou: Imported, at: datetime) -> None:
    with pytest.raises(BadDivisions, match="已有晚于 2019-01-01 的记录"):
        operations.import_divisions(rows=[line("33", "旧名省")], by=SYSTEM, at=at, on=date(2019, 1, 1))


def test_only_the_system_imports(at: datetime) -> None:
    person = Actor(uid="p1", name="张三", posts=(), second_factor=True)
    with pytest.raises(NotPermitted):
        operations.import_divisions(rows=HANGZHOU, by=person, at=at)


def test_an_import_is_one_journal_entry_with_its_counts(hangzhou: Imported) -> None:
    entry = Entry.objects.get()
    assert (entry.act, entry.by, entry.facts["added"], entry.facts["on"]) == (
        "places.import",
        "system",
        6,
        "2020-01-01",
    )


def test_an_abolished_division_is_there_until_that_day(hangzhou: Imported, at: datetime) -> None:
    operations.abolish(code="330104", on=LATER, by=SYSTEM, at=at)
    assert [place.name for place in queries.children("3301", on=date(2021, 4, 8))] == ["江干区", "西湖区"]
    assert [place.name for place in queries.children("3301", on=LATER)] == ["西湖区"]
    revived = operations.import_divisions(rows=[line("330104", "江干区")], by=SYSTEM, at=at, on=date(2030, 1, 1))
    assert revived.added == 1


def test_a_division_with_others_below_it_is_not_abolished(hangzhou: Imported, at: datetime) -> None:
    with pytest.raises(Conflict, match="下级区划"):
        operations.abolish(code="330106", on=LATER, by=SYSTEM, at=at)


def test_descendants_are_found_by_the_beginning_of_the_code(hangzhou: Imported) -> None:
    assert [place.code for place in queries.descendants("330100", on=FIRST)] == [
        "330104",
        "330106",
        "330106001",
        "330106001001",
    ]
    assert [place.code for place in queries.children("", on=FIRST)] == ["33"]


def test_questions_cost_one_statement_each(hangzhou: Imported, django_assert_num_queries: object) -> None:
    for question in (
        lambda: queries.by_code("330100", on=FIRST),
        lambda: queries.path("330106001001", on=FIRST),
        lambda: queries.paths(["330106001001", "3301", "4401"], on=FIRST),
        lambda: list(queries.descendants("33", on=FIRST)),
    ):
        with django_assert_num_queries(1):  # type: ignore[operator]
            question()


def test_the_database_refuses_two_names_of_a_code_at_once(hangzhou: Imported) -> None:
    for since, until in ((date(2019, 6, 1), LATER), (date(2024, 1, 1), date(2025, 1, 1)), (LATER, None)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Place.objects.create(code="33", name="某省", level=1, since=since, until=until)


def test_progress_is_told_up_to_the_end(at: datetime) -> None:
    seen: list[tuple[int, int]] = []
    operations.import_divisions(
        rows=HANGZHOU, by=SYSTEM, at=at, on=FIRST, progress=lambda done, total: seen.append((done, total))
    )
    assert seen[-1] == (6, 6)


def test_the_real_list_of_seventy_thousand_divisions_is_taken(at: datetime, shared: Path) -> None:
    path = shared / "data" / "divisions_cn_to_street_zhejiang_to_village.jsonl.xz"
    with lzma.open(path, "rt", encoding="utf-8") as rows:
        lines = rows.readlines()
    started = time.perf_counter()
    first = operations.import_divisions(rows=lines, by=SYSTEM, at=at, on=FIRST)
    between = time.perf_counter()
    second = operations.import_divisions(rows=lines, by=SYSTEM, at=at, on=LATER)
    print(f"first {between - started:.1f} s, again {time.perf_counter() - between:.1f} s")
    assert (first.added, second.unchanged) == (70_250, 70_250)
    assert queries.by_code("330000", on=LATER).name == "浙江省"
    assert queries.children("3300", on=LATER).count() == 11
    assert between - started < 60

from collections.abc import Callable
from datetime import date, datetime

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from gongkai.foundation.errors import Conflict, Invalid, NotFound, NotPermitted
from gongkai.foundation.journal.models import Entry
from gongkai.foundation.organs import operations, queries
from gongkai.foundation.organs.models import Organ, OrganName, OrganSuccession
from gongkai.foundation.people.actors import SYSTEM, Actor
from gongkai.foundation.places.models import Place
from gongkai.law.identifiers import is_valid_org_code, org_code_check_character

Make = Callable[..., Organ]
BORN = date(2010, 1, 1)
CHANGE = date(2019, 1, 10)


@pytest.fixture
def bureau(establish: Make) -> Organ:
    return establish("00248999", "杭州市质量技术监督局", "3301", short_name="市质监局")


def test_an_organ_bears_the_name_of_the_day(bureau: Organ, at: datetime) -> None:
    operations.rename(organ=bureau, name="杭州市市场监督管理局", on=CHANGE, by=SYSTEM, at=at)
    assert queries.name_on(bureau, date(2019, 1, 9)) == "杭州市质量技术监督局"
    assert queries.name_on(bureau, CHANGE) == "杭州市市场监督管理局"
    assert queries.name_on(bureau, date(1990, 1, 1)) == "杭州市质量技术监督局"
    assert queries.names_on({bureau.code, "nobody"}, CHANGE) == {bureau.code: "杭州市市场监督管理局"}
    assert Entry.objects.order_by("-number")[0].facts == {
        "from": "杭州市质量技术监督局",
        "to": "杭州市市场监督管理局",
        "on": "2019-01-10",
    }


def test_a_name_does_not_begin_before_the_present_one(bureau: Organ, at: datetime) -> None:
    for on in (BORN, date(2009, 1, 1)):
        with pytest.raises(Conflict, match="其后"):
            operations.rename(organ=bureau, name="新名", on=on, by=SYSTEM, at=at)


def test_the_database_refuses_names_that_overlap(bureau: Organ, at: datetime) -> None:
    operations.rename(organ=bureau, name="新名", on=CHANGE, by=SYSTEM, at=at)
    for since, until in (
        (date(2012, 1, 1), date(2013, 1, 1)),
        (date(2005, 1, 1), date(2010, 1, 2)),
        (date(2025, 1, 1), date(2026, 1, 1)),
        (date(2025, 1, 1), None),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            OrganName.objects.create(organ=bureau, name="又名", since=since, until=until)
    OrganName.objects.create(organ=bureau, name="旧名", since=date(2005, 1, 1), until=BORN)
    with pytest.raises(IntegrityError), transaction.atomic():
        OrganName.objects.filter(name="旧名").update(until=date(2010, 1, 2))


@given(st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=8, max_size=8), st.sampled_from("0123456789X"))
def test_a_hand_made_organ_needs_the_right_check_digit(body: str, check: str) -> None:
    from gongkai.foundation.organs.operations._steps import problems_with_codes

    code = body + check
    assert (not problems_with_codes(code, "")) == is_valid_org_code(code) == (check == org_code_check_character(body))


@pytest.mark.parametrize(
    ("code", "credit_code", "field"),
    [
        ("035210000", "", "code"),
        ("03521000", "", "code"),
        ("０３５２１００００", "", "code"),
        ("000014349", "11330600002577014T", "credit_code"),
        ("002577014", "113306000025770140", "credit_code"),
        ("002577014", "11330600", "credit_code"),
    ],
)
def test_a_wrong_code_is_refused_by_hand(
    places: dict[str, Place], at: datetime, code: str, credit_code: str, field: str
) -> None:
    with pytest.raises(Invalid) as refusal:
        operations.establish(
            code=code,
            credit_code=credit_code,
            name="某局",
            place=places["33"],
            kind="department",
            since=BORN,
            by=SYSTEM,
            at=at,
        )
    assert refusal.value.field == field
    assert not Organ.objects.exists()


def test_the_same_code_is_not_established_twice(establish: Make, bureau: Organ) -> None:
    with pytest.raises(Conflict, match="已有机关"):
        establish(bureau.code[:8], "另一局", "3301")


def row(code: str, name: str, **more: str) -> dict[str, str]:
    return {"code": code, "name": name, "place": "330100", "kind": "department", **more}


def test_an_import_warns_of_a_wrong_check_digit_and_takes_it(places: dict[str, Place], at: datetime) -> None:
    rows = [
        row("002489401", "杭州市人民政府", kind="government", credit_code="11330100002489401" + "X", phone="0571-1"),
        row("035210000", "某局", parent="002489401"),
    ]
    outcome = operations.import_organs(rows=rows, on=BORN, by=SYSTEM, at=at)
    assert (outcome.added, len(outcome.warnings)) == (2, 2)
    assert outcome.warnings[1].startswith("第 2 行：组织机构代码“035210000”的校验码")
    assert queries.by_code("035210000").parent == queries.by_code("002489401")
    assert queries.by_code("002489401").phone == "0571-1"


def test_importing_organs_again_renames_and_updates(places: dict[str, Place], at: datetime) -> None:
    rows = [row("002489401", "甲局"), row("000014349", "乙局"), row("014416330", "丙局")]
    operations.import_organs(rows=rows, on=BORN, by=SYSTEM, at=at)
    rows = [row("002489401", "甲局"), row("000014349", "乙局", fax="1"), row("014416330", "丁局")]
    outcome = operations.import_organs(rows=rows, on=CHANGE, by=SYSTEM, at=at)
    assert (outcome.added, outcome.renamed, outcome.updated, outcome.unchanged) == (0, 1, 1, 1)
    assert queries.name_on(queries.by_code("014416330"), BORN) == "丙局"


def test_a_bad_row_leaves_nothing_imported(places: dict[str, Place], at: datetime) -> None:
    rows = [
        row("002489401", "甲局"),
        row("000014349", ""),
        row("014416330", "乙局", place="440000"),
        row("14416330", "丙局"),
        row("035210000", "丁局", kind="club"),
        row("035210000", "戊局", parent="999999999"),
    ]
    with pytest.raises(Invalid) as refusal:
        operations.import_organs(rows=rows, on=BORN, by=SYSTEM, at=at)
    assert [sentence[:4] for sentence in refusal.value.bad] == [f"第 {n} " for n in (2, 3, 4, 5, 6)]  # type: ignore[attr-defined]
    assert not Organ.objects.exists()


def test_organs_that_merge_end_and_point_to_who_follows(establish: Make, bureau: Organ, at: datetime) -> None:
    trade = establish("00248998", "杭州市工商行政管理局", "3301")
    market = establish("00248997", "杭州市市场监督管理局", "3301")
    operations.succeed(
        predecessors=[bureau, trade], successors=[market], on=CHANGE, basis="杭委发〔2019〕1号", by=SYSTEM, at=at
    )
    assert [made.successor for made in queries.successors(bureau)] == [market]
    assert {made.predecessor for made in queries.predecessors(market)} == {bureau, trade}
    assert queries.by_code(bureau.code).until == CHANGE
    assert queries.name_on(bureau, date(2025, 1, 1)) == "杭州市质量技术监督局"
    assert [organ.name for organ in queries.listing(day=CHANGE)] == ["杭州市市场监督管理局"]
    assert queries.listing(day=date(2019, 1, 9)).count() == 3
    with pytest.raises(Conflict, match="撤销"):
        operations.rename(organ=bureau, name="新名", on=date(2020, 1, 1), by=SYSTEM, at=at)


def test_an_organ_that_splits_may_live_on(establish: Make, bureau: Organ, at: datetime) -> None:
    patents = establish("00248998", "杭州市知识产权局", "3301")
    made = operations.succeed(
        predecessors=[bureau], successors=[bureau, patents], on=CHANGE, basis="某文", by=SYSTEM, at=at
    )
    assert [(pair.predecessor, pair.successor) for pair in made] == [(bureau, patents)]
    assert queries.by_code(bureau.code).until is None


def test_a_succession_needs_two_sides_and_a_basis(bureau: Organ, at: datetime) -> None:
    for successors, basis in (([], "某文"), ([bureau], "某文"), ([bureau], " ")):
        with pytest.raises(Invalid):
            operations.succeed(predecessors=[bureau], successors=successors, on=CHANGE, basis=basis, by=SYSTEM, at=at)
    assert not OrganSuccession.objects.exists()


def test_the_profile_takes_what_the_guide_must_state(bureau: Organ, at: datetime) -> None:
    changes = {"foi_office": " 办公室 ", "phone": "0571-85256000", "postcode": "310000", "email": "foi@example.cn"}
    operations.update_profile(organ=bureau, changes=changes, by=SYSTEM, at=at)
    found = queries.by_code(bureau.code)
    assert (found.foi_office, found.postcode) == ("办公室", "310000")
    before = Entry.objects.count()
    operations.update_profile(organ=bureau, changes=changes, by=SYSTEM, at=at)
    assert Entry.objects.count() == before


@pytest.mark.parametrize("changes", [{"postcode": "31"}, {"email": "foi"}, {"code": "1"}, {"phone": "1" * 65}])
def test_a_profile_that_cannot_be_right_is_refused(bureau: Organ, at: datetime, changes: dict[str, str]) -> None:
    with pytest.raises(Invalid) as refusal:
        operations.update_profile(organ=bureau, changes=changes, by=SYSTEM, at=at)
    assert refusal.value.field == next(iter(changes))


def test_an_organ_never_stands_under_itself(
    establish: Make, bureau: Organ, places: dict[str, Place], at: datetime
) -> None:
    below = establish("00248998", "下属单位", "330106", "institution", parent=bureau)
    with pytest.raises(Invalid, match="隶属"):
        operations.reassign(organ=bureau, place=places["3301"], parent=below, by=SYSTEM, at=at)
    moved = operations.reassign(organ=below, place=places["3302"], parent=None, by=SYSTEM, at=at)
    assert (moved.place.code, moved.parent) == ("3302", None)


def test_administrators_act_on_their_own_organ_and_those_below(
    establish: Make, bureau: Organ, at: datetime, administrator: Callable[..., Actor]
) -> None:
    office = establish("00248996", "杭州市人民政府办公厅", "3301", "office")
    district = establish("00248995", "西湖区人民政府", "330106", "government")
    elsewhere = establish("00248994", "宁波市人民政府", "3302", "government")
    station = establish("00248993", "质监站", "330106", "institution", parent=bureau)
    allowed = {
        bureau: [bureau, station],
        office: [bureau, office, district, station],
        district: [district, station],
        elsewhere: [elsewhere],
    }
    for organ, reach in allowed.items():
        for target in (bureau, office, district, elsewhere, station):
            phone = f"{organ.pk}{target.pk}"
            by = administrator(organ)
            if target in reach:
                operations.update_profile(organ=target, changes={"phone": phone}, by=by, at=at)
            else:
                with pytest.raises(NotPermitted, match="系统管理员"):
                    operations.update_profile(organ=target, changes={"phone": phone}, by=by, at=at)


def test_an_administrator_needs_the_second_factor(
    bureau: Organ, at: datetime, administrator: Callable[..., Actor]
) -> None:
    with pytest.raises(NotPermitted, match="二次验证"):
        operations.rename(organ=bureau, name="新名", on=CHANGE, by=administrator(bureau, second_factor=False), at=at)


def test_only_an_administrator_above_establishes_an_organ(
    establish: Make, bureau: Organ, administrator: Callable[..., Actor]
) -> None:
    with pytest.raises(NotPermitted):
        establish("00248998", "新局", "3301", by=administrator(bureau))
    establish("00248998", "直属单位", "3301", "institution", parent=bureau, by=administrator(bureau))


def test_a_listing_takes_a_place_with_all_below_it(establish: Make, bureau: Organ) -> None:
    establish("00248995", "西湖区人民政府", "330106", "government", short_name="区政府")
    establish("00248994", "宁波市人民政府", "3302", "government")
    assert [organ.name for organ in queries.listing(day=CHANGE, place="330100")] == [
        "杭州市质量技术监督局",
        "西湖区人民政府",
    ]
    assert [organ.name for organ in queries.listing(day=CHANGE, words="区政")] == ["西湖区人民政府"]
    assert not queries.listing(day=CHANGE, words="民政").exists()  # 人民政府里的“民政”不算
    assert queries.listing(day=CHANGE, words="人民政府").count() == 2
    assert queries.listing(day=CHANGE, kind="government").count() == 2


def test_questions_about_organs_cost_one_statement(
    establish: Make, bureau: Organ, django_assert_num_queries: Callable[[int], object]
) -> None:
    for number in range(5):
        establish(f"0024880{number}", f"第{number}局", "3301", parent=bureau)
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        assert len([(organ.name, organ.place.code) for organ in queries.listing(day=CHANGE)]) == 6
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        assert queries.by_code(bureau.code).place.code == "3301"
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        queries.name_on(bureau, CHANGE)
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        assert len(queries.subordinates(bureau, day=CHANGE)) == 5


def test_an_unknown_organ_is_not_found(db: None) -> None:
    with pytest.raises(NotFound):
        queries.by_code("000000000")
    with pytest.raises(NotFound):
        queries.by_uid("nobody")

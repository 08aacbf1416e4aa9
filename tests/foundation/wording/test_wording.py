"""The shipped list suggests what is wrong and nothing that is right; the office's own words win."""

import io
from datetime import UTC, date, datetime

import openpyxl
import pytest

from gongkai.foundation.errors import Invalid, NotPermitted
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import Actor, PostFact
from gongkai.foundation.places.models import Place
from gongkai.foundation.privacy.rules import Passage
from gongkai.foundation.privacy.rules import Place as Where
from gongkai.foundation.wording import exchange, operations, queries
from gongkai.foundation.wording.rules import GROUPS, Rule, check, merged, shipped

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def suggested(text: str, *rules: Rule) -> list[tuple[str, str]]:
    found = check([Passage(Where("body", 1), text)], rules or shipped())
    return [(suggestion.rule.wrong, suggestion.rule.right) for suggestion in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("请认真布署，做为重点。", [("布署", "部署"), ("做为", "作为")]),
        ("统筹推进五位一休总体布局", [("五位一休", "五位一体")]),
        ("依照合同法签定合同", [("合同法", "民法典"), ("签定", "签订")]),
        ("人力资源与社会保障局", [("人力资源与社会保障", "人力资源和社会保障")]),
        ("长5公分、重3KG", [("公分", "厘米"), ("KG", "kg")]),
        ("自印发之日期施行", [("自印发之日期施行", "自印发之日起施行")]),
    ],
)
def test_what_is_wrong_is_suggested(text: str, expected: list[tuple[str, str]]) -> None:
    assert suggested(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "依照劳动合同法订立",
        "公开条例第二十条",
        "《政府信息公开条例》",
        "当做为民服务",
        "1月份内完成",
        "办公分工",
        "日其他时间",
        "BKGH",
        "文化和旅游局",
        "一下子已经部署",
    ],
)
def test_what_only_looks_wrong_is_left_alone(text: str) -> None:
    assert suggested(text) == []


def test_no_rule_of_the_shipped_list_suggests_what_another_refuses() -> None:
    wrong = [rule.right for rule in shipped() if suggested(rule.right)]
    assert wrong == []
    assert {rule.group for rule in shipped()} <= set(GROUPS)
    assert len({rule.wrong for rule in shipped()}) == len(shipped()) >= 200


def test_the_nearer_list_wins_and_an_empty_right_form_takes_a_word_off() -> None:
    rules = merged(
        [Rule("甲", "乙", "错别字"), Rule("丙", "丁", "错别字")], [Rule("甲", "", "错别字"), Rule("丙", "戊", "错别字")]
    )
    assert [(rule.wrong, rule.right) for rule in rules] == [("丙", "戊")]


@pytest.fixture
def organ(db: None) -> Organ:
    place = Place.objects.create(code="99", name="东澜省", level=1, since=date(2016, 1, 1))
    return Organ.objects.create(uid="o1", code="000014349", place=place, kind="department")


def somebody(organ: Organ, role: str) -> Actor:
    return Actor(role, role, (PostFact(organ.code, role, "", "99"),), second_factor=True)


def test_an_organ_edits_its_own_words_and_administrators_the_common_ones(organ: Organ) -> None:
    drafter, administrator = somebody(organ, "drafter"), somebody(organ, "administrator")
    own, common = Rule("东澜厅", "东澜省民政厅", "本机关用语"), Rule("做为", "", "错别字")
    assert operations.set_wordings(organ=organ, rules=[own], by=drafter, at=AT) == 1
    assert operations.set_wordings(organ=None, rules=[common], by=administrator, at=AT) == 1
    assert suggested("东澜厅做为布署", *queries.rules_for(organ)) == [("东澜厅", "东澜省民政厅"), ("布署", "部署")]
    with pytest.raises(NotPermitted):
        operations.set_wordings(organ=None, rules=[own], by=drafter, at=AT)
    with pytest.raises(NotPermitted):
        operations.drop_wording(wording=queries.listed(organ)[0], by=administrator, at=AT)
    operations.drop_wording(wording=queries.listed(organ)[0], by=drafter, at=AT)
    assert queries.listed(organ) == []


@pytest.mark.parametrize(
    "rule",
    [Rule("", "乙", "错别字"), Rule("甲" * 61, "乙", "错别字"), Rule("甲", "乙", "别的"), Rule("甲", "甲", "错别字")],
)
def test_a_rule_that_says_nothing_is_refused(organ: Organ, rule: Rule) -> None:
    with pytest.raises(Invalid):
        operations.set_wordings(organ=organ, rules=[rule], by=somebody(organ, "drafter"), at=AT)


def test_a_list_comes_back_as_it_went_out() -> None:
    rules = [Rule("甲", "乙", "错别字", "说明"), Rule("=1+1", "", "本机关用语")]
    assert exchange.read(exchange.to_csv(rules)) == rules
    assert exchange.read(exchange.to_xlsx(rules)) == rules
    cell = openpyxl.load_workbook(io.BytesIO(exchange.to_xlsx(rules))).active["A3"].value
    assert cell == "'=1+1"


def test_a_kind_merged_beside_several_words_is_meant_for_each() -> None:
    book, kept = openpyxl.Workbook(), io.BytesIO()
    for row in (exchange.COLUMNS, ("甲", "乙", "本机关用语", ""), ("丙", "丁", None, "")):
        book.active.append(row)
    book.active.merge_cells("C2:C3")
    book.save(kept)
    assert [rule.group for rule in exchange.read(kept.getvalue())] == ["本机关用语", "本机关用语"]


@pytest.mark.parametrize("content", [b"a,b\r\n1,2\r\n", "甲,乙\n".encode("gb18030")])
def test_a_file_with_other_columns_is_refused(content: bytes) -> None:
    with pytest.raises(Invalid) as refusal:
        exchange.read(content)
    assert "第一行须是列名" in refusal.value.sentence

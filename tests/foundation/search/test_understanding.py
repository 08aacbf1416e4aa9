"""What was meant is found or offered: traditional characters, pinyin, mistyped words."""

import pytest

from gongkai.foundation.search.queries import find


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("養老服務條例", "d02"),
        ("住房公積金貸款", "d05"),
        ("浙政辦發〔2024〕12號", "d01"),
        ("“異地就醫直接結算”", "d25"),
    ],
)
def test_traditional_characters_find_what_is_written_in_simplified_ones(corpus: object, typed: str, found: str) -> None:
    assert find(typed).hits[0].key == found


@pytest.mark.parametrize(
    ("typed", "meant", "found"),
    [
        ("ylfw", "养老服务", "d02"),
        ("yanglaofuwu", "养老服务", "d02"),
        ("yang lao fu wu", "养老服务", "d02"),
        ("gaolingjintie", "高龄津贴", "d03"),
        ("xqjy", "学前教育", "d18"),
    ],
)
def test_pinyin_finds_titles_and_it_is_said_what_it_was_taken_for(
    corpus: object, typed: str, meant: str, found: str
) -> None:
    answer = find(typed)
    assert answer.read_as == meant
    assert found in [hit.key for hit in answer.hits]


def test_letters_that_stand_in_a_text_are_letters(corpus: object) -> None:
    assert find("ai").read_as == ""
    assert find("ai").hits[0].key == "d29"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("养老俯务", "养老服务"),
        ("养老扶务", "养老服务"),
        ("养老服物", "养老服务"),
        ("高领津贴", "高龄津贴"),
        ("最底生活保障", "最低生活保障"),
        ("住房公基金", "住房公积金"),
        ("公共租凭住房", "公共租赁住房"),
        ("加装电悌", "加装电梯"),
        ("规犯性文件", "规范性文件"),
        ("大气污梁", "大气污染"),
        ("学前教玉", "学前教育"),
        ("义物教育", "义务教育"),
        ("养服老务", "养老服务"),
        ("养老服服务", "养老服务"),
    ],
)
def test_a_mistyped_word_is_held_to_the_titles(corpus: object, typed: str, meant: str) -> None:
    assert find(typed).suggestion == meant


@pytest.mark.parametrize(
    "typed", ["养老服务", "李建国", "火星移民", "浙政办发〔2024〕12号", "“养老俯务”", "5G", "", "政府", "望江街道"]
)
def test_nothing_is_offered_where_nothing_is_mistyped(corpus: object, typed: str) -> None:
    assert find(typed).suggestion == ""


def test_only_what_finds_more_is_offered(corpus: object) -> None:
    assert find("养老俯务", filters=("organ:M",)).suggestion == ""

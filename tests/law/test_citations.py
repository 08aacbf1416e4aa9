"""Citations are found as officials write them: short names, lists and spans of articles, paragraphs and items."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.chinese import numeral, numeral_value
from gongkai.law.citations import Place, citations, title_key, titles_by_key

FOUND = [
    ("依据《档案法》第七条处理", "档案法", [(7,)]),
    ("《政府信息公开条例》（国务院令第711号）第三十三条第二款", "政府信息公开条例", [(33, 0, 2)]),
    ("《专利法》第二十四条第（二）项或者第（三）项", "专利法", [(24, 0, 0, 2), (24, 0, 0, 3)]),
    ("《刑法》第一百二十条之一第一款", "刑法", [(120, 1, 1)]),
    ("《甲办法》第9条、第十七条和第二十条第二款规定", "甲办法", [(9,), (17,), (20, 0, 2)]),
    ("《关于适用〈民事诉讼法〉的解释》第九十条", "关于适用〈民事诉讼法〉的解释", [(90,)]),
    ("按照《乙条例》的第三条", "乙条例", [(3,)]),
    ("按照《乙条例》的规定办理第三条的事", "乙条例", []),
]


@pytest.mark.parametrize(("text", "title", "places"), FOUND)
def test_a_citation_is_read_to_the_item(text: str, title: str, places: list[tuple[int, ...]]) -> None:
    (found,) = citations(text)
    assert found.title == title
    assert list(found.places) == [Place(*place) for place in places]


def test_it_stands_where_the_text_says_it() -> None:
    text = "根据《档案法》第七条、第八条的规定"
    (found,) = citations(text)
    assert text[found.start : found.end] == "《档案法》第七条、第八条"
    assert [text[start:end] for start, end in found.at] == ["第七条", "第八条"]


def test_from_one_article_to_another_means_all_between() -> None:
    (found,) = citations("《甲办法》第十条至第十五条")
    assert found.spans == ((Place(10), Place(15)),)


def test_a_short_name_the_text_introduces_is_known_from_then_on() -> None:
    text = (
        "《中华人民共和国民事诉讼法》（以下简称民事诉讼法）第九条，民事诉讼法第十条，《民事诉讼法》第十一条，刑法第一条"
    )
    assert [(one.title, one.places[0].article) for one in citations(text)] == [
        ("中华人民共和国民事诉讼法", 9),
        ("中华人民共和国民事诉讼法", 10),
        ("中华人民共和国民事诉讼法", 11),
    ]


def test_a_name_one_is_told_is_found_without_marks_and_only_before_an_article() -> None:
    found = citations("刑法第二条，刑法修正案第三条，依照刑法处罚", names=["刑法"])
    assert [(one.title, one.places) for one in found] == [("刑法", (Place(2),))]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("中华人民共和国档案法", "档案法"),
        ("关于适用《中华人民共和国公司法》若干问题的规定（二）", "关于适用〈公司法〉若干问题的规定(二)"),
        ("浙江省信访条例（2018年修正）", "浙江省信访条例"),
    ],
)
def test_two_ways_to_write_a_title_have_one_key(one: str, other: str) -> None:
    assert title_key(one) == title_key(other)


def test_what_is_cited_without_its_trial_mark_is_found() -> None:
    assert dict(titles_by_key(["企业破产法（试行）"]))["企业破产法"] == "企业破产法（试行）"


@given(st.integers(min_value=0, max_value=9999))
def test_a_numeral_written_is_read_back(number: int) -> None:
    assert numeral_value(numeral(number)) == numeral_value(str(number)) == number


@given(st.text(alphabet="《》〈〉第一二十百条款项之（）()、和至以下简称“”档案法的12", max_size=60))
def test_no_text_breaks_it_and_every_place_lies_in_its_text(text: str) -> None:
    for one in citations(text, names=["档案法"]):
        assert 0 <= one.start < one.end <= len(text)
        assert len(one.at) == len(one.places)
        assert all(one.start < start < end <= one.end for start, end in one.at)
        assert all(place.article >= 0 for place in one.places)

"""How texts fall into articles, when they hold, and what a file may say."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.programmes.statutes.rules import (
    Row,
    Unreadable,
    article_address,
    entered,
    in_force_from,
    in_rows,
    joined,
    last_day_named,
    place_of,
    split,
)


@pytest.mark.parametrize(
    ("body", "labels"),
    [
        ("第一条　甲\n第二条 乙", ["第一条", "第二条"]),
        ("第1条 甲\n第2条：乙", ["第一条", "第二条"]),
        ("**第一条** 甲\n### 第二条\n乙", ["第一条", "第二条"]),
        ("第一条 甲\n第一条之一 乙\n第二条 丙", ["第一条", "第一条之一", "第二条"]),
        ("第二十条甲\n第二十一条规定的期限内，不收。\n第二十一条 乙", ["第二十条", "第二十一条"]),
        ("第一条 甲\n第二条 乙\n第一条 又一件", ["第一条", "第二条"]),
        ("第一条 甲\n第九百条 远处的话", ["第一条"]),
        ("第○一条 甲", ["第一条"]),
        ("一、修改第十二条。\n二、本决定自公布之日起施行。", [""]),
        ("", [""]),
    ],
)
def test_articles_are_found_in_every_printing(body, labels):
    assert [one.label for one in split(body).articles] == labels


def test_a_mention_of_another_article_stays_in_its_own():
    found = split("第一条 甲\n第二条规定的人除外。\n第二条 乙")
    assert found.articles[0].text == "甲\n\n第二条规定的人除外。"


def test_headings_preamble_appendix_and_gaps_are_told_apart():
    found = split(
        "为了某事，制定本办法。\n第一编 总编\n## 第一章　总　　则\n第一条 甲\n乙\n第三条 丙\n"
        "## 附则\n第四条 丁\n第一条 附件的话"
    )
    assert found.preamble == "为了某事，制定本办法。"
    assert [one.chapter for one in found.articles] == [
        "第一编 总编 第一章 总则",
        "第一编 总编 第一章 总则",
        "第一编 总编 附则",
    ]
    assert found.articles[0].text == "甲\n\n乙"
    assert found.missing == (2,)
    assert found.appended == "第一条 附件的话"
    assert not found.is_whole
    assert split("决定如下：\n一、甲").is_whole


@given(st.text(alphabet="第一二十百条之章编节规定、。 　\n*#甲乙0", max_size=200))
def test_whatever_is_split_article_numbers_only_grow_and_nothing_raises(body):
    places = [(one.number, one.inserted) for one in split(body).articles]
    assert places == sorted(set(places))


@given(st.lists(st.text(alphabet="甲乙丙丁，。", min_size=1, max_size=20), min_size=1, max_size=12))
def test_what_is_printed_as_articles_is_read_back(texts):
    from gongkai.law.chinese import numeral

    body = "\n".join(f"第{numeral(at)}条　{text}" for at, text in enumerate(texts, start=1))
    assert [one.text for one in split(body).articles] == texts


@pytest.mark.parametrize(
    ("last", "adopted", "since"),
    [
        ("本条例自2020年3月1日起施行。", date(2019, 11, 28), date(2020, 3, 1)),
        ("本条例自二○二○年三月一日起施行。", date(2019, 11, 28), date(2020, 3, 1)),
        ("本条例自2020年3月1日起施行。", date(2024, 1, 2), date(2024, 1, 2)),  # 修正本：its own day
        ("本条例自公布之日起施行。", date(2024, 1, 2), date(2024, 1, 2)),
        ("本条例自2020年13月1日起施行。", None, None),
    ],
)
def test_a_version_holds_from_the_day_its_text_says(last, adopted, since):
    assert in_force_from(split(f"第一条 甲\n第二条 {last}").articles, adopted) == since


def test_the_last_day_of_a_history_is_found():
    assert last_day_named(["2011年11月17日 通过", "根据2020年5月14日的决定修正", "不知何日"]) == date(2020, 5, 14)
    assert last_day_named([]) is None


def test_addresses_of_articles_go_both_ways():
    for place in ((20, 0), (120, 1)):
        assert place_of(article_address(*place)) == place
    for nasty in ("", "二十", "20-", "٢", "1/2"):
        assert place_of(nasty) is None


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({}, "没有标题"),
        ({"title": "甲条例"}, "没有正文"),
        ({"title": "甲条例", "body": "第一条 甲", "category": "传说"}, "“传说”不认识"),
        ({"title": "甲条例", "body": "第一条 甲", "category": "法律", "version_date": "去年"}, "“去年”不是日期"),
        ({"title": "甲" * 201, "body": "第一条 甲", "category": "法律"}, "超过200字"),
    ],
)
def test_a_bad_row_has_its_sentence(said, sentence):
    with pytest.raises(Unreadable, match=sentence):
        entered(said)


def test_rows_of_a_table_become_whole_texts():
    rows = list(
        in_rows(
            [
                (2, {"标题": "甲条例", "通过日期": "2024-01-02", "章": "第一章 总则", "条": "第一条", "正文": "甲"}),
                (3, {"标题": "", "通过日期": "", "章": "第一章 总则", "条": "第二条", "正文": "乙"}),
                (4, {"标题": "乙条例", "通过日期": "2024-01-02", "章": "", "条": "第一条", "正文": "丙"}),
            ]
        )
    )
    assert [(row.place, row.said["title"]) for row in rows] == [(2, "甲条例"), (4, "乙条例")]
    assert [one.text for one in split(rows[0].said["body"]).articles] == ["甲", "乙"]
    with pytest.raises(Unreadable, match="不认识的列“颜色”"):
        list(in_rows([(2, {"颜色": "红"})]))


def test_parts_of_one_text_are_joined_in_order_and_two_texts_stay_apart():
    def row(place, body, title="甲法", day=""):
        return Row(place, {"title": title, "version_date": day, "body": body})

    parts = [row(1, "第三条 丙\n第四条 丁"), row(2, "第一条 甲", title="乙法"), row(3, "第一条 甲\n第二条 乙")]
    made = list(joined(parts))
    assert [one.place for one in made] == [1, 2]
    assert [one.number for one in split(made[0].said["body"]).articles] == [1, 2, 3, 4]
    far = [row(1, "第九百八十九条 甲"), row(2, "第一条 乙\n第二条 丙")]
    assert len(list(joined(far))) == 1
    for other in (row(2, "第三条 又一件"), row(2, "没有条"), row(2, "第九条 甲", day="2024-01-01")):
        assert list(joined([parts[0], other])) == [parts[0], other]

"""Versions follow each other, articles stand as of a day, citations lead somewhere, and only keepers write."""

from datetime import date

import pytest

from gongkai.foundation.errors import Conflict, Invalid, NotPermitted
from gongkai.foundation.journal import queries as journal
from gongkai.foundation.people.actors import SYSTEM
from gongkai.programmes.statutes import operations, queries
from gongkai.programmes.statutes.rules import entered
from tests.programmes.finding.conftest import organ, who

__all__ = ["organ", "who"]

pytestmark = pytest.mark.django_db


def take(title, body, adopted, at, **more):
    said = {"title": title, "category": "地方性法规", "body": body, "version_date": adopted, **more}
    return operations.enter_version(wanted=entered(said), by=SYSTEM, at=at)


def test_versions_follow_each_other_in_whatever_order_they_are_entered(at):
    new, _ = take("甲省停车条例（2024修正）", "第一条 甲\n第二条 新", "2024-05-01", at)
    old, _ = take("甲省停车条例", "第一条 甲\n第二条 旧", "2020-05-01", at)
    statute = queries.statute(new.statute.slug)
    assert old.statute == statute
    assert [(one.since, one.until) for one in queries.versions(statute)] == [
        (date(2024, 5, 1), None),
        (date(2020, 5, 1), date(2024, 5, 1)),
    ]
    for day, text in ((date(2024, 4, 30), "旧"), (date(2024, 5, 1), "新")):
        version = queries.version_on(statute, day)
        assert queries.article(version, 2).text == text
    assert queries.version_on(statute, date(2019, 1, 1)) is None
    operations.mark_repealed(statute=statute.slug, on=date(2025, 1, 1), reason="某决定", by=SYSTEM, at=at)
    assert queries.version_on(statute, date(2024, 12, 31)) is not None
    assert queries.version_on(statute, date(2025, 1, 1)) is None
    assert [entry.act for entry in journal.history(f"statute:{statute.slug}")][-1] == "statutes.repealed"


def test_entering_twice_changes_nothing_and_another_text_of_the_day_is_refused(at):
    _, fresh = take("甲条例", "第一条 甲", "2024-05-01", at)
    _, again = take("甲条例", "第一条 甲", "2024-05-01", at)
    assert (fresh, again) == (True, False)
    _, printed_otherwise = take("甲条例", "甲条例\n某令第1号\n第一条　 甲", "2024-05-01", at)
    assert not printed_otherwise
    with pytest.raises(Conflict, match="已有自2024-05-01起施行的版本，内容与这一份不同"):
        take("甲条例", "第一条 乙", "2024-05-01", at)


def test_citations_lead_to_statutes_entered_before_and_after(at):
    cited, _ = take("中华人民共和国甲法", "第一条 甲\n第二条 乙", "2020-01-01", at)
    citing, _ = take(
        "某省实施办法", "第一条 根据《甲法》第二条，制定本办法。\n第二条 见《乙条例》第一条。", "2021-01-01", at
    )
    found = queries.citing(cited.statute, 2)
    assert [(one.title, places) for one, places in found.statutes] == [("某省实施办法", (("1", "第一条"),))]
    assert queries.citing(cited.statute, 1).statutes == ()
    later, _ = take("乙条例", "第一条 甲", "2022-01-01", at)
    assert [one for one, _ in queries.citing(later.statute, 1).statutes] == [citing.statute]
    named = queries.named(["甲法", "中华人民共和国甲法", "没有的法"])
    assert {title: one.title for title, one in named.items()} == dict.fromkeys(
        ["甲法", "中华人民共和国甲法"], "中华人民共和国甲法"
    )


def test_of_two_statutes_of_one_name_the_nearer_is_meant(at):
    north, _ = take("停车条例", "第一条 甲", "2020-01-01", at, region="北省")
    south, _ = take("停车条例", "第一条 甲", "2020-01-01", at, region="南省")
    assert queries.named(["停车条例"], region="南省")["停车条例"] == south.statute
    assert queries.named(["停车条例"], region="北省")["停车条例"] == north.statute


def test_only_keepers_write(who, at):
    wanted = entered({"title": "甲条例", "category": "法律", "body": "第一条 甲", "version_date": "2024-05-01"})
    with pytest.raises(NotPermitted, match="合法性审查员和政务公开办"):
        operations.enter_version(wanted=wanted, by=who.drafter, at=at)
    version, _ = operations.enter_version(wanted=wanted, by=who.legality_reviewer, at=at)
    slug = version.statute.slug
    with pytest.raises(NotPermitted):
        operations.mark_repealed(statute=slug, on=date(2025, 1, 1), reason="甲", by=who.drafter, at=at)
    with pytest.raises(Invalid, match="废止的依据"):
        operations.mark_repealed(statute=slug, on=date(2025, 1, 1), reason=" ", by=SYSTEM, at=at)
    with pytest.raises(Invalid, match="须在此之后"):
        operations.mark_repealed(statute=slug, on=date(2024, 5, 1), reason="甲", by=SYSTEM, at=at)
    operations.mark_repealed(statute=slug, on=date(2025, 1, 1), reason="甲", by=SYSTEM, at=at)
    with pytest.raises(Conflict, match="已经标记自2025-01-01起废止"):
        operations.mark_repealed(statute=slug, on=date(2025, 1, 1), reason="甲", by=SYSTEM, at=at)


def test_words_are_found_within_articles_of_the_day_and_of_what_was_repealed(at, django_assert_num_queries):
    take("甲省停车条例", "第一条 停车泊位\n第二条 收费标准由县政府规定", "2020-05-01", at)
    new, _ = take("甲省停车条例（2024修正）", "第一条 停车泊位\n第二条 收费不得超过标准\n第三条 处罚", "2024-05-01", at)
    gone, _ = take("乙市收费办法", "第一条 停车收费，不得重复", "2020-01-01", at)
    operations.mark_repealed(statute=gone.statute.slug, on=date(2021, 1, 1), reason="某决定", by=SYSTEM, at=at)

    def found(words, day=date(2026, 1, 1)):
        answer = queries.within(words, day)
        shown = queries.passages(answer, answer.statutes)
        return [(one.title, [passage.label for passage in shown[one.pk]]) for one in answer.statutes]

    assert found("收费") == [("乙市收费办法", ["第一条"]), ("甲省停车条例（2024修正）", ["第二条"])]
    assert found("停车 标准") == [
        ("甲省停车条例（2024修正）", ["第二条"])
    ]  # one word from the title, one from the text
    assert found("县政府") == []
    assert found("县政府", date(2021, 1, 1)) == [("甲省停车条例（2024修正）", ["第二条"])]
    assert found("《》 \x00 \"'") == found("") == []
    with django_assert_num_queries(2):
        answer = queries.within("处罚", date(2026, 1, 1))
    with django_assert_num_queries(1):
        (passage,) = queries.passages(answer, answer.statutes)[new.statute.pk]
    assert (passage.address, passage.snippet_html) == ("3", "<mark>处罚</mark>")
    assert operations.rebuild_words(by=SYSTEM, at=at) == 6
    assert found("处罚") == [("甲省停车条例（2024修正）", ["第三条"])]

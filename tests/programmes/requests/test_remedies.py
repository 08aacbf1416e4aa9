"""Remedies: right for the outcome and the day of the decision; every row of the rulebook's table and its edges."""

from datetime import date

import pytest

from gongkai.law import codes
from gongkai.programmes.requests.remedies import Answering, Remedy, remedies, remedies_for_silence

BEFORE, FROM, NEWEST = date(2023, 12, 31), date(2024, 1, 1), date(2025, 6, 1)
BUREAU = Answering("杭州市民政局", "department", 2, "杭州市人民政府")
TOLD_FIRST = "应当自知道或者应当知道之日起60日内，先向杭州市人民政府申请行政复议"

REFUSALS = [kind.code for kind in codes.reply_kinds if kind.code.startswith("R-N1")]
OTHERS = [
    kind.code for kind in codes.reply_kinds if kind.code not in {*REFUSALS, "R-PART"}
]  # fmt: skip


def told(kinds: list[str], day: date, who: Answering = BUREAU) -> dict[str, Remedy]:
    return {item.key: item for item in remedies(kinds=kinds, decided_on=day, answering=who)}


@pytest.mark.parametrize("kind", REFUSALS)
def test_a_refusal_from_2024_on_must_go_to_review_first(kind: str) -> None:
    assert list(told([kind], BEFORE)) == ["either", "complaint"]
    for day in (FROM, NEWEST):
        said = told([kind], day)
        assert list(said) == ["review_first", "complaint"]
        assert TOLD_FIRST in said["review_first"].text
        assert "15日内，向有管辖权的人民法院提起行政诉讼" in said["review_first"].text
        assert {"第二十三条第一款第（四）项", "第二十三条第二款"} <= {c.article for c in said["review_first"].citations}


@pytest.mark.parametrize("kind", OTHERS)
@pytest.mark.parametrize("day", [BEFORE, FROM, NEWEST])
def test_any_other_answer_may_go_to_review_or_to_court(kind: str, day: date) -> None:
    said = told([kind], day)
    assert list(said) == ["either", "complaint"]
    assert "60日内" in said["either"].text
    assert "6个月内直接向本机关所在地的基层人民法院提起行政诉讼" in said["either"].text


@pytest.mark.parametrize(
    ("kinds", "day", "keys"),
    [
        (["R-PART", "R-N15"], FROM, ["review_first", "either", "complaint"]),
        (["R-PART"], FROM, ["review_first", "either", "complaint"]),
        (["R-PART", "R-REGISTRY"], FROM, ["either", "complaint"]),
        (["R-PART", "R-N15"], BEFORE, ["either", "complaint"]),
        (["R-OTHER"], FROM, ["either", "complaint"]),
    ],
)
def test_a_part_grant_tells_of_both_ways(kinds: list[str], day: date, keys: list[str]) -> None:
    assert list(told(kinds, day)) == keys


def test_before_2024_a_department_could_also_be_reviewed_by_the_one_above_it() -> None:
    assert "杭州市人民政府或者上一级主管部门" in told(["R-NOTHELD"], BEFORE)["either"].text
    assert "上一级主管部门" not in told(["R-NOTHELD"], FROM)["either"].text


def test_the_courts_interpretation_of_the_day_is_cited() -> None:
    def cited(day: date) -> set[str]:
        return {citation.edition for citation in told(["R-NOTHELD"], day)["either"].citations}

    assert "COURT-FOI-2011" in cited(date(2025, 5, 31))
    assert "COURT-FOI-2025" in cited(NEWEST)


SUED_OVER = {"无法提供": "R-NOTHELD", "加工": "R-MAKE", "信访": "R-PETITION", "重复": "R-REPEAT"}
NOT_SAID = {"公开": "R-OPEN", "已主动公开": "R-OPEN-PUB", "其他": "R-OTHER", "查询事项": "R-REGISTRY"}


@pytest.mark.parametrize("kind", [*SUED_OVER.values(), *NOT_SAID.values()], ids=[*SUED_OVER, *NOT_SAID])
def test_the_interpretation_is_cited_only_over_what_it_speaks_of(kind: str) -> None:
    cited = {citation.edition for citation in told([kind], NEWEST)["either"].citations}
    assert ("COURT-FOI-2025" in cited) == (kind in SUED_OVER.values())


WHO = {
    "a provincial government reviews itself": (
        Answering("浙江省人民政府", "government", 1),
        "向浙江省人民政府申请行政复议",
        "中级人民法院",
        "第二十四条第二款",
    ),
    "a county government is reviewed by the city": (
        Answering("杭州市西湖区人民政府", "government", 3, "杭州市人民政府"),
        "向杭州市人民政府申请行政复议",
        "中级人民法院",
        "第二十四条第一款第（二）项",
    ),
    "a township by the county, before the basic court": (
        Answering("某镇人民政府", "township", 4, "安吉县人民政府"),
        "向安吉县人民政府申请行政复议",
        "基层人民法院",
        "第二十四条第一款第（二）项",
    ),
    "a department whose government is not known": (
        Answering("某局", "department", 3),
        "向本级人民政府申请行政复议",
        "基层人民法院",
        "第二十四条第一款第（一）项",
    ),
    "an institution": (
        Answering("某中心", "institution", 3, "安吉县人民政府"),
        "向安吉县人民政府申请行政复议",
        "基层人民法院",
        "第二十四条第一款第（四）项",
    ),
}


@pytest.mark.parametrize(("who", "review", "court", "article"), WHO.values(), ids=WHO)
def test_the_organ_and_the_court_are_named(who: Answering, review: str, court: str, article: str) -> None:
    said = told(["R-MAKE"], NEWEST, who)["either"]
    assert review in said.text
    assert court in said.text
    assert article in {citation.article for citation in said.citations}


@pytest.mark.parametrize(("day", "edition"), [(FROM, "LITIGATION-2017"), (NEWEST, "COURT-FOI-2025")])
def test_silence_leaves_both_ways_open(day: date, edition: str) -> None:
    either, complaint = remedies_for_silence(due_on=day, answering=BUREAU)
    assert (either.key, complaint.key) == ("either", "complaint")
    assert edition in {citation.edition for citation in either.citations}


def test_a_complaint_rests_on_both_articles_of_the_regulation() -> None:
    cited = told(["R-OPEN"], NEWEST)["complaint"].citations
    assert [citation.article for citation in cited] == ["第五十一条", "第四十七条第二款"]


@pytest.mark.parametrize("day", [BEFORE, FROM, NEWEST])
def test_the_english_says_the_same_numbers(day: date) -> None:
    for kinds in (["R-N15"], ["R-NOTHELD"], ["R-PART", "R-N16-2"]):
        for item in remedies(kinds=kinds, decided_on=day, answering=BUREAU):
            for number, word in (("60", "60日"), ("15", "15日"), ("6 months", "6个月")):
                assert (number in item.english) == (word in item.text), item.key

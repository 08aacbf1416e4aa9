"""Questions: any text is answered, pages agree, facets count, what is marked is safe."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from gongkai.foundation.now import china_date
from gongkai.foundation.search import SearchDocument, operations
from gongkai.foundation.search.queries import browse, find

START = datetime(2024, 1, 1, tzinfo=UTC)
SYNTAX = st.text(
    st.sampled_from(list("\"*()^:-+{}[]~&|!<>\\' 〔〕《》“”养老服务民政AND OR NOT NEAR2024号第令/")), max_size=60
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.text(max_size=80), SYNTAX, st.binary(max_size=40).map(lambda raw: raw.decode("latin-1"))))
@example("\x00")
@example("\ud800")
@example('"')
@example("*")
@example("NOT")
@example("养老" * 5000)
@example("〔2016〕")
@example("(" * 10_000)
@example("😀")
@example("的")
def test_any_query_is_answered(corpus: list[SearchDocument], query: str) -> None:
    found = find(query, filters=("organ:A",) if len(query) % 2 else ())
    assert found.total >= len(found.hits)
    for hit in found.hits:
        assert set(re.findall(r"<[^>]*>", hit.title_html + hit.snippet_html)) <= {"<mark>", "</mark>"}


@pytest.mark.parametrize(
    "filters", [("\x00",), ("\ud800:x",), ("",), ("organ:",), ("'",), ('"*',), ("organ:A", "organ:B")]
)
def test_any_filter_is_answered(corpus: object, filters: tuple[str, ...]) -> None:
    assert find("养老", filters=filters).total >= 0
    assert browse(filters).total >= 0


@pytest.mark.parametrize(("limit", "offset"), [(0, 0), (-5, -5), (10**9, 0), (20, 10**9)])
def test_any_page_is_answered(corpus: object, limit: int, offset: int) -> None:
    assert len(find("养老", limit=limit, offset=offset).hits) <= 100


@pytest.mark.parametrize("order", ["relevance", "newest"])
def test_pages_together_are_the_whole(corpus: object, order: str) -> None:
    whole = find("通知", limit=100, order=order)  # type: ignore[arg-type]
    pages = [find("通知", limit=3, offset=start, order=order) for start in range(0, whole.total, 3)]  # type: ignore[arg-type]
    assert [hit.key for page in pages for hit in page.hits] == [hit.key for hit in whole.hits]
    assert {page.total for page in pages} == {whole.total} == {len(whole.hits)}


def test_the_newest_comes_first_when_asked_and_the_total_stays(corpus: object) -> None:
    by_time = find("养老", order="newest", limit=100)
    times = [hit.published_at for hit in by_time.hits]
    assert times == sorted(times, reverse=True)
    assert by_time.total == find("养老").total


def test_a_blank_query_browses(corpus: list[SearchDocument]) -> None:
    assert find("  ").total == browse().total == len(corpus)
    times = [hit.published_at for hit in browse(limit=100).hits]
    assert times == sorted(times, reverse=True)


def test_filters_of_one_dimension_are_alternatives_and_dimensions_are_joined(corpus: object) -> None:
    assert browse(("organ:A",)).total + browse(("organ:B",)).total == browse(("organ:A", "organ:B")).total
    both = browse(("organ:A", "year:2024"))
    assert 0 < both.total < browse(("organ:A",)).total
    assert both.total == both.facets["year"]["2024"] == both.facets["organ"]["A"]


def test_a_dimension_narrowed_to_one_value_is_counted_as_if_it_were_not(corpus: object) -> None:
    both = browse(("organ:A", "year:2024"))
    assert both.facets["year"] == browse(("organ:A",)).facets["year"]
    assert both.facets["organ"] == browse(("year:2024",)).facets["organ"]
    assert sum(both.facets["theme"].values()) == both.total
    words = find("养老", filters=("organ:A", "year:2024"))
    assert words.facets["year"] == find("养老", filters=("organ:A",)).facets["year"]


@pytest.mark.parametrize(
    ("since", "until", "found"),
    [
        (None, None, {"d01", "d02", "d36"}),
        (datetime(2024, 3, 1, tzinfo=UTC), None, {"d01"}),
        (None, datetime(2024, 3, 1, tzinfo=UTC), {"d02", "d36"}),
        (datetime(2023, 4, 15, tzinfo=UTC), datetime(2023, 5, 11, tzinfo=UTC), {"d36"}),
        (datetime(2030, 1, 1, tzinfo=UTC), None, set()),
    ],
)
def test_days_bound_an_answer_the_first_included_the_last_not(
    corpus: object, since: datetime | None, until: datetime | None, found: set[str]
) -> None:
    assert {hit.key for hit in find("养老", since=since, until=until).hits} >= found
    days = [hit.published_at for hit in find("", since=since, until=until, limit=100).hits]
    assert all((not since or day >= since) and (not until or day < until) for day in days)


def test_facets_count_the_whole_answer_not_the_page(corpus: object) -> None:
    found = find("养老", limit=1)
    assert sum(found.facets["organ"].values()) == found.total > 1
    assert list(found.facets["organ"].values()) == sorted(found.facets["organ"].values(), reverse=True)


def test_a_missing_word_is_admitted(corpus: object) -> None:
    assert not find("义务教育招生").relaxed
    found = find("义务教育招生 火星")
    assert found.relaxed
    assert found.hits[0].key == "d17"


def test_an_unknown_number_with_its_agency_says_it_is_only_near(corpus: object) -> None:
    found = find("丙政办发〔2024〕12号")
    assert found.relaxed
    assert [hit.key for hit in found.hits] == ["d01"]


def test_a_word_is_marked_where_it_is_a_word(corpus: object) -> None:
    hits = {hit.key: hit for hit in find("民政").hits}
    assert hits["d03"].title_html == "杭州市<mark>民政</mark>局关于发放高龄津贴的通知"
    hits = {hit.key: hit for hit in find("政府", limit=100).hits}
    assert hits["d13"].title_html.startswith("浙江省人民<mark>政府</mark>关于")


def test_a_synonym_is_marked_too(corpus: object) -> None:
    assert "<mark>医疗保险</mark>" in find("医保").hits[0].title_html


def test_a_cited_number_is_marked_as_it_was_typed(corpus: object) -> None:
    hits = {hit.key: hit for hit in find("浙政办发[2024]20号").hits}
    assert "<mark>浙政办发〔2024〕20号</mark>" in hits["d33"].snippet_html


def test_markup_in_a_title_or_text_is_only_text(db: None) -> None:
    one = SearchDocument("k", "<script>养老</script>", '<img src=x onerror="x">养老&服务', (), (), START)
    operations.put(one)
    hit = find("养老").hits[0]
    assert hit.title_html == "&lt;script&gt;<mark>养老</mark>&lt;/script&gt;"
    assert unescape(re.sub("</?mark>", "", hit.snippet_html)) == one.body


def test_the_snippet_stands_round_the_word_in_a_long_text(db: None) -> None:
    body = "这里讲的是别的事情。" * 400 + "业主可以申请加装电梯的补助资金。" + "还有更多别的内容。" * 400
    operations.put(SearchDocument("k", "通知", body, (), (), START))
    snippet = find("加装电梯").hits[0].snippet_html
    assert "<mark>加装电梯</mark>" in snippet
    assert snippet.startswith("…")
    assert snippet.endswith("…")
    assert 60 < len(re.sub("</?mark>", "", snippet)) <= 125


def test_statements_do_not_grow_with_the_hits(corpus: list[SearchDocument]) -> None:
    for number in range(60):
        extra = replace(corpus[0], key=f"x{number}", published_at=START + timedelta(hours=number))
        operations.put(extra)
    with CaptureQueriesContext(
        connection,
    ) as many:
        find("养老服务", limit=50)
    assert len(many) <= 9


def test_the_same_question_has_the_same_answer(corpus: object) -> None:
    assert find("政府信息公开 申请") == find("政府信息公开 申请")


def test_a_year_is_the_year_of_publication_by_chinas_clock(db: None) -> None:
    for key, day in (
        ("record:old", datetime(2023, 12, 31, 15, 59, tzinfo=UTC)),
        ("record:new", datetime(2023, 12, 31, 16, tzinfo=UTC)),
    ):
        year = str(china_date(day).year)
        operations.put(SearchDocument(key, "除夕值守安排", "各单位值守。", (), (f"year:{year}",), day))
    assert [hit.key for hit in find("值守", filters=("year:2024",)).hits] == ["record:new"]
    assert [hit.key for hit in find("", filters=("year:2023",)).hits] == ["record:old"]
    assert find("值守", filters=("year:2024",)).facets["year"] == {"2024": 1, "2023": 1}
    assert find("值守", filters=("year:2023", "year:2024")).total == 2
    assert find("值守", filters=("year:never",)).total == 0

"""While one types: terms, organs, numbers and titles of what is released, and of nothing else."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.foundation.search import SearchDocument, operations
from gongkai.foundation.search.models import SearchWording
from gongkai.foundation.search.suggesting import heard, suggest

ONE = SearchDocument(
    key="record:1",
    title="东澜省民政厅关于加强养老服务补贴管理的通知",
    body="补贴按月发放。",
    numbers=("东民发〔2024〕12号",),
    filters=("organ:A",),
    published_at=datetime(2024, 5, 1, tzinfo=UTC),
    names=("东澜省民政厅",),
)


@pytest.fixture
def three(db: None) -> None:
    operations.put(ONE)
    operations.put(replace(ONE, key="record:2", title="养老服务条例", numbers=("东民发〔2024〕7号",)))
    operations.put(replace(ONE, key="record:3", title="河道保洁办法", numbers=(), names=("东澜省水利厅",)))


def offered(typed: str, kind: str) -> list[str]:
    return [one.text for one in suggest(typed) if one.kind == kind]


@pytest.mark.parametrize(
    ("typed", "kind", "first"),
    [
        ("养老", "term", "养老服务"),
        ("养", "term", "养老服务"),
        ("ylfw", "term", "养老服务"),
        ("yanglao", "term", "养老服务"),
        ("YangLaoFu", "term", "养老服务"),
        ("養老", "term", "养老服务"),
        ("hdbj", "term", "河道保洁"),
        ("民政", "name", "东澜省民政厅"),
        ("dlsmzt", "name", "东澜省民政厅"),
        ("东民发", "series", "东民发〔2024〕"),
        ("东民发[2024", "series", "东民发〔2024〕"),
        ("东民发〔2024〕1", "number", "东民发〔2024〕12号"),
        ("东民发（2024）第7", "number", "东民发〔2024〕7号"),
        ("养老服务条例", "title", "养老服务条例"),
        ("养老服务条", "title", "养老服务条例"),
        ("ylfw", "title", "养老服务条例"),
        ("养老服务 补贴", "title", "东澜省民政厅关于加强养老服务补贴管理的通知"),
    ],
)
def test_what_is_typed_leads_to_what_is_released(three: None, typed: str, kind: str, first: str) -> None:
    assert first in offered(typed, kind)[:3]


@pytest.mark.parametrize("typed", ["", " ", "水稻", "xyz", "〔", "%", "_", "'", "\x00", "９"])
def test_nothing_is_offered_where_nothing_fits(three: None, typed: str) -> None:
    assert suggest(typed) == ()


def test_what_is_taken_out_is_offered_no_more(three: None) -> None:
    operations.remove("record:3")
    for typed in ("河道", "hdbj", "h", "河", "水利", "河道保洁办法"):
        assert suggest(typed) == ()
    operations.remove("record:1")
    operations.remove("record:2")
    assert not SearchWording.objects.exists()


def test_a_new_title_takes_the_words_of_the_old_with_it(three: None) -> None:
    operations.put(replace(ONE, key="record:3", title="森林防火办法", numbers=()))
    assert offered("河道", "term") == []
    assert "森林防火" in offered("slfh", "term")


def test_putting_again_counts_once_and_a_rebuild_counts_the_same(three: None) -> None:
    before = list(SearchWording.objects.order_by("kind", "text").values_list("kind", "text", "entries"))
    operations.put(ONE)
    assert list(SearchWording.objects.order_by("kind", "text").values_list("kind", "text", "entries")) == before
    operations.rebuild()
    assert list(SearchWording.objects.order_by("kind", "text").values_list("kind", "text", "entries")) == before


def test_letters_are_heard_as_the_commonest_term(three: None) -> None:
    assert heard("ylfw")[0] == heard("yanglaofuwu")[0] == "养老服务"
    assert heard("y") == heard("养老") == ()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.text(max_size=60), st.text(st.sampled_from("ylfw养老东民发〔2024〕号%_'\"*"), max_size=12)))
def test_whatever_is_typed_is_answered_with_few_statements(three: None, typed: str) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert len(suggest(typed)) <= 16
    assert len(asked) <= 8

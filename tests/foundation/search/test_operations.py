"""What is put is found, what is removed is not, and everything can be made again."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from gongkai.foundation.search import SearchDocument, operations
from gongkai.foundation.search.backends import index
from gongkai.foundation.search.models import SearchEntry
from gongkai.foundation.search.ports import Atom
from gongkai.foundation.search.queries import browse, find
from gongkai.foundation.search.rules import FILTER, atom

ONE = SearchDocument(
    key="record:1",
    title="关于加强河道保洁的通知",
    body="各乡镇要落实河长制，定期清理河道。",
    numbers=("浙水〔2024〕7号", "002482015/2024-00123"),
    filters=("organ:002482015", "year:2024"),
    published_at=datetime(2024, 5, 1, tzinfo=UTC),
)


def _rows() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM search_index")
        count: int = cursor.fetchone()[0]
        return count


@pytest.mark.django_db
def test_putting_twice_is_putting_once() -> None:
    operations.put(ONE)
    operations.put(ONE)
    assert _rows() == SearchEntry.objects.count() == 1
    assert find("河道").total == 1


@pytest.mark.django_db
def test_a_new_text_takes_the_place_of_the_old() -> None:
    operations.put(ONE)
    changed = replace(
        ONE, title="关于森林防火的通知", body="严禁野外用火。", published_at=datetime(2024, 6, 1, tzinfo=UTC)
    )
    operations.put(changed)
    assert find("河道").total == 0
    assert find("森林防火").total == 1
    assert _rows() == 1


@pytest.mark.django_db
def test_what_is_removed_is_never_found_nor_counted() -> None:
    operations.put(ONE)
    operations.put(replace(ONE, key="record:2"))
    operations.remove("record:1")
    operations.remove("record:1")
    operations.remove("record:never")
    for found in (
        find("河道"),
        find("浙水〔2024〕7号"),
        find("002482015/2024-00123"),
        browse(),
        browse(("year:2024",)),
    ):
        assert found.total == 1
        assert [hit.key for hit in found.hits] == ["record:2"]
        assert found.facets["year"] == {"2024": 1}


@pytest.mark.django_db
def test_an_index_row_without_its_entry_is_not_shown() -> None:
    operations.put(ONE)
    SearchEntry.objects.all().delete()
    assert find("河道").hits == browse().hits == ()
    operations.put(ONE)
    assert find("河道").total == 1


@pytest.mark.django_db(transaction=True)
def test_a_put_that_is_rolled_back_never_happened() -> None:
    def put_and_fail() -> None:
        with transaction.atomic():
            operations.put(ONE)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        put_and_fail()
    assert find("河道").total == 0
    assert index().newest(Atom(atom(FILTER, "year:2024")), 10) == []


@pytest.mark.django_db
def test_documents_of_the_same_second_and_digest_stand_side_by_side(monkeypatch: pytest.MonkeyPatch) -> None:
    def always_the_same(document: SearchDocument, step: int = 0) -> int:
        return 1_000 + step

    monkeypatch.setattr("gongkai.foundation.search.operations._entries.newness", always_the_same)
    for number in range(4):
        operations.put(replace(ONE, key=f"record:{number}"))
    operations.put(replace(ONE, key="record:2"))
    assert find("河道").total == 4


@pytest.mark.django_db
def test_the_index_is_made_again_from_the_entries(corpus: list[SearchDocument]) -> None:
    before = [hit.key for hit in find("养老").hits]
    index().clear(())
    assert find("养老").total == 0
    assert operations.rebuild() == len(corpus)
    assert [hit.key for hit in find("养老").hits] == before


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text", ["", "\x00", "\ud800 a", "'\\\" ; DROP TABLE", "𠮷野家𬭊", "〔2016〕", "a" * 5000, "😀👨‍👩‍👧"]
)
def test_any_text_can_be_put(text: str) -> None:
    operations.put(replace(ONE, title=text, body=text, numbers=(text,), filters=(f"x:{text}",)))
    assert browse().total == 1
    find(text)


@pytest.mark.django_db
def test_a_very_long_text_can_be_put_and_keeps_its_number() -> None:
    body = "".join(chr(0x4E00 + (position * 7919 + position // 97) % 20_000) for position in range(600_000))
    operations.put(replace(ONE, body=body))
    assert find("浙水〔2024〕7号").total == 1
    assert browse(("year:2024",)).total == 1

"""After an upgrade the index renews itself, bit by bit, while it is asked and written."""

import pytest

from gongkai.assembly import wiring
from gongkai.foundation.jobs.models import JobReceipt
from gongkai.foundation.jobs.operations import work_off
from gongkai.foundation.now import now
from gongkai.foundation.search import SearchDocument, jobs, operations
from gongkai.foundation.search.models import SearchEntry, SearchWording
from gongkai.foundation.search.queries import condition, find, is_current, stale_entries
from gongkai.foundation.search.rules import VERSION
from gongkai.foundation.search.suggesting import suggest

pytestmark = pytest.mark.django_db


@pytest.fixture
def upgraded(corpus: list[SearchDocument]) -> list[SearchDocument]:
    """What stands after code of another shape was installed."""
    SearchEntry.objects.update(seg_version="older")
    SearchWording.objects.update(shape="older")
    return corpus


def _counted() -> list[tuple[str, str, int]]:
    return list(SearchWording.objects.order_by("kind", "text").values_list("kind", "text", "entries"))


def test_the_clock_has_it_renewed_without_anybody_being_told(upgraded: list[SearchDocument]) -> None:
    assert wiring.PERIODIC["search.keep_current"][1] is jobs.keep_current
    jobs.keep_current(at=now())
    jobs.keep_current(at=now())
    assert JobReceipt.objects.filter(operation=jobs.RENEW).count() == 1
    work_off()
    assert stale_entries() == 0
    assert is_current()
    assert condition() == ()
    jobs.keep_current(at=now())
    assert not JobReceipt.objects.filter(operation=jobs.RENEW).exclude(state=JobReceipt.State.DONE).exists()


def test_the_office_is_told_how_many_are_left(upgraded: list[SearchDocument]) -> None:
    operations.renew(most=6)
    (sentence,) = condition()
    assert f"还有 {len(upgraded) - 6} 件" in sentence


def test_meanwhile_everything_is_found_and_offered(upgraded: list[SearchDocument]) -> None:
    found, offered = [hit.key for hit in find("养老").hits], {one.text for one in suggest("养老")}
    while not is_current():
        operations.renew(most=5)
        assert [hit.key for hit in find("养老").hits] == found
        assert {one.text for one in suggest("养老")} == offered


def test_wordings_are_counted_as_if_they_had_been_made_today(upgraded: list[SearchDocument]) -> None:
    operations.renew(most=10)
    operations.remove(upgraded[0].key)
    operations.remove(upgraded[-1].key)
    operations.put(upgraded[0])
    operations.put(upgraded[20])
    while operations.renew(most=7):
        pass
    renewed = _counted()
    operations.rebuild()
    assert renewed == _counted()
    assert set(SearchWording.objects.values_list("shape", flat=True)) == {VERSION}


def test_what_is_withdrawn_before_its_turn_is_offered_no_more(upgraded: list[SearchDocument]) -> None:
    assert "高龄津贴" in {one.text for one in suggest("高龄")}
    operations.remove("d03")
    assert "高龄津贴" not in {one.text for one in suggest("高龄")}

"""Two people, or two machines, at the same instant."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from django.db import connections

from gongkai.engines.publishing import operations as ops
from gongkai.engines.publishing.models import DisplacedText, Edition, Record, State
from gongkai.foundation.errors import Conflict
from gongkai.foundation.journal import queries as journal
from gongkai.foundation.ledger import queries as ledger

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Do all of them at the same moment, each on a connection of its own; answers results and errors in order."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        barrier.wait()
        try:
            return act()
        except Exception as error:  # the test looks at what each got
            return error
        finally:
            connections.close_all()

    connections.close_all()
    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_of_two_clerks_saving_at_once_one_is_told_and_neither_text_is_lost(drafted, who, edit, at):
    uid = drafted.record.uid
    contents = [edit(drafted, title="甲的标题"), edit(drafted, title="乙的标题")]
    results = at_once(
        *(lambda c=c: ops.save(record=uid, content=c, lock_version=1, by=who.drafter, at=at) for c in contents)
    )
    assert sorted(type(result) for result in results if isinstance(result, Exception)) == [Conflict]
    kept = {Edition.objects.get(pk=drafted.pk).title, DisplacedText.objects.get().content["title"]}
    assert kept == {"甲的标题", "乙的标题"}


def test_releases_at_once_get_consecutive_index_numbers(organ, who, content, review, at):
    uids = []
    for number in range(6):
        text = replace(content, document_number=f"东民发〔2026〕{number + 1}号")
        uids.append(review(ops.draft(organ=organ, kind="document", content=text, by=who.drafter, at=at)))
    results = at_once(*(lambda u=u: ops.release(record=u, by=who.publisher, at=at) for u in uids))
    assert [r for r in results if isinstance(r, Exception)] == []
    numbers = sorted(Record.objects.values_list("index_number", flat=True))
    assert numbers == [f"000014349/2026-{serial:05d}" for serial in range(1, 7)]
    assert not ledger.audit().problems
    assert len(ledger.entries(0, 100)) == 6
    assert journal.verify().entries


def test_two_machines_release_a_due_edition_once(drafted, review, who, at, minute):
    uid = review(drafted)
    ops.schedule(record=uid, release_at=minute, by=who.publisher, at=at)
    results = at_once(*(lambda: ops.release_due(record=uid, edition=1, at=minute) for _ in range(3)))
    assert results == [State.RELEASED] * 3
    assert len(ledger.entries(0, 100)) == 1


def test_one_document_number_goes_to_one_of_two_drafts_begun_at_once(organ, who, content, at):
    results = at_once(
        *(lambda: ops.draft(organ=organ, kind="document", content=content, by=who.drafter, at=at) for _ in range(2))
    )
    assert sum(isinstance(result, Conflict) for result in results) == 1
    assert Record.objects.count() == 1


def test_a_withdrawal_and_a_correction_at_once_leave_a_whole_record(released, who, at):
    results = at_once(
        lambda: ops.withdraw(record=released, reason="published_in_error", note="误发", by=who.publisher, at=at),
        lambda: ops.revise(record=released, by=who.drafter, at=at),
    )
    assert not isinstance(results[0], Exception)
    assert not Edition.objects.filter(record__uid=released, state=State.RELEASED).exists()

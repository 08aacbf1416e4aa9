"""One release is killed after every SQL statement and every file write in turn: enumerated, not slept."""

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest
from django.db import connection, connections

from gongkai.engines.publishing import operations as ops
from gongkai.engines.publishing import queries
from gongkai.engines.publishing.models import Edition, State
from gongkai.foundation.errors import NotFound
from gongkai.foundation.jobs.operations import work_off
from gongkai.foundation.journal import queries as journal
from gongkai.foundation.ledger import queries as ledger
from gongkai.foundation.now import frozen
from gongkai.foundation.numbering.models import Series
from gongkai.foundation.search import queries as search

KILLED = 9
LEASE = timedelta(minutes=10)
WRITING = os.O_WRONLY | os.O_RDWR


def run_and_die(work: Callable[[], None], after: int) -> bool:
    """Do the work in a process of its own that dies right after its `after`-th write; true when it got through."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            _die_after(after)
            work()
        except BaseException:  # the child must never return into pytest
            sys.excepthook(*sys.exc_info())
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in {0, KILLED}, f"the child failed after {after} writes"
    return code == 0


def _die_after(after: int) -> None:
    left = [after]

    def tick() -> None:
        left[0] -= 1
        if left[0] <= 0:
            os._exit(KILLED)

    def statement(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        tick()
        return result

    def audit(event: str, args: tuple[object, ...]) -> None:
        if event in {"os.rename", "os.remove"} or (event == "open" and isinstance(args[2], int) and args[2] & WRITING):
            tick()

    connection.ensure_connection()
    connection.execute_wrappers.append(statement)
    sys.addaudithook(audit)


def whole_or_not_at_all(uid: str, at, leaves: int) -> bool:
    """Is it released? Whatever the answer, everything agrees with it."""
    edition = Edition.objects.select_related("record").get(record__uid=uid)
    assert journal.verify().entries
    assert not ledger.audit().problems
    if edition.state == State.APPROVED:
        assert edition.record.index_number is None
        assert edition.leaf is None
        assert len(ledger.entries(0, 1000)) == leaves
        with pytest.raises(NotFound):
            queries.document(uid, at)
        return False
    assert edition.state == State.RELEASED
    assert edition.record.index_number
    assert ledger.leaf(edition.leaf)
    assert isinstance(queries.document(uid, at), queries.Document)
    last = Series.objects.get(name__startswith="index:").last
    assert edition.record.index_number.endswith(f"{last:05d}")
    return True


@pytest.mark.django_db(transaction=True)
def test_a_release_killed_anywhere_is_whole_or_has_not_happened(drafted, review, who, at, run_jobs):
    uid, writes = review(drafted), 0
    run_jobs()
    leaves = len(ledger.entries(0, 1000))
    while True:
        writes += 1
        through = run_and_die(lambda: ops.release(record=uid, by=who.publisher, at=at), writes)
        if whole_or_not_at_all(uid, at, leaves):
            break
        assert not through
    assert writes > 15, "the release was expected to write more often"
    run_jobs()
    assert search.find("养老").total == 1
    assert ledger.latest_checkpoint().size == leaves + 1


@pytest.mark.django_db(transaction=True)
def test_what_follows_a_release_can_be_killed_anywhere_and_is_made_up(organ, content, review, who, at, run_jobs):
    with frozen(at):
        for writes in count(1):
            number = replace(content, document_number=f"东民发〔2026〕{writes}号")
            uid = review(ops.draft(organ=organ, kind="document", content=number, by=who.drafter, at=at))
            ops.release(record=uid, by=who.publisher, at=at)
            through = run_and_die(work_off, writes)
            assert not ledger.audit().problems
            with frozen(at + LEASE * writes):  # by then the dead worker's claim on its job has lapsed
                run_jobs()
            assert search.find("养老").total == writes
            assert queries.proof(uid, at)["leaf"]
            if through:
                break
    assert writes > 10, "the jobs were expected to write more often"

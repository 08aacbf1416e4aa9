"""How many SQL statements an act or a question costs: more of them is a decision, not an accident."""

from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import replace

import pytest
from django.db import connection

from gongkai.engines.publishing import operations as ops
from gongkai.engines.publishing import queries
from gongkai.engines.publishing.content import Relation
from gongkai.foundation.errors import NotFound

Draft = Callable[..., str]


@contextmanager
def statements(expected):
    """Exactly so many statements, savepoints included."""
    seen = []

    def note(execute, sql, params, many, context):
        seen.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield
    assert len(seen) == expected, "\n".join(seen)


@pytest.fixture
def prepared(organ, content, who, review, at) -> Draft:
    """A draft, or with `through` an approved edition, under a 文号 of its own; answers the record's uid."""
    serial = iter(range(100, 200))

    def make(*, through: bool, **fields) -> str:
        own = replace(content, document_number=f"东民发〔2026〕{next(serial)}号", **fields)
        edition = ops.draft(organ=organ, kind="document", content=own, by=who.drafter, at=at)
        return review(edition) if through else edition.record.uid

    return make


@pytest.fixture
def several(prepared, who, at, released) -> list[str]:
    """Five more released records, each implementing the first."""
    uids = [prepared(through=True, relations=(Relation("implements", released),)) for _ in range(5)]
    for uid in uids:
        ops.release(record=uid, by=who.publisher, at=at)
    return uids


def test_a_release_takes_25_statements_and_one_for_what_it_completes_in_the_ledger(prepared, several, who, at):
    seventh, eighth = prepared(through=True), prepared(through=True)
    with statements(25):
        ops.release(record=seventh, by=who.publisher, at=at)
    with statements(26):
        ops.release(record=eighth, by=who.publisher, at=at)


def test_the_first_release_of_all_sets_up_its_series_and_the_ledger(drafted, review, who, at):
    uid = review(drafted)
    with statements(30):
        ops.release(record=uid, by=who.publisher, at=at)


def test_a_correction_takes_the_place_of_the_edition_before_in_one_statement(prepared, several, who, review, edit, at):
    revised = ops.revise(record=several[0], by=who.drafter, at=at)
    text = edit(revised, body="<p>改正后的正文。</p>", public_note="更正正文。")
    edition = ops.save(record=several[0], content=text, lock_version=revised.lock_version, by=who.drafter, at=at)
    uid = review(edition)
    # no number to take; the record and the list of changes note it; one step along its relation, which may not loop
    with statements(25 + 1 - 3 + 3):
        ops.release(record=uid, by=who.publisher, at=at)


def test_a_list_takes_one_statement_on_any_page_and_an_organs_list_two(several, organ, at):
    narrow = queries.Filters(organ=organ.code, kinds=("document",), theme="01", year=2026)
    for filters, expected in ((queries.Filters(), 1), (narrow, 2)):
        with statements(expected):
            page = queries.listing(at, filters, limit=2)
        with statements(expected):
            assert len(queries.listing(at, filters, after=page.next, limit=2).items) == 2


def test_the_years_of_a_list_take_three_statements(several, at):
    with statements(3):
        assert queries.years(at, queries.Filters()) == (2026,)


def test_a_document_takes_as_many_statements_however_many_point_to_it(several, released, at):
    with statements(5):
        page = queries.document(released, at)
    assert len(page.incoming) == 5


def test_a_document_that_points_to_others_takes_one_statement_more(several, at):
    with statements(6):
        assert len(queries.document(several[0], at).outgoing) == 1


def test_a_public_file_takes_one_statement(released, at):
    with statements(1), pytest.raises(NotFound):
        queries.public_file(released, 1, 1, at)


def test_a_queue_takes_two_statements_however_long_it_is(prepared, who, at):
    for _ in range(4):
        prepared(through=False)
    for _ in range(2):
        prepared(through=True)
    with statements(2):
        rows = queries.queue(who.drafter, at)
    assert len(rows) == 6
    with statements(2):
        assert len(queries.queue(who.openness_officer, at)) == 6


def test_the_alarms_take_four_statements_when_nothing_is_overdue(prepared, who, at):
    prepared(through=False)
    with statements(4):
        queries.alarms(who.openness_officer, at)

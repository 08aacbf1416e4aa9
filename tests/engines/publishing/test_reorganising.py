"""Organs that merge: their records follow; bulk acts: tried, decided by another, done a row at a time."""

import io
from dataclasses import replace
from datetime import date

import pytest
from openpyxl import Workbook

from gongkai.engines.publishing import bulk, jobs, permission, queries
from gongkai.engines.publishing import operations as ops
from gongkai.engines.publishing.content import Relation
from gongkai.engines.publishing.models import Edition, Record
from gongkai.foundation.errors import Conflict, Invalid, NotFound, NotPermitted
from gongkai.foundation.journal.models import Entry
from gongkai.foundation.organs.models import Organ, OrganName, OrganSuccession
from gongkai.foundation.people import operations as people
from gongkai.foundation.people import queries as known
from gongkai.foundation.people.actors import SYSTEM

from .conftest import an_actor

ON = date(2026, 3, 1)


@pytest.fixture
def successor(organ):
    """An organ that took over from the first."""
    new = Organ.objects.create(uid="new", code="002482816", place=organ.place, kind="department")
    OrganName.objects.create(organ=new, name="东澜省社会工作部", short_name="社工部", since=ON)
    OrganSuccession.objects.create(predecessor=organ, successor=new, on=ON, basis="机构改革方案")
    Organ.objects.filter(pk=organ.pk).update(until=ON)
    return new


@pytest.fixture
def officer(organ):
    return an_actor(organ, "openness_officer")


def test_what_was_released_follows_and_keeps_the_name_it_was_issued_under(
    released, successor, officer, organ, at_rest, run_jobs
):
    before = queries.document(released, at_rest).edition
    ops.transfer(record=released, to=successor.code, by=officer, at=at_rest)
    run_jobs()
    after = queries.document(released, at_rest).edition
    assert (after.organ, after.origin, after.issuer) == (successor, organ, before.issuer)
    assert (after.record.index_number, after.manifest) == (before.record.index_number, before.manifest)
    assert list(queries.audit()) == []
    assert jobs.inconsistencies(at=at_rest) == []
    for code in (organ.code, successor.code):
        filters = queries.Filters(organ=code)
        assert [item.record for item in queries.listing(at_rest, filters).items] == [released]
        assert [match.item.record for match in queries.search("养老", at_rest, filters).matches] == [released]


def test_the_successors_people_correct_and_withdraw_it_the_old_ones_no_more(
    released, successor, officer, who, review, at
):
    ops.transfer(record=released, to=successor.code, by=officer, at=at)
    with pytest.raises(NotFound):
        ops.revise(record=released, by=who.drafter, at=at)
    drafter, publisher = an_actor(successor, "drafter"), an_actor(successor, "publisher")
    edition = ops.revise(record=released, by=drafter, at=at)
    said = replace(queries.content_of(edition), public_note="更正。")
    edition = ops.save(record=released, content=said, lock_version=edition.lock_version, by=drafter, at=at)
    edition = ops.submit(record=released, by=drafter, at=at)
    for role in ("unit_head", "secrecy_reviewer", "signer"):
        ops.approve(record=released, sha256=edition.sha256, by=an_actor(successor, role), at=at)
    ops.release(record=released, by=publisher, at=at)
    assert list(queries.audit()) == []
    ops.withdraw(record=released, reason="repealed", note="已失效。", by=publisher, at=at)
    assert queries.document(released, at).standing.code == "repealed"


def test_an_open_draft_goes_back_to_its_beginning(drafted, review, successor, officer, at):
    uid = review(drafted)
    ops.transfer(record=uid, to=successor.code, by=officer, at=at)
    edition = Edition.objects.get(record__uid=uid)
    assert (edition.state, edition.sha256, edition.origin, edition.organ) == ("draft", "", None, successor)


def test_what_amended_it_under_the_old_name_still_does(released, organ, who, content, review, successor, officer, at):
    said = replace(content, document_number="东民发〔2026〕9号", relations=(Relation("amends", released),))
    other = review(ops.draft(organ=organ, kind="document", content=said, by=who.drafter, at=at))
    ops.release(record=other, by=who.publisher, at=at)
    ops.transfer(record=released, to=successor.code, by=officer, at=at)
    assert queries.document(released, at).standing.code == "amended"
    ops.transfer(record=other, to=successor.code, by=officer, at=at)
    assert queries.document(released, at).standing.code == "amended"


def test_records_pass_only_to_a_successor_and_only_by_the_office_above_both(
    released, successor, officer, organ, foreign, foreigner, who, at
):
    with pytest.raises(Invalid, match="没有登记为"):
        ops.transfer(record=released, to=foreign.code, by=SYSTEM, at=at)
    with pytest.raises(NotPermitted):
        ops.transfer(record=released, to=foreign.code, by=officer, at=at)
    with pytest.raises(NotPermitted):
        ops.transfer(record=released, to=successor.code, by=who.publisher, at=at)
    with pytest.raises(NotFound):
        ops.transfer(record=released, to=successor.code, by=foreigner.openness_officer, at=at)
    with pytest.raises(Invalid, match="没有这个接收机关"):
        ops.transfer(record=released, to="x", by=officer, at=at)


def test_two_documents_of_one_number_do_not_meet_in_one_organ(released, successor, officer, content, at):
    ops.draft(organ=successor, kind="document", content=content, by=an_actor(successor, "drafter"), at=at)
    with pytest.raises(Conflict, match="同一文号"):
        ops.transfer(record=released, to=successor.code, by=officer, at=at)


# ── bulk ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _enrolled(organ, role, at, name):
    person = people.enrol(
        username=name, name=name, password="long enough to pass", organ=None, by=SYSTEM, at=at, email="a@example.org"
    )
    people.appoint(person=person, organ=organ, role=role, since=date(2020, 1, 1), by=SYSTEM, at=at)
    return known.actor(person.pk, at, second_factor=True)


@pytest.fixture
def publisher(organ, at_rest):
    return _enrolled(organ, "publisher", at_rest, "fabu")


@pytest.fixture
def signer(organ, at_rest):
    return _enrolled(organ, "signer", at_rest, "qianfa")


@pytest.fixture
def several(organ, who, content, review, at_rest):
    uids = []
    for n in range(4, 7):
        said = replace(content, document_number=f"东民发〔2026〕{n}号", title=f"通知{n}")
        uid = review(ops.draft(organ=organ, kind="document", content=said, by=who.drafter, at=at_rest))
        ops.release(record=uid, by=who.publisher, at=at_rest)
        uids.append(uid)
    return uids


def _propose(organ, lines, by, at, **said):
    given = {"act": "withdraw", "reason": "repealed", "note": "文件清理。", **said}
    return ops.propose_bulk(organ=organ, lines=lines, by=by, at=at, **given)


def test_a_dry_run_says_row_by_row_what_would_happen_and_changes_nothing(several, organ, publisher, at_rest, run_jobs):
    entries = Entry.objects.count()
    lines = [(several[0], ""), ("东民发〔2026〕5号", ""), ("没有这份", "")]
    run = _propose(organ, lines, publisher, at_rest)
    run_jobs()
    rows = queries.bulk_rows(run)
    assert [row.state for row in rows] == ["ready", "ready", "refused"]
    assert [row.record for row in rows] == [several[0], several[1], ""]
    assert "没有找到" in rows[2].sentence
    assert not Record.objects.filter(withdrawn_at__isnull=False).exists()
    assert Entry.objects.count() == entries + 1  # that it was proposed
    assert queries.bulk_progress(publisher, run.uid).run.state == "tried"


def test_another_approves_and_each_row_is_an_act_of_its_own(several, organ, publisher, signer, at_rest, run_jobs):
    run = _propose(organ, [(uid, "") for uid in several], publisher, at_rest)
    with pytest.raises(Conflict, match="试办"):
        ops.decide_bulk(run=run.uid, by=signer, at=at_rest)
    run_jobs()
    with pytest.raises(NotPermitted, match="提出人以外"):
        ops.decide_bulk(run=run.uid, by=publisher, at=at_rest)
    ops.decide_bulk(run=run.uid, by=signer, at=at_rest)
    run_jobs()
    assert {row.state for row in queries.bulk_rows(run)} == {"done"}
    assert queries.bulk_progress(signer, run.uid).run.state == "done"
    assert Entry.objects.filter(act="publishing.withdrawn", by=publisher.uid).count() == 3
    assert {queries.document(uid, at_rest).standing.code for uid in several} == {"repealed"}
    ops.do_bulk(run=run.uid, at=at_rest)
    assert Entry.objects.filter(act="publishing.withdrawn").count() == 3


def test_what_changed_since_the_trial_is_reported_and_does_not_stop_the_rest(
    several, organ, publisher, signer, who, at_rest, run_jobs
):
    run = _propose(organ, [(uid, "") for uid in several], publisher, at_rest, reason="published_in_error")
    run_jobs()
    ops.withdraw(record=several[1], reason="published_in_error", note="先办了。", by=who.publisher, at=at_rest)
    ops.decide_bulk(run=run.uid, by=signer, at=at_rest)
    run_jobs()
    assert [row.state for row in queries.bulk_rows(run)] == ["done", "failed", "done"]


def test_a_run_killed_in_the_middle_goes_on_where_it_stopped(
    several, organ, publisher, signer, at_rest, run_jobs, monkeypatch
):
    run = _propose(organ, [(uid, "") for uid in several], publisher, at_rest)
    run_jobs()
    ops.decide_bulk(run=run.uid, by=signer, at=at_rest)
    monkeypatch.setattr("gongkai.engines.publishing.operations._bulk.CHUNK", 1)
    assert ops.do_bulk(run=run.uid, at=at_rest) == 2
    run_jobs()
    assert {row.state for row in queries.bulk_rows(run)} == {"done"}


def test_redirects_name_a_target_for_all_or_a_row(several, released, organ, publisher, signer, at_rest, run_jobs):
    lines = [(several[0], ""), (several[1], "东民发〔2026〕6号"), (several[2], several[2])]
    run = _propose(organ, lines, publisher, at_rest, act="redirect", to=released)
    run_jobs()
    ops.decide_bulk(run=run.uid, by=signer, at=at_rest)
    run_jobs()
    assert [row.state for row in queries.bulk_rows(run)] == ["done", "done", "refused"]
    assert queries.document(several[0], at_rest).to == released
    assert queries.document(several[1], at_rest).to == several[2]


def test_a_transfer_of_a_whole_organ(several, organ, successor, at_rest, run_jobs):
    office = Organ.objects.create(uid="office", code="002489401", place=organ.place, kind="office")
    officer = _enrolled(office, "openness_officer", at_rest, "gongkaiban")
    run = _propose(
        organ, queries.records_of(organ, kind="document"), officer, at_rest, act="transfer", to=successor.code
    )
    run_jobs()
    ops.decide_bulk(run=run.uid, by=officer, at=at_rest)
    run_jobs()
    assert {row.state for row in queries.bulk_rows(run)} == {"done"}
    assert set(Record.objects.values_list("organ", flat=True)) == {successor.pk}
    assert queries.bulk_progress(officer, run.uid).settled == 3


def test_who_may_not_propose_or_see_a_run(several, organ, publisher, foreigner, who, at_rest):
    for by in (who.drafter, foreigner.publisher, replace(publisher, second_factor=False)):
        with pytest.raises(NotPermitted):
            _propose(organ, [(several[0], "")], by, at_rest)
    run = _propose(organ, [(several[0], "")], publisher, at_rest)
    with pytest.raises(NotFound):
        queries.bulk_progress(foreigner.publisher, run.uid)
    ops.cancel_bulk(run=run.uid, by=publisher, at=at_rest)
    with pytest.raises(Conflict):
        ops.cancel_bulk(run=run.uid, by=publisher, at=at_rest)


def test_lists_are_read_as_offices_write_them():
    assert bulk.lines_of_text("编号\nabcd\n\n http://x/documents/efgh/ \t东发〔2026〕1号\n") == [
        ("abcd", ""),
        ("efgh", "东发〔2026〕1号"),
    ]
    assert bulk.lines_of_file("单.csv", "索引号,目标\n甲,乙\n".encode("gb18030")) == [("甲", "乙")]
    book, kept = Workbook(), io.BytesIO()
    book.active.append(["文号", "目标"])
    book.active.append(["东发〔2026〕1号", None])
    book.save(kept)
    assert bulk.lines_of_file("单.xlsx", kept.getvalue()) == [("东发〔2026〕1号", "")]
    book.active.merge_cells("A2:A3")
    book.save(merged := io.BytesIO())
    for name, content in (("单.xlsx", b"x"), ("单.doc", b"x"), ("单.xlsx", merged.getvalue())):
        with pytest.raises(Invalid):
            bulk.lines_of_file(name, content)


def test_permission_follows_for_lists_as_for_objects(released, successor, officer, who, at):
    ops.transfer(record=released, to=successor.code, by=officer, at=at)
    assert not permission.visible_to(who.publisher).exists()
    assert permission.visible_to(an_actor(successor, "publisher")).count() == 1

from datetime import timedelta

import pytest

from gongkai.engines.publishing import jobs, queries
from gongkai.engines.publishing import operations as ops
from gongkai.engines.publishing.content import Relation
from gongkai.engines.publishing.models import Edition, State
from gongkai.foundation.errors import Conflict, Invalid, NotFound, NotPermitted
from gongkai.foundation.ledger import queries as ledger
from gongkai.foundation.search import queries as search
from gongkai.programmes.policies import operations as policies


def test_a_release_gives_number_leaf_and_page_together(released, at):
    page = queries.document(released, at)
    assert isinstance(page, queries.Document)
    assert page.edition.record.index_number == "000014349/2026-00001"
    assert ledger.leaf(page.edition.leaf)


def test_index_numbers_have_no_gaps(organ, who, review, content, drafted, edit, at):
    for serial in range(1, 4):
        edition = ops.draft(
            organ=organ,
            kind="document",
            content=edit(drafted, document_number=f"东民发〔2026〕{serial + 10}号"),
            by=who.drafter,
            at=at,
        )
        uid = review(edition)
        if serial == 2:
            with pytest.raises(NotPermitted):
                ops.release(record=uid, by=who.drafter, at=at)
        released = ops.release(record=uid, by=who.publisher, at=at)
        assert released.record.index_number == f"000014349/2026-{serial:05d}"


def test_nothing_is_public_before_its_minute(drafted, review, who, at, minute, run_jobs):
    uid = review(drafted)
    ops.schedule(record=uid, release_at=minute, by=who.publisher, at=at)
    run_jobs()
    assert jobs.release_scheduled(at=minute - timedelta(seconds=1)) == 0
    with pytest.raises(NotFound):
        queries.document(uid, minute - timedelta(seconds=1))
    assert queries.listing(minute, queries.Filters()).items == ()
    assert search.find("养老").total == 0
    assert jobs.release_scheduled(at=minute) == 1
    run_jobs()
    assert queries.document(uid, minute).edition.released_at == minute
    assert search.find("养老").total == 1


def test_a_due_release_runs_once_however_often_it_is_called(drafted, review, who, at, minute):
    uid = review(drafted)
    ops.schedule(record=uid, release_at=minute, by=who.publisher, at=at)
    assert ops.release_due(record=uid, edition=1, at=minute) == State.RELEASED
    assert ops.release_due(record=uid, edition=1, at=minute) == State.RELEASED
    assert ledger.entries(0, 10).__len__() == 1


def test_a_schedule_whose_review_lapsed_stays_and_raises_an_alarm(drafted, review, who, at, minute):
    uid = review(drafted)
    ops.schedule(record=uid, release_at=minute, by=who.publisher, at=at)
    Edition.objects.filter(record__uid=uid).update(title="被改动")
    assert jobs.release_scheduled(at=minute) == 0
    alarm = next(a for a in queries.alarms(who.publisher, minute + timedelta(minutes=1)) if a.kind == "overdue_release")
    assert "重新送审" in alarm.sentence


def test_an_edit_cancels_the_schedule(drafted, review, who, edit, at, minute):
    uid = review(drafted)
    scheduled = ops.schedule(record=uid, release_at=minute, by=who.publisher, at=at)
    ops.save(
        record=uid, content=edit(scheduled, summary="改"), lock_version=scheduled.lock_version, by=who.drafter, at=at
    )
    assert queries.due_releases(minute) == []


def test_a_past_minute_is_refused(drafted, review, who, at):
    with pytest.raises(Invalid, match="晚于现在"):
        ops.schedule(record=review(drafted), release_at=at, by=who.publisher, at=at)


@pytest.fixture
def normative(organ, who, content, review, at):
    edition = ops.draft(organ=organ, kind="normative", content=content, by=who.drafter, at=at)
    return review(edition, kind_roles=("unit_head", "secrecy_reviewer", "legality_reviewer", "signer"))


def test_a_normative_document_waits_for_its_interpretation(normative, who, at):
    with pytest.raises(NotPermitted, match="政策解读"):
        ops.release(record=normative, by=who.publisher, at=at)


@pytest.mark.parametrize("arrange", [policies.exempt, policies.promise])
def test_an_exemption_or_a_promise_opens_the_gate(normative, who, at, arrange):
    arrange(record=normative, reason="内容浅显，无需另作说明", by=who.signer, at=at)
    assert ops.release(record=normative, by=who.publisher, at=at).state == State.RELEASED


def test_an_approved_interpretation_opens_the_gate(normative, organ, who, content, edit, review, at):
    edition = Edition.objects.get(record__uid=normative)
    text = edit(edition, title="解读", document_number="", relations=(Relation("interprets", normative),))
    interpretation = ops.draft(organ=organ, kind="interpretation", content=text, by=who.drafter, at=at)
    uid = review(interpretation)
    ops.release(record=normative, by=who.publisher, at=at)
    ops.release(record=uid, by=who.publisher, at=at)
    page, other = queries.document(normative, at), queries.document(uid, at)
    assert [link.record for link in page.incoming] == [uid]
    assert [link.record for link in other.outgoing] == [normative]


def test_a_correction_is_a_new_edition_with_a_public_note(released, who, edit, review, at):
    later = at + timedelta(days=1)
    draft = ops.revise(record=released, by=who.drafter, at=later)
    with pytest.raises(Invalid, match="公开说明"):
        ops.submit(record=released, by=who.drafter, at=later)
    note = edit(draft, title="改正后的标题", public_note="更正第二条的一处笔误")
    ops.save(record=released, content=note, lock_version=1, by=who.drafter, at=later)
    assert queries.document(released, later).edition.title != "改正后的标题"
    review(draft)
    ops.release(record=released, by=who.publisher, at=later)
    page = queries.document(released, later)
    assert (page.edition.number, page.edition.title) == (2, "改正后的标题")
    assert page.edition.record.index_number == "000014349/2026-00001"
    assert [e.number for e in page.history] == [2, 1]
    assert queries.document(released, later, number=1).edition.title != "改正后的标题"


def test_two_corrections_at_once_are_refused(released, who, at):
    ops.revise(record=released, by=who.drafter, at=at)
    with pytest.raises(Conflict, match="新版本"):
        ops.revise(record=released, by=who.drafter, at=at)


@pytest.mark.parametrize(("reason", "title_stays"), [("published_in_error", True), ("unsuitable", False)])
def test_a_withdrawn_record_is_gone(released, who, at, run_jobs, reason, title_stays):
    run_jobs()
    ops.withdraw(record=released, reason=reason, note="情况说明", by=who.publisher, at=at)
    page = queries.document(released, at)
    assert isinstance(page, queries.Gone)
    assert bool(page.title) is title_stays
    assert search.find("养老").total == 0
    assert queries.listing(at, queries.Filters()).items == ()


def test_a_consolidated_record_leads_to_its_successor(released, organ, who, edit, review, at):
    first = Edition.objects.get(record__uid=released)
    new = ops.draft(
        organ=organ, kind="document", content=edit(first, document_number="东民发〔2026〕9号"), by=who.drafter, at=at
    )
    uid = review(new)
    ops.release(record=uid, by=who.publisher, at=at)
    ops.withdraw(record=released, reason="consolidated", note="并入新文件", successor=uid, by=who.publisher, at=at)
    assert queries.document(released, at) == queries.Moved(released, uid)


def test_a_repealed_record_stays_readable_under_a_banner(released, who, at):
    ops.withdraw(record=released, reason="repealed", note="清理后失效", by=who.publisher, at=at)
    page = queries.document(released, at)
    assert isinstance(page, queries.Document)
    assert page.standing.code == "repealed"


def test_withdrawal_works_on_a_record_that_todays_rules_would_refuse(released, who, at):
    Edition.objects.filter(record__uid=released).update(title="", theme="", formed_on=None, body="")
    ops.withdraw(record=released, reason="published_in_error", note="旧件有误", by=who.publisher, at=at)
    assert isinstance(queries.document(released, at), queries.Gone)


def test_withdrawal_works_while_a_correction_is_being_drafted(released, who, at):
    ops.revise(record=released, by=who.drafter, at=at)
    ops.withdraw(record=released, reason="published_in_error", note="误发", by=who.publisher, at=at)
    assert isinstance(queries.document(released, at), queries.Gone)


def test_a_withheld_record_is_filed_and_never_public(organ, who, drafted, edit, review, at):
    from datetime import date

    withheld = edit(
        drafted,
        document_number="",
        attribute="withheld",
        ground="N16-1",
        ground_note="内部人事安排",
        rereview_on=date(2027, 3, 1),
        art20="",
    )
    edition = ops.draft(organ=organ, kind="document", content=withheld, by=who.drafter, at=at)
    uid = review(edition)
    with pytest.raises(NotPermitted, match="不能发布"):
        ops.release(record=uid, by=who.publisher, at=at)
    assert ops.file(record=uid, by=who.publisher, at=at).state == State.FILED
    with pytest.raises(NotFound):
        queries.document(uid, at)
    later = at.replace(year=2027, month=3, day=2)
    assert [a.kind for a in queries.alarms(who.drafter, later) if a.record == uid] == ["rereview_due"]


def test_publishers_are_told_of_a_release_that_did_not_happen(drafted, review, who, at, minute, no_jobs):
    uid = review(drafted)
    ops.schedule(record=uid, release_at=minute, by=who.publisher, at=at)
    Edition.objects.filter(record__uid=uid).update(title="被改动")
    no_jobs.clear()
    jobs.release_scheduled(at=minute)
    assert [operation for operation, _, _ in no_jobs] == ["policies.tell_publishers"]


def test_what_was_changed_after_release_is_found(released, at):
    assert jobs.inconsistencies(at=at) == []
    Edition.objects.filter(record__uid=released).update(body="<p>偷改</p>")
    assert len(jobs.inconsistencies(at=at)) == 2  # neither what was reviewed nor what was released
    Edition.objects.filter(record__uid=released).update(manifest="{}")
    assert len(jobs.inconsistencies(at=at)) == 3

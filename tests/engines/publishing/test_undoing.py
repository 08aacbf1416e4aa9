"""Taking the last act back: by who did it, while nothing else happened, and never what is in the ledger."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.engines.publishing import operations as ops
from gongkai.engines.publishing import permission, queries
from gongkai.engines.publishing.desk_tables import Editing, UndoPoint
from gongkai.engines.publishing.models import Edition, State
from gongkai.engines.publishing.rules import EDITING_LASTS
from gongkai.foundation.errors import Conflict, NotFound, NotPermitted
from gongkai.foundation.journal.models import Entry
from gongkai.foundation.notices.models import Notice
from gongkai.foundation.review import queries as reviews

MINUTE = timedelta(minutes=1)


def newest(uid):
    return Edition.objects.filter(record__uid=uid).select_related("record", "organ").order_by("-number")[0]


def submitted(uid, who, at):
    return ops.submit(record=uid, by=who.drafter, at=at)


def approve(uid, by, at):
    return ops.approve(record=uid, sha256=newest(uid).sha256, by=by, at=at)


def test_a_submission_is_taken_back_and_the_reason_it_was_returned_for_stands_again(drafted, who, at):
    uid = drafted.record.uid
    sent = submitted(uid, who, at)
    ops.return_(record=uid, sha256=sent.sha256, reason="请补充附件", by=who.unit_head, at=at)
    submitted(uid, who, at + MINUTE)
    ops.undo(record=uid, by=who.drafter, at=at + 2 * MINUTE)
    draft = newest(uid)
    assert (draft.state, draft.sha256, draft.returned_reason) == (State.DRAFT, "", "请补充附件")
    entry = Entry.objects.order_by("-number")[0]
    assert (entry.act, entry.by, entry.facts["undone"]) == ("publishing.undone", who.drafter.uid, "submitted")


def test_a_submission_somebody_reviewed_is_not_taken_back_so(drafted, who, at):
    uid = drafted.record.uid
    submitted(uid, who, at)
    approve(uid, who.unit_head, at)
    with pytest.raises(NotPermitted, match="不是您办理的"):
        ops.undo(record=uid, by=who.drafter, at=at)
    assert newest(uid).state == State.IN_REVIEW


def test_a_recalled_submission_is_in_review_again_with_its_opinions(drafted, who, at):
    uid = drafted.record.uid
    submitted(uid, who, at)
    approve(uid, who.unit_head, at)
    ops.recall(record=uid, by=who.drafter, at=at)
    ops.undo(record=uid, by=who.drafter, at=at)
    edition = newest(uid)
    assert edition.state == State.IN_REVIEW
    assert permission.pending(edition, reviews.verdicts(permission.subject(edition))).role == "secrecy_reviewer"


def test_an_opinion_taken_back_counts_no_more_and_can_be_given_again(drafted, who, at):
    uid = drafted.record.uid
    submitted(uid, who, at)
    approve(uid, who.unit_head, at)
    ops.undo(record=uid, by=who.unit_head, at=at + MINUTE)
    edition = newest(uid)
    assert permission.pending(edition, reviews.verdicts(permission.subject(edition))).role == "unit_head"
    given_before = reviews.opinions(permission.subject(edition))
    assert [one.retracted_at for one in given_before] == [at + MINUTE]
    approve(uid, who.unit_head, at + 2 * MINUTE)
    assert len(reviews.verdicts(permission.subject(edition))) == 1


def test_the_last_approval_taken_back_bars_the_release(drafted, review, who, at):
    uid = review(drafted)
    ops.undo(record=uid, by=who.signer, at=at)
    assert newest(uid).state == State.IN_REVIEW
    with pytest.raises(NotPermitted):
        ops.release(record=uid, by=who.publisher, at=at)


def test_a_return_taken_back_is_in_review_again(drafted, who, at):
    uid = drafted.record.uid
    sent = submitted(uid, who, at)
    ops.return_(record=uid, sha256=sent.sha256, reason="误点", by=who.unit_head, at=at)
    ops.undo(record=uid, by=who.unit_head, at=at)
    edition = newest(uid)
    assert (edition.state, edition.sha256, edition.returned_reason) == (State.IN_REVIEW, sent.sha256, "")
    approve(uid, who.unit_head, at)


def test_a_return_the_drafter_worked_on_stays(drafted, who, edit, at):
    uid = drafted.record.uid
    sent = submitted(uid, who, at)
    returned = ops.return_(record=uid, sha256=sent.sha256, reason="请改", by=who.unit_head, at=at)
    ops.save(
        record=uid, content=edit(returned, summary="改了"), lock_version=returned.lock_version, by=who.drafter, at=at
    )
    with pytest.raises(NotPermitted, match="又有新的办理"):
        ops.undo(record=uid, by=who.unit_head, at=at)


@pytest.mark.parametrize("minutes", [30, 31, 10_000])
def test_an_opinion_is_taken_back_within_half_an_hour_only(drafted, who, at, minutes):
    uid = drafted.record.uid
    submitted(uid, who, at)
    approve(uid, who.unit_head, at)
    with pytest.raises(NotPermitted, match="已经过了时间"):
        ops.undo(record=uid, by=who.unit_head, at=at + minutes * MINUTE)


def test_a_schedule_is_undone_to_the_minute_before_or_to_none(drafted, review, who, at):
    uid, first, second = review(drafted), at + 60 * MINUTE, at + 120 * MINUTE
    ops.schedule(record=uid, release_at=first, by=who.publisher, at=at)
    ops.schedule(record=uid, release_at=second, by=who.publisher, at=at)
    ops.undo(record=uid, by=who.publisher, at=at)
    assert (newest(uid).state, newest(uid).release_at) == (State.SCHEDULED, first)
    ops.unschedule(record=uid, by=who.publisher, at=at)
    ops.undo(record=uid, by=who.publisher, at=at)
    assert (newest(uid).state, newest(uid).release_at) == (State.SCHEDULED, first)
    with pytest.raises(NotPermitted):  # an undo is no act to undo
        ops.undo(record=uid, by=who.publisher, at=at)


def test_no_undo_brings_back_a_minute_that_has_passed(drafted, review, who, at):
    uid = review(drafted)
    ops.schedule(record=uid, release_at=at + 10 * MINUTE, by=who.publisher, at=at)
    ops.schedule(record=uid, release_at=at + 90 * MINUTE, by=who.publisher, at=at)
    with pytest.raises(NotPermitted, match="已经过了时间"):
        ops.undo(record=uid, by=who.publisher, at=at + 11 * MINUTE)
    ops.unschedule(record=uid, by=who.publisher, at=at + 11 * MINUTE)
    with pytest.raises(NotPermitted, match="已经过了时间"):
        ops.undo(record=uid, by=who.publisher, at=at + 90 * MINUTE)


def test_a_discarded_draft_comes_back_with_its_number(drafted, who, at):
    uid = drafted.record.uid
    ops.discard(record=uid, by=who.drafter, at=at)
    assert [one.record for one in queries.discarded(who.drafter, at)] == [uid]
    ops.undo(record=uid, by=who.drafter, at=at)
    draft = newest(uid)
    assert draft.state == State.DRAFT
    assert draft.record.document_key
    assert queries.discarded(who.drafter, at) == ()


def test_a_discarded_draft_whose_number_was_taken_stays_discarded(drafted, organ, who, content, at):
    uid = drafted.record.uid
    ops.discard(record=uid, by=who.drafter, at=at)
    ops.draft(organ=organ, kind="document", content=replace(content, title="另一份"), by=who.drafter, at=at)
    with pytest.raises(Conflict, match="文号"), transaction.atomic():
        ops.undo(record=uid, by=who.drafter, at=at)
    assert newest(uid).state == State.DISCARDED


def test_a_new_edition_nobody_touched_goes_again(released, who, at):
    ops.revise(record=released, by=who.drafter, at=at)
    ops.undo(record=released, by=who.drafter, at=at)
    assert newest(released).state == State.DISCARDED
    assert ops.revise(record=released, by=who.drafter, at=at).number == 3


def test_a_release_is_never_undone_and_the_lawful_way_is_said(released, who, at):
    with pytest.raises(NotPermitted):
        ops.undo(record=released, by=who.publisher, at=at)
    said = queries.undo(who.publisher, newest(released), at)
    assert "撤回发布" in said.instead
    assert queries.undo(who.drafter, newest(released), at) is None


def test_what_can_be_undone_is_offered_to_who_did_it_until_when(drafted, who, at):
    uid = drafted.record.uid
    submitted(uid, who, at)
    offered = queries.undo(who.drafter, newest(uid), at)
    assert (offered.name, offered.why, offered.until) == ("送审", "还没有人审查", None)
    approve(uid, who.unit_head, at)
    assert queries.undo(who.drafter, newest(uid), at) is None
    assert queries.undo(who.unit_head, newest(uid), at).until == at + 30 * MINUTE
    assert queries.undo(who.unit_head, newest(uid), at + 30 * MINUTE) is None


def test_only_who_did_it_in_the_post_it_took(drafted, who, foreigner, at):
    uid = drafted.record.uid
    submitted(uid, who, at)
    with pytest.raises(NotFound):
        ops.undo(record=uid, by=foreigner.drafter, at=at)
    with pytest.raises(NotPermitted, match="只能由办理的人自己撤销"):
        ops.undo(record=uid, by=who.unit_head, at=at)
    with pytest.raises(NotPermitted, match="不再担任"):
        ops.undo(record=uid, by=replace(who.drafter, posts=who.unit_head.posts), at=at)
    approve(uid, who.unit_head, at)
    with pytest.raises(NotPermitted, match="两步验证"):
        ops.undo(record=uid, by=replace(who.unit_head, second_factor=False), at=at)


def test_what_was_erased_as_secret_leaves_no_trace_to_undo(drafted, who, at):
    uid = drafted.record.uid
    sent = submitted(uid, who, at)
    ops.return_(record=uid, sha256=sent.sha256, reason="其中有秘密的话", by=who.unit_head, at=at)
    submitted(uid, who, at)
    ops.attend(record=uid, by=who.drafter, at=at)
    ops.purge(record=uid, by=who.drafter, at=at)
    assert not UndoPoint.objects.exists()
    assert not Editing.objects.exists()


REVERSIBLE = ("submit", "recall", "approve", "return", "schedule", "unschedule", "discard")


@given(acts=st.lists(st.sampled_from(REVERSIBLE), max_size=8))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_was_done_last_its_undo_leaves_the_edition_as_it_was(drafted, who, at, acts):
    uid = drafted.record.uid
    hands = {"approve": None, "return": None, "schedule": who.publisher, "unschedule": who.publisher}
    with transaction.atomic():
        for act in acts:
            edition = newest(uid)
            step = permission.pending(edition, reviews.verdicts(permission.subject(edition)))
            by = hands.get(act, who.drafter) or getattr(who, step.role if step else "signer")
            before = standing(edition)
            try:
                with transaction.atomic():
                    do(act, uid, by, at)
            except (NotPermitted, NotFound):
                continue
            ops.undo(record=uid, by=by, at=at)
            assert standing(newest(uid)) == before, act
            do(act, uid, by, at)
        transaction.set_rollback(True)


def do(act, uid, by, at):
    plain = {"record": uid, "by": by, "at": at}
    sha256 = newest(uid).sha256
    {
        "submit": lambda: ops.submit(**plain),
        "recall": lambda: ops.recall(**plain),
        "approve": lambda: ops.approve(sha256=sha256, **plain),
        "return": lambda: ops.return_(sha256=sha256, reason="请改", **plain),
        "schedule": lambda: ops.schedule(release_at=at + 60 * MINUTE, **plain),
        "unschedule": lambda: ops.unschedule(**plain),
        "discard": lambda: ops.discard(**plain),
    }[act]()


def standing(edition):
    said = reviews.verdicts(permission.subject(edition))
    valid = {(v.step, v.approved) for v in said if v.round == edition.round and v.sha256 == edition.sha256}
    key = edition.record.document_key
    return edition.state, edition.sha256, edition.returned_reason, edition.release_at, edition.submitted_at, valid, key


def test_others_see_who_has_a_draft_open_until_the_lease_ends(drafted, who, foreigner, at):
    uid = drafted.record.uid
    other = replace(who.drafter, uid="other", name="另一位")
    ops.attend(record=uid, by=who.drafter, at=at)
    ops.attend(record=uid, by=who.drafter, at=at + 5 * MINUTE)
    seen = queries.editing(other, uid, at + 5 * MINUTE)
    assert [(one.name, one.since, one.seen_at) for one in seen] == [(who.drafter.name, at, at + 5 * MINUTE)]
    assert queries.editing(who.drafter, uid, at + 5 * MINUTE) == ()
    assert queries.editing(foreigner.drafter, uid, at + 5 * MINUTE) == ()
    assert queries.editing(other, uid, at + 5 * MINUTE + EDITING_LASTS) == ()
    ops.attend(record=uid, by=who.drafter, at=at + 60 * MINUTE)
    assert queries.editing(other, uid, at + 60 * MINUTE)[0].since == at + 60 * MINUTE
    ops.leave(record=uid, by=who.drafter, at=at + 61 * MINUTE)
    assert queries.editing(other, uid, at + 61 * MINUTE) == ()


def test_only_who_may_change_a_draft_is_noted_as_changing_it(drafted, who, foreigner, at):
    uid = drafted.record.uid
    with pytest.raises(NotPermitted):
        ops.attend(record=uid, by=who.signer, at=at)
    with pytest.raises(NotFound):
        ops.attend(record=uid, by=foreigner.drafter, at=at)
    ops.leave(record=uid, by=foreigner.drafter, at=at)
    assert not Editing.objects.exists()


def test_a_return_taken_back_and_made_again_is_told_again_and_not_in_between(drafted, who, at, run_jobs):
    uid = drafted.record.uid
    sent = submitted(uid, who, at)
    run_jobs()

    def returned(minutes):
        ops.return_(record=uid, sha256=sent.sha256, reason="请补充附件", by=who.unit_head, at=at + minutes * MINUTE)

    def told():
        return Notice.objects.filter(to_uid=who.drafter.uid, subject="您的稿件被退回").count()

    returned(1)
    ops.undo(record=uid, by=who.unit_head, at=at + 2 * MINUTE)
    run_jobs()
    assert told() == 0
    returned(3)
    run_jobs()
    assert told() == 1
    ops.undo(record=uid, by=who.unit_head, at=at + 4 * MINUTE)
    returned(5)
    run_jobs()
    assert told() == 2

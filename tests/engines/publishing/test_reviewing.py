import pytest

from gongkai.engines.publishing import operations as ops
from gongkai.engines.publishing.models import Edition, State
from gongkai.foundation.errors import Conflict, Invalid, NotPermitted
from gongkai.foundation.people.actors import Actor


def test_everything_missing_is_said_at_once(organ, who, drafted, edit, at):
    bare = edit(drafted, formed_on=None, theme="", attribute="")
    ops.save(record=drafted.record.uid, content=bare, lock_version=1, by=who.drafter, at=at)
    with pytest.raises(Invalid) as refused:
        ops.submit(record=drafted.record.uid, by=who.drafter, at=at)
    for word in ("成文日期", "主题分类", "公开属性"):
        assert word in refused.value.sentence


def test_steps_are_taken_in_their_order(drafted, who, at):
    edition = ops.submit(record=drafted.record.uid, by=who.drafter, at=at)
    with pytest.raises(NotPermitted):
        ops.approve(record=drafted.record.uid, sha256=edition.sha256, by=who.secrecy_reviewer, at=at)
    ops.approve(record=drafted.record.uid, sha256=edition.sha256, by=who.unit_head, at=at)
    ops.approve(record=drafted.record.uid, sha256=edition.sha256, by=who.secrecy_reviewer, at=at)
    assert Edition.objects.get(pk=drafted.pk).state == State.IN_REVIEW
    ops.approve(record=drafted.record.uid, sha256=edition.sha256, by=who.signer, at=at)
    assert Edition.objects.get(pk=drafted.pk).state == State.APPROVED


def test_nobody_approves_what_they_wrote(drafted, who, organ, at):
    both = Actor(who.drafter.uid, "身兼两职", who.drafter.posts + who.unit_head.posts, second_factor=True)
    edition = ops.submit(record=drafted.record.uid, by=who.drafter, at=at)
    with pytest.raises(NotPermitted, match="自己的稿件"):
        ops.approve(record=drafted.record.uid, sha256=edition.sha256, by=both, at=at)


def test_a_reviewer_without_a_second_factor_is_refused(drafted, who, at):
    edition = ops.submit(record=drafted.record.uid, by=who.drafter, at=at)
    weak = Actor(who.unit_head.uid, "处长", who.unit_head.posts, second_factor=False)
    with pytest.raises(NotPermitted, match="两步验证"):
        ops.approve(record=drafted.record.uid, sha256=edition.sha256, by=weak, at=at)


def test_an_edit_after_review_voids_it(drafted, review, who, edit, at):
    uid = review(drafted)
    edition = Edition.objects.get(record__uid=uid)
    ops.save(
        record=uid, content=edit(edition, title="改过的标题"), lock_version=edition.lock_version, by=who.drafter, at=at
    )
    assert Edition.objects.get(record__uid=uid).state == State.DRAFT
    with pytest.raises(NotPermitted):
        ops.release(record=uid, by=who.publisher, at=at)


def test_a_change_behind_the_engines_back_stops_the_release(drafted, review, who, at):
    uid = review(drafted)
    Edition.objects.filter(record__uid=uid).update(body="<p>被偷偷改过</p>")
    with pytest.raises(Conflict, match="审查之后内容有改动"):
        ops.release(record=uid, by=who.publisher, at=at)


def test_a_reviewer_approves_only_what_she_saw(drafted, who, at):
    ops.submit(record=drafted.record.uid, by=who.drafter, at=at)
    with pytest.raises(Conflict, match="重新审阅"):
        ops.approve(record=drafted.record.uid, sha256="0" * 64, by=who.unit_head, at=at)


def test_a_return_needs_a_reason_and_starts_the_round_anew(drafted, who, at):
    uid = drafted.record.uid
    edition = ops.submit(record=uid, by=who.drafter, at=at)
    ops.approve(record=uid, sha256=edition.sha256, by=who.unit_head, at=at)
    with pytest.raises(Invalid, match="退回理由"):
        ops.return_(record=uid, sha256=edition.sha256, reason=" ", by=who.secrecy_reviewer, at=at)
    ops.return_(record=uid, sha256=edition.sha256, reason="第二条涉及个人信息", by=who.secrecy_reviewer, at=at)
    again = ops.submit(record=uid, by=who.drafter, at=at)
    assert (again.round, again.sha256) == (2, edition.sha256)
    with pytest.raises(NotPermitted):  # the unit head's first opinion does not count in the second round
        ops.approve(record=uid, sha256=again.sha256, by=who.secrecy_reviewer, at=at)


def test_a_submission_can_be_recalled(drafted, who, at):
    ops.submit(record=drafted.record.uid, by=who.drafter, at=at)
    assert ops.recall(record=drafted.record.uid, by=who.drafter, at=at).state == State.DRAFT


def test_a_normative_document_needs_legality_review(organ, who, content, at):
    edition = ops.draft(organ=organ, kind="normative", content=content, by=who.drafter, at=at)
    sha = ops.submit(record=edition.record.uid, by=who.drafter, at=at).sha256
    for role in ("unit_head", "secrecy_reviewer", "legality_reviewer"):
        assert ops.approve(record=edition.record.uid, sha256=sha, by=getattr(who, role), at=at).state == "in_review"
    assert ops.approve(record=edition.record.uid, sha256=sha, by=who.signer, at=at).state == State.APPROVED


UNREAD = "<p>现公布如下：</p><p>〔表格：见来稿原件第 2 页，文字逐行列在下面，请重新制表后删去本行〕</p><p>甲　乙</p>"


def test_a_table_that_was_not_read_is_made_before_anybody_reviews_it(drafted, who, edit, at):
    uid = drafted.record.uid
    ops.save(record=uid, content=edit(drafted, body=UNREAD), lock_version=1, by=who.drafter, at=at)
    with pytest.raises(Invalid, match=r"正文第2段.*第 2 页.*删去这一行") as refused:
        ops.submit(record=uid, by=who.drafter, at=at)
    assert refused.value.field == "body"
    made = edit(drafted, body=UNREAD.split("<p>〔", maxsplit=1)[0] + "<table><tr><td>甲</td><td>乙</td></tr></table>")
    ops.save(record=uid, content=made, lock_version=2, by=who.drafter, at=at)
    assert ops.submit(record=uid, by=who.drafter, at=at).state == State.IN_REVIEW


@pytest.mark.parametrize("act", ["release", "schedule"])
def test_what_was_reviewed_before_this_was_asked_is_not_released_with_such_a_line(
    drafted, review, who, edit, at, minute, monkeypatch, act
):
    ops.save(record=drafted.record.uid, content=edit(drafted, body=UNREAD), lock_version=1, by=who.drafter, at=at)
    with monkeypatch.context() as before:
        before.setattr("gongkai.engines.publishing.rules.unfinished_problems", lambda _: [])
        uid = review(Edition.objects.get(pk=drafted.pk))
    with pytest.raises(Invalid, match="占位行"):
        getattr(ops, act)(record=uid, by=who.publisher, at=at, **({"release_at": minute} if act == "schedule" else {}))

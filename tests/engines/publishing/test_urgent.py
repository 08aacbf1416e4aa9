"""Emergencies: released first on the head's sign-off, reviewed after, owed until done."""

from dataclasses import replace
from datetime import timedelta

import pytest

from gongkai.engines.publishing import operations as ops
from gongkai.engines.publishing import queries
from gongkai.foundation.errors import Conflict, Invalid, NotFound, NotPermitted

STEPS = ("unit_head", "secrecy_reviewer")


@pytest.fixture
def event(organ, who, at):
    return ops.open_emergency(organ=organ, name="澜江洪水", began_at=at - timedelta(hours=3), by=who.drafter, at=at).uid


@pytest.fixture
def submitted(organ, who, content, at):
    """Submit information on the emergency; answers uid and hash."""
    serial = iter(range(1, 50))

    def run(**fields):
        said = replace(content, document_number="", title=f"洪水预警（{next(serial)}）", art20="A20-12")
        edition = ops.draft(organ=organ, kind="disclosure", content=replace(said, **fields), by=who.drafter, at=at)
        return edition.record.uid, ops.submit(record=edition.record.uid, by=who.drafter, at=at).sha256

    return run


@pytest.fixture
def urgent(submitted, event, who, at):
    uid, sha256 = submitted()
    ops.release_urgently(record=uid, sha256=sha256, emergency=event, reason="险情紧急。", by=who.signer, at=at)
    return uid


def test_it_is_public_at_once_and_its_reviews_are_owed_until_a_minute(urgent, event, who, at):
    assert queries.document(urgent, at).edition.title == "洪水预警（1）"
    (owed,) = queries.reviews_owed(who.publisher, at)
    assert (owed.record, owed.waits_for, owed.late) == (urgent, "核稿", False)
    later = at + timedelta(hours=25)
    assert queries.reviews_owed(who.publisher, later)[0].late
    assert any(
        alarm.kind == "review_owed" and "已逾期" in alarm.sentence for alarm in queries.alarms(who.auditor, later)
    )


def test_the_running_record_tells_every_release_at_its_minute(submitted, urgent, event, who, at):
    for minutes in (10, 25):
        uid, sha256 = submitted()
        then = at + timedelta(minutes=minutes)
        ops.release_urgently(record=uid, sha256=sha256, emergency=event, reason="续报。", by=who.signer, at=then)
    record = queries.running_record(event, at + timedelta(hours=1))
    assert [b.at - at for b in record.bulletins] == [timedelta(minutes=n) for n in (25, 10, 0)]
    assert [b.title for b in queries.running_record(event, at).bulletins] == ["洪水预警（1）"]
    assert queries.emergencies_with_releases(at)[0][:2] == (event, "澜江洪水")


def test_an_event_of_which_nothing_is_public_does_not_exist(event, at):
    with pytest.raises(NotFound):
        queries.running_record(event, at)
    assert queries.emergencies_with_releases(at) == ()


def test_when_every_step_is_made_up_for_nothing_is_owed(urgent, who, at):
    for role in STEPS:
        ops.review_after(record=urgent, approved=True, remark="", by=getattr(who, role), at=at)
    assert queries.reviews_owed(who.publisher, at) == ()
    with pytest.raises(NotPermitted, match="全部完成"):
        ops.review_after(record=urgent, approved=True, remark="", by=who.unit_head, at=at)


def test_a_no_stays_listed_until_it_is_withdrawn(urgent, who, at):
    with pytest.raises(Invalid, match="理由"):
        ops.review_after(record=urgent, approved=False, remark=" ", by=who.unit_head, at=at)
    ops.review_after(record=urgent, approved=False, remark="水位有误。", by=who.unit_head, at=at)
    assert queries.reviews_owed(who.drafter, at)[0].refused == "水位有误。"
    with pytest.raises(Conflict):
        ops.review_after(record=urgent, approved=True, remark="", by=who.unit_head, at=at)
    ops.withdraw(record=urgent, reason="published_in_error", note="水位有误。", by=who.publisher, at=at)
    assert queries.reviews_owed(who.drafter, at) == ()


def test_a_no_is_settled_by_a_correction_that_passed_its_reviews(urgent, who, at, review):
    ops.review_after(record=urgent, approved=False, remark="水位有误。", by=who.unit_head, at=at)
    edition = ops.revise(record=urgent, by=who.drafter, at=at)
    said = replace(queries.content_of(edition), body="<p>水位12米。</p>", public_note="更正水位。")
    review(ops.save(record=urgent, content=said, lock_version=edition.lock_version, by=who.drafter, at=at))
    ops.release(record=urgent, by=who.publisher, at=at)
    assert queries.reviews_owed(who.drafter, at) == ()


@pytest.mark.parametrize(
    ("fields", "said", "role", "sentence"),
    [
        ({"art20": "A20-11"}, {}, "signer", "突发公共事件"),
        ({}, {"reason": " "}, "signer", "来不及"),
        ({}, {"emergency": "2222222222"}, "signer", "突发事件"),
        ({}, {"sha256": "0" * 64}, "signer", "不一致"),
        ({}, {}, "publisher", "签发人"),
        ({"attribute": "on_request"}, {}, "signer", "主动公开"),
    ],
)
def test_nothing_else_is_released_before_its_reviews(submitted, event, who, at, fields, said, role, sentence):
    uid, sha256 = submitted(**fields)
    given = {
        "record": uid,
        "sha256": sha256,
        "emergency": event,
        "reason": "险情。",
        "by": getattr(who, role),
        "at": at,
    }
    with pytest.raises((Invalid, Conflict, NotPermitted), match=sentence):
        ops.release_urgently(**{**given, **said})
    with pytest.raises(NotFound):
        queries.document(uid, at)


def test_who_wrote_it_does_not_sign_it_off(submitted, event, who, at):
    uid, sha256 = submitted()
    author = replace(who.signer, uid=who.drafter.uid)
    with pytest.raises(NotPermitted, match="自己的稿件"):
        ops.release_urgently(record=uid, sha256=sha256, emergency=event, reason="险情。", by=author, at=at)


def test_without_a_second_factor_the_head_releases_nothing(submitted, event, who, at):
    uid, sha256 = submitted()
    by = replace(who.signer, second_factor=False)
    with pytest.raises(NotPermitted, match="两步验证"):
        ops.release_urgently(record=uid, sha256=sha256, emergency=event, reason="险情。", by=by, at=at)


def test_a_closed_event_takes_no_further_release(submitted, urgent, event, who, at):
    ops.close_emergency(emergency=event, by=who.publisher, at=at)
    uid, sha256 = submitted()
    with pytest.raises(Invalid, match="突发事件"):
        ops.release_urgently(record=uid, sha256=sha256, emergency=event, reason="险情。", by=who.signer, at=at)
    with pytest.raises(Conflict):
        ops.close_emergency(emergency=event, by=who.publisher, at=at)


def test_a_foreign_organ_sees_neither_the_event_nor_what_is_owed(urgent, event, foreigner, foreign, at):
    assert queries.open_emergencies(foreigner.signer) == ()
    assert queries.reviews_owed(foreigner.openness_officer, at) == ()
    with pytest.raises(NotFound):
        ops.close_emergency(emergency=event, by=foreigner.signer, at=at)

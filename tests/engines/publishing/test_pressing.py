"""What needs me first: the reasons in their order, each with its day in words."""

from datetime import UTC, date, datetime, timedelta

import pytest

from gongkai.engines.publishing import operations as ops
from gongkai.engines.publishing import queries
from gongkai.engines.publishing.pressing import RANKS, Waiting, need_of
from gongkai.engines.publishing.rules import Deadline

DUE = date(2026, 3, 24)
SENT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def waiting(**facts):
    deadline = Deadline(DUE, provisional=False, steps=(), basis="", caution="")
    return Waiting(
        **{"act": "approve", "what": "等待核稿", "own": False, "deadline": deadline, "sent_at": SENT} | facts
    )


RETURNED = {"act": "submit", "own": True, "returned_at": SENT, "returned_for": "请补充附件。\n谢谢。", "what": "退回"}
RELEASE = {"act": "release", "deadline": None, "what": "等待发布"}
DRAFT = {"act": "submit", "own": True, "deadline": None, "what": "等待送审", "sent_at": None}
DAY = date(2026, 3, 2)
SAID = "2026年3月2日被退回：请补充附件。 谢谢。"
CASES = [
    ({}, 1, "late", "应于2026年3月24日前公开，已超过1天；等待核稿，2026年3月2日送审。", DUE),
    ({}, 0, "today", "今天（2026年3月24日）是最后法定公开日；等待核稿，2026年3月2日送审。", DUE),
    (RETURNED, -9, "returned", f"最后法定公开日2026年3月24日，还有9天；{SAID}", DAY),
    (RETURNED, 3, "late", f"应于2026年3月24日前公开，已超过3天；{SAID}", DUE),
    ({}, -5, "soon", "最后法定公开日2026年3月24日，还有5天；等待核稿，2026年3月2日送审。", DUE),
    ({}, -6, "review", "最后法定公开日2026年3月24日，还有6天；等待核稿，2026年3月2日送审。", DAY),
    (RELEASE, 0, "release", "等待发布，2026年3月2日送审。", DAY),
    (DRAFT, 0, "draft", "等待送审。", None),
    ({"act": "submit", "what": "等待送审"}, 9, "colleague", "应于2026年3月24日前公开，已超过9天；等待送审。", None),
]


@pytest.mark.parametrize(("facts", "days", "code", "words", "on"), CASES, ids=range(len(CASES)))
def test_each_reason_has_its_name_its_words_and_its_day(facts, days, code, words, on):
    need = need_of(waiting(**facts), today=DUE + timedelta(days=days))
    assert (need.code, need.words, need.on) == (code, words, on)


def test_the_reasons_stand_in_this_order():
    assert list(RANKS) == ["late", "today", "returned", "soon", "review", "release", "draft", "colleague"]


def test_a_queue_begins_with_what_is_most_pressing_for_its_reader(drafted, organ, who, content, edit, at):
    new = edit(drafted, title="新的", document_number="")
    fresh = ops.draft(organ=organ, kind="document", content=new, by=who.drafter, at=at)
    uid = drafted.record.uid
    sent = ops.submit(record=uid, by=who.drafter, at=at)
    head = queries.queue(who.unit_head, at)
    assert [(row.record, row.need and row.need.code) for row in head] == [(uid, "review"), (fresh.record.uid, None)]
    ops.return_(record=uid, sha256=sent.sha256, reason="请补充", by=who.unit_head, at=at)
    rows = queries.queue(who.drafter, at)
    assert [(row.record, row.need.code) for row in rows] == [(uid, "returned"), (fresh.record.uid, "draft")]
    assert "2026年3月2日被退回：请补充" in rows[0].need.words


def test_an_alarm_is_theirs_who_has_to_act(drafted, review, who, at):
    uid = review(drafted)
    ops.schedule(record=uid, release_at=at + timedelta(minutes=5), by=who.publisher, at=at)
    late = at + timedelta(hours=1)
    for person, mine in ((who.publisher, True), (who.drafter, False), (who.openness_officer, False)):
        overdue = next(one for one in queries.alarms(person, late) if one.kind == "overdue_release")
        assert (overdue.mine, overdue.on) == (mine, date(2026, 3, 2)), person.name

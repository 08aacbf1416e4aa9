"""Public concern: a topic from the first item to its end, its hours, and the statements that stop them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from gongkai.engines.casework import jobs
from gongkai.engines.casework import operations as casework
from gongkai.engines.casework.models import Case
from gongkai.engines.casework.queries import done_in
from gongkai.engines.publishing import operations as publishing
from gongkai.engines.publishing.models import Edition
from gongkai.foundation.errors import Conflict, Invalid, NotFound, NotPermitted
from gongkai.foundation.journal.models import Entry
from gongkai.foundation.now import CHINA
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import SYSTEM, Actor
from gongkai.programmes.concerns import importing, judging, queries
from gongkai.programmes.concerns import jobs as feed_jobs
from gongkai.programmes.concerns import operations as ops
from gongkai.programmes.concerns.contents import Said
from gongkai.programmes.concerns.models import Item, Statement
from tests.engines.casework.conftest import an_actor, foreign, organ

__all__ = ["foreign", "organ"]

SMELL = Said("城东水厂供水有异味", "东澜论坛", "https://forum.example/t/1?utm_source=x", "昨晚起自来水有异味")
AGAIN = Said("城东水厂供水有异味！", "东澜晚报", "https://news.example/2", "昨晚起自来水有异味。")
FOUND = datetime(2026, 10, 1, 22, 30, tzinfo=CHINA)


@pytest.fixture
def act() -> Callable[..., Case]:
    """Do one act in a topic, some minutes after it was found."""

    def run(case: Case, key: str, by: Actor, **given: str) -> Case:
        seen = case.events.count()
        moment = FOUND + timedelta(minutes=30 + seen)
        return casework.do(case=case.uid, act=key, given=given, seen=seen, by=by, at=moment)

    return run


def test_the_same_thing_is_entered_once_and_what_repeats_it_joins_its_topic(organ: Organ, foreign: Organ) -> None:
    officer, at = an_actor(organ, "concern_officer"), FOUND + timedelta(minutes=1)
    first = ops.enter_item(organ=organ, said=SMELL, found_at=FOUND, by=officer, at=at)
    with pytest.raises(Conflict, match="登记过"):
        ops.enter_item(
            organ=organ, said=Said("别的", "论坛", "HTTP://www.forum.example/t/1/"), found_at=FOUND, by=officer, at=at
        )
    with pytest.raises(Invalid, match=r"标题.*来源.*http.*不能晚于现在"):
        ops.enter_item(organ=organ, said=Said("", "", "ftp://x"), found_at=at + timedelta(days=1), by=officer, at=at)
    with pytest.raises(NotPermitted):
        ops.enter_item(organ=foreign, said=SMELL, found_at=FOUND, by=officer, at=at)
    topic = ops.open_topic(items=[first.uid], level="ordinary", by=officer, at=at)
    repeated = ops.enter_item(organ=organ, said=AGAIN, found_at=FOUND, by=officer, at=at)
    other = ops.enter_item(organ=organ, said=Said("公交改线", "论坛"), found_at=FOUND, by=officer, at=at)
    assert (repeated.repeats, repeated.case, other.repeats) == (first, topic, None)
    with pytest.raises(Invalid, match="理由"):
        ops.dismiss_items(items=[other.uid], reason=" ", by=officer, at=at)
    assert ops.dismiss_items(items=[other.uid], reason="商业广告", by=officer, at=at) == 1
    with pytest.raises(Conflict):
        ops.add_to_topic(items=[other.uid], topic=topic.number, by=officer, at=at)
    with pytest.raises(NotFound):
        ops.dismiss_items(items=[first.uid], reason="看看", by=an_actor(foreign, "concern_officer"), at=at)
    assert "异味" not in str(list(Entry.objects.values()))
    with pytest.raises(NotPermitted):
        ops.erase_items(found_before=at, by=officer, at=at)
    assert feed_jobs.erase_items(at=at + timedelta(days=729)) == 0
    assert feed_jobs.erase_items(at=at + timedelta(days=731)) == 1, "those of an open topic stay"
    other.refresh_from_db()
    assert (other.title, other.set_aside) == ("（已满保存期限，内容已清除）", "商业广告")
    with pytest.raises(Conflict):
        ops.enter_item(organ=organ, said=SMELL, found_at=at, by=officer, at=at)


def test_an_emergency_is_answered_within_five_hours_through_a_holiday_night_and_told_on_and_on(
    organ: Organ, foreign: Organ, act: Callable[..., Case], django_assert_num_queries: Any
) -> None:
    officer, handler = an_actor(organ, "concern_officer"), an_actor(foreign, "handler")
    item = ops.enter_item(organ=organ, said=SMELL, found_at=FOUND, by=officer, at=FOUND)
    topic = ops.open_topic(items=[item.uid], by=officer, at=FOUND)
    assert topic.due_at == FOUND + timedelta(hours=48)
    reason = {"scope": "local", "organ": foreign.code, "reason": "涉及饮水安全"}
    act(topic, "judge", officer, level="major", ground="emergency", **reason)
    topic.refresh_from_db()
    assert topic.due_at == FOUND + timedelta(hours=5), "1 and 2 October are holidays, and it is night"
    done = done_in(topic)
    assert [one.due_at - FOUND for one in judging.owed(done)] == [timedelta(hours=5), timedelta(hours=24)]
    routed = judging.routed(topic, done)
    assert routed is not None
    assert (routed.body.code, "涉事责任部门" in routed.reason) == (foreign.code, True)
    with pytest.raises(Invalid, match="请写明理由"):
        act(topic, "assign", officer, organ=organ.code)
    act(topic, "assign", officer, organ=foreign.code)
    with pytest.raises(NotPermitted, match="自动登记"):
        act(topic, "release_first", officer, at="2026-10-01T23:00", record="x")
    act(topic, "propose_statement", handler, title="关于城东水厂供水异味的情况说明", text="已停止供水并送检。")
    first = Statement.objects.get(case=topic)
    night = FOUND + timedelta(hours=9)
    assert queries.public_topics(night).topics == ()
    with pytest.raises(NotPermitted):
        publishing.release(record=first.record, by=an_actor(foreign, "publisher"), at=FOUND)
    _released(first.record, foreign, at=FOUND + timedelta(hours=4))
    topic.refresh_from_db()
    assert (topic.state, topic.open) == ("releasing", True)
    assert judging.owed(done_in(topic))[0].met_at == FOUND + timedelta(hours=4)
    ops.note_release(record=first.record, edition=1, by=SYSTEM, at=FOUND + timedelta(hours=5))
    assert topic.events.filter(act="release_first").count() == 1
    later = topic.events.count()
    casework.do(
        case=topic.uid, act="propose_further", given={"title": "检测结果", "text": "各项指标合格。"}, seen=later,
        by=handler, at=FOUND + timedelta(hours=6),
    )  # fmt: skip
    _released(Statement.objects.get(case=topic, number=2).record, foreign, at=FOUND + timedelta(hours=8))
    for key, given in (
        ("hand_on", {"at": "2026-10-02T07:00", "to": "police", "whom": "东澜省公安厅", "text": "网传多人中毒"}),
        ("report_up", {"at": "2026-10-02T07:10", "whom": "省政府总值班室", "text": "处置情况"}),
        ("hold_conference", {"at": "2026-10-02T07:20", "whom": "新闻发言人", "text": "通报检测结果"}),
        ("evaluate", {"effect": "calmed", "text": "关切减少"}),
        ("close", {}),
    ):
        seen = topic.events.count()
        casework.do(case=topic.uid, act=key, given=given, seen=seen, by=officer, at=FOUND + timedelta(hours=12))
    topic.refresh_from_db()
    assert (topic.state, topic.result) == ("closed", "calmed")
    _read_by_everybody(topic, first.record, night, django_assert_num_queries)
    assert not any(line.is_late(FOUND + timedelta(days=9)) for line in judging.owed(done_in(topic)))
    assert not list(jobs.inconsistencies(at=FOUND + timedelta(days=1)))
    assert Item.objects.get().case == topic
    _stays_when_all_is_withdrawn(topic, foreign, FOUND + timedelta(days=2))


def _read_by_everybody(topic: Case, first: str, at: datetime, counted: Any) -> None:
    """What is public of a topic: its statements in order, under the title of the first, in few queries."""
    with counted(4):
        (found,) = queries.public_topics(at).topics
    assert [one.title for one in found.bulletins] == ["关于城东水厂供水异味的情况说明", "检测结果"]
    assert (found.uid, found.title) == (topic.uid, "关于城东水厂供水异味的情况说明")
    assert found.bulletins[1].text == "各项指标合格。"
    assert [one.uid for one in queries.public_topics(at, words="检测").topics] == [topic.uid]
    assert queries.public_topics(at, words="异味情况").topics == ()
    assert queries.public_topics(at, after=f"{(at - timedelta(days=1)).timestamp():.6f}_1").topics == ()
    with counted(4):
        assert queries.public_topic(topic.uid, at) == found
    earlier = queries.public_topic(topic.uid, FOUND + timedelta(hours=5))
    assert earlier is not None
    assert [one.record for one in earlier.bulletins] == [first]
    assert queries.public_topic(topic.uid, FOUND) is None


def _stays_when_all_is_withdrawn(topic: Case, by: Organ, at: datetime) -> None:
    """A topic whose statements were all withdrawn keeps its page: that it spoke, and when it took it back."""
    publisher = an_actor(by, "publisher")
    for record in Statement.objects.filter(case=topic).values_list("record", flat=True):
        publishing.withdraw(record=record, reason="published_in_error", note="有误", by=publisher, at=at)
    found = queries.public_topic(topic.uid, at)
    assert found is not None
    assert (found.title, found.bulletins, [moment for _, moment in found.withdrawn]) == ("", (), [at, at])
    assert [one.uid for one in queries.public_topics(at).topics] == [topic.uid]
    assert queries.public_topics(at, words="检测").topics == ()


def test_a_table_is_entered_row_by_row_and_sent_again_enters_nothing(organ: Organ) -> None:
    officer = an_actor(organ, "concern_officer")
    table = "标题,来源,网址\n供水有异味,论坛,https://a.example/1\n,论坛,\n公交改线,晚报,https://a.example/2\n"
    found = importing.bring(organ=organ, content=table.encode("gb18030"), by=officer, at=FOUND)
    assert (found.entered, found.known, [number for number, _ in found.troubles]) == (2, 0, [3])
    again = importing.bring(organ=organ, content=table.encode(), by=officer, at=FOUND)
    assert (again.entered, again.known) == (0, 2)
    with pytest.raises(Invalid, match="CSV"):
        importing.bring(organ=organ, content=b"\xff\xfe\x00", by=officer, at=FOUND)


def test_a_feed_that_cannot_be_read_says_why_and_is_told_once_in_the_journal(organ: Organ) -> None:
    officer = an_actor(organ, "concern_officer")
    feed = ops.add_feed(organ=organ, name="论坛", url="http://127.0.0.1:9/feed", by=officer, at=FOUND)
    with pytest.raises(Conflict):
        ops.add_feed(organ=organ, name="论坛", url=feed.url, by=officer, at=FOUND)
    assert [feed_jobs.read_feed(feed=feed.pk, at=FOUND) for _ in range(2)] == [0, 0]
    feed.refresh_from_db()
    assert (feed.read_at, "内部网络" in feed.trouble) == (FOUND, True)
    assert Entry.objects.filter(act="concerns.feed_read").count() == 1
    ops.stop_feed(feed=feed.pk, by=officer, at=FOUND)
    assert feed_jobs.read_feed(feed=feed.pk, at=FOUND) == 0


def _released(record: str, organ: Organ, *, at: datetime) -> None:
    """Review, sign and release a statement as others than who wrote it."""
    edition = Edition.objects.get(record__uid=record)
    for role in ("secrecy_reviewer", "signer"):
        publishing.approve(record=record, sha256=edition.sha256, by=an_actor(organ, role), at=at)
    publishing.release(record=record, by=an_actor(organ, "publisher"), at=at)
    ops.note_release(record=record, edition=1, by=SYSTEM, at=at)

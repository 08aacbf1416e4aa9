"""What of the hotline is public: chosen cases without who spoke, and numbers that tell of nobody."""

from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai.engines.casework import operations as casework
from gongkai.engines.casework.models import Case
from gongkai.engines.publishing import operations as publishing
from gongkai.engines.publishing.models import Edition
from gongkai.foundation.errors import Conflict, Invalid, NotPermitted
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import SYSTEM
from gongkai.foundation.places.models import Place
from gongkai.programmes.hotline import operations as ops
from gongkai.programmes.hotline import queries, statistics
from gongkai.programmes.hotline.contents import Person, Told
from gongkai.programmes.hotline.models import Message
from gongkai.programmes.hotline.publication import Draft, personal_in
from gongkai.programmes.hotline.queries import PublicAsked
from gongkai.programmes.hotline.statistics import Measured
from tests.engines.casework.conftest import an_actor, foreign, organ

__all__ = ["foreign", "organ"]

WANG = Person("王小明", "13900000000")
LAMP = Told("complaint", "01-02-01", "示范路路灯坏了，我是王小明", place="990101")
PUBLIC = Draft("示范路路灯不亮", "一位市民反映示范路路灯不亮。", "已更换灯具，恢复照明。", "17")


@pytest.fixture
def answered(organ: Organ, foreign: Organ, at: datetime) -> Callable[..., Case]:
    """A message taken in, handled by the other organ and answered; rated and done again if so wished."""

    Place.objects.get_or_create(code="990101", defaults={"name": "青禾县", "level": 3, "since": date(2016, 1, 1)})

    def run(told: Told = LAMP, *, rated: str = "", redo: bool = False, days: int = 0) -> Case:
        clerk, officer = an_actor(organ, "hotline_clerk"), an_actor(organ, "hotline_officer")
        handler, head = an_actor(foreign, "handler"), an_actor(foreign, "handler_head")
        case = ops.lodge(organ=organ, told=told, person=WANG, profile="zhoushan", by=clerk, at=at).case
        if Message.objects.get(case=case).confidential:
            ops.hand_words(case=case.uid, text="按职责核查。", by=clerk, at=at)
        later = at + timedelta(days=days)
        steps: list[tuple[str, Any, dict[str, str], datetime]] = [
            ("accept", clerk, {"on": at.date().isoformat()}, at),
            ("dispatch", clerk, {"organ": foreign.code}, at),
            ("sign_for", handler, {}, at),
            ("propose_answer", handler, {"outcome": "resolved", "text": "已修好。"}, later),
            ("answer", head, {}, later),
        ]
        if rated:
            steps.append(("call_back", clerk, {"on": later.date().isoformat(), "satisfied": rated}, later))
        if redo:
            steps.append(("redo", officer, {"reason": "仍不亮"}, later))
        for act, by, given, moment in steps:
            casework.do(case=case.uid, act=act, given=given, seen=case.events.count(), by=by, at=moment)
        return Case.objects.get(pk=case.pk)

    return run


def test_a_case_is_written_anew_reviewed_by_others_and_found_by_everybody(
    organ: Organ, foreign: Organ, at: datetime, answered: Callable[..., Case]
) -> None:
    officer = an_actor(organ, "hotline_officer")
    case = answered()
    with pytest.raises(NotPermitted, match="负责人决定"):
        ops.publish_case(case=case.uid, draft=PUBLIC, by=an_actor(organ, "hotline_clerk"), at=at)
    with pytest.raises(Invalid, match="姓名、称呼或者联系方式"):
        ops.publish_case(case=case.uid, draft=Draft("灯", "王小明反映灯不亮", "已修", "17"), by=officer, at=at)
    with pytest.raises(Invalid, match=r"标题.*诉求内容.*主题分类"):
        ops.publish_case(case=case.uid, draft=Draft("", "", "已修", ""), by=officer, at=at)
    assert [one.case for one in queries.publishable(officer, organ)] == [case]
    made = ops.publish_case(case=case.uid, draft=PUBLIC, by=officer, at=at)
    assert queries.publishable(officer, organ) == []
    with pytest.raises(Conflict):
        ops.publish_case(case=case.uid, draft=PUBLIC, by=officer, at=at)
    assert queries.public_cases(PublicAsked(), at).total == 0, "nothing is public by choosing it"
    edition = Edition.objects.get(record__uid=made.record)
    for role in ("unit_head", "secrecy_reviewer", "signer"):
        publishing.approve(record=made.record, sha256=edition.sha256, by=an_actor(organ, role), at=at)
    publishing.release(record=made.record, by=an_actor(organ, "publisher"), at=at)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        found = queries.public_cases(PublicAsked(), at)
    assert len(asked) <= 6
    (row,) = found.rows
    assert (row.item.title, row.matter, row.place, row.handler) == (
        "示范路路灯不亮",
        "01-02-01",
        "990101",
        foreign.code,
    )
    assert (found.matters, found.places) == ((("01", 1),), (("990101", 1),))
    assert queries.public_cases(PublicAsked(matter="01", place="99", handler=foreign.code), at).total == 1
    assert queries.public_cases(PublicAsked(matter="02"), at).total == 0
    assert "王小明" not in str(Edition.objects.values())


def test_what_is_reported_is_never_published(organ: Organ, at: datetime, answered: Callable[..., Case]) -> None:
    officer = an_actor(organ, "hotline_officer")
    for told in (Told("report", "10-02", "过期原料"), Told("complaint", "10-02", "难吃", confidential=True)):
        case = answered(told)
        with pytest.raises(NotPermitted, match="不公开"):
            ops.publish_case(case=case.uid, draft=PUBLIC, by=officer, at=at)
    assert queries.publishable(officer, organ) == []


def test_what_looks_personal_is_found_before_anybody_reads_it(at: datetime) -> None:
    found = personal_in(Draft("灯", "请联系13900000000", "已修", "17"), today=at.date())
    assert [one.value for one in found] == ["13900000000"]
    assert personal_in(PUBLIC, today=at.date()) == ()


def test_the_board_counts_answers_ratings_and_what_was_done_again(
    foreign: Organ, at: datetime, answered: Callable[..., Case]
) -> None:
    answered(rated="yes")
    answered(rated="no", redo=True)
    answered(days=20)
    answered(Told("praise", "14-03", "谢谢"), rated="unreached")
    with CaptureQueriesContext(connection) as asked:
        (row,) = statistics.board(from_=at.date(), until=at.date() + timedelta(days=30))
    assert len(asked) == 4
    assert row == Measured(foreign.code, "西岭省民政厅", 4, 3, 2, 2, 1, 1, 0)
    assert (row.in_time_share, row.satisfied_share, row.redone_share) == (66.7, 50.0, 25.0)
    assert statistics.board(from_=date(2020, 1, 1), until=date(2020, 2, 1)) == []


def test_few_are_not_ranked_and_equals_share_a_rank() -> None:
    def one(name: str, answered: int, in_time: int, satisfied: int) -> Measured:
        return Measured(name, name, answered, answered, in_time, 10, satisfied, 0)

    found = statistics.ranked([one("丙", 10, 9, 9), one("少", 9, 9, 9), one("乙", 20, 18, 9), one("甲", 10, 10, 1)])
    assert [(each.name, each.rank) for each in found] == [("甲", 1), ("丙", 2), ("乙", 2), ("少", 0)]


@pytest.mark.parametrize(
    ("counted", "beside", "shown", "rest"),
    [
        ({"a": 9, "b": 5}, 0, "ab", 0),
        ({"a": 9, "b": 5}, 3, "ab", 3),
        ({"a": 9, "b": 5, "c": 1}, 0, "a", 6),
        ({"a": 9, "b": 5, "c": 1, "d": 4}, 0, "ab", 5),
        ({"a": 9, "b": 5, "c": 1, "d": 2}, 0, "a", 8),
        ({"a": 9, "b": 5, "c": 1}, 4, "ab", 5),
        ({"c": 3}, 0, "", 3),
    ],
)
def test_what_is_left_out_cannot_be_reckoned_from_the_rest(
    counted: dict[str, int], beside: int, shown: str, rest: int
) -> None:
    found = statistics.disclosed(Counter(counted), beside=beside)
    assert ("".join(name for name, _ in found.shown), found.rest) == (shown, rest)


def test_trends_count_what_came_and_name_no_place_of_few(organ: Organ, at: datetime) -> None:
    for code, name in (("9901", "澜州市"), ("990101", "青禾县"), ("990201", "霁川县")):
        Place.objects.create(code=code, name=name, level=len(code) // 2, since=date(2016, 1, 1))
    for number in range(6):
        place = "990101" if number < 5 else "990201"
        told = Told("help", "01-02-01", f"路灯坏了{number}", place=place)
        ops.lodge(organ=organ, told=told, profile="zhoushan", by=SYSTEM, at=at)
    from_, until = statistics.last_months(at.date(), 3)
    with CaptureQueriesContext(connection) as asked:
        found = statistics.trends(from_=from_, until=until, depth=4)
    assert len(asked) == 4
    assert (found.total, found.kinds.shown, found.matters.shown) == (6, (("help", 6),), (("01", 6),))
    assert (found.places.shown, found.places.rest) == ((), 6), "one place of one message would be told by the rest"
    assert found.months.shown == (("2026-03", 6),)
    assert ops.count_hotline(by=SYSTEM, at=at)
    assert not ops.count_hotline(by=SYSTEM, at=at), "nothing new, so that kept pages stay"
    with CaptureQueriesContext(connection) as asked:
        kept = queries.counted_trends(at=at), queries.counted_board(at=at)
    assert (len(asked), kept[0].found.total, kept[1].rows) == (2, 6, [])
    assert statistics.months_between(date(2025, 11, 1), date(2026, 2, 1)) == ["2025-11", "2025-12", "2026-01"]


def test_what_is_said_of_a_public_entry_is_counted_and_stands_there_once_it_was_made_public(
    organ: Organ, at: datetime, answered: Callable[..., Case]
) -> None:
    about = "execution-tasks:T-1"
    case = answered(Told("suggestion", "01-02-01", "路灯坏了", about=about))
    answered(Told("report", "10-02", "偷工减料", about=about))
    answered(Told("suggestion", "01-02-01", "路灯坏了", about="execution-tasks:T-2"))
    told = Told("suggestion", "01-02-01", "又坏了", about=about)
    repeat = ops.lodge(organ=organ, told=told, person=WANG, profile="zhoushan", at=at).case
    ops.note_merged(case=repeat, into=case.number, by=SYSTEM, at=at)
    found = queries.said_of(about, at)
    assert (found.received, found.answered, found.public, found.shown) == (2, 2, 0, ()), "what is kept is not counted"
    made = ops.publish_case(case=case.uid, draft=PUBLIC, by=an_actor(organ, "hotline_officer"), at=at)
    assert queries.said_of(about, at).public == 0, "nothing is public by choosing it"
    edition = Edition.objects.get(record__uid=made.record)
    for role in ("unit_head", "secrecy_reviewer", "signer"):
        publishing.approve(record=made.record, sha256=edition.sha256, by=an_actor(organ, role), at=at)
    publishing.release(record=made.record, by=an_actor(organ, "publisher"), at=at)
    with CaptureQueriesContext(connection) as asked:
        found = queries.said_of(about, at)
    assert len(asked) == 5
    (shown,) = found.shown
    assert (found.public, shown.question, shown.answer) == (1, PUBLIC.question, PUBLIC.answer)
    assert queries.about_of(Message.objects.get(case=case)) == about

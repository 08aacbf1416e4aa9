"""What an applicant does with number and code: answers, gives up, rates, complains; and nobody without the code."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from gongkai.engines.casework import operations as casework
from gongkai.foundation.errors import Conflict, Invalid, NotFound, NotPermitted
from gongkai.foundation.journal.models import Entry
from gongkai.foundation.notices.models import Notice
from gongkai.foundation.now import CHINA
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.models import Person, Post
from gongkai.programmes.requests import jobs, queries
from gongkai.programmes.requests import operations as ops
from gongkai.programmes.requests.operations import Receipt
from gongkai.programmes.requests.permission import proven
from tests.engines.casework.conftest import an_actor

Act = Callable[..., None]


@pytest.fixture
def act(applied: Receipt, who: SimpleNamespace) -> Act:
    def run(name: str, at: datetime, **given: str) -> None:
        case = applied.case
        given = {"on": at.date().isoformat(), **given}
        casework.do(case=case.uid, act=name, given=given, seen=case.events.count(), by=who.foi_clerk, at=at)

    return run


def test_a_correction_by_the_applicant_starts_the_limit_afresh(applied: Receipt, act: Act, at: datetime) -> None:
    act("confirm", at)
    act("ask_to_correct", at, items="请写明年份", until_on="2026-03-20")
    case = ops.answer_correction(number=applied.number, code=applied.code, text=" 2025年 ", at=at + timedelta(days=14))
    assert (case.state, case.due_on) == ("in_hand", date(2026, 4, 14))
    assert case.events.last().given["text"] == "2025年"


def test_an_application_is_not_received_before_it_came(applied: Receipt, who: SimpleNamespace, at: datetime) -> None:
    before = {"on": (at - timedelta(days=1)).date().isoformat()}
    for name in ("confirm", "receive"):
        with pytest.raises(Invalid, match="不能早于来件之日"):
            casework.do(case=applied.case.uid, act=name, given=before, seen=0, by=who.foi_clerk, at=at)
    assert applied.case.events.count() == 0


def test_what_came_online_is_received_by_confirmation_alone(applied: Receipt, act: Act, at: datetime) -> None:
    with pytest.raises(Invalid, match="互联网来的申请，以与申请人确认之日为收到申请之日"):
        act("receive", at)
    assert applied.case.events.count() == 0
    act("confirm", at)


def test_reasons_are_given(applied: Receipt, act: Act, at: datetime) -> None:
    act("confirm", at)
    act("ask_reasons", at, reason="本月已申请五十件", until_on="2026-03-20")
    case = ops.give_reasons(number=applied.number, code=applied.code, text="涉及不同年度", at=at)
    assert case.state == "in_hand"


def test_given_up_it_ends_and_cannot_end_again(applied: Receipt, at: datetime) -> None:
    ended = ops.give_up(number=applied.number, code=applied.code, at=at)
    assert (ended.state, ended.ended_on) == ("withdrawn", at.date())
    with pytest.raises(NotPermitted, match="申请人撤回"):
        ops.give_up(number=applied.number, code=applied.code, at=at)


def test_what_was_not_asked_for_is_not_taken(applied: Receipt, at: datetime) -> None:
    for operation in (ops.answer_correction, ops.give_reasons):
        with pytest.raises(NotPermitted):
            operation(number=applied.number, code=applied.code, text="补正", at=at)
    with pytest.raises(Invalid, match="请写明补正的内容"):
        ops.answer_correction(number=applied.number, code=applied.code, text=" ", at=at)


def test_rated_once_and_only_after_the_end(applied: Receipt, at: datetime) -> None:
    mine = {"number": applied.number, "code": applied.code, "at": at}
    with pytest.raises(Conflict, match="办结以后再评价"):
        ops.rate(score=5, **mine)
    ops.give_up(**mine)
    with pytest.raises(Invalid, match="1分"):
        ops.rate(score=6, **mine)
    assert ops.rate(score=2, words="慢", **mine).score == 2
    with pytest.raises(Conflict, match="已经评价过"):
        ops.rate(score=5, **mine)


def test_complained_once_a_day_without_its_words_in_the_journal(applied: Receipt, at: datetime) -> None:
    mine = {"number": applied.number, "code": applied.code, "at": at}
    with pytest.raises(Invalid, match="请写明投诉的事项"):
        ops.complain(text="", **mine)
    ops.complain(text="逾期未答复", **mine)
    with pytest.raises(Conflict, match="今天已经收到"):
        ops.complain(text="仍未答复", **mine)
    ops.complain(text="仍未答复", **{**mine, "at": at + timedelta(days=1)})
    assert "答复" not in str(list(Entry.objects.values_list("facts", flat=True)))


def test_nobody_acts_without_the_code(applied: Receipt, at: datetime) -> None:
    wrong = {"number": applied.number, "code": "2222-2222-2222-2222", "at": at}
    for call in (
        lambda: ops.answer_correction(text="补正", **wrong),
        lambda: ops.give_reasons(text="理由", **wrong),
        lambda: ops.give_up(**wrong),
        lambda: ops.rate(score=5, **wrong),
        lambda: ops.complain(text="投诉", **wrong),
    ):
        with pytest.raises(NotFound):
            call()


def test_the_applicant_reads_what_is_owed_and_not_only_in_the_letter(applied: Receipt, act: Act, at: datetime) -> None:
    act("confirm", at)
    act("notify_fee", at, basis="page", count="250", pay_by="转账")
    said = dict(queries.followed(proven(number=applied.number, code=applied.code), at=at).history[-1].said)
    assert said["应缴金额"] == "4700元"
    assert said["缴费期限"] == "自收到缴费通知书次日起20个工作日内"
    assert "第201至250页共50页，每页40元，计2000元" in said["计算过程"]


def test_whose_application_is_deemed_abandoned_reads_where_to_turn(applied: Receipt, act: Act, at: datetime) -> None:
    act("confirm", at)
    act("ask_to_correct", at, items="请写明年份", until_on="2026-03-20")
    found = proven(number=applied.number, code=applied.code)
    assert queries.followed(found, at=at).abandoned == ()
    later = at + timedelta(days=21)
    act("abandon_uncorrected", later)
    found = proven(number=applied.number, code=applied.code)
    told = queries.followed(found, at=later).abandoned
    assert [remedy.key for remedy in told] == ["either", "complaint"]


def test_the_day_of_a_complaint_is_the_day_in_china(applied: Receipt, at: datetime) -> None:
    early = datetime(2026, 3, 10, 1, tzinfo=CHINA)
    ops.complain(number=applied.number, code=applied.code, text="逾期未答复", at=early)
    found = proven(number=applied.number, code=applied.code)
    assert queries.followed(found, at=early).complained_on == early.date()


def test_complaint_and_rating_are_read_by_who_sees_the_case(
    applied: Receipt, who: SimpleNamespace, foreign: Organ, at: datetime, django_assert_num_queries: Any
) -> None:
    mine = {"number": applied.number, "code": applied.code}
    ops.complain(text="逾期未答复", at=at, **mine)
    ops.give_up(at=at, **mine)
    ops.rate(score=2, words="太慢", at=at + timedelta(days=1), **mine)
    with django_assert_num_queries(2):
        assert [voice.text for voice in queries.voices_seen(who.openness_officer)] == ["太慢", "逾期未答复"]
    assert [voice.score for voice in queries.voices_of(proven(**mine))] == [None, 2]
    assert queries.voices_seen(an_actor(foreign, "openness_officer")) == ()


def test_the_openness_office_of_the_place_or_the_next_above_is_told_of_a_complaint_by_number(
    applied: Receipt, organ: Organ, foreign: Organ, at: datetime
) -> None:
    def officer(uid: str, of: Organ) -> None:
        person = Person.objects.create(uid=uid, username=uid, name=uid)
        Post.objects.create(person=person, organ=of, role="openness_officer", since=date(2020, 1, 1))

    officer("away", foreign)
    made = ops.complain(number=applied.number, code=applied.code, text="逾期未答复", at=at)
    jobs.tell_officers(complaint=made.pk, at=at)
    assert not Notice.objects.exists()
    organ.place.parent = foreign.place
    organ.place.save()
    jobs.tell_officers(complaint=made.pk, at=at)
    officer("near", organ)
    jobs.tell_officers(complaint=made.pk, at=at)
    assert list(Notice.objects.order_by("pk").values_list("to_uid", flat=True)) == ["away", "near"]
    body = Notice.objects.first().body
    assert applied.number in body
    assert "逾期" not in body

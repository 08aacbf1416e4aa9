"""The hotline: a message from entry to its end, its time, and who it is from, known to nobody who handles it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from gongkai.engines.casework import jobs
from gongkai.engines.casework import operations as casework
from gongkai.engines.casework.models import Case, CaseAssignment, CaseEvent
from gongkai.foundation.errors import Invalid, NotPermitted
from gongkai.foundation.journal.models import Entry
from gongkai.foundation.notices.models import Notice
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import Actor
from gongkai.law import codes
from gongkai.programmes.hotline import operations as ops
from gongkai.programmes.hotline import reminding, rules, telling
from gongkai.programmes.hotline.contents import Person, Told
from gongkai.programmes.hotline.models import Message
from tests.engines.casework.conftest import an_actor, foreign, organ

__all__ = ["foreign", "organ"]

WANG = Person("王小明", "13900000000")
NOISE = Told("complaint", "01-01-01", "垃圾无人清运，已经三天")


@pytest.mark.parametrize(
    ("kind", "matter", "profile", "joint", "days"),
    [
        ("consult", "14-02", "zhoushan", False, 3),
        ("help", "12-01", "zhoushan", False, 5),
        ("report", "10-02", "zhoushan", True, 7),
        ("praise", "14-03", "zhoushan", False, None),
        ("consult", "14-02", "yueqing", True, 2),
        ("complaint", "01-01", "yueqing", False, 5),
        ("complaint", "01-01", "yueqing", True, 15),
        ("suggestion", "01-01", "weifang", False, 5),
        ("complaint", "10-01-02", "weifang", False, 45),
        ("report", "10-01-02", "weifang", False, 5),
    ],
)
def test_the_time_of_a_statute_goes_before_that_of_a_profile(
    kind: str, matter: str, profile: str, joint: bool, days: int | None
) -> None:
    found = rules.limit_for(kind=kind, matter=matter, profile=profile, received_on=date(2026, 3, 2), joint=joint)
    assert (found.value.number if found else None) == days


def test_the_time_to_accept_is_the_profiles_own() -> None:
    found = rules.accept_by(profile="yueqing", came_on=date(2026, 3, 6))
    assert found is not None
    assert (found.on, found.limit.value.number) == (date(2026, 3, 9), 1)
    assert rules.accept_by(profile="zhoushan", came_on=date(2026, 3, 6)) is None


def test_kinds_grounds_and_matters_are_those_of_the_lists() -> None:
    assert tuple(one.code for one in codes.appeal_kinds) == rules.KINDS
    assert set(rules.DOORS) <= {one.code for one in codes.hotline_refusals}
    assert all(codes.appeal_matters.get(matter) for _, matter in rules.STATUTORY)


@pytest.fixture
def act(organ: Organ, at: datetime) -> Callable[..., Case]:
    """Do one act in a case, a minute after the one before."""

    def run(case: Case, key: str, by: Actor, **given: str) -> Case:
        seen = case.events.count()
        moment = at + timedelta(minutes=seen)
        return casework.do(case=case.uid, act=key, given=given, seen=seen, by=by, at=moment)

    return run


def test_a_message_runs_from_entry_to_closing_through_a_return_and_a_second_organ(
    organ: Organ, foreign: Organ, at: datetime, act: Callable[..., Case]
) -> None:
    clerk, officer = an_actor(organ, "hotline_clerk"), an_actor(organ, "hotline_officer")
    first, head = an_actor(foreign, "handler"), an_actor(foreign, "handler_head")
    own = an_actor(organ, "handler")
    with pytest.raises(Invalid, match=r"诉求类型.*匿名"):
        ops.lodge(organ=organ, told=Told("", "01", "某事"), person=Person(), profile="yueqing", by=clerk, at=at)
    case = ops.lodge(organ=organ, told=NOISE, person=WANG, channel="phone", profile="yueqing", by=clerk, at=at).case
    act(case, "accept", clerk, on=at.date().isoformat())
    act(case, "dispatch", clerk, organ=organ.code)
    act(case, "ask_return", own, reason="不属于本单位职责")
    act(case, "take_back", officer, reason="属实")
    act(case, "appoint", officer, organ=foreign.code, reason="按职责")
    before = act(case, "sign_for", first).due_on
    joined = act(case, "join", clerk, organ=organ.code)
    assert joined.due_on is not None
    assert before is not None
    assert joined.due_on > before, "several organs have longer here"
    with pytest.raises(NotPermitted, match="不是本件的协办单位"):
        act(case, "dismiss", officer, organ=foreign.code, reason="不需要")
    for given in ({"text": "已清运"}, {"text": "已清运", "missing": "  "}):
        with pytest.raises(NotPermitted, match="1个协办单位没有反馈意见"):
            act(case, "propose_answer", first, outcome="resolved", **given)
    act(case, "propose_answer", first, outcome="resolved", text="已清运", missing="催办两次，不影响答复")
    act(case, "return_answer", head, reason="等一等协办单位")
    act(case, "report_part", own, text="已协助")
    with pytest.raises(NotPermitted, match="主办单位"):
        act(case, "propose_answer", own, outcome="resolved", text="已清运")
    act(case, "propose_answer", first, outcome="resolved", text="已清运")
    answered = act(case, "answer", head)
    assert (answered.open, answered.result) == (False, "resolved")
    act(case, "redo", officer, reason="不满意")
    act(case, "propose_answer", first, outcome="explained", text="再次清运")
    act(case, "answer", head)
    act(case, "call_back", clerk, on=at.date().isoformat(), satisfied="yes")
    assert act(case, "close", clerk).state == "closed"
    assert list(CaseAssignment.objects.filter(case=case).values_list("part", "standing")) == [
        ("main", "released"),
        ("main", "done"),
        ("co", "done"),
    ]
    assert not list(jobs.inconsistencies(at=at))


def test_what_is_appointed_is_not_handed_back_and_time_is_extended_within_the_profile(
    organ: Organ, foreign: Organ, at: datetime, act: Callable[..., Case]
) -> None:
    clerk, officer, handler = (
        an_actor(organ, "hotline_clerk"),
        an_actor(organ, "hotline_officer"),
        an_actor(foreign, "handler"),
    )
    fixed = ops.lodge(organ=organ, told=NOISE, profile="weifang", at=at).case
    act(fixed, "accept", clerk, on=at.date().isoformat())
    act(fixed, "appoint", officer, organ=foreign.code, reason="职责有争议")
    with pytest.raises(NotPermitted, match=r"不能再申请退单.*第二十二条"):
        act(fixed, "ask_return", handler, reason="不属于本单位职责")
    long = ops.lodge(organ=organ, told=NOISE, profile="zhoushan", at=at).case
    act(long, "accept", clerk, on=at.date().isoformat())
    act(long, "dispatch", clerk, organ=foreign.code)
    with pytest.raises(Invalid, match="总共不能超过20个工作日"):
        act(long, "extend", officer, days="14", reason="情况复杂")
    act(long, "extend", officer, days="13", reason="情况复杂")
    again = ops.lodge(organ=organ, told=NOISE, profile="zhoushan", at=at).case
    assert Message.objects.get(case=again).alike == Message.objects.get(case=long).alike
    with pytest.raises(Invalid, match="可以并入"):
        act(again, "merge", clerk, into=again.number, reason="同一件事")
    assert act(again, "merge", clerk, into=long.number, reason="同一件事").result == "merged"
    first, second = (ops.lodge(organ=organ, told=NOISE, profile="zhoushan", at=at).case for _ in range(2))
    act(first, "merge", clerk, into=second.number, reason="同一件事")
    with pytest.raises(NotPermitted, match="不能撤回"):
        act(second, "withdraw", clerk, on=at.date().isoformat())
    act(second, "merge", clerk, into=long.number, reason="同一件事")
    assert Message.objects.get(case=first).leading == long, "led on to where the answer is"


def test_nobody_but_the_hotline_office_learns_who_reports_and_the_journal_tells_who_looked(
    organ: Organ, foreign: Organ, at: datetime, act: Callable[..., Case]
) -> None:
    clerk, handler = an_actor(organ, "hotline_clerk"), an_actor(foreign, "handler")
    told = Told("report", "10-02", "我是厨师王小明，后厨使用过期原料", address="示范路1号王小明家")
    lodged = ops.lodge(organ=organ, told=told, person=WANG, profile="zhoushan", at=at)
    act(lodged.case, "accept", clerk, on=at.date().isoformat())
    with pytest.raises(NotPermitted, match="承办内容"):
        act(lodged.case, "dispatch", clerk, organ=foreign.code)
    ops.hand_words(case=lodged.case.uid, text="一家餐饮店疑用旧料", by=clerk, at=at)
    act(lodged.case, "dispatch", clerk, organ=foreign.code)
    with pytest.raises(NotPermitted, match="保密"):
        ops.reveal_person(case=lodged.case.uid, by=handler, at=at)
    assert ops.reveal_person(case=lodged.case.uid, by=clerk, at=at) == (WANG, f"{told.text}\n{told.address}")
    assert Entry.objects.filter(act="hotline.revealed", by=clerk.uid).count() == 1
    kept = [*Case.objects.values(), *CaseEvent.objects.values(), *Message.objects.values(), *Entry.objects.values()]
    assert lodged.case.title == "举报：食品安全"
    assert "王小明" not in str(kept)
    assert WANG.contact not in str(kept)
    assert lodged.code not in str(kept)
    assert "过期原料" not in str(kept)


def test_a_report_answered_directly_and_taken_up_again_can_still_be_given_to_an_organ(
    organ: Organ, foreign: Organ, at: datetime, act: Callable[..., Case]
) -> None:
    clerk, officer = an_actor(organ, "hotline_clerk"), an_actor(organ, "hotline_officer")
    lodged = ops.lodge(organ=organ, told=Told("report", "10-02", "后厨用旧料"), profile="zhoushan", at=at)
    act(lodged.case, "accept", clerk, on=at.date().isoformat())
    act(lodged.case, "answer_directly", clerk, outcome="explained", text="已转告。")
    with pytest.raises(NotPermitted, match="不能再改"):
        ops.hand_words(case=lodged.case.uid, text="某店疑用旧料", by=clerk, at=at)
    ops.ask_again(number=lodged.case.number, code=lodged.code, text="还在用", at=at + timedelta(minutes=9))
    ops.hand_words(case=lodged.case.uid, text="某店疑用旧料", by=clerk, at=at)
    given = act(lodged.case, "appoint", officer, organ=foreign.code, reason="按职责")
    assert given.state == "dispatched"
    with pytest.raises(NotPermitted, match="不能再改"):
        ops.hand_words(case=lodged.case.uid, text="另一段", by=clerk, at=at)


def test_who_has_to_act_is_told_once_and_of_what_the_days_bring_too(
    organ: Organ, foreign: Organ, at: datetime, act: Callable[..., Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    def holders(*, organ_code: str, role: str, day: date) -> list[str]:
        return [f"{role}-{organ_code}"]

    monkeypatch.setattr(telling.people, "holders", holders)
    clerk, officer = an_actor(organ, "hotline_clerk"), an_actor(organ, "hotline_officer")
    case = ops.lodge(organ=organ, told=NOISE, profile="weifang", at=at).case
    act(case, "accept", clerk, on=at.date().isoformat())
    act(case, "dispatch", clerk, organ=foreign.code)
    act(case, "supervise", officer, text="请抓紧", answer_by=at.date().isoformat())
    for _ in range(2):
        telling.tell_entered(case=case.uid, by="system", at=at)
        telling.tell(case=case.uid, number=2, at=at)
        telling.tell(case=case.uid, number=3, at=at)
    handler, head = f"handler-{foreign.code}", f"handler_head-{foreign.code}"
    told = sorted(Notice.objects.values_list("to_uid", "subject"))
    assert told == sorted(
        [
            (f"hotline_clerk-{organ.code}", "收到一件新的诉求"),
            (handler, "有一件诉求派给本单位"),
            (handler, "有一件诉求被督办"),
            (head, "有一件诉求被督办"),
        ]
    )
    late = at + timedelta(days=10)
    assert reminding.remind(at=late) == 6  # overdue: handler, head, officer; supervised: handler, head, who asked
    assert reminding.remind(at=late) == 0
    undecided = ops.lodge(organ=organ, told=NOISE, profile="yueqing", at=at).case
    told_on = [reminding.remind(at=at + timedelta(days=days)) for days in (0, 1, 10)]
    assert told_on == [1, 2, 0], "the first ends soon; whether the second is accepted is for clerk and head to say"
    act(undecided, "withdraw", clerk, on=at.date().isoformat())
    assert all(one.body.count(organ.code) and NOISE.text not in one.body for one in Notice.objects.all())

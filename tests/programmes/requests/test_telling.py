"""Who is told of what in a request: who must act or know, once, by the number alone; never who did it."""

from collections.abc import Callable
from datetime import date, datetime, time

import pytest

from gongkai.engines.casework.models import Case
from gongkai.foundation.jobs.operations import work_off
from gongkai.foundation.notices.models import Notice
from gongkai.foundation.now import CHINA
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import ROLES
from gongkai.foundation.people.models import Person, Post
from gongkai.programmes.requests import telling
from gongkai.programmes.requests.operations import Receipt
from gongkai.programmes.requests.reminding import remind
from tests.programmes.requests.conftest import PLAN, ZHANG

Act = Callable[..., Case]
MARCH = [date(2026, 3, day) for day in range(1, 32)]


@pytest.fixture
def staff(organ: Organ) -> None:
    """Two clerks, one of whom does what the `done` fixture does; a head, a signer, an officer of the place."""
    for role in ("foi_clerk", "foi_head", "signer", "openness_officer", "legality_reviewer", "secrecy_reviewer"):
        _appoint(organ, f"{role[:9]}-{organ.code[-6:]}", role)
    _appoint(organ, "clerk-two", "foi_clerk")


def _appoint(organ: Organ, uid: str, role: str) -> None:
    person = Person.objects.create(uid=uid, username=uid, name="某人")
    Post.objects.create(person=person, organ=organ, unit="办公室", role=role, since=date(2016, 1, 1))


def told(case: Case) -> list[tuple[str, str]]:
    """Who was told what since the last time asked, by post."""
    rows = Notice.objects.filter(about=f"case:{case.number}").order_by("id")
    roles = {role[:9]: role for role in ROLES}
    found = [(roles.get(uid := one.to_uid.partition("-0")[0], uid), one.subject) for one in rows]
    rows.delete()
    return found


def morning(day: date) -> datetime:
    return datetime.combine(day, time(0, 1), tzinfo=CHINA)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("staff")
def test_the_course_of_a_request_is_told_to_who_must_act(applied: Receipt, case: Case, done: Act) -> None:
    work_off()
    [new] = Notice.objects.filter(about=f"case:{applied.number}", to_uid="clerk-two")
    assert (new.subject, new.digest) == ("收到一件新的申请", True)
    assert told(case) == [("clerk-two", "收到一件新的申请")]  # by the other, who is not told
    steps = (
        ("confirm", {}, []),
        ("consult_third_party", {"whom": "某公司"}, []),
        (
            "enter_opinion",
            {"letter": "2", "stance": "agree", "opinion": "同意公开"},
            [("foi_head", "收到一份征求意见的答复")],
        ),
        (
            "supervise",
            {"text": "请抓紧", "answer_by": "2026-03-20"},
            [("foi_clerk", "有一件申请被督办"), ("foi_head", "有一件申请被督办")],
        ),
        ("answer_supervision", {"text": "正在办理"}, [("openness_officer", "督办已有反馈")]),
        ("propose_reply", {"kind": "R-OPEN", "text": "见附件"}, [("legality_reviewer", "有一件答复等待合法性审查")]),
        ("return_reply", {"reason": "请补充"}, [("foi_clerk", "您提交的答复被退回")]),
        ("propose_reply", {"kind": "R-OPEN", "text": "见附件"}, [("legality_reviewer", "有一件答复等待合法性审查")]),
        ("approve_legality", {"opinion": "合法"}, [("secrecy_reviewer", "有一件答复等待保密审查")]),
        ("approve_secrecy", {"opinion": "不涉密"}, [("signer", "有一件答复等待您签发")]),
        ("sign_reply", {}, [("foi_clerk", "有一件答复已签发，等待送达")]),
        ("deliver_reply", {"way": "counter"}, []),
    )
    for number, (act, given, expected) in enumerate(steps, 2):
        done(act, MARCH[number], **given)
        work_off()
        assert sorted(told(case)) == expected, act


@pytest.mark.django_db
@pytest.mark.usefixtures("staff")
def test_no_notice_says_more_of_a_request_than_its_number(applied: Receipt, at: datetime) -> None:
    case = applied.case
    for one in telling.TOLD.values():
        telling.send(case, one, key=one.subject, to="clerk-two", at=at)
    said = " ".join(f"{one.subject} {one.body}" for one in Notice.objects.all())
    for word in (ZHANG.name, ZHANG.proof_number, ZHANG.phone, ZHANG.mail, PLAN.title, case.title, case.organ.code[:0]):
        assert not word or word not in said
    assert case.number in said


@pytest.mark.django_db
@pytest.mark.usefixtures("staff")
def test_each_day_brings_its_reminder_once(case: Case, done: Act) -> None:
    done("confirm", MARCH[1])  # due on 30 March
    told(case)
    expected = {
        date(2026, 3, 16): [],
        date(2026, 3, 23): ["即将到期", "即将到期"],
        date(2026, 3, 24): [],
        date(2026, 3, 30): ["今天到期", "今天到期"],
        date(2026, 3, 31): ["已经逾期", "已经逾期"],
        date(2026, 4, 9): [],
    }
    for day, subjects in expected.items():
        assert [remind(at=morning(day)) for _ in range(2)] == [len(subjects), 0]
        rows = Notice.objects.filter(created_at=morning(day)).order_by("to_uid")
        assert [one.subject.removeprefix("有一件申请") for one in rows] == subjects
        assert {one.to_uid.partition("-")[0] for one in rows} <= {"foi_clerk", "foi_head"}


@pytest.mark.django_db
@pytest.mark.usefixtures("staff")
def test_money_owed_no_more_is_told_once_to_who_can_return_it(case: Case, done: Act) -> None:
    done("confirm", MARCH[1])
    told(case)
    for _ in range(2):
        telling.tell_overpaid(case=case.uid, bill=1, at=morning(MARCH[2]))
    assert sorted(told(case)) == [(role, "收到一笔不必再缴的费用") for role in ("foi_clerk", "foi_head")]


@pytest.mark.django_db
@pytest.mark.usefixtures("staff")
@pytest.mark.parametrize(
    ("acts", "on", "subject"),
    [
        ([("ask_to_correct", {"items": "年份", "until_on": "2026-03-13"})], date(2026, 3, 14), "补正期限已满"),
        ([("ask_reasons", {"reason": "多", "until_on": "2026-03-13"})], date(2026, 3, 14), "说明理由的期限已满"),
        (
            [
                ("consult_third_party", {"whom": "某公司"}),
                ("note_delivered", {"letter": "2", "received_on": "2026-03-05"}),
            ],
            date(2026, 3, 27),
            "征求意见期满",
        ),
        ([("supervise", {"text": "请抓紧", "answer_by": "2026-03-12"})], date(2026, 3, 12), "督办反馈期限到了"),
    ],
)
def test_silence_is_told_the_day_after_the_last(
    case: Case, done: Act, acts: list[tuple[str, dict[str, str]]], on: date, subject: str
) -> None:
    done("confirm", MARCH[1])
    for act, given in acts:
        done(act, MARCH[4], **given)
    before = on.replace(day=on.day - 1)
    remind(at=morning(before))
    assert subject not in {found for _, found in told(case)}
    remind(at=morning(on))
    assert subject in {found for _, found in told(case)}

"""Who watches consultations is asked first, told once a day of what is new, and forgotten when they say so."""

from datetime import date, timedelta

import pytest
from django.core import mail

from gongkai.engines.publishing import operations as publishing
from gongkai.foundation.errors import Conflict, Invalid, NotFound
from gongkai.foundation.journal.models import Entry
from gongkai.foundation.now import frozen
from gongkai.programmes.consultations import alerting, jobs
from gongkai.programmes.consultations import operations as ops
from gongkai.programmes.consultations.alerting import Watched
from gongkai.programmes.consultations.models import ConsultationAlert

from .conftest import TEXTS, texts

LI = "li@example.cn"


def watch_new(at, email=LI, language="zh", **watched):
    ops.watch_new(email=email, watched=Watched(**watched), language=language, at=at)
    return ConsultationAlert.objects.latest("pk")


def watch_one(found, at, email=LI, days=3, language="zh"):
    ops.watch_one(consultation=found.uid, email=email, days=days, language=language, at=at)
    return ConsultationAlert.objects.latest("pk")


@pytest.fixture
def letters(run_jobs):
    """What was written on a day."""

    def of(at):
        with frozen(at):
            run_jobs()
            mail.outbox.clear()
            jobs.tell_watchers(at=at)
            run_jobs()
        return [(letter.to[0], letter.subject, letter.body) for letter in mail.outbox]

    return of


def test_nothing_comes_before_it_is_confirmed_and_ended_nothing_of_the_person_stays(opened, at, run_jobs, letters):
    alert = watch_one(opened, at, email=" LI@example.cn")
    run_jobs()
    assert [letter.to for letter in mail.outbox] == [[LI]]
    assert f"/consultations/alerts/{alert.key}/" in mail.outbox[0].body
    assert letters(at + timedelta(days=30)) == []
    ops.confirm_alert(key=alert.key, at=at)
    ops.end_alert(key=alert.key, at=at)
    ops.end_alert(key=alert.key, at=at)
    assert not ConsultationAlert.objects.exists()
    with pytest.raises(NotFound):
        ops.confirm_alert(key=alert.key, at=at)
    said = "".join(f"{entry.facts}{entry.subject}{entry.by}" for entry in Entry.objects.all())
    assert LI not in said
    assert alert.key not in said


def test_one_watched_is_told_of_in_time_of_its_versions_and_of_its_result(opened, staff, put_out, at, later, letters):
    ops.confirm_alert(key=watch_one(opened, at).key, at=at)
    assert letters(later(1)) == []
    moved = texts(draft=TEXTS.draft + "\n第三条　本办法自公布之日起施行。", until=date(2026, 4, 10))
    ops.rewrite_consultation(consultation=opened.uid, texts=moved, note="增加第三条。", by=staff.drafter, at=later(2))
    put_out(opened.record.uid, later(2))
    assert [subject for _, subject, _ in letters(later(3))] == [f"有了新的一版征求意见稿：{TEXTS.name}"]
    assert [letters(later(day)) for day in (3, 4, 35)] == [[], [], []]
    to, subject, body = letters(later(36))[0]
    assert (to, subject) == (LI, f"即将截止：{TEXTS.name}")
    assert "2026年4月10日截止，还有3天。" in body
    assert letters(later(37)) == []
    assert letters(later(60)) == []
    assert "结果逾期未公布" in letters(later(90))[0][1]
    assert letters(later(91)) == []
    report = ops.draft_consultation_report(consultation=opened.uid, by=staff.drafter, at=later(92))
    put_out(report.record.uid, later(92))
    _, subject, body = letters(later(93))[0]
    assert "结果已经公布" in subject
    assert f"/consultations/{opened.uid}/results/" in body
    assert letters(later(94)) == []
    assert jobs.forget_alerts(at=later(99)) == 0
    assert jobs.forget_alerts(at=later(101)) == 1
    with pytest.raises(Conflict):
        watch_one(opened, later(101))


def test_new_ones_are_told_of_once_by_organ_place_matter_and_theme(opened, county, staff, put_out, at, later, letters):
    asked = {
        "organ@x.cn": {"organ": county.code},
        "place@x.cn": {"place": "990100", "matter": "market"},
        "theme@x.cn": {"theme": "10", "language": "en"},
        "other@x.cn": {"matter": "decision"},
        "elsewhere@x.cn": {"place": "990200"},
    }
    for email, watched in asked.items():
        ops.confirm_alert(key=watch_new(at, email=email, **watched).key, at=at)
    ops.confirm_alert(key=watch_one(opened, at, email="organ@x.cn", days=30).key, at=at)
    named = texts(name="望川县养犬管理办法（征求意见稿）", until=date(2026, 4, 20))
    second = ops.begin_consultation(organ=county, matter="market", texts=named, by=staff.drafter, at=later(1))
    put_out(second.record.uid, later(1))
    told = {to: (subject, body) for to, subject, body in letters(later(2))}
    assert set(told) == {"organ@x.cn", "place@x.cn", "theme@x.cn"}
    # 每天一封：what the same address watches stands in one letter.
    assert told["organ@x.cn"][0] == "意见征集提醒（2条）"
    assert told["organ@x.cn"][1].count("/consultations/alerts/") == 2
    assert told["place@x.cn"][0] == "新的意见征集：望川县养犬管理办法（征求意见稿）"
    assert "Last day for comments: 2026-04-20 (in 47 days)" in told["theme@x.cn"][1]
    assert letters(later(2)) == letters(later(3)) == []


def test_an_address_is_not_flooded_and_what_is_not_confirmed_is_erased(opened, at, run_jobs):
    for number in range(alerting.MOST_LETTERS + 2):
        watch_new(at, theme=str(number))
    watch_new(at, theme="0")
    run_jobs()
    assert len(mail.outbox) == alerting.MOST_LETTERS
    assert jobs.forget_alerts(at=at + alerting.UNCONFIRMED + timedelta(seconds=1)) == alerting.MOST_LETTERS
    for wrong in ({"email": "li"}, {"email": "li@example.cn\nBcc: all@example.cn"}, {"place": "x"}, {"matter": "x"}):
        with pytest.raises(Invalid):
            watch_new(at, **wrong)
    with pytest.raises(Invalid, match="几天"):
        watch_one(opened, at, days=31)


def test_of_a_notice_withdrawn_it_is_said_and_no_more(opened, staff, at, later, letters):
    ops.confirm_alert(key=watch_one(opened, at).key, at=at)
    publishing.withdraw(
        record=opened.record.uid, reason="published_in_error", note="草案有误", by=staff.publisher, at=later(1)
    )
    assert "公告已经撤回" in letters(later(2))[0][1]
    assert letters(later(3)) == []

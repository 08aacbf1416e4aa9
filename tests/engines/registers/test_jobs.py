"""Who is told of an adjustment, and what the nightly check finds."""

from datetime import date, datetime
from types import SimpleNamespace

from gongkai.engines.registers import jobs
from gongkai.engines.registers import operations as ops
from gongkai.engines.registers.models import EntryVersion
from gongkai.foundation.notices.models import Notice
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.models import Person, Post

from .conftest import Propose, amend, duty, end, power


def a_post(organ: Organ, role: str) -> str:
    person = Person.objects.create(uid=f"{role}-1", username=f"{role}-1", name=role)
    Post.objects.create(person=person, organ=organ, unit="办公室", role=role, since=date(2016, 1, 1))
    return person.uid


def test_whoever_it_waits_for_is_told_and_the_drafter_when_it_comes_back(
    propose: Propose, who: SimpleNamespace, organ: Organ, at: datetime
) -> None:
    head, signer = a_post(organ, "unit_head"), a_post(organ, "signer")
    made = propose(power("A"))
    jobs.tell_reviewers(adjustment=made.uid, at=at)
    jobs.tell_reviewers(adjustment=made.uid, at=at)
    ops.approve(adjustment=made.uid, sha256=made.sha256, by=who.unit_head, at=at)
    jobs.tell_reviewers(adjustment=made.uid, at=at)
    ops.return_adjustment(adjustment=made.uid, remark="依据不准确", by=who.signer, at=at)
    jobs.tell_reviewers(adjustment=made.uid, at=at)
    jobs.tell_drafters(adjustment=made.uid, at=at)
    told = list(Notice.objects.order_by("pk").values_list("to_uid", "subject"))
    assert told == [
        (head, "有一项名录调整等待您处室审查"),
        (signer, "有一项名录调整等待您批准"),
        (made.proposed_by, "您提出的名录调整被退回"),
    ]


def test_the_nightly_check_finds_what_no_act_could_have_written(adopt: Propose, at: datetime) -> None:
    adopt(power("A"), power("B"), power("C"))
    adopt(duty("D", "A"), register="test-duties")
    adopt(amend("B", days="5"), end("C"), since="2026-04-01")
    assert list(jobs.inconsistencies(at=at)) == []
    EntryVersion.objects.filter(key="B", number=1).update(until=date(2026, 4, 2))
    EntryVersion.objects.filter(key="A").update(since=date(2026, 5, 1))
    assert list(jobs.inconsistencies(at=at)) == [
        "测试权力清单B的第1版与下一版的有效期重叠。",
        "测试责任清单D引用的A现在无效。",
    ]

"""A notice is posted once, mailed when it can be, by itself or in the day's digest, and always found in the office."""

import smtplib
import traceback
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.db import transaction

from gongkai.foundation import jobs
from gongkai.foundation.errors import NotFound
from gongkai.foundation.jobs import operations as queue
from gongkai.foundation.jobs import registry
from gongkai.foundation.notices import operations, ports, queries
from gongkai.foundation.notices.jobs import plan_digests
from gongkai.foundation.notices.models import Notice
from gongkai.foundation.notices.rules import MOST, digest_words
from gongkai.foundation.now import CHINA, frozen

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def wired() -> Iterator[None]:
    operations_, periodic, address = dict(registry._operations), dict(registry._periodic), list(ports._address_of)
    bound = {operations.DELIVER: operations.deliver, operations.DIGEST: operations.deliver_digest}
    jobs.bind(bound, outside=bound)
    ports.bind(lambda uid: f"{uid}@example.gov.cn" if uid == "zhang" else "")
    yield
    registry._operations.clear()
    registry._operations.update(operations_)
    registry._periodic.update(periodic)
    ports._address_of[:] = address


def post(at: datetime, to: str = "zhang", key: str = "n1", *, digest: bool = False) -> Notice:
    said = {"subject": "有文件\n待您审核", "body": "请审核。", "about": "record:r1"}
    with transaction.atomic():
        operations.post(to=to, key=key, digest=digest, at=at, **said)
    return Notice.objects.get(key=key)


def test_a_notice_is_mailed_and_stays_in_the_inbox(at_rest: datetime) -> None:
    post(at_rest)
    queue.work_off()
    (letter,) = mail.outbox
    assert letter.to == ["zhang@example.gov.cn"]
    assert letter.subject == "有文件 待您审核"
    notice = queries.inbox("zhang").get()
    assert notice.sent_at == at_rest
    assert queries.unread_count("zhang") == 1


def test_a_key_posts_only_once(at: datetime) -> None:
    post(at)
    post(at)
    queue.work_off()
    assert len(mail.outbox) == 1


def test_a_notice_rolled_back_with_its_act_is_neither_shown_nor_mailed(at: datetime) -> None:
    with transaction.atomic():
        operations.post(to="zhang", subject="s", body="b", about="", key="k", at=at)
        transaction.set_rollback(True)
    queue.work_off()
    assert not mail.outbox
    assert not queries.inbox("zhang").exists()


def test_a_person_without_an_address_reads_it_in_the_office(at: datetime) -> None:
    post(at, to="li")
    queue.work_off()
    assert not mail.outbox
    assert "没有登记邮箱" in queries.inbox("li").get().last_error


def test_a_mail_server_that_fails_is_tried_again(at: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    notice = post(at)

    def refuse(*_: object, **__: object) -> int:
        raise ConnectionRefusedError("拒绝连接")

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMessage.send", refuse)
        queue.work_off()
    notice.refresh_from_db()
    assert (notice.sent_at, notice.attempts) == (None, 1)
    assert "拒绝连接" in notice.last_error
    queue.work_off()
    notice.refresh_from_db()
    assert notice.sent_at is not None
    assert notice.last_error == ""


def test_a_second_copy_carries_the_same_message_id(at: datetime) -> None:
    notice = post(at)
    operations.deliver(notice=notice.pk, at=at)
    Notice.objects.update(sent_at=None)
    operations.deliver(notice=notice.pk, at=at)
    first, second = (letter.message()["Message-ID"] for letter in mail.outbox)
    assert first == second


def test_reading_is_the_addressees_alone_and_keeps_the_first_time(at: datetime) -> None:
    notice = post(at)
    with pytest.raises(NotFound):
        operations.mark_read(by="li", notice=notice.pk, at=at)
    operations.mark_read(by="zhang", notice=notice.pk, at=at)
    operations.mark_read(by="zhang", notice=notice.pk, at=at + timedelta(hours=1))
    assert queries.inbox("zhang").get().read_at == at
    assert queries.unread_count("zhang") == 0


def test_the_inbox_pages_by_key(at: datetime) -> None:
    made = [post(at, key=f"n{i}") for i in range(3)]
    first = list(queries.inbox("zhang")[:2])
    assert [n.pk for n in first] == [made[2].pk, made[1].pk]
    assert [n.pk for n in queries.inbox("zhang", before=first[-1].pk)] == [made[0].pk]
    assert [n.pk for n in queries.undelivered(at + timedelta(minutes=1))] == [n.pk for n in made]


NIGHT, MORNING = datetime(2026, 3, 9, 1, tzinfo=CHINA), datetime(2026, 3, 9, 8, 30, tzinfo=CHINA)


def test_a_days_notices_go_in_one_mail_from_the_morning_on_and_once() -> None:
    first, second = (post(NIGHT, key=key, digest=True) for key in ("n1", "n2"))
    operations.mark_read(by="zhang", notice=post(NIGHT, key="read", digest=True).pk, at=NIGHT)
    assert plan_digests(at=NIGHT) == 0
    for _ in range(2):
        morning(MORNING)
    (message,) = mail.outbox
    assert (message.to, message.subject) == (["zhang@example.gov.cn"], "您有2条新的工作通知")
    assert Notice.objects.filter(pk__in=[first.pk, second.pk], sent_at=None).count() == 0
    post(MORNING, key="n3", digest=True)  # comes after: tomorrow
    morning(MORNING)
    assert len(mail.outbox) == 1
    morning(MORNING + timedelta(days=1))
    assert len(mail.outbox) == 2


def morning(at: datetime) -> None:
    with frozen(at):
        plan_digests(at=at)
        queue.work_off()


def test_a_digest_of_many_names_the_first_and_counts_the_rest() -> None:
    subject, body = digest_words([("标题", "正文")] * (MOST + 3))
    assert str(MOST + 3) in subject
    assert "另有3条" in body


@pytest.mark.parametrize("code", [550, 450])
def test_a_refused_address_stands_in_no_error_and_no_traceback(
    at: datetime, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def refuse(*_: object, **__: object) -> int:
        raise smtplib.SMTPRecipientsRefused({"zhang@example.gov.cn": (code, b"no such user <zhang@example.gov.cn>")})

    notice = post(at)
    monkeypatch.setattr("django.core.mail.EmailMessage.send", refuse)
    said = ""
    try:
        operations.deliver(notice=notice.pk, at=at)  # refused for good: put down, not tried again
    except OSError:
        said = traceback.format_exc()
    notice.refresh_from_db()
    assert (bool(said), notice.sent_at) == (code == 450, None)
    assert str(code) in notice.last_error
    assert "zhang@" not in said + notice.last_error

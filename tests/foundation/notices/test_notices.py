"""A notice is posted once, mailed when it can be, and always found in the office."""

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
from gongkai.foundation.notices.models import Notice

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def wired() -> Iterator[None]:
    operations_, periodic, address = dict(registry._operations), dict(registry._periodic), list(ports._address_of)
    jobs.bind({operations.DELIVER: operations.deliver}, outside={operations.DELIVER})
    ports.bind(lambda uid: f"{uid}@example.gov.cn" if uid == "zhang" else "")
    yield
    registry._operations.clear()
    registry._operations.update(operations_)
    registry._periodic.update(periodic)
    ports._address_of[:] = address


def post(at: datetime, to: str = "zhang", key: str = "n1") -> Notice:
    with transaction.atomic():
        operations.post(to=to, subject="有文件\n待您审核", body="请审核。", about="record:r1", key=key, at=at)
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

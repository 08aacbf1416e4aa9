"""Acts on notices: post, deliver, mark as read."""

import hashlib
from datetime import datetime

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F

from gongkai.foundation import jobs
from gongkai.foundation.errors import NotFound
from gongkai.foundation.notices import ports
from gongkai.foundation.notices.models import Notice
from gongkai.foundation.text import without_addresses

DELIVER = "notices.deliver"
NO_ADDRESS = "收件人没有登记邮箱，只在办公页面显示。"


def post(*, to: str, subject: str, body: str, about: str, key: str, at: datetime) -> None:
    """发通知：put a notice in a person's inbox and have it mailed, in the caller's transaction.

    The same key posts only once. `to` is a person's uid, `about` a subject like "record:4k2p9".

    :raises RuntimeError: outside `transaction.atomic`.
    """
    notice, is_new = Notice.objects.get_or_create(
        key=key,
        defaults={"to_uid": to, "subject": subject[:200], "body": body, "about": about, "created_at": at},
    )
    if is_new:
        jobs.enqueue(DELIVER, key=f"notice:{key}", notice=notice.pk)


def deliver(*, notice: int, at: datetime) -> None:
    """投递：mail one notice; one already sent is skipped. Runs outside a transaction, and so may mail twice.

    The Message-ID is derived from the key, so that a mail system recognises the second copy.

    :raises OSError: when the mail server cannot be reached or refuses; the job is tried again.
    """
    letter = Notice.objects.get(pk=notice)
    if letter.sent_at is not None:
        return
    address = ports.address_of(letter.to_uid)
    with transaction.atomic():
        Notice.objects.filter(pk=notice).update(attempts=F("attempts") + 1, last_error="" if address else NO_ADDRESS)
    if not address:
        return
    try:
        _message(letter, address).send()
    except OSError as error:
        with transaction.atomic():
            Notice.objects.filter(pk=notice).update(last_error=without_addresses(str(error))[:2000])
        raise
    with transaction.atomic():
        Notice.objects.filter(pk=notice).update(sent_at=at)


def mark_read(*, by: str, notice: int, at: datetime) -> None:
    """标为已读：its addressee has read it; reading again keeps the first time.

    :raises NotFound: when it is not this person's.
    """
    mine = Notice.objects.filter(pk=notice, to_uid=by)
    if not mine.exists():
        raise NotFound
    with transaction.atomic():
        mine.filter(read_at=None).update(read_at=at)


def _message(letter: Notice, address: str) -> EmailMessage:
    name = hashlib.sha256(letter.key.encode()).hexdigest()[:32]
    headers = {"Message-ID": f"<{name}@gongkai>", "Auto-Submitted": "auto-generated"}
    return EmailMessage(" ".join(letter.subject.split()), letter.body, to=[address], headers=headers)

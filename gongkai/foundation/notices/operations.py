"""Acts on notices: post, deliver, mark as read."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import F

from gongkai.foundation import jobs
from gongkai.foundation.errors import NotFound
from gongkai.foundation.notices import ports, queries
from gongkai.foundation.notices.models import Notice
from gongkai.foundation.notices.rules import digest_words
from gongkai.foundation.sending import refusal_of

DELIVER, DIGEST = "notices.deliver", "notices.deliver_digest"
NO_ADDRESS = "收件人没有登记邮箱，只在办公页面显示。"


def post(*, to: str, subject: str, body: str, about: str, key: str, digest: bool = False, at: datetime) -> None:
    """发通知：put a notice in a person's inbox and have it mailed, in the caller's transaction.

    The same key posts only once. `to` is a person's uid, `about` a subject like "record:4k2p9".

    :param digest: mail it with the others of the day, not by itself.
    :raises RuntimeError: outside `transaction.atomic`.
    """
    given = {"to_uid": to, "subject": subject[:200], "body": body, "about": about, "digest": digest, "created_at": at}
    notice, is_new = Notice.objects.get_or_create(key=key, defaults=given)
    if is_new and not digest:
        jobs.enqueue(DELIVER, key=f"notice:{key}", notice=notice.pk)


def deliver(*, notice: int, at: datetime) -> None:
    """投递：mail one notice; one already sent is skipped. Runs outside a transaction, and so may mail twice.

    The Message-ID is derived from the key, so that a mail system recognises the second copy. An address refused for
    good is put down at the notice, which is read in the office all the same.

    :raises OSError: when the mail server cannot be reached or may take it later; the job is tried again.
    """
    letter = Notice.objects.get(pk=notice)
    if letter.sent_at is None:
        _mail([letter], to=letter.to_uid, subject=letter.subject, body=letter.body, key=letter.key, at=at)


def deliver_digest(*, to: str, at: datetime) -> None:
    """投递汇总：mail a person's waiting notices in one message; like `deliver` it may mail twice.

    :raises OSError: when the mail server cannot be reached or may take it later; the job is tried again.
    """
    waiting = list(queries.for_digest(to, at))
    if waiting:
        subject, body = digest_words([(one.subject, one.body) for one in waiting])
        _mail(waiting, to=to, subject=subject, body=body, key=f"digest:{waiting[0].key}", at=at)


def _mail(notices: Sequence[Notice], *, to: str, subject: str, body: str, key: str, at: datetime) -> None:
    address = ports.address_of(to)
    kept = Notice.objects.filter(pk__in=[one.pk for one in notices])
    with transaction.atomic():
        kept.update(attempts=F("attempts") + 1, last_error="" if address else NO_ADDRESS)
    if not address:
        return
    try:
        refused = refusal_of(_message(key, subject, body, address))
    except OSError as error:
        with transaction.atomic():
            kept.update(last_error=str(error)[:2000])
        raise
    with transaction.atomic():
        kept.update(**({"last_error": refused[:2000]} if refused else {"sent_at": at}))


def mark_read(*, by: str, notice: int, at: datetime) -> None:
    """标为已读：its addressee has read it; reading again keeps the first time.

    :raises NotFound: when it is not this person's.
    """
    mine = Notice.objects.filter(pk=notice, to_uid=by)
    if not mine.exists():
        raise NotFound
    with transaction.atomic():
        mine.filter(read_at=None).update(read_at=at)


def _message(key: str, subject: str, body: str, address: str) -> EmailMessage:
    name = hashlib.sha256(key.encode()).hexdigest()[:32]
    headers = {"Message-ID": f"<{name}@gongkai>", "Auto-Submitted": "auto-generated"}
    return EmailMessage(" ".join(subject.split()), body, to=[address], headers=headers)

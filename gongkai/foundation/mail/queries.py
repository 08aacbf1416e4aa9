"""查询：mail of a matter, and what lies in the tray."""

from dataclasses import dataclass

from gongkai.foundation import sealing
from gongkai.foundation.errors import NotFound
from gongkai.foundation.mail.models import ReceivedMail, SentMail
from gongkai.foundation.mail.permission import lying_with, may_sort
from gongkai.foundation.mail.rules import Head, Incoming, read_message
from gongkai.foundation.people.actors import Actor
from gongkai.foundation.permission import insist

PAGE = 50


@dataclass(frozen=True)
class Opened:
    """启封的来信：the row, and what it says."""

    mail: ReceivedMail
    said: Incoming


@dataclass(frozen=True)
class Listed:
    """来信清单一行：the row, and what its head says; the letter itself is not read."""

    mail: ReceivedMail
    head: Head


def opened(mail: ReceivedMail) -> Opened:
    """启封：one message. No SQL.

    :raises Conflict: when no key opens it.
    """
    return Opened(mail, read_message(content_of(mail)))


def content_of(mail: ReceivedMail) -> bytes:
    """原信：as it came."""
    return sealing.unseal_bytes(bytes(mail.sealed))


def received_about(about: str) -> tuple[Opened, ...]:
    """某事项的来信：in the order they came, bounces aside. 1 SQL."""
    return tuple(opened(mail) for mail in ReceivedMail.objects.filter(about=about, is_bounce=False).order_by("id"))


def received(about: str, uid: str) -> ReceivedMail:
    """某事项的一封来信：bounces aside. 1 SQL.

    :raises NotFound: when the matter has no such message.
    """
    found = ReceivedMail.objects.filter(about=about, uid=uid, is_bounce=False).first()
    if found is None:
        raise NotFound
    return found


def bounced_about(about: str) -> dict[str, str]:
    """某事项被退回的公函：letter → reason. 1 SQL."""
    rows = SentMail.objects.filter(about=about, bounced_at__isnull=False).exclude(letter="")
    return dict(rows.values_list("letter", "bounce"))


def listed_about(about: str) -> tuple[tuple[SentMail, ...], tuple[ReceivedMail, ...]]:
    """某事项的往来邮件：what was sent and what came in, bounces too, in order; nothing is opened. 2 SQL."""
    sent = SentMail.objects.filter(about=about).order_by("id")
    return tuple(sent), tuple(ReceivedMail.objects.filter(about=about).order_by("id"))


def tray(person: Actor, *, after: int = 0, limit: int = PAGE) -> tuple[tuple[Listed, ...], int]:
    """待分拣来信：what belongs to no matter yet and lies with this person, the oldest first; and whence to read on.

    Heads only: two SQL queries and at most 5 KB a letter, however large it is; one kept before heads were is read
    whole, with a query of its own. The number is 0 at the end.

    :raises NotPermitted: for who has none of the posts that sort.
    """
    insist(may_sort(person))
    rows = list(lying_with(person).defer("sealed").filter(pk__gt=after).order_by("id")[: limit + 1])
    more = rows[limit - 1].pk if len(rows) > limit else 0
    return tuple(Listed(mail, head_of(mail)) for mail in rows[:limit]), more


def head_of(mail: ReceivedMail) -> Head:
    """信头：of one message.

    :raises Conflict: when no key opens it.
    """
    if mail.head:
        return Head.from_bytes(sealing.unseal_bytes(bytes(mail.head)))
    return Head.of(opened(mail).said)


def in_the_tray(person: Actor, uid: str) -> ReceivedMail:
    """待分拣的一封。2 SQL.

    :raises NotPermitted: for who has none of the posts that sort.
    :raises NotFound: when it is not in the tray, no longer, or lies with others.
    """
    insist(may_sort(person))
    found = lying_with(person).filter(uid=uid).first()
    if found is None:
        raise NotFound
    return found

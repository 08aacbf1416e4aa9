"""Sealing again with the newest key what belongs to messages."""

from datetime import datetime

from django.db import transaction

from gongkai.foundation import sealing
from gongkai.foundation.errors import NotPermitted
from gongkai.foundation.journal import operations as journal
from gongkai.foundation.people.actors import SYSTEM, Actor
from gongkai.programmes.hotline.models import MessageAddition, MessageDraft, MessagePhoto

ON_THE_SERVER = "重新密封由系统管理员在服务器上执行 gongkai reseal。"


@transaction.atomic
def reseal_message_drafts(*, after: int = 0, limit: int = 500, by: Actor, at: datetime) -> int | None:
    """重新密封诉求草稿：the next after a number, with the newest key; None when there are no more.

    :raises NotPermitted: unless by the system.
    :raises Conflict: when a row opens with none of the keys.
    """
    _only_system(by)
    rows = list(MessageDraft.objects.select_for_update().filter(pk__gt=after).order_by("pk")[:limit])
    old = [row for row in rows if not sealing.is_current(row.sealed)]
    for row in old:
        MessageDraft.objects.filter(pk=row.pk).update(sealed=sealing.seal(sealing.unseal(row.sealed)))
    return _told(rows[-1].pk if rows else None, len(old), "message drafts", by, at)


@transaction.atomic
def reseal_additions(*, after: int = 0, limit: int = 500, by: Actor, at: datetime) -> int | None:
    """重新密封诉求补充：the next after a number, with the newest key; None when there are no more.

    :raises NotPermitted: unless by the system.
    :raises Conflict: when a row opens with none of the keys.
    """
    _only_system(by)
    rows = list(MessageAddition.objects.select_for_update().filter(pk__gt=after).order_by("pk")[:limit])
    old = [row for row in rows if not sealing.is_current(row.sealed)]
    for row in old:
        MessageAddition.objects.filter(pk=row.pk).update(sealed=sealing.seal(sealing.unseal(row.sealed)))
    return _told(rows[-1].pk if rows else None, len(old), "message additions", by, at)


@transaction.atomic
def reseal_photos(*, after: int = 0, limit: int = 20, by: Actor, at: datetime) -> int | None:
    """重新密封诉求照片：the next few after a number, with the newest key; None when there are no more.

    :raises NotPermitted: unless by the system.
    :raises Conflict: when a row opens with none of the keys.
    """
    _only_system(by)
    rows = list(MessagePhoto.objects.select_for_update().filter(pk__gt=after).order_by("pk")[:limit])
    old = [row for row in rows if not sealing.is_current(bytes(row.sealed).decode())]
    for row in old:
        again = sealing.seal_bytes(sealing.unseal_bytes(bytes(row.sealed)))
        MessagePhoto.objects.filter(pk=row.pk).update(sealed=again)
    return _told(rows[-1].pk if rows else None, len(old), "message photos", by, at)


def _only_system(by: Actor) -> None:
    if by != SYSTEM:
        raise NotPermitted(ON_THE_SERVER)


def _told(last: int | None, many: int, what: str, by: Actor, at: datetime) -> int | None:
    if many:
        facts = {"rows": many}
        journal.record(act="hotline.resealed", by=by.uid, at=at, organ="", subject=what, facts=dict(facts))
    return last

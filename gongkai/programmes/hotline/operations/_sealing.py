"""Sealing again with the newest key what belongs to messages."""

from datetime import datetime

from gongkai.foundation.people.actors import Actor
from gongkai.foundation.sealing.operations import reseal_rows
from gongkai.programmes.hotline.models import MessageAddition, MessageDraft, MessagePhoto


def reseal_message_drafts(*, after: int = 0, limit: int = 500, by: Actor, at: datetime) -> int | None:
    """重新密封诉求草稿：the next after a number, with the newest key; None when there are no more.

    :raises NotPermitted: unless by the system.
    :raises Conflict: when a row opens with none of the keys.
    """
    return reseal_rows(
        rows=MessageDraft.objects.all(), act="hotline.resealed", subject="message drafts",
        after=after, limit=limit, by=by, at=at,
    )  # fmt: skip


def reseal_additions(*, after: int = 0, limit: int = 500, by: Actor, at: datetime) -> int | None:
    """重新密封诉求补充：the next after a number, with the newest key; None when there are no more.

    :raises NotPermitted: unless by the system.
    :raises Conflict: when a row opens with none of the keys.
    """
    return reseal_rows(
        rows=MessageAddition.objects.all(), act="hotline.resealed", subject="message additions",
        after=after, limit=limit, by=by, at=at,
    )  # fmt: skip


def reseal_photos(*, after: int = 0, limit: int = 20, by: Actor, at: datetime) -> int | None:
    """重新密封诉求照片：the next few after a number, with the newest key; None when there are no more.

    :raises NotPermitted: unless by the system.
    :raises Conflict: when a row opens with none of the keys.
    """
    return reseal_rows(
        rows=MessagePhoto.objects.all(), act="hotline.resealed", subject="message photos",
        after=after, limit=limit, by=by, at=at,
    )  # fmt: skip

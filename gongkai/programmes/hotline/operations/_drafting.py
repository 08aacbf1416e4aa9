"""Drafts of messages, by the public, who have no account."""

import json
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from gongkai.foundation import sealing
from gongkai.foundation.codes import digest_of
from gongkai.foundation.errors import NotFound
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import SYSTEM, Actor
from gongkai.programmes.hotline.contents import Person, Told
from gongkai.programmes.hotline.models import Message, MessageDraft, MessagePhoto
from gongkai.programmes.hotline.operations._messages import Lodged, lodge
from gongkai.programmes.hotline.operations._photos import check_room, store_photo
from gongkai.programmes.hotline.photos import checked
from gongkai.programmes.hotline.queries import HANDED_IN

KEPT = timedelta(days=30)
"""草稿保留多久：ours, not the law's."""


@transaction.atomic
def keep_message_draft(*, content: Mapping[str, str], key: str = "", at: datetime) -> str:
    """保存诉求草稿：under its key, or under a new one; answers the key.

    :raises NotFound: for a key under which nothing is kept any more.
    """
    sealed = sealing.seal(json.dumps(dict(content), ensure_ascii=False))
    if not key:
        key = secrets.token_hex(16)
        MessageDraft.objects.create(key_hash=digest_of(key), sealed=sealed, saved_at=at)
    elif not MessageDraft.objects.filter(key_hash=digest_of(key)).update(sealed=sealed, saved_at=at):
        raise NotFound(HANDED_IN)
    return key


@transaction.atomic
def forget_message_drafts(*, key: str = "", at: datetime) -> int:
    """清除诉求草稿：the one under a key, or all that nobody went on with in time; answers how many (件)."""
    drafts = MessageDraft.objects.filter(**({"key_hash": digest_of(key)} if key else {"saved_at__lt": at - KEPT}))
    return drafts.delete()[1].get(MessageDraft._meta.label, 0)


@transaction.atomic
def add_photo(*, key: str, content: bytes, name: str, at: datetime) -> MessagePhoto:
    """上传照片：to the draft under a key, without where and with what it was taken.

    :raises NotFound: for a key under which nothing is kept any more.
    :raises Invalid: when it is too large, no picture, or one too many.
    """
    picture = checked(content, name)
    draft = MessageDraft.objects.select_for_update().filter(key_hash=digest_of(key)).first()
    if draft is None:
        raise NotFound(HANDED_IN)
    check_room(draft.photos.count())
    return store_photo(picture, draft=draft, at=at)


@transaction.atomic
def drop_photo(*, key: str, photo: str, at: datetime) -> None:  # noqa: ARG001 — as of every act
    """去掉照片：one of the draft under a key."""
    MessagePhoto.objects.filter(draft__key_hash=digest_of(key), uid=photo).delete()


@transaction.atomic
def hand_in_message(
    *,
    draft: str,
    organ: Organ,
    told: Told,
    person: Person | None,
    profile: str,
    language: str = "zh",
    by: Actor = SYSTEM,
    at: datetime,
) -> Lodged:
    """递交诉求草稿：lodge, and erase the draft in the same act, so that handing it in twice makes one message.

    :raises NotFound: when the draft was handed in already, or erased.
    :raises Invalid: as `lodge`; the draft stays.
    """
    kept = MessageDraft.objects.select_for_update().filter(key_hash=digest_of(draft)).first()
    if kept is None:
        raise NotFound(HANDED_IN)
    lodged = lodge(organ=organ, told=told, person=person, profile=profile, language=language, by=by, at=at)
    message = Message.objects.get(case=lodged.case)
    MessagePhoto.objects.filter(draft=kept).update(draft=None, message=message)
    kept.delete()
    return lodged

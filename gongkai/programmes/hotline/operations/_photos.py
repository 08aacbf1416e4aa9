"""Pictures that go with a message: sealed, without traces of their taking."""

from datetime import datetime

from django.db import transaction

from gongkai.foundation import sealing
from gongkai.foundation.errors import Conflict, Invalid, NotFound
from gongkai.foundation.journal import operations as journal
from gongkai.foundation.people.actors import SYSTEM, Actor
from gongkai.foundation.permission import insist
from gongkai.foundation.uids import new_uid
from gongkai.programmes.hotline import permission
from gongkai.programmes.hotline.models import Message, MessageDraft, MessagePhoto
from gongkai.programmes.hotline.photos import MOST, TOO_MANY, Picture, checked
from gongkai.programmes.hotline.queries import ENDED, proven


@transaction.atomic
def bring_photo(*, number: str, code: str, content: bytes, name: str, by: Actor = SYSTEM, at: datetime) -> MessagePhoto:
    """补交照片：who sent a message adds a picture to it while it is open.

    :raises NotFound: unless number and code are right.
    :raises Invalid: when it is too large, no picture, or one too many.
    :raises Conflict: when it has ended.
    """
    found = Message.objects.select_for_update(of=("self",)).get(pk=proven(number=number, code=code).pk)
    if not found.case.open:
        raise Conflict(ENDED)
    check_room(found.photos.count())
    made = store_photo(checked(content, name), message=found, at=at)
    _note("photo_brought", found, by=by, at=at)
    return made


@transaction.atomic
def open_photo(*, photo: str, by: Actor, at: datetime) -> tuple[bytes, str]:
    """查看照片：its bytes and extension, for who works on the message; of a sealed message the hotline office alone,
    and the journal keeps who looked.

    :raises NotFound: for a picture of a message this person may not see.
    :raises NotPermitted: of a sealed message, unless by the hotline office.
    :raises Conflict: when no key opens it.
    """
    seen = MessagePhoto.objects.filter(message__in=permission.visible_to(by))
    found = seen.select_related("message__case__organ").filter(uid=photo).first()
    if found is None or found.message is None:
        raise NotFound
    if found.message.confidential:
        insist(permission.may_reveal(by, found.message))
        _note("photo_revealed", found.message, by=by, at=at)
    return sealing.unseal_bytes(bytes(found.sealed)), found.extension


def check_room(many: int) -> None:
    """Refuse one picture too many.

    :raises Invalid: when there are as many as may be.
    """
    if many >= MOST:
        raise Invalid(TOO_MANY, field="photo", code="too-many")


def store_photo(
    picture: Picture, *, at: datetime, draft: MessageDraft | None = None, message: Message | None = None
) -> MessagePhoto:
    """留存照片：one, sealed, with a draft or with a message."""
    return MessagePhoto.objects.create(
        uid=new_uid(),
        draft=draft,
        message=message,
        sealed=sealing.seal_bytes(picture.content),
        extension=picture.extension,
        size=len(picture.content),
        at=at,
    )


def _note(act: str, found: Message, *, by: Actor, at: datetime) -> None:
    organ, subject = found.case.organ.code, f"case:{found.case.uid}"
    journal.record(act=f"hotline.{act}", by=by.uid, at=at, organ=organ, subject=subject, facts={})

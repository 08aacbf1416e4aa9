"""Files that come with a petition: sealed, brought by who asks, opened by whoever may know who asks."""

from datetime import datetime

from django.db import transaction

from gongkai.foundation import sealing
from gongkai.foundation.errors import Conflict, Invalid, NotFound
from gongkai.foundation.journal import operations as journal
from gongkai.foundation.people.actors import SYSTEM, Actor
from gongkai.foundation.permission import insist
from gongkai.foundation.sealing.operations import reseal_rows
from gongkai.foundation.uids import new_uid
from gongkai.programmes.petitions import attachments, permission
from gongkai.programmes.petitions.models import Petition, PetitionFile


@transaction.atomic
def attach_petition_file(
    *, number: str, code: str, content: bytes, name: str, by: Actor = SYSTEM, at: datetime
) -> PetitionFile:
    """提交信访材料：who brought a petition adds a file to it while it is open; the name it was given is not kept.

    :raises NotFound: unless number and code are right.
    :raises Invalid: when it is too large, no picture or PDF, or one too many.
    :raises Conflict: when the petition has ended.
    """
    found = Petition.objects.select_for_update(of=("self",)).get(pk=permission.proven(number=number, code=code).pk)
    if not found.case.open:
        raise Conflict(attachments.ENDED)
    if found.files.count() >= attachments.MOST:
        raise Invalid(attachments.TOO_MANY, field="file", code="too-many")
    kept, extension = attachments.checked(content, name)
    made = PetitionFile.objects.create(
        uid=new_uid(),
        petition=found,
        sealed=sealing.seal_bytes(kept),
        extension=extension,
        size=len(kept),
        at=at,
    )
    _note("file_attached", found, by=by, at=at)
    return made


@transaction.atomic
def open_petition_file(*, case: str, file: str, by: Actor, at: datetime) -> tuple[bytes, str]:
    """查看信访材料：its bytes and extension, for whoever may know who asks; the journal keeps who looked.

    :raises NotFound: for a file of a petition this person may not see.
    :raises NotPermitted: for who handles a matter whose petitioner is kept from them.
    :raises Conflict: when no key opens it.
    """
    seen = PetitionFile.objects.filter(petition__in=permission.visible_to(by), petition__case__uid=case, uid=file)
    found = seen.select_related("petition__case__organ").first()
    if found is None:
        raise NotFound
    insist(permission.may_reveal(by, found.petition))
    _note("file_opened", found.petition, by=by, at=at)
    return sealing.unseal_bytes(bytes(found.sealed)), found.extension


def reseal_petition_files(*, after: int = 0, limit: int = 20, by: Actor, at: datetime) -> int | None:
    """重新密封信访材料：the next few after a number, with the newest key; None when there are no more.

    :raises NotPermitted: unless by the system.
    :raises Conflict: when a row opens with none of the keys.
    """
    return reseal_rows(
        rows=PetitionFile.objects.all(), act="petitions.resealed", subject="petition files",
        after=after, limit=limit, by=by, at=at,
    )  # fmt: skip


def _note(act: str, found: Petition, *, by: Actor, at: datetime) -> None:
    organ, subject = found.case.organ.code, f"case:{found.case.uid}"
    journal.record(act=f"petitions.{act}", by=by.uid, at=at, organ=organ, subject=subject, facts={})

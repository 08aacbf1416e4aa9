"""上传文件：bytes kept for an organ's registers, and the copy everybody may have once an entry that names it stands."""

from datetime import datetime

from django.db import transaction

from gongkai.engines.registers import permission
from gongkai.engines.registers.models import RegisterFile
from gongkai.engines.registers.rules import file_name
from gongkai.foundation.errors import Invalid
from gongkai.foundation.files import operations as files
from gongkai.foundation.files.rules import public_copy
from gongkai.foundation.journal import operations as journal
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.papers import secrecy
from gongkai.foundation.people.actors import Actor
from gongkai.foundation.permission import insist


@transaction.atomic
def keep_file(*, organ: Organ, content: bytes, name: str, by: Actor, at: datetime) -> str:
    """收文件：keep a file as it came, and its copy without authors, comments and revision marks; answers its value.

    Nobody outside the office reads it before an adjustment that names it is adopted. The same file answers the same.

    :raises NotPermitted: unless by a drafter of the organ.
    :raises Invalid: with what to do, for a file that cannot be taken, or whose head is marked secret.
    """
    insist(permission.may_propose(by, organ))
    secrecy.refuse_marked(content, name)
    known = file_name(name)
    if not known:
        raise Invalid("请给文件起一个名字再上传。", field="file")
    original = files.store(content=content, name=name, by=by.uid, at=at)
    cleaned = public_copy(content, original.media_type)
    public = original if cleaned == content else files.store(content=cleaned, name=name, by=by.uid, at=at)
    _, made = RegisterFile.objects.get_or_create(
        organ=organ, public=public, defaults={"original": original, "added_by": by.uid, "added_at": at}
    )
    if made:
        journal.record(
            act="registers.file_kept",
            by=by.uid,
            at=at,
            organ=organ.code,
            subject=f"file:{public.sha256}",
            facts={"original": original.sha256, "size": public.size},
        )
    return f"{public.sha256}/{_ending(known, public.extension)}"


def _ending(name: str, extension: str) -> str:
    """The name with the ending its content has."""
    return name if name.lower().endswith(f".{extension}") else f"{name}.{extension}"

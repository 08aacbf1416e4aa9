"""Groups: made, found and filled; one that nothing is left in goes."""

from collections.abc import Sequence

from gongkai.foundation.errors import Invalid, NotFound
from gongkai.foundation.uids import new_uid
from gongkai.programmes.consultations.models import CommentGroup, CommentText, Consultation


def new_group(found: Consultation, title: str, *, wanted: bool = True) -> CommentGroup:
    """意见组：a new one; with a title, unless it only holds an answer.

    :raises Invalid: without the title wanted.
    """
    if wanted and not title:
        raise Invalid("请给意见组写一个标题，说明这些意见共同说的是什么。", field="title")
    return CommentGroup.objects.create(uid=new_uid(), consultation=found, title=title)


def group(found: Consultation, uid: str) -> CommentGroup:
    """取意见组：of this consultation, locked.

    :raises NotFound: when there is none such.
    """
    kept = CommentGroup.objects.select_for_update().filter(consultation=found, uid=uid).first()
    if kept is None:
        raise NotFound
    return kept


def move(rows: Sequence[CommentText], kept: CommentGroup | None) -> None:
    """归入：into the group, or out of any; a group nothing is left in goes."""
    before = {one.group_id for one in rows if one.group_id is not None} - {kept.pk if kept else None}
    CommentText.objects.filter(pk__in=[one.pk for one in rows]).update(group=kept)
    CommentGroup.objects.filter(pk__in=before, texts__isnull=True).delete()

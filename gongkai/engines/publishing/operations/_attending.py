"""Who has a draft open for editing: said while it lasts, never a lock."""

from datetime import datetime

from django.db import transaction

from gongkai.engines.publishing import permission
from gongkai.engines.publishing.desk_tables import Editing
from gongkai.engines.publishing.operations import _common as common
from gongkai.engines.publishing.rules import EDITING_LASTS
from gongkai.foundation.people.actors import Actor


@transaction.atomic
def attend(*, record: str, by: Actor, at: datetime) -> None:
    """登记正在修改：note, or go on noting, that somebody has the draft open; it ends by itself after a while.

    No entry in the journal: nothing was done yet.

    :raises NotFound: when the draft is not theirs to see.
    :raises NotPermitted: when it is not theirs to change.
    """
    edition = permission.find(by, record)
    common.insist_may(by, "save", edition)
    Editing.objects.filter(edition=edition, seen_at__lte=at - EDITING_LASTS).delete()
    now = {"name": by.name, "seen_at": at}
    Editing.objects.update_or_create(edition=edition, person=by.uid, defaults=now, create_defaults={**now, "since": at})


@transaction.atomic
def leave(*, record: str, by: Actor, at: datetime) -> None:  # noqa: ARG001 — an act is told when, whatever it needs
    """不再修改：the draft is no longer open for editing by this person."""
    Editing.objects.filter(edition__in=permission.visible_to(by).filter(record__uid=record), person=by.uid).delete()

"""What the acts share."""

from collections.abc import Mapping
from datetime import datetime

from gongkai.foundation.errors import NotFound
from gongkai.foundation.journal import operations as journal
from gongkai.foundation.people.actors import Actor
from gongkai.programmes.concerns import permission
from gongkai.programmes.concerns.models import Item


def note(
    act: str, *, organ: str, subject: str, by: Actor, at: datetime, facts: Mapping[str, str | int] | None = None
) -> None:
    """记入日志：by number only; what was said in public may name people."""
    journal.record(act=f"concerns.{act}", by=by.uid, at=at, organ=organ, subject=subject, facts=dict(facts or {}))


def locked_item(by: Actor, uid: str) -> Item:
    """取条目：locked, of those this person may see.

    :raises NotFound: for one that is not theirs to see.
    """
    found = (
        permission.items_of(by).filter(uid=uid).select_for_update(of=("self",)).select_related("organ", "case").first()
    )
    if found is None:
        raise NotFound
    return found

"""What every act of enforcement has in common."""

from datetime import datetime

from gongkai.foundation.errors import Invalid
from gongkai.foundation.journal import operations as journal
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import Actor
from gongkai.foundation.text import storable


def note(act: str, subject: str, organ: Organ, *, by: Actor, at: datetime, **facts: str | int) -> None:
    """记入日志：by identifier; never what a case or a decision says."""
    journal.record(act=f"enforcement.{act}", by=by.uid, at=at, organ=organ.code, subject=subject, facts=facts)


def said(text: str, name: str, field: str, longest: int = 2000) -> str:
    """所填的文字：trimmed, there, and not too long.

    :raises Invalid: with the sentence for its field.
    """
    text = storable(text).strip()
    if not text:
        raise Invalid(f"请填写“{name}”。", field=field)
    if len(text) > longest:
        raise Invalid(f"“{name}”最多{longest}字，现有{len(text)}字。", field=field)
    return text

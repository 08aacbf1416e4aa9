"""What the acts share."""

from datetime import datetime

from gongkai.engines.casework.models import Case
from gongkai.foundation.journal import operations as journal
from gongkai.foundation.people.actors import Actor


def note(act: str, case: Case, *, by: Actor, at: datetime, facts: dict[str, str | int] | None = None) -> int:
    """记入日志：never a name nor words."""
    return journal.record(
        act=f"decisions.{act}",
        by=by.uid,
        at=at,
        organ=case.organ.code,
        subject=f"case:{case.uid}",
        facts=dict(facts or {}),
    )

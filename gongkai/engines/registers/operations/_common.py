"""What every act on a register has in common."""

from datetime import datetime

from gongkai.engines.registers import permission
from gongkai.engines.registers.models import Adjustment
from gongkai.engines.registers.queries import subject
from gongkai.foundation.errors import NotFound
from gongkai.foundation.journal import operations as journal
from gongkai.foundation.people.actors import Actor


def locked(person: Actor, uid: str) -> Adjustment:
    """The adjustment, for this transaction alone."""
    seen = permission.visible_to(person).filter(uid=uid)
    found = seen.select_for_update(of=("self",)).select_related("organ").first()
    if found is None:
        raise NotFound
    return found


def note(act: str, adjustment: Adjustment, *, by: Actor, at: datetime, **facts: str | int) -> None:
    """记入日志：by register, number of lines and digest; never what an entry says."""
    journal.record(
        act=f"registers.{act}",
        by=by.uid,
        at=at,
        organ=adjustment.organ.code,
        subject=subject(adjustment.uid),
        facts={
            "register": adjustment.register,
            "lines": adjustment.size,
            "since": adjustment.since.isoformat(),
            "sha256": adjustment.sha256,
            **facts,
        },
    )

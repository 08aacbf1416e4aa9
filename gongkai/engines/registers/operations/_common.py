"""What every act on a register has in common."""

from datetime import datetime

from gongkai.engines.registers import permission
from gongkai.engines.registers.models import Adjustment, RegisterHead
from gongkai.engines.registers.queries import subject
from gongkai.foundation.errors import NotFound
from gongkai.foundation.journal import operations as journal
from gongkai.foundation.notices import operations as notices
from gongkai.foundation.people.actors import Actor


def locked(person: Actor, uid: str) -> Adjustment:
    """The adjustment, for this transaction alone."""
    seen = permission.visible_to(person).filter(uid=uid)
    found = seen.select_for_update(of=("self",)).select_related("organ", "other").first()
    if found is None:
        raise NotFound
    return found


def queue() -> int:
    """Wait for every adoption before this one; answers its number."""
    head = RegisterHead.objects.select_for_update().filter(pk=1).first()
    if head is None:
        RegisterHead.objects.get_or_create(pk=1)
        head = RegisterHead.objects.select_for_update().get(pk=1)
    head.number += 1
    head.save(update_fields=["number"])
    return head.number


def tell_refused(adjustment: Adjustment, *, to: str, at: datetime) -> None:
    """通知签发人：what was ordered did not come about; why, the office shows."""
    notices.post(
        to=to,
        subject="您批准的一项名录调整没有公布",
        body="您批准的一项名录调整有事项已经不能成立，什么都没有公布。原因请登录系统，在“名录”中查看。",
        about=subject(adjustment.uid),
        key=f"refused:{adjustment.uid}:{at.timestamp()}",
        at=at,
    )


def note(act: str, adjustment: Adjustment, *, by: str, at: datetime, **facts: str | int) -> None:
    """记入日志：by register, number of lines and digest; never what an entry says."""
    journal.record(
        act=f"registers.{act}",
        by=by,
        at=at,
        organ=adjustment.organ.code,
        subject=subject(adjustment.uid),
        facts={
            "register": adjustment.register,
            "lines": adjustment.size,
            "since": adjustment.since.isoformat(),
            "sha256": adjustment.sha256,
            **({"other": adjustment.other.code} if adjustment.other else {}),
            **facts,
        },
    )

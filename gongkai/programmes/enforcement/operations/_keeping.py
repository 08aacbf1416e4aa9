"""信用修复申请的保存：erased so long after the decision, sealed again with the newest key."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from gongkai.engines.registers.models import Adjustment, AdjustmentState
from gongkai.foundation import sealing
from gongkai.foundation.errors import NotPermitted
from gongkai.foundation.journal import operations as journal
from gongkai.foundation.people.actors import SYSTEM, Actor
from gongkai.foundation.sealing.operations import reseal_rows
from gongkai.programmes.enforcement.models import RepairApplication

AT_ONCE = 200


@transaction.atomic
def erase_repairs(*, decided_before: datetime, by: Actor, at: datetime) -> int:
    """清除信用修复申请内容：who asked, what they wrote and the file, of those decided before; answers how many.

    That there was one, about which penalty, and what came of it stay. The journal says of which, never what.

    :raises NotPermitted: unless by the system.
    """
    if by != SYSTEM:
        raise NotPermitted("信用修复申请的内容由系统在办结后满保存期限时清除，不由个人删除。")
    adopted = Adjustment.objects.filter(state=AdjustmentState.ADOPTED, adopted_at__lte=decided_before).values("uid")
    decided = Q(refused_at__lte=decided_before) | Q(change__adjustment__in=adopted)
    waiting = RepairApplication.objects.filter(decided, erased_at=None).order_by("pk")
    rows = dict(waiting.values_list("pk", "uid")[:AT_ONCE])
    if rows:
        RepairApplication.objects.filter(pk__in=list(rows)).update(sealed="", file=None, extension="", erased_at=at)
        _note("repairs_erased", by=by, at=at, rows=len(rows), repairs=list(rows.values()))
    return len(rows)


def reseal_repairs(*, after: int = 0, limit: int = 50, by: Actor, at: datetime) -> int | None:
    """重新密封信用修复申请：the next rows after a number; answers the last of them, None when there are no more.

    :raises NotPermitted: unless by the system.
    :raises Conflict: when a row opens with none of the keys.
    """
    return reseal_rows(
        rows=RepairApplication.objects.all(), act="enforcement.repairs_resealed", subject="enforcement-repairs",
        anew=_anew, after=after, limit=limit, by=by, at=at,
    )  # fmt: skip


def _anew(row: RepairApplication) -> dict[str, object]:
    file = sealing.seal_bytes(sealing.unseal_bytes(bytes(row.file))) if row.file is not None else None
    return {"sealed": sealing.seal(sealing.unseal(row.sealed)), "file": file}


def _note(act: str, *, by: Actor, at: datetime, **facts: int | list[str]) -> None:
    subject = "enforcement-repairs"
    journal.record(act=f"enforcement.{act}", by=by.uid, at=at, organ="", subject=subject, facts=dict(facts))

"""What events and time do to applications for credit repair: those whose turn it is are told; words are erased."""

from datetime import datetime, timedelta

from django.conf import settings

from gongkai.foundation.notices import operations as notices
from gongkai.foundation.now import china_date
from gongkai.foundation.people import queries as people
from gongkai.foundation.people.actors import DRAFTER, SIGNER, SYSTEM, UNIT_HEAD
from gongkai.programmes.enforcement import operations
from gongkai.programmes.enforcement.models import RepairApplication


def erase_repairs(*, at: datetime) -> int:
    """清除信用修复申请内容：every day, of those decided as long ago as the office keeps them; 0 days: for ever."""
    days = int(settings.GONGKAI_REPAIR_DAYS)
    if not days:
        return 0
    before, erased = at - timedelta(days=days), 0
    while some := operations.erase_repairs(decided_before=before, by=SYSTEM, at=at):
        erased += some
    return erased


def tell_handlers(*, repair: str, stage: str, at: datetime) -> None:
    """通知办理人：drafters of an application, unit heads or signers of a refusal to decide; never what it says."""
    found = RepairApplication.objects.select_related("organ").defer("file").get(uid=repair)
    if found.refused_at is not None:
        return
    role, what = (UNIT_HEAD, "等待决定是否不予修复") if found.proposed_at else (DRAFTER, "等待办理")
    if found.returned:
        what = "不予修复的意见已退回，等待办理"
    told = _others(found, role, at) or _others(found, SIGNER, at)  # a small organ has no unit heads
    for uid in told:
        notices.post(
            to=uid,
            subject="信用修复申请",
            body=f"信用修复申请{found.number}（{found.key}）{what}。请登录系统，在“执法公示”的“信用修复申请”中查看。",
            about=f"enforcement-repair:{found.uid}",
            key=f"enforcement-repair:{found.uid}:{stage}:{uid}",
            at=at,
        )


def _others(found: RepairApplication, role: str, at: datetime) -> list[str]:
    """Who holds a post in the organ, but not who proposed to refuse."""
    held = people.holders(organ_code=found.organ.code, role=role, day=china_date(at))
    return [uid for uid in held if uid != found.proposed_by]

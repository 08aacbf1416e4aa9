"""What events and time do to objections: those who answer are told; what was written is erased."""

from datetime import datetime, timedelta

from django.conf import settings

from gongkai.foundation.notices import operations as notices
from gongkai.foundation.now import china_date
from gongkai.foundation.people import queries as people
from gongkai.foundation.people.actors import SYSTEM
from gongkai.law.chinese import day_in_chinese
from gongkai.programmes.funds import operations, permission
from gongkai.programmes.funds.models import FundObjection


def erase_objections(*, at: datetime) -> int:
    """清除资金异议内容：every day, of those answered so many days ago as the office keeps them; 0 days keeps them."""
    days = int(settings.GONGKAI_OBJECTION_DAYS)
    if not days:
        return 0
    before, erased = at - timedelta(days=days), 0
    while some := operations.erase_objections(answered_before=before, by=SYSTEM, at=at):
        erased += some
    return erased


def tell_heads(*, objection: str, at: datetime) -> None:
    """通知答复人：of a new objection, the heads of its organ; never what it says."""
    found = FundObjection.objects.select_related("organ").get(uid=objection)
    if found.answered_at is not None:
        return
    until = f"，请在{day_in_chinese(found.due_on)}以前答复" if found.due_on else ""
    told: set[str] = set()
    for role in permission.ANSWERERS:
        told.update(people.holders(organ_code=found.organ.code, role=role, day=china_date(at)))
    for uid in sorted(told):
        notices.post(
            to=uid,
            subject="收到一件资金异议",
            body=f"资金异议{found.number}（{found.title}）等待答复{until}。请登录系统，在“资金异议”中查看。",
            about=f"fund-objection:{found.uid}",
            key=f"fund-objection:{found.uid}:{uid}",
            at=at,
        )

"""What time and events do to requests."""

from datetime import date, datetime, timedelta

from django.conf import settings

from gongkai.engines.casework.models import Case
from gongkai.foundation.notices import operations as notices
from gongkai.foundation.now import china_date
from gongkai.foundation.people import queries as people
from gongkai.foundation.people.actors import OPENNESS_OFFICER, SYSTEM
from gongkai.foundation.places.models import Place
from gongkai.law.chinese import day_in_chinese
from gongkai.programmes.requests import operations
from gongkai.programmes.requests.models import Complaint
from gongkai.programmes.requests.programme import REQUESTS


def forget_drafts(*, at: datetime) -> None:
    """清除申请草稿：every day, those nobody went on with for a month."""
    operations.forget_drafts(at=at)


def erase_copies(*, at: datetime) -> int:
    """清除证件副本：every day, those of cases archived so many days ago as the office keeps them; 0 days keeps them."""
    days = int(settings.GONGKAI_PROOF_DAYS)
    if not days:
        return 0
    before, erased = china_date(at) - timedelta(days=days), 0
    while some := operations.erase_copies(archived_by=before, by=SYSTEM, at=at):
        erased += some
    return erased


def tell_clerks(*, case: str, was: str, due_on: str, entry: int, at: datetime) -> None:
    """通知经办人：the last day of an open request has moved, because a calendar came; to the clerks of its organ.

    Not where only the mark “provisional” went, nor where another recomputation came after: that one is told.
    `entry`: number of the act in the journal.
    """
    found = Case.objects.select_related("organ").filter(uid=case, procedure=REQUESTS.key, open=True).first()
    if found is None or was == due_on or _written(found.due_on) != due_on:
        return
    for uid in people.holders(organ_code=found.organ.code, role="foi_clerk", day=china_date(at)):
        notices.post(
            to=uid,
            subject="有一件申请的答复期限变了",
            body=f"申请{found.number}的答复期限{_change(was, due_on)}请登录系统查看计算过程，按新的期限办理。",
            about=f"case:{found.number}",
            key=f"recomputed:{case}:{entry}:{uid}",
            at=at,
        )


def _written(day: date | None) -> str:
    return day.isoformat() if day else ""


def _change(was: str, due_on: str) -> str:
    before, now = (day_in_chinese(date.fromisoformat(day)) if day else "“待恢复后确定”" for day in (was, due_on))
    return f"已按最新的工作日历重新核算，由{before}改为{now}。"


def tell_officers(*, complaint: int, at: datetime) -> None:
    """通知政务公开办：of a complaint, the officers of the organ's place, or of the nearest above that has any.

    依据：《政府信息公开条例》第五十一条。
    """
    found = Complaint.objects.select_related("application__case__organ__place").get(pk=complaint)
    case = found.application.case
    place: Place | None = case.organ.place
    told: list[str] = []
    while place is not None and not told:
        told = people.holders_at(place=place, role=OPENNESS_OFFICER, day=china_date(at))
        place = place.parent
    for uid in told:
        notices.post(
            to=uid,
            subject="有一件申请的办理被投诉",
            body=f"申请编号{case.number}的办理被申请人投诉，请登录系统，在“工作监督”或者办件页查看并处理。",
            about=f"case:{case.number}",
            key=f"complained:{complaint}:{uid}",
            at=at,
        )

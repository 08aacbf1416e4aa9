"""每日：tell the drafters of an organ, and the openness office of its place, what of tasks and findings is overdue."""

from datetime import datetime

from django.db import transaction

from gongkai.foundation.notices import operations as notices
from gongkai.foundation.now import china_date
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people import queries as people
from gongkai.foundation.people.actors import DRAFTER, OPENNESS_OFFICER
from gongkai.law.chinese import day_in_chinese
from gongkai.programmes.execution import queries
from gongkai.programmes.execution.programme import PROGRESS, RECTIFICATIONS
from gongkai.programmes.execution.rules import owed

MOST = 5_000
"""一天告知的义务：so many of the soonest due."""


def tell(*, at: datetime) -> int:
    """告知逾期：once for each duty and last day; answers how many notices (条)."""
    today = china_date(at)
    late = [one for one in queries.duties(today, None, seen_on=None, limit=MOST) if one.standing(today).late]
    organs = {one.code: one for one in Organ.objects.filter(code__in={duty.organ for duty in late})}
    told = 0
    for duty in late:
        organ = organs.get(duty.organ)
        if organ is None:
            continue
        to = {
            *people.holders(organ_code=organ.code, role=DRAFTER, day=today),
            *people.holders_at(place=organ.place, role=OPENNESS_OFFICER, day=today),
        }
        due = day_in_chinese(duty.due_on) if duty.due_on else ""
        with transaction.atomic():
            for uid in sorted(to):
                notices.post(
                    to=uid,
                    subject="有任务、进展或者整改逾期",
                    body=f"“{duty.name}”（{duty.subject}）：{owed.KINDS[duty.kind]}，最迟{due}，至今没有办理。"
                    "公众在执行公开栏目看得到逾期。请在工作台“执行公开”中办理。",
                    about=f"register:{RECTIFICATIONS if duty.kind == owed.RECTIFY else PROGRESS}",
                    key=f"{duty.kind}:{duty.subject}:{duty.due_on}:{uid}",
                    digest=True,
                    at=at,
                )
        told += len(to)
    return told

"""每日：tell the department and the openness office which supervision information was to be renewed and was not."""

from datetime import datetime

from django.db import transaction

from gongkai.foundation.notices import operations as notices
from gongkai.foundation.now import china_date
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people import queries as people
from gongkai.foundation.people.actors import DRAFTER, OPENNESS_OFFICER
from gongkai.programmes.departments import queries
from gongkai.programmes.departments.rules import OVERSIGHT


def tell(*, at: datetime) -> int:
    """告知：once for each item and last day; answers how many (条)."""
    today = china_date(at)
    found = queries.overdue(today)
    organs = {one.code: one for one in Organ.objects.filter(code__in={duty.organ for duty in found})}
    told = 0
    for duty in found:
        to = {
            *people.holders(organ_code=duty.organ, role=DRAFTER, day=today),
            *people.holders_at(place=organs[duty.organ].place, role=OPENNESS_OFFICER, day=today),
        }
        with transaction.atomic():
            for uid in sorted(to):
                notices.post(
                    to=uid,
                    subject="有监管信息逾期没有更新",
                    body=f"“{duty.name}”应于{duty.due_on}前更新，至今没有更新。更新后请在名录“重点领域监管信息”中写明日期。",
                    about=f"register:{OVERSIGHT}",
                    key=f"oversight:{duty.subject}:{duty.due_on}:{uid}",
                    digest=True,
                    at=at,
                )
        told += len(to)
    return told

"""What time does to notices: once a day, from the morning on, each person's digest."""

from datetime import datetime

from django.db import transaction

from gongkai.foundation import jobs
from gongkai.foundation.notices import queries
from gongkai.foundation.notices.operations import DIGEST
from gongkai.foundation.now import CHINA, china_date

EVERY = 1800
MORNING = 8
"""时：before it nothing is mailed, so that the night's reminders go with it."""


def plan_digests(*, at: datetime) -> int:
    """安排汇总：one for each person with notices that wait for it, at most one a day; answers for how many (人)."""
    if at.astimezone(CHINA).hour < MORNING:
        return 0
    waiting = queries.waiting_for_digest(at)
    with transaction.atomic():
        for uid in waiting:
            jobs.enqueue(DIGEST, key=f"digest:{china_date(at)}:{uid}", to=uid)
    return len(waiting)

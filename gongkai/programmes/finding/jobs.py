"""What time does: goes through the saved searches, one job each."""

from datetime import datetime

from django.db import transaction

from gongkai.foundation import jobs
from gongkai.foundation.now import china_date
from gongkai.programmes.finding import operations, queries, rules

CHUNK = 500


def tell_all(*, at: datetime) -> int:
    """告知全部：enqueue each confirmed search whose news is due; answers how many (件). Twice a day is once."""
    enqueued, after = 0, 0
    while chunk := queries.confirmed_after(after, CHUNK):
        after = chunk[-1].pk
        with transaction.atomic():
            for one in chunk:
                if rules.due(one.told_until, one.rhythm, at=at):
                    jobs.enqueue("finding.tell", key=f"tell:{one.pk}:{china_date(at)}", saved=one.pk)
                    enqueued += 1
    return enqueued


def forget(*, at: datetime) -> int:
    """清除未确认的订阅。"""
    return operations.forget_unconfirmed(at=at)

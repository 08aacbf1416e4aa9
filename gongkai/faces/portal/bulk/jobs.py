"""成批下载的任务：at night what is new, every minute what was corrected or withdrawn."""

from datetime import datetime, timedelta

from django.db import transaction

from gongkai.engines.publishing import queries
from gongkai.engines.publishing.queries import Filters, Period
from gongkai.faces.portal.bulk.rows import FORMATS
from gongkai.faces.portal.bulk.store import build, filters_of, stored
from gongkai.faces.portal.caching import BULK
from gongkai.foundation import jobs
from gongkai.foundation.ledger import queries as ledger
from gongkai.foundation.now import china_date
from gongkai.foundation.pages import operations as pages

LATELY = timedelta(minutes=10)
MOST = 200


def plan(*, at: datetime) -> None:
    """每夜安排：a job for each month that has no file yet, or anything new."""
    for month in queries.months(at):
        if _wants(month, news=True):
            with transaction.atomic():
                jobs.enqueue("portal.build_bulk", key=f"bulk:{month}:{china_date(at)}", month=month)


def build_month(*, month: str, at: datetime) -> None:
    """做一个月的文件；may run any number of times."""
    build(month, at)
    with transaction.atomic():
        pages.touched(BULK)


def renew(*, at: datetime) -> None:
    """更新：once a minute, a job for each month in whose file something was corrected or withdrawn lately.

    Until it is done the file is not handed out, so nobody waits for it.
    """
    changed = queries.changes(at, Filters(), within=Period(at - LATELY), limit=MOST, newest=True, bodies=False)
    for month in sorted({queries.month_of(change.record) for change in changed}):
        kept = any(stored(month, format_) for format_ in FORMATS)
        if kept and _wants(month, news=False):
            with transaction.atomic():
                jobs.enqueue("portal.build_bulk", key=f"bulk:{month}:{ledger.size()}", month=month)


def _wants(month: str, *, news: bool) -> bool:
    for format_ in FORMATS:
        found = stored(month, format_)
        if found is None:
            return True
        if queries.is_changed(filters_of(month), leaves=found.leaves, made_at=found.made_at, news=news):
            return True
    return False

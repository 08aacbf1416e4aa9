"""哀悼查询：is the site in grey; asked for every page, so it is answered from memory. Read only."""

import threading
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import DatabaseError

from gongkai.foundation.mourning.models import Mourning
from gongkai.foundation.now import china_date

_lock = threading.Lock()
_known: tuple[datetime, tuple[tuple[date, date], ...]] | None = None


def spans() -> tuple[Mourning, ...]:
    """哀悼期：all of them, the latest first. One SQL query."""
    return tuple(Mourning.objects.all()[:100])


def is_mourning(at: datetime) -> bool:
    """是否哀悼期：at this instant, by what this process last read.

    One SQL query in so many seconds (`GONGKAI_MOURNING_SECONDS`; 0 never asks), none in between; a span takes
    effect at midnight in China, so that pages kept for a day are right for it.
    """
    seconds = settings.GONGKAI_MOURNING_SECONDS
    if not seconds:
        return False
    day = china_date(at)
    return any(from_on <= day < until_on for from_on, until_on in _read(at, timedelta(seconds=seconds)))


def _read(at: datetime, keep: timedelta) -> tuple[tuple[date, date], ...]:
    global _known  # noqa: PLW0603 — what this process knows, as the docstring says
    known = _known
    if known is not None and timedelta(0) <= at - known[0] < keep:
        return known[1]
    with _lock:
        try:
            rows = Mourning.objects.filter(lifted_at__isnull=True, until_on__gt=china_date(at))
            found = tuple(rows.values_list("from_on", "until_on"))
        except DatabaseError:  # a page is not lost for want of its colour
            return known[1] if known else ()
        _known = (at, found)
    return found

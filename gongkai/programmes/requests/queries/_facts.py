"""What the annual report counts: one plain row for each request that was open in a year."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from gongkai.programmes.requests.models import Application
from gongkai.programmes.requests.programme import REQUESTS

PIECE = 2000


@dataclass(frozen=True)
class Handled:
    """申请办理结果：one request; `result` is a code of `reply_kinds`, given with the day it ended, or neither."""

    case: str
    organ: str
    received_on: date
    applicant: str
    result: str | None
    closed_on: date | None


def request_facts(organs: Collection[str], year: int) -> Iterator[Handled]:
    """当年在办的申请：received by these organs up to the year's end and not over before it began; for the report.

    By the day of the first receipt, which a correction does not move. One SQL query.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    rows = (
        Application.objects.filter(case__procedure=REQUESTS.key, case__organ__code__in=organs)
        .filter(case__first_received_on__lte=last)
        .filter(Q(case__result="") | Q(case__ended_on__gte=first))
        .values_list(
            "case__uid", "case__organ__code", "case__first_received_on", "kind", "case__result", "case__ended_on"
        )
    )
    for uid, organ, received, kind, result, ended in rows.iterator(chunk_size=PIECE):
        if received is not None:
            yield Handled(uid, organ, received, kind, result or None, ended if result else None)

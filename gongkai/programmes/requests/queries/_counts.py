"""What statistics of many organs need: requests grouped as they stand at the end of a year; one SQL query."""

from collections.abc import Collection, Iterator
from datetime import date

from django.db.models import Case, CharField, Count, F, Q, Value, When

from gongkai.engines.assessment.rules import RequestCount
from gongkai.foundation.organs.models import Organ
from gongkai.programmes.requests.models import Application
from gongkai.programmes.requests.programme import REQUESTS


def request_counts(
    *, year: int, organs: Collection[str] | None = None, until: date | None = None
) -> Iterator[RequestCount]:
    """申请计数：requests counted in a year's 表三, by organ, applicant, and how they stand at its end. Two SQL queries.

    By the same days as `request_facts`; of every organ where none is named. `until`: as they stood on an earlier day.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    if until is not None:
        last = min(last, until)
    rows = Application.objects.filter(case__procedure=REQUESTS.key, case__first_received_on__lte=last)
    rows = rows.filter(Q(case__ended_on=None) | Q(case__ended_on__gte=first))
    if organs is not None:
        rows = rows.filter(case__organ__code__in=organs)
    ended = Case(When(case__ended_on__lte=last, then=F("case__result")), default=Value(""), output_field=CharField())
    new = Case(When(case__first_received_on__gte=first, then=Value(1)), default=Value(0))
    grouped = rows.values("case__organ", "kind").annotate(ended=ended, new=new).annotate(count=Count("pk"))
    codes = dict(Organ.objects.values_list("pk", "code"))
    for organ, kind, result, is_new, count in grouped.order_by().values_list(
        "case__organ", "kind", "ended", "new", "count"
    ):
        yield RequestCount(codes[organ], kind, bool(is_new), result, count)

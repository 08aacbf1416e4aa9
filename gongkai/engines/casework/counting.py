"""件数口径：which cases a number of the workload counts; the list behind the number asks the very same."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q

from gongkai.engines.casework.models import CaseEvent

YEARLY: Mapping[str, str] = {"received": "收到", "ended": "办结", "late": "逾期办结"}
"""按年计的件数：of cases open or not."""
NUMBERS = ("open", "unreceived", "today", "soon", "overdue", "suspended", "long", *YEARLY)


def soon_days() -> int:
    """即将到期：days before the last one on which a case counts as nearly due; the office's rule, not the law's."""
    return int(settings.GONGKAI_SOON_DAYS)


def long_days() -> int:
    """长期中止：days a suspended case may lie without any act before it is pointed out; the office's rule likewise."""
    return int(settings.GONGKAI_LONG_DAYS)


def counted(on: date, *, year: int = 0, now: datetime | None = None) -> Mapping[str, Q]:
    """件数口径：name of a number → the cases it counts on a day; those of a year, this one unless named, to that day.

    A case counts as ended once, by its first end, and late by the last day that stood then: taken up anew, it has
    another. A limit in hours is compared to the instant `now`; without one, by its day.
    """
    of = year or on.year
    span = (date(of, 1, 1), min(on, date(of, 12, 31)))
    open_ = Q(open=True)
    waits = open_ & Q(due_on=None, received_on__isnull=False)
    still = Q(~Exists(CaseEvent.objects.filter(case=OuterRef("pk"), on__gte=on - timedelta(days=long_days()))))
    ended = Q(ended_on__range=span)
    past = Q(due_on__lt=on) | (Q(due_on=on, due_at__lt=now) if now else Q(pk__in=()))
    late = Q(ended_due_on__lt=F("ended_on")) | Q(ended_due_on=F("ended_on"), ended_due_at__lt=F("ended_at"))
    to_come = ~Q(due_at__isnull=False, due_at__lt=now) if now else Q()
    return {
        "open": open_,
        # 以首次收到为准：where no law fixes a limit, nothing ever began to run.
        "unreceived": open_ & Q(first_received_on=None),
        "today": open_ & Q(due_on=on) & to_come,
        "soon": open_ & Q(due_on__range=(on, on + timedelta(days=soon_days()))) & to_come,
        "overdue": open_ & past,
        "suspended": waits,
        "long": waits & still,
        "received": Q(first_received_on__range=span),
        "ended": ended,
        "late": ended & late,
    }

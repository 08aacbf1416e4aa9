"""工作量：how many cases of each organ are open, nearly due, overdue or lie still; one grouped query."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q

from gongkai.engines.casework import permission
from gongkai.engines.casework.models import CaseEvent
from gongkai.engines.casework.queue import LONG, SOON
from gongkai.foundation.people.actors import Actor


@dataclass(frozen=True)
class Workload:
    """机关工作量：numbers of cases (件); `late` were ended this year after their last day."""

    open: int = 0
    unreceived: int = 0
    soon: int = 0
    overdue: int = 0
    suspended: int = 0
    long: int = 0
    received: int = 0
    ended: int = 0
    late: int = 0


def workload(person: Actor, *, procedure: str, on: date, organs: Collection[str] = ()) -> dict[str, Workload]:
    """工作量：code of the organ → its numbers on a day; those of this year are counted to that day. 1 SQL."""
    cases = permission.visible_to(person).filter(procedure=procedure)
    if organs:
        cases = cases.filter(organ__code__in=organs)
    year = (date(on.year, 1, 1), on)
    open_ = Q(open=True)
    still = Q(~Exists(CaseEvent.objects.filter(case=OuterRef("pk"), on__gte=on - timedelta(days=LONG))))
    waits = open_ & Q(due_on=None, received_on__isnull=False)
    counted = cases.filter(open_ | Q(ended_on__range=year) | Q(first_received_on__range=year)).values("organ__code")
    rows = counted.annotate(
        n_open=Count("pk", filter=open_),
        n_unreceived=Count("pk", filter=open_ & Q(received_on=None)),
        n_soon=Count("pk", filter=open_ & Q(due_on__range=(on, on + timedelta(days=SOON)))),
        n_overdue=Count("pk", filter=open_ & Q(due_on__lt=on)),
        n_suspended=Count("pk", filter=waits),
        n_long=Count("pk", filter=waits & still),
        n_received=Count("pk", filter=Q(first_received_on__range=year)),
        n_ended=Count("pk", filter=Q(ended_on__range=year)),
        n_late=Count("pk", filter=Q(ended_on__range=year) & Q(due_on__lt=F("ended_on"))),
    )
    names = [field.name for field in fields(Workload)]
    found: Iterable[Mapping[str, Any]] = rows.order_by()
    return {row["organ__code"]: Workload(**{name: row[f"n_{name}"] for name in names}) for row in found}

"""工作量：how many cases of each organ are open, nearly due, overdue or lie still; one grouped query."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from django.db.models import Count

from gongkai.engines.casework import permission
from gongkai.engines.casework.counting import counted
from gongkai.foundation.people.actors import Actor


@dataclass(frozen=True)
class Workload:
    """机关工作量：numbers of cases (件), named as in `counting`; `late` ended after their last day."""

    open: int = 0
    unreceived: int = 0
    soon: int = 0
    overdue: int = 0
    suspended: int = 0
    long: int = 0
    received: int = 0
    ended: int = 0
    late: int = 0


def workload(
    person: Actor, *, procedure: str, on: date, now: datetime | None = None, organs: Collection[str] = ()
) -> dict[str, Workload]:
    """工作量：code of the organ → its numbers on a day; those of this year are counted to that day. 1 SQL."""
    cases = permission.visible_to(person).filter(procedure=procedure)
    if organs:
        cases = cases.filter(organ__code__in=organs)
    names = [field.name for field in fields(Workload)]
    which = counted(on, now=now)
    some = cases.filter(which["open"] | which["received"] | which["ended"]).values("organ__code")
    rows = some.annotate(**{f"n_{name}": Count("pk", filter=which[name]) for name in names})
    found: Iterable[Mapping[str, Any]] = rows.order_by()
    return {row["organ__code"]: Workload(**{name: row[f"n_{name}"] for name in names}) for row in found}

"""What is withheld, in numbers: by organ, ground, theme and year; never which, never a title."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Max, Min, Q
from django.db.models.functions import Coalesce, ExtractYear

from gongkai.engines.publishing.models import Edition, SecretTally, State
from gongkai.engines.publishing.rules import STATE_SECRET, WITHHELD
from gongkai.foundation.now import CHINA, china_date


@dataclass(frozen=True)
class WithheldCount:
    """负面清单一行：how many records (件) an organ withheld in a year on one ground, on one theme.

    `rereview_on` is the earliest day one of them is looked at again, `overdue` how many should have been already.
    State secrets have a count alone: neither theme nor date enters the system.
    """

    organ: str
    ground: str
    theme: str
    year: int
    count: int
    overdue: int
    rereview_on: date | None
    latest: datetime | None


@dataclass(frozen=True)
class WithheldFilters:
    """负面清单筛选：empty means all."""

    organ: str = ""
    ground: str = ""
    theme: str = ""
    year: int | None = None


def withheld(at: datetime, filters: WithheldFilters) -> tuple[WithheldCount, ...]:
    """负面清单：what is withheld at this instant, the newest year first. Two SQL queries.

    依据：《政府信息公开条例》第十四条至第十六条、第十八条（定期评估审查）。
    """
    said = {"organ__code": filters.organ, "ground": filters.ground, "theme": filters.theme}
    exact = {column: value for column, value in said.items() if value}
    filed = Coalesce(F("filed_at"), F("saved_at"))
    rows = (
        Edition.objects.filter(state=State.FILED, attribute=WITHHELD, saved_at__lte=at, **exact)
        .annotate(year=ExtractYear(filed, tzinfo=CHINA))
        .values_list("organ__code", "ground", "theme", "year")
        .annotate(
            many=Count("pk"),
            late=Count("pk", filter=Q(rereview_on__lt=china_date(at))),
            next=Min("rereview_on"),
            last=Max(filed),
        )
        .order_by()
    )
    found = [WithheldCount(*row) for row in rows]
    if filters.ground in {"", STATE_SECRET} and not filters.theme:
        found += _secrets(filters)
    if filters.year:
        found = [row for row in found if row.year == filters.year]
    return tuple(sorted(found, key=lambda row: (-row.year, row.organ, row.ground, row.theme)))


def _secrets(filters: WithheldFilters) -> list[WithheldCount]:
    rows = SecretTally.objects.filter(count__gt=0)
    if filters.organ:
        rows = rows.filter(organ__code=filters.organ)
    return [
        WithheldCount(organ, STATE_SECRET, "", year, count, 0, None, None)
        for organ, year, count in rows.values_list("organ__code", "year", "count")
    ]

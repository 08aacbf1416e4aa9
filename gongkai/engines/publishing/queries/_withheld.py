"""What is withheld, for the public in numbers by organ, ground, theme and year; which ones, for the office only."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Max, Min, Q, Value
from django.db.models.functions import Coalesce, Concat, ExtractYear

from gongkai.engines.publishing import permission
from gongkai.engines.publishing.models import Edition, SecretTally, State
from gongkai.engines.publishing.rules import STATE_SECRET, WITHHELD
from gongkai.foundation.now import CHINA, china_date
from gongkai.foundation.people.actors import Actor

_AT_ONCE = 1_000


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


@dataclass(frozen=True)
class WithheldGroup:
    """不予公开的一组：records (件) an organ withholds on one ground under one entry of the list, "" for none."""

    organ: str
    ground: str
    entry: str
    count: int

    @property
    def key(self) -> tuple[str, str, str]:
        """What its records have in common."""
        return self.organ, self.ground, self.entry


def withheld_groups(at: datetime, organs: Collection[str] | None = None) -> tuple[WithheldGroup, ...]:
    """不予公开的各组：of these organs, or of all; in the order of their codes. One SQL query."""
    rows = Edition.objects.filter(state=State.FILED, attribute=WITHHELD, saved_at__lte=at)
    if organs is not None:
        rows = rows.filter(organ__code__in=organs)
    grouped = rows.values_list("organ__code", "ground", "listed_under").annotate(many=Count("pk")).order_by()
    return tuple(sorted((WithheldGroup(*row) for row in grouped), key=lambda one: (one.organ, one.ground, one.entry)))


def withheld_records(person: Actor, groups: Collection[WithheldGroup], *, limit: int) -> list[Edition]:
    """各组中的文件：those this person may see, the oldest first. One SQL query for every 1,000 groups, none without."""
    wanted = sorted("|".join(one.key) for one in groups)
    visible = permission.visible_to(person).filter(state=State.FILED, attribute=WITHHELD)
    # One key for the three columns: a thousand alternatives would be more than SQLite takes.
    rows = visible.annotate(group=Concat("organ__code", Value("|"), "ground", Value("|"), "listed_under"))
    filed = Coalesce("filed_at", "saved_at")
    found: list[Edition] = []
    for start in range(0, len(wanted), _AT_ONCE):
        some = rows.filter(group__in=wanted[start : start + _AT_ONCE])
        found += some.select_related("record", "organ").order_by(filed, "pk")[:limit]
    found.sort(key=lambda one: (one.filed_at or one.saved_at, one.pk))
    return found[:limit]

"""热线统计：who answers in time and to whose satisfaction; how many messages come, about what, from where. Read only.

Numbers only: no case is named, and where few messages stand behind a number it is not shown, so that nobody is found
by it.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KT
from django.db.models.functions import Substr, TruncMonth

from gongkai.engines.casework.models import CaseAssignment, CaseEvent
from gongkai.foundation.now import CHINA, day_begins
from gongkai.foundation.organs import queries as organs
from gongkai.programmes.hotline.models import Message
from gongkai.programmes.hotline.outcomes import ANSWERED, RATINGS, SATISFIED_BY
from gongkai.programmes.hotline.programme import HOTLINE

# 本机关配置，法规未规定：below these a share says nothing, or tells of somebody.
RANKED_FROM = 10
"""参加排名的最少答复件数。"""
SHOWN_FROM = 5
"""来件情况中单列的最少件数：a kind, matter, place or month with fewer is told with others."""
SEVERAL = 2
MONTHS = 12


@dataclass(frozen=True)
class Measured:
    """一个承办单位的数：of cases of which it was the main handler and whose first answer fell into the period (件)."""

    organ: str
    name: str
    answered: int
    timed: int
    """有办理期限的。"""
    in_time: int
    rated: int
    satisfied: int
    """满意和基本满意的。"""
    redone: int
    rank: int = 0
    """名次：by the share in time, then the share satisfied; 0 where too few were answered to rank."""

    @property
    def in_time_share(self) -> float | None:
        """按期答复率（%）：of those with a time limit."""
        return share(self.in_time, self.timed)

    @property
    def satisfied_share(self) -> float | None:
        """满意率（%）：of those rated."""
        return share(self.satisfied, self.rated)

    @property
    def redone_share(self) -> float | None:
        """重办率（%）：of those answered."""
        return share(self.redone, self.answered)


@dataclass(frozen=True)
class Cells:
    """一张表：names with their numbers (件), the most first; `rest` is what the others have together.

    A cell with few messages is not shown, and where the rest would tell of it, the smallest shown is not either.
    """

    shown: tuple[tuple[str, int], ...] = ()
    rest: int = 0


@dataclass(frozen=True)
class Trends:
    """来件情况：messages received (件) by month, kind, matter of the first level and place."""

    total: int
    months: Cells
    kinds: Cells
    matters: Cells
    places: Cells
    """`rest` 没有写明地点，或者一处不足最少件数的。"""


def share(part: int, whole: int) -> float | None:
    """比率（%）：to one place; None of nothing."""
    return round(100 * part / whole, 1) if whole else None


def board(*, from_: date, until: date) -> list[Measured]:
    """承办单位排行：those ranked first, by rank, then those with too few, by name. 4 SQL."""
    main = _main_handled(from_, until)
    counted = main.values("organ__code").annotate(
        answered=Count("case", distinct=True),
        timed=Count("case", distinct=True, filter=Q(case__ended_due_on__isnull=False)),
        in_time=Count("case", distinct=True, filter=Q(case__ended_on__lte=F("case__ended_due_on"))),
    )
    rows = {row["organ__code"]: row for row in counted.order_by("organ__code")}
    redone, rated, satisfied = _redone(main), Counter[str](), Counter[str]()
    for code, said, many in _ratings(main):
        rated[code] += many
        satisfied[code] += many if said in SATISFIED_BY else 0
    names = organs.names_on(set(rows), until - timedelta(days=1))
    found = [
        Measured(
            organ=code,
            name=names.get(code, code),
            answered=row["answered"],
            timed=row["timed"],
            in_time=row["in_time"],
            rated=rated[code],
            satisfied=satisfied[code],
            redone=redone[code],
        )
        for code, row in rows.items()
    ]
    return ranked(found)


def ranked(found: Iterable[Measured]) -> list[Measured]:
    """排名：equal shares share a rank; nobody with too few answers is ranked."""
    many = [one for one in found if one.answered >= RANKED_FROM]
    few = [one for one in found if one.answered < RANKED_FROM]
    many.sort(key=lambda one: (*_by(one), one.name))
    placed: list[Measured] = []
    for at, one in enumerate(many):
        same = placed and _by(many[at - 1]) == _by(one)
        placed.append(Measured(**{**vars(one), "rank": placed[-1].rank if same else at + 1}))
    return placed + sorted(few, key=lambda one: one.name)


def _by(one: Measured) -> tuple[float, float]:
    return -(one.in_time_share or 0), -(one.satisfied_share or 0)


def _main_handled(from_: date, until: date) -> QuerySet[CaseAssignment]:
    """Who was the main handler of what was first answered in the period; not those let go from it."""
    handled = CaseAssignment.objects.filter(
        part=CaseAssignment.Part.MAIN,
        case__procedure=HOTLINE.key,
        case__ended_on__gte=from_,
        case__ended_on__lt=until,
        case__result__in=ANSWERED,
    )
    return handled.exclude(standing=CaseAssignment.Standing.RELEASED).order_by()


def _redone(main: QuerySet[CaseAssignment]) -> Counter[str]:
    again = CaseEvent.objects.filter(case=OuterRef("case"), act="redo")
    rows = main.filter(Exists(again)).values("organ__code").annotate(many=Count("case", distinct=True))
    return Counter({row["organ__code"]: row["many"] for row in rows})


def _ratings(main: QuerySet[CaseAssignment]) -> list[tuple[str, str, int]]:
    """The last rating of each case, online or called back; who could not be asked does not count."""
    rated = CaseEvent.objects.filter(case=OuterRef("case"), act="call_back").order_by("-number")
    last = Subquery(rated.annotate(said=KT("given__satisfied")).values("said")[:1])
    rows = main.annotate(said=last).filter(said__in=RATINGS).values("organ__code", "said")
    counted = rows.annotate(many=Count("case", distinct=True))
    return [(row["organ__code"], row["said"], row["many"]) for row in counted]


def trends(*, from_: date, until: date, depth: int) -> Trends:
    """来件趋势：of what came in the period; places to `depth` digits of their code. 4 SQL."""
    came = Message.objects.filter(at__gte=day_begins(from_), at__lt=day_begins(until)).order_by()
    months = came.annotate(month=TruncMonth("at", tzinfo=CHINA)).values("month").annotate(many=Count("pk"))
    kinds = came.values("kind").annotate(many=Count("pk"))
    matters = came.annotate(first=Substr("matter", 1, 2)).values("first").annotate(many=Count("pk"))
    spots = came.annotate(spot=Substr("place", 1, depth)).values("spot").annotate(many=Count("pk"))
    by_month = Counter({_month(row["month"]): row["many"] for row in months})
    spot_counts = Counter({row["spot"]: row["many"] for row in spots})
    unsaid = Counter({spot: many for spot, many in spot_counts.items() if len(spot) != depth})
    return Trends(
        total=by_month.total(),
        months=disclosed(by_month),
        kinds=disclosed(Counter({row["kind"]: row["many"] for row in kinds})),
        matters=disclosed(Counter({row["first"]: row["many"] for row in matters})),
        places=disclosed(spot_counts - unsaid, beside=unsaid.total()),
    )


def disclosed(counted: Counter[str], *, beside: int = 0) -> Cells:
    """可以公开的数：cells of enough messages; what is left out is of several cells and of enough messages too.

    `beside` is how many belong to no cell; who reads the rest cannot take them off. What would tell of a single small
    cell takes the smallest shown along.
    """
    shown = sorted(counted.items(), key=lambda one: (-one[1], one[0]))
    hidden = [shown.pop() for _ in range(sum(many < SHOWN_FROM for many in counted.values()))]
    while hidden and shown and (len(hidden) + bool(beside) < SEVERAL or _sum(hidden) + beside < SHOWN_FROM):
        hidden.append(shown.pop())
    return Cells(tuple(shown), _sum(hidden) + beside)


def _sum(cells: Iterable[tuple[str, int]]) -> int:
    return sum(many for _, many in cells)


def _month(at: datetime) -> str:
    return f"{at.year}-{at.month:02}"


def months_between(from_: date, until: date) -> list[str]:
    """各月：from the month of the first day to that of the last before `until`."""
    last = until - timedelta(days=1)
    first = from_.year * 12 + from_.month - 1
    return [f"{at // 12}-{at % 12 + 1:02}" for at in range(first, last.year * 12 + last.month)]


def last_months(today: date, many: int = MONTHS) -> tuple[date, date]:
    """近若干个整月：whole months before this one, and this one so far: its first day, and the day after today."""
    first = today.year * 12 + today.month - many
    return date(first // 12, first % 12 + 1, 1), today + timedelta(days=1)


def board_counted(*, on: date) -> dict[str, Any]:
    """承办单位排行，供存放：as plain values. 4 SQL."""
    from_, until = last_months(on)
    rows = [vars(one) for one in board(from_=from_, until=until)]
    return {"from": from_.isoformat(), "until": until.isoformat(), "rows": rows}


def trends_counted(*, on: date, depth: int) -> dict[str, Any]:
    """来件情况，供存放：as plain values. 4 SQL."""
    from_, until = last_months(on)
    found = trends(from_=from_, until=until, depth=depth)
    return {"from": from_.isoformat(), "until": until.isoformat(), **_plain(found)}


def _plain(found: Trends) -> dict[str, Any]:
    """As it comes back from the database, so that both compare."""
    plain: dict[str, Any] = json.loads(json.dumps(asdict(found)))
    return plain


def board_from(counted: Mapping[str, Any]) -> list[Measured]:
    """存放的承办单位排行。"""
    return [Measured(**row) for row in counted["rows"]]


def trends_from(counted: Mapping[str, Any]) -> Trends:
    """存放的来件情况。"""
    cells = {
        name: Cells(tuple((code, many) for code, many in counted[name]["shown"]), counted[name]["rest"])
        for name in ("months", "kinds", "matters", "places")
    }
    return Trends(total=counted["total"], **cells)

"""The numbers of the public pages as they were counted last."""

from dataclasses import dataclass
from datetime import date, datetime

from gongkai.foundation.now import china_date
from gongkai.programmes.hotline import statistics
from gongkai.programmes.hotline.models import HotlineCount
from gongkai.programmes.hotline.queries._platforms import platform_for
from gongkai.programmes.hotline.statistics import Measured, Trends

BOARD, TRENDS = "board", "trends"
COUNTED = "hotline"
"""标记：of the pages that show these numbers, by which kept ones are let go when they are counted anew."""
DEEPER = {2: 4, 4: 6, 6: 9, 9: 12}
"""按地点统计到下一级：digits of the code one level below the hotline's own place."""


@dataclass(frozen=True)
class CountedBoard:
    """承办单位排行：of a period, its upper bound left out."""

    from_: date
    until: date
    rows: list[Measured]


@dataclass(frozen=True)
class CountedTrends:
    """来件情况：of a period, its upper bound left out."""

    from_: date
    until: date
    found: Trends


def counted_board(*, at: datetime) -> CountedBoard:
    """承办单位排行：as counted last. 1 SQL, 5 before anything was counted."""
    kept = _kept(BOARD) or statistics.board_counted(on=china_date(at))
    return CountedBoard(*_period(kept), statistics.board_from(kept))


def counted_trends(*, at: datetime) -> CountedTrends:
    """来件情况：as counted last. 1 SQL, 6 before anything was counted."""
    on = china_date(at)
    kept = _kept(TRENDS) or statistics.trends_counted(on=on, depth=depth_of_places(on=on))
    return CountedTrends(*_period(kept), statistics.trends_from(kept))


def depth_of_places(*, on: date) -> int:
    """地点统计到几位：one level below the place of the widest hotline. 1 SQL."""
    platform = platform_for("", on=on)
    return DEEPER.get(len(platform.place), 6) if platform else 6


def _kept(what: str) -> dict[str, str] | None:
    return HotlineCount.objects.filter(what=what).values_list("counted", flat=True).first()


def _period(kept: dict[str, str]) -> tuple[date, date]:
    return date.fromisoformat(kept["from"]), date.fromisoformat(kept["until"])

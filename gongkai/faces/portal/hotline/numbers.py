"""热线的数：who answers in time and to whose satisfaction; how many messages come, about what, from where."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, TypeVar

from django.http import HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from gongkai.faces.kit.http import Request
from gongkai.faces.kit.tables import csv_file
from gongkai.faces.portal.hotline.forms import name_of
from gongkai.faces.portal.http import as_json, machine, page, public
from gongkai.faces.portal.statistics import TALL, bars
from gongkai.foundation.now import china_date
from gongkai.foundation.places import queries as places
from gongkai.law import codes
from gongkai.programmes.hotline import queries, statistics
from gongkai.programmes.hotline.statistics import RANKED_FROM, SHOWN_FROM, Measured, Trends

BOARD_COLUMNS = (
    "名次", "承办单位", "机构代码", "答复（件）", "有期限的（件）", "按期答复（件）", "按期答复率（%）", "已评价（件）",
    "满意和基本满意（件）", "满意率（%）", "重办（件）", "重办率（%）",
)  # fmt: skip
TREND_COLUMNS = ("分类", "项目", "来件（件）")
DEEPER = {2: 4, 4: 6, 6: 9, 9: 12}
"""按地点统计到下一级：digits of the code one level below the hotline's own place."""
MOST = 200
R = TypeVar("R", bound=HttpResponseBase)


@public
def board(request: Request) -> HttpResponse:
    """承办单位排行：of the last twelve months, those with enough answers ranked."""
    from_, until = statistics.last_months(china_date(request.at))
    rows = statistics.board(from_=from_, until=until)[:MOST]
    facts = {
        "ranked": [one for one in rows if one.rank],
        "few": [one for one in rows if not one.rank],
        "from_": from_,
        "until": until - timedelta(days=1),
        "least": RANKED_FROM,
    }
    return _fresh(page(request, "hotline/board", facts))


@public
def board_table(request: Request) -> HttpResponseBase:
    """承办单位排行下载。"""
    from_, until = statistics.last_months(china_date(request.at))
    rows = (_cells(one) for one in statistics.board(from_=from_, until=until))
    return _fresh(csv_file("hotline-board", BOARD_COLUMNS, rows))


@machine
def board_json(request: Request) -> JsonResponse:
    """承办单位排行数据。"""
    from_, until = statistics.last_months(china_date(request.at))
    rows = [
        {
            "organ": one.organ,
            "name": one.name,
            "rank": one.rank or None,
            "answered": one.answered,
            **_shares(one),
        }
        for one in statistics.board(from_=from_, until=until)
    ]
    said = {"from": from_.isoformat(), "until": (until - timedelta(days=1)).isoformat(), "unit": "件", "rows": rows}
    return _fresh(as_json(said))


def _shares(one: Measured) -> dict[str, Any]:
    """Nothing but the number of answers where they are few: a share of three tells of three people."""
    if not one.rank:
        return {}
    return {
        "timed": one.timed,
        "in_time": one.in_time,
        "in_time_share": one.in_time_share,
        "rated": one.rated,
        "satisfied": one.satisfied,
        "satisfied_share": one.satisfied_share,
        "redone": one.redone,
        "redone_share": one.redone_share,
    }


def _cells(one: Measured) -> tuple[str | int, ...]:
    shown = [str(one.rank or ""), one.name, one.organ, str(one.answered)]
    shares = _shares(one)
    return (*shown, *("" if value is None else str(value) for value in (shares.values() if shares else [""] * 8)))


@public
def trends(request: Request) -> HttpResponse:
    """来件情况：of the last twelve months, by month, kind, matter and place."""
    on = china_date(request.at)
    from_, until, found, where = _trends(on)
    kinds, matters = codes.appeal_kinds, codes.appeal_matters
    by_month = list(found.months)
    by_kind = [(name_of(kinds[code]), many) for code, many in found.kinds if kinds.get(code)]
    by_matter = [(name_of(matters[code]), many) for code, many in found.matters if matters.get(code)]
    by_place = [(where.get(code, code), many) for code, many in found.places][:MOST]
    facts = {
        "total": found.total,
        "groups": [
            _group(_("按月份"), _("月份"), by_month, chinese=False),
            _group(_("按诉求类型"), _("诉求类型"), by_kind, chinese=False),
            _group(_("按诉求事项"), _("诉求事项"), by_matter, chinese=False),
            _group(_("按地点"), _("地点"), by_place, chinese=True),
        ],
        "elsewhere": found.elsewhere,
        "least": SHOWN_FROM,
        "from_": from_,
        "until": until - timedelta(days=1),
    }
    return _fresh(page(request, "hotline/trends", facts))


def _group(title: str, head: str, rows: list[tuple[str, int]], *, chinese: bool) -> dict[str, Any]:
    drawn = bars(rows[:12])
    return {
        "title": title, "head": head, "rows": rows, "bars": drawn, "height": TALL * len(drawn), "chinese": chinese,
    }  # fmt: skip


@public
def trends_table(request: Request) -> HttpResponseBase:
    """来件情况下载。"""
    _from, _until, found, where = _trends(china_date(request.at))
    return _fresh(csv_file("hotline-trends", TREND_COLUMNS, _rows(found, where)))


@machine
def trends_json(request: Request) -> JsonResponse:
    """来件情况数据。"""
    from_, until, found, where = _trends(china_date(request.at))
    said = {
        "from": from_.isoformat(),
        "until": (until - timedelta(days=1)).isoformat(),
        "unit": "件",
        "total": found.total,
        "months": dict(found.months),
        "kinds": dict(found.kinds),
        "matters": dict(found.matters),
        "places": [{"code": code, "name": where.get(code, code), "received": many} for code, many in found.places],
        "elsewhere": found.elsewhere,
    }
    return _fresh(as_json(said))


def _rows(found: Trends, where: dict[str, str]) -> Iterator[tuple[str, str, int]]:
    kinds, matters = codes.appeal_kinds, codes.appeal_matters
    yield from (("月份", month, many) for month, many in found.months)
    yield from (("诉求类型", kinds[code].name, many) for code, many in found.kinds if kinds.get(code))
    yield from (("诉求事项", matters[code].name, many) for code, many in found.matters if matters.get(code))
    yield from (("地点", where.get(code, code), many) for code, many in found.places)
    yield ("地点", f"没有写明，或者一处不足{SHOWN_FROM}件", found.elsewhere)


def _trends(on: date) -> tuple[date, date, Trends, dict[str, str]]:
    from_, until = statistics.last_months(on)
    platform = queries.platform_for("", on=on)
    depth = DEEPER[len(platform.place)] if platform and len(platform.place) in DEEPER else 6
    found = statistics.trends(from_=from_, until=until, depth=depth)
    names = places.paths([code for code, _ in found.places], on=on)
    return from_, until, found, {code: "".join(parts[-2:]) for code, parts in names.items()}


def _fresh(response: R) -> R:
    """These numbers change with no act that lets kept pages go, so that nobody keeps them."""
    response["Cache-Control"] = "no-store"
    return response

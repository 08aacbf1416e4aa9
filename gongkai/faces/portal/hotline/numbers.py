"""热线的数：who answers in time and to whose satisfaction; how many messages come, about what, from where."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from gongkai.faces.kit.charts import Bar
from gongkai.faces.kit.http import Request
from gongkai.faces.kit.tables import csv_file
from gongkai.faces.portal.hotline.forms import name_of
from gongkai.faces.portal.http import as_json, machine, page, public
from gongkai.foundation.now import china_date
from gongkai.foundation.places import queries as places
from gongkai.law import codes
from gongkai.programmes.hotline import queries
from gongkai.programmes.hotline.queries import CountedBoard, CountedTrends
from gongkai.programmes.hotline.statistics import RANKED_FROM, SHOWN_FROM, Measured, Trends

BOARD_COLUMNS = (
    "名次", "承办单位", "机构代码", "答复（件）", "有期限的（件）", "按期答复（件）", "按期答复率（%）", "已评价（件）",
    "满意和基本满意（件）", "满意率（%）", "重办（件）", "重办率（%）",
)  # fmt: skip
TREND_COLUMNS = ("分类", "项目", "来件（件）")
MOST = 200
MOST_ROWS = 100
"""图的行数：what is beyond stands in the CSV, and here in its sum."""


@public
def board(request: Request) -> HttpResponse:
    """承办单位排行：of the last twelve months, those with enough answers ranked."""
    found = queries.counted_board(at=request.at)
    rows = found.rows[:MOST]
    facts = {
        "ranked": [one for one in rows if one.rank],
        "few": [one for one in rows if not one.rank],
        "from_": found.from_,
        "until": found.until - timedelta(days=1),
        "least": RANKED_FROM,
    }
    return page(request, "hotline/board", facts)


@public
def board_table(request: Request) -> HttpResponseBase:
    """承办单位排行下载。"""
    rows = (_cells(one) for one in queries.counted_board(at=request.at).rows)
    return csv_file("hotline-board", BOARD_COLUMNS, rows)


@machine
def board_json(request: Request) -> JsonResponse:
    """承办单位排行数据。"""
    found = queries.counted_board(at=request.at)
    rows = [
        {
            "organ": one.organ,
            "name": one.name,
            "rank": one.rank or None,
            "answered": one.answered,
            **_shares(one),
        }
        for one in found.rows
    ]
    return as_json({**_period(found), "unit": "件", "rows": rows})


def _period(found: CountedBoard | CountedTrends) -> dict[str, str]:
    return {"from": found.from_.isoformat(), "until": (found.until - timedelta(days=1)).isoformat()}


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
    counted = queries.counted_trends(at=request.at)
    found, where = counted.found, _places(counted.found, china_date(request.at))
    kinds, matters = codes.appeal_kinds, codes.appeal_matters
    by_kind = [(name_of(kinds[code]), many) for code, many in found.kinds.shown if kinds.get(code)]
    by_matter = [(name_of(matters[code]), many) for code, many in found.matters.shown if matters.get(code)]
    by_place = [(where.get(code, code), many) for code, many in found.places.shown]
    other = _("其他合计")
    facts = {
        "total": found.total,
        "groups": [
            _group(_("按月份"), _("月份"), sorted(found.months.shown), other, found.months.rest),
            _group(_("按诉求类型"), _("诉求类型"), by_kind, other, found.kinds.rest),
            _group(_("按诉求事项"), _("诉求事项"), by_matter, other, found.matters.rest),
            _group(_("按地点"), _("地点"), by_place, _("其他和没有写明的合计"), found.places.rest, chinese=True),
        ],
        "least": SHOWN_FROM,
        "from_": counted.from_,
        "until": counted.until - timedelta(days=1),
    }
    return page(request, "hotline/trends", facts)


def _group(
    title: str, head: str, rows: list[tuple[str, int]], other: str, rest: int, *, chinese: bool = False
) -> dict[str, Any]:
    shown = [Bar(name, many, chinese=chinese) for name, many in rows[:MOST_ROWS]]
    rest += sum(many for _name, many in rows[MOST_ROWS:])
    return {
        "title": title,
        "head": head,
        "bars": [*shown, *[Bar(other, rest, apart=True)] * (rest > 0)] if shown else [],
    }


@public
def trends_table(request: Request) -> HttpResponseBase:
    """来件情况下载。"""
    found = queries.counted_trends(at=request.at).found
    return csv_file("hotline-trends", TREND_COLUMNS, _rows(found, _places(found, china_date(request.at))))


@machine
def trends_json(request: Request) -> JsonResponse:
    """来件情况数据。"""
    counted = queries.counted_trends(at=request.at)
    found, where = counted.found, _places(counted.found, china_date(request.at))
    said = {
        **_period(counted),
        "unit": "件",
        "total": found.total,
        "months": dict(sorted(found.months.shown)),
        "kinds": dict(found.kinds.shown),
        "matters": dict(found.matters.shown),
        "places": [
            {"code": code, "name": where.get(code, code), "received": many} for code, many in found.places.shown
        ],
        "rest": {name: getattr(found, name).rest for name in ("months", "kinds", "matters", "places")},
    }
    return as_json(said)


def _rows(found: Trends, where: dict[str, str]) -> Iterator[tuple[str, str, int]]:
    kinds, matters = codes.appeal_kinds, codes.appeal_matters
    groups = (
        ("月份", [(month, many) for month, many in sorted(found.months.shown)], found.months.rest),
        ("诉求类型", [(kinds[c].name, many) for c, many in found.kinds.shown if kinds.get(c)], found.kinds.rest),
        (
            "诉求事项",
            [(matters[c].name, many) for c, many in found.matters.shown if matters.get(c)],
            found.matters.rest,
        ),
        ("地点", [(where.get(code, code), many) for code, many in found.places.shown], found.places.rest),
    )
    for name, rows, rest in groups:
        yield from ((name, one, many) for one, many in rows)
        if rest:
            yield name, "其他和没有写明的合计" if name == "地点" else "其他合计", rest


def _places(found: Trends, on: date) -> dict[str, str]:
    names = places.paths([code for code, _ in found.places.shown], on=on)
    return {code: "".join(parts[-2:]) for code, parts in names.items()}

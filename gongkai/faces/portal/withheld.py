"""负面清单：what is withheld, by organ, ground, theme and year, as a page, a table and a feed; in numbers only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_noop

from gongkai.engines.publishing import queries
from gongkai.engines.publishing.queries import WithheldCount, WithheldFilters
from gongkai.faces.kit.http import Request
from gongkai.faces.kit.tables import csv_file
from gongkai.faces.portal.asking import number
from gongkai.faces.portal.feeding import FORMATS, Entry, short
from gongkai.faces.portal.http import absolute, page, public
from gongkai.foundation.now import CHINA, china_date
from gongkai.foundation.organs import queries as organs
from gongkai.law import WithholdingGround, codes

UNSTATED = gettext_noop("未注明")
TITLE = "不予公开信息负面清单"
COLUMNS = ("年度", "机关", "机构代码", "不予公开理由", "条款", "主题", "件数", "最近再次审查日期", "逾期未再审件数")


@dataclass(frozen=True)
class Line:
    """清单一行：a count with its words."""

    row: WithheldCount
    organ: str
    ground: str
    article: str
    theme: str


@dataclass(frozen=True)
class Total:
    """一项理由：how many records stand on it, and what the law says."""

    ground: WithholdingGround
    count: int


@public
def index(request: Request) -> HttpResponse:
    """负面清单页。"""
    filters = _asked(request)
    everything = queries.withheld(request.at, WithheldFilters())
    rows = queries.withheld(request.at, filters)
    names = _names(everything, request.at)
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.ground] = counts.get(row.ground, 0) + row.count
    facts = {
        "lines": [_line(row, names) for row in rows],
        "totals": [Total(ground, counts.get(ground.code, 0)) for ground in codes.withholding_grounds],
        "total": sum(counts.values()),
        "overdue": sum(row.overdue for row in rows),
        "filters": filters,
        "organs": sorted(names.items(), key=lambda one: one[1]),
        "years": sorted({row.year for row in everything}, reverse=True),
        "parameters": _query(filters),
    }
    return page(request, "withheld", facts)


@public
def table(request: Request) -> HttpResponseBase:
    """负面清单下载。"""
    rows = queries.withheld(request.at, _asked(request))
    names = _names(rows, request.at)
    response = csv_file("withheld", COLUMNS, (_cells(_line(row, names)) for row in rows))
    del response["Cache-Control"]  # as of every public address
    return response


@public
def feed(request: Request, format_: str = "atom") -> HttpResponse:
    """负面清单订阅：an entry for each organ and year, renewed when its count changes."""
    filters = _asked(request)
    rows = queries.withheld(request.at, filters)
    names = _names(rows, request.at)
    groups: dict[tuple[int, str], list[WithheldCount]] = {}
    for row in rows:
        groups.setdefault((row.year, row.organ), []).append(row)
    entries = (_entry(year, organ, names.get(organ, organ), group) for (year, organ), group in groups.items())
    return FORMATS[format_](short(TITLE, reverse("portal:withheld"), _query(filters), entries))


def _entry(year: int, organ: str, name: str, group: list[WithheldCount]) -> Entry:
    address = absolute(f"{reverse('portal:withheld')}?{urlencode({'organ': organ, 'year': str(year)})}")
    latest = max((row.latest for row in group if row.latest), default=datetime(year, 1, 1, tzinfo=CHINA))
    return Entry(
        id=address,
        link=address,
        title=f"{name}{year}年不予公开{sum(row.count for row in group)}件",
        summary="；".join(f"{_ground(row.ground)}{row.count}件" for row in group),
        author=name,
        published=latest,
        updated=latest,
        categories=tuple((row.ground, _ground(row.ground)) for row in group if row.ground),
    )


def _asked(request: Request) -> WithheldFilters:
    """The filters of an address; what no list knows counts as not said."""
    given = request.GET
    ground, theme = given.get("ground", ""), given.get("theme", "")
    organ = given.get("organ", "")
    return WithheldFilters(
        organ=organ if organ.isascii() and organ.isalnum() and len(organ) <= 9 else "",
        ground=ground if ground in codes.withholding_grounds else "",
        theme=theme if theme in codes.themes else "",
        year=number(given.get("year", ""), 1949, 2200),
    )


def _query(filters: WithheldFilters) -> str:
    year = str(filters.year or "")
    said = {"organ": filters.organ, "ground": filters.ground, "theme": filters.theme, "year": year}
    kept = {name: value for name, value in said.items() if value}
    return f"?{urlencode(kept)}" if kept else ""


def _names(rows: tuple[WithheldCount, ...], at: datetime) -> dict[str, str]:
    return organs.names_on({row.organ for row in rows}, china_date(at))


def _line(row: WithheldCount, names: Mapping[str, str]) -> Line:
    ground, theme = codes.withholding_grounds.get(row.ground), codes.themes.get(row.theme)
    return Line(
        row=row,
        organ=names.get(row.organ, row.organ),
        ground=ground.name if ground else UNSTATED,
        article=ground.citation.article if ground else "",
        theme=theme.name if theme else "",
    )


def _ground(code: str) -> str:
    found = codes.withholding_grounds.get(code)
    return found.short if found else UNSTATED


def _cells(line: Line) -> tuple[str, ...]:
    row = line.row
    return (
        str(row.year), line.organ, row.organ, line.ground, line.article and f"条例{line.article}", line.theme,
        str(row.count),
        row.rereview_on.isoformat() if row.rereview_on else "", str(row.overdue),
    )  # fmt: skip

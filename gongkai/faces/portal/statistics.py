"""申请统计：requests by organ and year, in numbers only: as a page with its chart, and as a table to take away."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import urlencode

from gongkai.faces.kit.charts import Bar
from gongkai.faces.kit.http import Request
from gongkai.faces.kit.languages import term
from gongkai.faces.kit.tables import csv_file
from gongkai.faces.portal.asking import number
from gongkai.faces.portal.http import page, public
from gongkai.foundation.errors import NotFound
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.programmes.reports import statistics
from gongkai.programmes.reports.indicators import REQUESTS
from gongkai.programmes.reports.programme import FIRST_YEAR
from gongkai.programmes.reports.statistics import GROUPS, OrganYear

MOST = 300
YEARS = 6
RESULTS = tuple(key for key in REQUESTS if key in GROUPS)
COLUMNS = (
    "年度",
    "机关",
    "机构代码",
    *(f"{each.name}（{each.unit}）" for each in REQUESTS.values()),
    "来源",
    "报告编号",
)


@dataclass(frozen=True)
class Line:
    """一行：an organ's year with the organ's name."""

    row: OrganYear
    name: str

    @property
    def results(self) -> list[int]:
        """The results in the order of the columns."""
        return [self.row.results[key] for key in RESULTS]


@public
def index(request: Request) -> HttpResponse:
    """申请统计页：one year over the organs, or one organ over the years."""
    today = china_date(request.at)
    year, code = _asked(request, today)
    lines = _lines(request, year, code)
    # Governments' reports hold one another: of one organ over the years they add up, of one year over organs never.
    counted = [line.row for line in lines if code or not line.row.whole]
    results = [Bar(term(REQUESTS[key].name), sum(row.results[key] for row in counted)) for key in RESULTS]
    by_year = [Bar(str(line.row.year), line.row.received) for line in lines] if code else []
    facts: dict[str, Any] = {
        "lines": lines[:MOST],
        "more": len(lines) > MOST,
        "year": year,
        "years": range(today.year, max(FIRST_YEAR, today.year - YEARS) - 1, -1),
        "code": code,
        "organ_name": lines[0].name if code and lines else "",
        "indicators": REQUESTS.values(),
        "summed": bool(counted),
        "received": sum(row.received for row in counted),
        "ended": sum(row.ended for row in counted),
        "carried_out": sum(row.carried_out for row in counted),
        "results": results,
        "by_year": by_year,
        "as_of": today - timedelta(days=1),
        "live": any(not line.row.record for line in lines),
        "whole": any(line.row.whole for line in lines) and not code,
        "parameters": _parameters(year, code),
    }
    return page(request, "statistics", facts)


@public
def table(request: Request) -> HttpResponseBase:
    """申请统计下载：the same rows, every organ."""
    year, code = _asked(request, china_date(request.at))
    response = csv_file("requests", COLUMNS, (_cells(line) for line in _lines(request, year, code)))
    del response["Cache-Control"]  # as of every public address
    return response


def _asked(request: Request, today: date) -> tuple[int, str]:
    year = number(request.GET.get("year", ""), FIRST_YEAR, today.year) or today.year - 1
    code = request.GET.get("organ", "")
    return year, code.upper() if code.isascii() and code.isalnum() and len(code) == 9 else ""


def _parameters(year: int, code: str) -> str:
    return "?" + urlencode({"organ": code} if code else {"year": str(year)})


def _lines(request: Request, year: int, code: str) -> list[Line]:
    today = china_date(request.at)
    as_of = today - timedelta(days=1)
    if code:
        try:
            organ = organs.by_code(code)
        except NotFound:
            return []
        span = range(max(FIRST_YEAR, today.year - YEARS), today.year + 1)
        name = organs.name_on(organ, today)
        return [Line(row, name) for row in statistics.of_organ(organ, span, request.at, as_of=as_of)]
    rows = statistics.of_year(year, request.at, as_of=as_of)
    names = organs.names_on({row.organ for row in rows}, min(date(year, 12, 31), today))
    return [Line(row, names.get(row.organ, row.organ)) for row in rows]


def _cells(line: Line) -> tuple[str | int, ...]:
    row = line.row
    source = "年度报告（含所属机关）" if row.whole else "年度报告" if row.record else "按办件实时统计"
    return (
        row.year, line.name, row.organ, row.received, row.carried_in, *line.results, row.ended, row.carried_out,
        source, row.record,
    )  # fmt: skip

"""年度报告：whose report of a year is public, since when, and whose is late by how many days; a page and a table."""

from collections import Counter
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import urlencode

from gongkai.engines.assessment.duties import Standing
from gongkai.faces.kit.http import Request
from gongkai.faces.kit.tables import csv_file
from gongkai.faces.portal.asking import number
from gongkai.faces.portal.http import page, public
from gongkai.foundation.now import china_date
from gongkai.foundation.text import storable
from gongkai.programmes.reports import publication
from gongkai.programmes.reports.programme import FIRST_YEAR
from gongkai.programmes.reports.publication import Publication

MOST = 200
YEARS = 6
COLUMNS = ("年度", "机关", "机构代码", "公布日期", "公布期限", "逾期天数", "标题", "编号", "撤回后重新公布日期")


@public
def index(request: Request) -> HttpResponse:
    """年度报告页：the organs of a year, those that published and those that owe it."""
    today = china_date(request.at)
    year, words = _asked(request, today)
    everybody = publication.of_year(year, request.at)
    rows = _named(everybody, words)
    stand = Counter(row.publishing for row in everybody)
    facts: dict[str, Any] = {
        "rows": rows[:MOST],
        "more": len(rows) > MOST,
        "year": year,
        "years": range(today.year - 1, max(FIRST_YEAR, today.year - YEARS) - 1, -1),
        "words": words,
        "kept": (("year", str(year)),),
        "total": len(everybody),
        "published": sum(bool(row.record) for row in everybody),
        "published_late": stand[Standing.MET_LATE],
        "owed": stand[Standing.OVERDUE],
        "parameters": "?" + urlencode({"year": year} | ({"q": words} if words else {})),
    }
    return page(request, "annual_reports", facts)


@public
def table(request: Request) -> HttpResponseBase:
    """年度报告下载：the same rows, every organ."""
    year, words = _asked(request, china_date(request.at))
    rows = _named(publication.of_year(year, request.at), words)
    response = csv_file("annual-reports", COLUMNS, (_cells(row) for row in rows))
    del response["Cache-Control"]  # as of every public address
    return response


def _asked(request: Request, today: date) -> tuple[int, str]:
    year = number(request.GET.get("year", ""), FIRST_YEAR, today.year - 1) or today.year - 1
    return year, storable(request.GET.get("q", "")).strip()[:60]


def _named(rows: list[Publication], words: str) -> list[Publication]:
    return [row for row in rows if words in row.organ.name or words.upper() == row.organ.code] if words else rows


def _cells(row: Publication) -> tuple[str | int | date | None, ...]:
    return (
        row.year, row.organ.name, row.organ.code, row.published_on, row.due.on, row.days_late or "", row.title,
        row.record, row.again_on,
    )  # fmt: skip

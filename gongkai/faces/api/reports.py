"""年度报告（公开）：the reports of every organ with their tables, and the statistics of requests, for anybody."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field

from gongkai.engines.publishing import queries as publishing
from gongkai.engines.publishing.queries import Document
from gongkai.faces.api.asking import moment
from gongkai.faces.api.schemas import texts
from gongkai.faces.api.schemas.public import DocumentOut, Refused
from gongkai.faces.api.schemas.reports import (
    AnnualReportOut,
    AnnualReportRowOut,
    StatisticsRowOut,
    plain_of,
    tables_of,
)
from gongkai.faces.kit.tables import csv_file
from gongkai.foundation.errors import NotFound
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.programmes.reports import publication, statistics
from gongkai.programmes.reports.programme import FIRST_YEAR
from gongkai.programmes.reports.publication import PublicReport
from gongkai.programmes.reports.queries import form_of

router = Router(tags=["年度报告和统计"])
COLUMNS = ("年度", "机关", "机构代码", "表", "行", "栏", "数格", "数")


class YearIn(Schema):
    """筛选：of a year, last year's unless named; of one organ, or all."""

    year: texts.Year | None = Field(default=None)
    organ: texts.Short = ""


@router.get(
    "/annual-reports", response={200: list[AnnualReportRowOut], 400: Refused}, summary="各机关年度报告的公布情况"
)
def annual_reports(request: HttpRequest, asked: Query[YearIn]) -> Any:
    """Every organ that owes a report for the year or published one: the day, the last lawful day, and how late."""
    rows = publication.of_year(_year(request, asked), moment(request), organ=asked.organ)
    return [AnnualReportRowOut.of(row) for row in rows]


@router.get(
    "/annual-reports/{organ}/{year}",
    response={200: AnnualReportOut, frozenset({400, 404}): Refused},
    summary="一份年度报告",
)
def annual_report(request: HttpRequest, organ: texts.Short, year: texts.Year) -> Any:
    """One public report: its numbers cell by cell, and its files; tables are empty where they were never entered."""
    found = _public(request, organ, year)
    page = publishing.document(found.publication.record, moment(request))
    if not isinstance(page, Document):
        raise NotFound
    form = form_of(found.report) if found.report else None
    return AnnualReportOut(
        **plain_of(found.publication),
        form=form.key if form else "",
        edition=found.edition,
        tables=tables_of(form, found.figures) if form and found.figures else [],
        files=DocumentOut.of(page).files,
    )


@router.get(
    "/annual-reports/{organ}/{year}/tables.csv",
    response={200: None, frozenset({400, 404}): Refused},
    summary="一份年度报告的统计表（CSV）",
    openapi_extra={"responses": {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}}},
)
def annual_report_tables(request: HttpRequest, organ: texts.Short, year: texts.Year) -> HttpResponse:
    """The same numbers as a table: a line for each cell."""
    found = _public(request, organ, year)
    if not found.report or not found.figures:
        raise NotFound
    whose = (year, found.publication.organ.name, found.publication.organ.code)
    response = csv_file(
        f"{whose[2]}-{year}",
        COLUMNS,
        (
            (*whose, table.name, cell.row, cell.column, cell.cell, found.figures.get(cell.cell, ""))
            for table in tables_of(form_of(found.report), found.figures)
            for cell in table.cells
        ),
    )
    del response["Cache-Control"]  # as of every public address
    return response


@router.get("/statistics/requests", response={200: list[StatisticsRowOut], 400: Refused}, summary="依申请公开统计")
def request_statistics(request: HttpRequest, asked: Query[YearIn]) -> Any:
    """Requests by organ in a year; as published where a report is public, else counted up to yesterday."""
    today = china_date(moment(request))
    year = _year(request, asked)
    rows = statistics.of_year(
        year,
        moment(request),
        as_of=today - timedelta(days=1),
        organs=frozenset({asked.organ}) if asked.organ else None,
    )
    names = organs.names_on({row.organ for row in rows}, today)
    return [StatisticsRowOut.of(row, names.get(row.organ, row.organ)) for row in rows]


def _public(request: HttpRequest, organ: str, year: int) -> PublicReport:
    if not FIRST_YEAR <= year <= china_date(moment(request)).year:
        raise NotFound
    return publication.of_organ(organ, year, moment(request))


def _year(request: HttpRequest, asked: YearIn) -> int:
    """The year asked for, within those there can be reports of."""
    this = china_date(moment(request)).year
    return min(max(asked.year or this - 1, FIRST_YEAR), this)

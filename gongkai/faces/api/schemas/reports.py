"""年度报告和统计的数据结构：what the public reads of annual reports, and the statistics of requests."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from ninja import Schema

from gongkai.faces.api.schemas.public import FileOut
from gongkai.law import Form, FormTable
from gongkai.programmes.reports.publication import Publication
from gongkai.programmes.reports.statistics import OrganYear


class AnnualReportRowOut(Schema):
    """公布情况：an organ's report of a year, public or still owed."""

    organ: str
    organ_name: str
    year: int
    record: str
    title: str
    url: str
    published_on: date | None
    republished_on: date | None
    due_on: date | None
    basis: str
    days_late: int

    @classmethod
    def of(cls, row: Publication) -> "AnnualReportRowOut":
        """From the programme's answer."""
        return cls(**plain_of(row))


class TableCellOut(Schema):
    """数格：one number of a printed table."""

    cell: str
    row: str
    column: str
    number: int | float | None


class ReportTableOut(Schema):
    """统计表：its cells in the printed order."""

    table: str
    name: str
    cells: list[TableCellOut]


class AnnualReportOut(AnnualReportRowOut):
    """一份公布的年度报告。"""

    form: str
    edition: int
    tables: list[ReportTableOut]
    files: list[FileOut]


class StatisticsRowOut(Schema):
    """申请统计一行：`record` is the report the numbers stand in; empty where they were counted."""

    organ: str
    organ_name: str
    year: int
    received: int
    carried_in: int
    results: dict[str, int]
    ended: int
    carried_out: int
    record: str
    whole: bool

    @classmethod
    def of(cls, row: OrganYear, name: str) -> "StatisticsRowOut":
        """From the programme's answer."""
        plain = {field: getattr(row, field) for field in cls.model_fields if field not in {"organ_name", "results"}}
        return cls(**plain, organ_name=name, results=dict(row.results))


def plain_of(row: Publication) -> dict[str, Any]:
    """一行的内容。"""
    return {
        "organ": row.organ.code,
        "organ_name": row.organ.name,
        "year": row.year,
        "record": row.record,
        "title": row.title,
        "url": f"/documents/{row.record}/" if row.record else "",
        "published_on": row.published_on,
        "republished_on": row.again_on,
        "due_on": row.due.on,
        "basis": str(row.due.citation or ""),
        "days_late": row.days_late,
    }


def tables_of(form: Form, figures: Mapping[str, str]) -> list[ReportTableOut]:
    """统计表：of a form, with the numbers there are."""
    return [_table(table, figures) for table in form.tables]


def _table(table: FormTable, figures: Mapping[str, str]) -> ReportTableOut:
    cells = [
        TableCellOut(
            cell=cell.key,
            row=cell.row.number + cell.row.short,
            column=cell.column.title,
            number=number_of(figures.get(cell.key, "")),
        )
        for cell in table.cells()
    ]
    return ReportTableOut(table=table.id, name=table.name, cells=cells)


def number_of(text: str) -> int | float | None:
    """数：as it was kept, whole numbers whole; None for a blank."""
    if not text:
        return None
    return float(text) if "." in text else int(text)

"""申请统计：what the public may know of requests by organ and year: as reported where a report is public, else counted.

Numbers only. What is counted is as of a day, so that a page shown twice on a day says the same.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from gongkai.engines.publishing.models import Edition
from gongkai.foundation.organs.models import Kind, Organ
from gongkai.law import ANNUAL_REPORT, Form, cell_key, year_end
from gongkai.programmes.reports import queries, released
from gongkai.programmes.reports.models import AnnualReport

RECEIVED, CARRIED_IN, ENDED, CARRIED_OUT = "r01", "r02", "r24", "r25"
GROUPS = {
    "granted": "三（一）",
    "partly": "三（二）",
    "refused": "三（三）",
    "unable": "三（四）",
    "unprocessed": "三（五）",
    "other": "三（六）",
}
"""办理结果各组：key → the numbering its rows begin with in the form."""
TOTAL = "c7"


@dataclass(frozen=True)
class OrganYear:
    """一个机关一年：numbers of requests (件); `record` is the report they stand in, empty where they were counted."""

    organ: str
    year: int
    received: int
    carried_in: int
    ended: int
    carried_out: int
    results: Mapping[str, int]
    record: str
    whole: bool


def of_year(year: int, at: datetime, *, as_of: date, organs: frozenset[str] | None = None) -> list[OrganYear]:
    """一年的统计：organs with a public report or with requests, by code. Four SQL queries."""
    form = ANNUAL_REPORT.at(period_ended_on=year_end(year))
    reported = _reported(year, at, organs)
    found = {
        code: _line((code, year), form, numbers, record=record, whole=whole)
        for code, (numbers, record, whole) in reported.items()
    }
    if as_of >= date(year, 1, 1):
        for code, cells in queries.tables3(year, organs, until=as_of).items():
            if code not in found:
                found[code] = _line((code, year), form, cells)
    return [found[code] for code in sorted(found)]


def _reported(year: int, at: datetime, organs: frozenset[str] | None) -> dict[str, tuple[Mapping[str, int], str, bool]]:
    """Numbers of the reports that are public, as they were published."""
    rows = AnnualReport.objects.select_related("organ").filter(year=year).exclude(record="")
    if organs is not None:
        rows = rows.filter(organ__code__in=organs)
    reports = {report.record: report for report in rows}
    public = Edition.objects.released(at).filter(record__uid__in=reports).select_related("record")
    found: dict[str, tuple[Mapping[str, int], str, bool]] = {}
    for edition in public.only("number", "title", "body", "record__uid"):
        report = reports[edition.record.uid]
        figures = released.figures_of(report, edition)
        if figures:
            whole = report.organ.kind == Kind.GOVERNMENT
            found[report.organ.code] = (_cases(figures), edition.record.uid, whole)
    return found


def _cases(figures: Mapping[str, str]) -> dict[str, int]:
    """Numbers of table 三; what is no number of requests is left out, whatever was kept long ago."""
    return {key: int(text) for key, text in figures.items() if key.startswith("T3.") and text.isdecimal()}


def _line(
    whose: tuple[str, int], form: Form, cells: Mapping[str, int], *, record: str = "", whole: bool = False
) -> OrganYear:
    def of(row: str) -> int:
        return cells.get(cell_key("T3", row, TOTAL), 0)

    rows = [row for block in form.table("T3").blocks for row in block.rows]
    results = {key: sum(of(row.id) for row in rows if row.number.startswith(number)) for key, number in GROUPS.items()}
    numbers = (of(RECEIVED), of(CARRIED_IN), of(ENDED), of(CARRIED_OUT))
    return OrganYear(*whose, *numbers, results, record, whole)


def of_organ(organ: Organ, years: range, at: datetime, *, as_of: date) -> list[OrganYear]:
    """一个机关历年的统计：the years with numbers, oldest first. Four SQL queries a year."""
    found = [of_year(year, at, as_of=as_of, organs=frozenset({organ.code})) for year in years]
    return [line for lines in found for line in lines]

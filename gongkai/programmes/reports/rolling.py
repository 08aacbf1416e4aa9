"""汇总情况：of each body a government adds, whether its report is in the sum, has come since, or is still awaited."""

from dataclasses import dataclass
from datetime import datetime

from gongkai.foundation.organs.models import Kind
from gongkai.law import year_end
from gongkai.programmes.reports import queries
from gongkai.programmes.reports.models import AnnualReport
from gongkai.programmes.reports.parts import parts_of
from gongkai.programmes.reports.publication import Line, lines_among

COUNTED, SINCE, AWAITED, OWN_CHOICE = "counted", "since", "awaited", "not_obliged"
STANDINGS = {
    COUNTED: "已汇总",
    SINCE: "已报送，待重新计算",
    AWAITED: "未报送",
    OWN_CHOICE: "没有编制",
}
"""汇总情况：an institution that makes no report is not awaited: whether it owes one hangs on its authorisation."""


@dataclass(frozen=True)
class Part(Line):
    """汇总的机关：one body, its report of the year if begun, and where it stands in the sum."""

    standing: str

    @property
    def said(self) -> str:
        """Where it stands, in words."""
        return STANDINGS[self.standing]


def roll_call(report: AnnualReport, at: datetime) -> list[Part]:
    """汇总清单：every body of a government's sum, by place; empty for an organ that is no government.

    Five SQL queries, seven where some of it is public or taken up again.

    依据：AR-C10；《政府信息公开条例》第五十四条。
    """
    whose = list(parts_of(report.organ, year_end(report.year)))
    if not whose:
        return []
    reports = queries.reports_of(whose, report.year)
    reported = queries.as_reported(reports.values(), at)
    usable = {code for code, one in reported.items() if one.form.key == report.form}
    return [
        Part(**vars(line), standing=_standing(line, report, usable))
        for line in lines_among(whose, reports, report.year, at)
    ]


def _standing(line: Line, whole: AnnualReport, usable: set[str]) -> str:
    if line.organ.code in usable:
        return COUNTED if line.organ.code in whole.parts else SINCE
    return OWN_CHOICE if line.report is None and line.organ.kind == Kind.INSTITUTION else AWAITED

"""表三的来历：the cells of table T3 that follow from the requests themselves, each with the requests it counts."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from gongkai.law import ANNUAL_REPORT, Form, cell_key, codes, year_end

RECEIVED, CARRIED_IN, RESULTS, CARRIED_OUT, ALL = "r01", "r02", "r24", "r25", "c7"
"""Rows and column of T3 that are the same in every edition of the form."""


@dataclass(frozen=True)
class RequestFact:
    """申请事实：what table T3 needs to know of one request.

    `received_on` is the day the law counts as receipt of the request first made; a correction does not move it.
    `applicant` is a code of `applicant_kinds`; `result` one of `reply_kinds`, given together with `closed_on`, the day
    the request was answered or otherwise ended, or not at all while it is open.
    """

    id: str
    received_on: date
    applicant: str
    result: str | None = None
    closed_on: date | None = None


@dataclass(frozen=True)
class Tally:
    """计数：every cell of T3 for a year, and for each the ids of the requests counted in it."""

    form: Form
    year: int
    cells: Mapping[str, int]
    evidence: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class RequestCount:
    """申请计数：how many requests of an organ stand alike at the end of a year, as a database groups them.

    `new`: received in the year, else before it; `result` empty for those open at its end.
    """

    organ: str
    applicant: str
    new: bool
    result: str
    count: int


def tables3_of(counts: Iterable[RequestCount], *, year: int) -> Mapping[str, Mapping[str, int]]:
    """表三（多个机关）：the same cells as `table3_of` gives, for each organ with requests, from grouped counts.

    :raises UnknownLaw: for a code no list has.
    :raises OutsideCoverage: for a year without a form.
    """
    form = ANNUAL_REPORT.at(period_ended_on=year_end(year))
    counting = _Counting(form, year)
    blank = dict.fromkeys((cell.key for cell in form.table("T3").cells()), 0)
    found: dict[str, dict[str, int]] = {}
    for row in counts:
        cells = found.setdefault(row.organ, dict(blank))
        ended = (counting.row_of(row.result), RESULTS) if row.result else (CARRIED_OUT,)
        for line in (RECEIVED if row.new else CARRIED_IN, *ended):
            cells[cell_key("T3", line, counting.column_of(row.applicant))] += row.count
            cells[cell_key("T3", line, ALL)] += row.count
    return found


def table3_of(cases: Iterable[RequestFact], *, year: int) -> Tally:
    """表三：count each request once among those that came in or were carried in, and once among results or carried on.

    依据：AR-C9、AR-C12（年度报告格式）。

    :raises ValueError: when a fact contradicts itself, or an id comes twice.
    :raises UnknownLaw: for a code no list has.
    :raises OutsideCoverage: for a year without a form.
    """
    form = ANNUAL_REPORT.at(period_ended_on=year_end(year))
    counting = _Counting(form, year)
    found: dict[str, list[str]] = {cell.key: [] for cell in form.table("T3").cells()}
    seen: set[str] = set()
    for case in cases:
        if case.id in seen:
            raise ValueError(f"request {case.id!r} comes twice")
        seen.add(case.id)
        column = counting.column_of(case.applicant)
        for row in counting.rows(case):
            found[cell_key("T3", row, column)].append(case.id)
            found[cell_key("T3", row, ALL)].append(case.id)
    evidence = {key: tuple(ids) for key, ids in found.items()}
    return Tally(form, year, {key: len(ids) for key, ids in evidence.items()}, evidence)


class _Counting:
    """Tells the rows and the column of a request; the law is read once, not for each request."""

    def __init__(self, form: Form, year: int) -> None:
        self.first, self.last = date(year, 1, 1), year_end(year)
        self.columns = {kind.code: kind.column for kind in codes.applicant_kinds}
        self.results = {kind.code: kind.rows[form.key] for kind in codes.reply_kinds}

    def column_of(self, applicant: str) -> str:
        if applicant not in self.columns:
            # For the error the list itself gives.
            codes.applicant_kinds[applicant]
        return self.columns[applicant]

    def row_of(self, result: str) -> str:
        if result not in self.results:
            codes.reply_kinds[result]
        return self.results[result]

    def rows(self, case: RequestFact) -> Iterator[str]:
        """None for a request that was over before the year or came after it."""
        if (case.result is None) != (case.closed_on is None):
            raise ValueError(f"request {case.id!r} needs both a result and the day it was closed, or neither")
        if case.closed_on is not None and case.closed_on < case.received_on:
            raise ValueError(f"request {case.id!r} was closed before it was received")
        result = self.row_of(case.result) if case.result is not None else None
        if case.received_on > self.last or (case.closed_on is not None and case.closed_on < self.first):
            return
        yield RECEIVED if case.received_on >= self.first else CARRIED_IN
        if result is None or case.closed_on is None or case.closed_on > self.last:
            yield CARRIED_OUT
        else:
            yield result
            yield RESULTS

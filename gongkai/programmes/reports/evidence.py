"""数据来源：what a number of a report counts, as far as a person may see it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from gongkai.engines.assessment.rules import plain
from gongkai.engines.casework import permission as casework
from gongkai.engines.casework.models import Case
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.organs.models import Kind
from gongkai.foundation.people.actors import Actor
from gongkai.law import Cell, year_end
from gongkai.programmes.reports import permission, queries
from gongkai.programmes.reports.models import AnnualReport, Challenge


@dataclass(frozen=True)
class Share:
    """一个机关的份额：what a body reported towards a government's number; empty where it left the cell blank."""

    organ: str
    name: str
    number: str


@dataclass(frozen=True)
class Evidence:
    """数据来源：`count` of the organ itself as things stand now; what of it this person may open.

    `known`: the system can count it; what it cannot is entered. `about` are the cases challenges are about, by uid;
    `decisions` those of enforcement, register and number.
    """

    known: bool
    count: int
    cases: Sequence[Case] = ()
    challenges: Sequence[Challenge] = ()
    records: Sequence[str] = ()
    shares: Sequence[Share] = ()
    about: Mapping[str, Case] = field(default_factory=dict)
    decisions: Sequence[tuple[str, str]] = ()

    @property
    def hidden(self) -> int:
        """How many this person may not see."""
        return self.count - len(self.cases) - len(self.challenges) - len(self.records) - len(self.decisions)


def evidence(person: Actor, report: AnnualReport, cell: Cell, at: datetime, *, most: int) -> Evidence:
    """数据来源：the cases, challenges or documents behind a cell, and each body's share; at most `most` of them.

    Two SQL queries for a table, three for table 四; three more for a government.
    """
    computed = queries.computed(report.organ, report.year, at, only=cell.table.id)
    ids = computed.evidence.get(cell.key, ())
    known, count, shares = cell.key in computed.cells, len(ids), _shares(report, cell, at)
    cases = casework.visible_to(person)
    if cell.table.id == "T3":
        seen = cases.filter(uid__in=ids).order_by("first_received_on", "id")
        return Evidence(known, count, cases=list(seen[:most]), shares=shares)
    if cell.table.id == "T4":
        rows = list(permission.challenges_of(person).filter(uid__in=ids).order_by("filed_on", "id")[:most])
        about = {case.uid: case for case in cases.filter(uid__in=[row.case for row in rows if row.case])}
        return Evidence(known, count, challenges=rows, shares=shares, about=about)
    if cell.column.id == queries.DECISIONS:
        pairs = [(register, number) for register, _, number in (one.partition(":") for one in ids[:most])]
        return Evidence(known, count, decisions=pairs, shares=shares)
    return Evidence(known, count, records=ids[:most], shares=shares)


def _shares(report: AnnualReport, cell: Cell, at: datetime) -> list[Share]:
    if report.organ.kind != Kind.GOVERNMENT:
        return []
    found = queries.reported_parts(report, at)
    names = organs.names_on(set(found), year_end(report.year))
    return [
        Share(code, names.get(code, code), plain(one.cells[cell.key]) if cell.key in one.cells else "")
        for code, one in sorted(found.items())
    ]

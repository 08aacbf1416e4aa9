"""Questions to the annual report."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from gongkai.engines.assessment.rules import (
    ChallengeFact,
    Checked,
    Filled,
    Finding,
    Tally,
    check,
    check_roll_up,
    roll_up,
    table3_of,
    table4_of,
    tables3_of,
)
from gongkai.engines.publishing.models import Edition
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.organs.models import Kind, Organ
from gongkai.foundation.places.rules import LENGTHS
from gongkai.law import ANNUAL_REPORT, Form, cell_key, year_end
from gongkai.programmes.reports import documents, ports, released, rules
from gongkai.programmes.reports.models import AnnualReport, Challenge, InternalDue, Stage
from gongkai.programmes.reports.parts import parts_of

REPORTED = (Stage.APPROVED, Stage.HANDED_OVER)
"""States in which a report counts for the government above it."""
DECISIONS = "decisions"
"""处理决定数量：the column of table 二 the registers of enforcement answer for."""


def form_of(report: AnnualReport) -> Form:
    """报告的表样：the edition it was begun on."""
    return next(form for form in ANNUAL_REPORT.editions if form.key == report.form)


def filled(report: AnnualReport) -> Filled:
    """填报：the report's numbers and text, as the engine takes them."""
    return rules.filled(form_of(report), report.year, report.cells, report.sections)


def as_reported(rows: Collection[AnnualReport], at: datetime) -> dict[str, Filled]:
    """报送的数：organ → what its report of a year says: approved, or while it is taken up again, what is public.

    A draft that was never approved says nothing yet. One SQL query where one is not approved.
    """
    found = {row.organ.code: filled(row) for row in rows if row.state in REPORTED}
    others = [row for row in rows if row.state not in REPORTED and row.record]
    public = published(others, at) if others else {}
    for row in others:
        figures = released.figures_of(row, public[row.pk]) if row.pk in public else None
        if figures:
            form = form_of(row)
            known = {key: text for key, text in figures.items() if key in form.cells}
            found[row.organ.code] = Filled(form, row.year, rules.numbers(known))
    return found


def last_year(report: AnnualReport, at: datetime) -> Filled | None:
    """上年报告：the numbers the same organ reported for the year before. 1 SQL, 2 where it is taken up again."""
    rows = AnnualReport.objects.select_related("organ__place").filter(organ=report.organ, year=report.year - 1)
    return next(iter(as_reported(rows.exclude(cells={}), at).values()), None)


def table3(organ: Organ, year: int) -> Tally:
    """表三：from the requests of an organ."""
    return table3_of(ports.requests.facts(organ=organ.code, year=year), year=year)


def tables3(
    year: int, organs: Collection[str] | None = None, *, until: date | None = None
) -> Mapping[str, Mapping[str, int]]:
    """表三（多个机关）：by organ, without the ids behind them; organs without requests are left out."""
    return tables3_of(ports.requests.counts(year=year, organs=organs, until=until), year=year)


def table4(organ: Organ, year: int) -> Tally:
    """表四：from the register of challenges. 1 SQL."""
    rows = Challenge.objects.filter(organ=organ, filed_on__lte=year_end(year))
    facts = (ChallengeFact(row.uid, row.route, row.filed_on, row.outcome, row.decided_on) for row in rows)
    return table4_of(facts, year=year)


def tables4(year: int) -> Mapping[str, Mapping[str, int]]:
    """表四（多个机关）：by organ; organs without a challenge are left out. 1 SQL."""
    rows = Challenge.objects.filter(filed_on__lte=year_end(year)).filter(
        Q(decided_on=None) | Q(decided_on__gte=date(year, 1, 1))
    )
    found: dict[str, list[ChallengeFact]] = {}
    columns = ("organ__code", "uid", "route", "filed_on", "outcome", "decided_on")
    for organ, *fact in rows.values_list(*columns):
        found.setdefault(organ, []).append(ChallengeFact(*fact))
    return {organ: table4_of(facts, year=year).cells for organ, facts in found.items()}


@dataclass(frozen=True)
class Computed:
    """计算结果：the cells that follow from what the system holds, and for each the ids behind its number."""

    cells: Mapping[str, int]
    evidence: Mapping[str, tuple[str, ...]]


def computed(organ: Organ, year: int, at: datetime, *, only: str = "") -> Computed:
    """本机关可计算的数格：table 三, 四, of 二 what publishing and registers of decisions know; or `only` one.

    One SQL query each for 三 and 四; three for 二, more where one document amends or repeals another.
    """
    tallies: list[Tally] = []
    if only in {"", "T4"}:
        tallies.append(table4(organ, year))
    if only in {"", "T3"} and not isinstance(ports.requests, ports.NoRequests):
        tallies.append(table3(organ, year))
    cells: dict[str, int] = {}
    evidence: dict[str, tuple[str, ...]] = {}
    for tally in tallies:
        cells |= tally.cells
        evidence |= tally.evidence
    known = documents.known(organ, year, at) if only in {"", "T2"} else {}
    for (row, column), uids in known.items():
        key = cell_key("T2", row, column)
        cells[key], evidence[key] = len(uids), uids
    if only in {"", "T2"}:
        form = ANNUAL_REPORT.at(period_ended_on=year_end(year))
        for row, numbers in ports.decisions.decided(organ=organ.code, year=year).items():
            key = cell_key("T2", row, DECISIONS)
            if key in form.cells:
                cells[key], evidence[key] = len(numbers), numbers
    return Computed(cells, evidence)


def reports_of(whose: Iterable[Organ], year: int) -> dict[str, AnnualReport]:
    """几个机关的报告：code → report of a year, whatever its state. 1 SQL."""
    rows = AnnualReport.objects.select_related("organ__place").filter(organ__in=[each.pk for each in whose], year=year)
    return {row.organ.code: row for row in rows}


def reported_parts(report: AnnualReport, at: datetime) -> dict[str, Filled]:
    """各机关报送的数：of the organs a government adds, those that have reported on its form. 2 or 3 SQL."""
    rows = reports_of(parts_of(report.organ, year_end(report.year)), report.year).values()
    return {code: one for code, one in as_reported(rows, at).items() if one.form.key == report.form}


def added(report: AnnualReport, at: datetime) -> tuple[Filled, dict[str, Filled]]:
    """汇总应得：a government's own numbers and those of its organs that have reported; and what was added, by organ."""
    own = Filled(form_of(report), report.year, dict(computed(report.organ, report.year, at).cells))
    parts = reported_parts(report, at)
    return roll_up([own, *parts.values()]), parts


def checked(report: AnnualReport, at: datetime) -> Checked:
    """核对：everything the form prescribes, and for a government the sum of its organs (AR-C10)."""
    numbers = filled(report)
    organ = report.organ
    found = check(
        numbers,
        last=last_year(report, at),
        level=rules.level_of(organ.kind, organ.place.level),
        explained=report.explained,
    )
    return Checked((*found.findings, *_of_parts(report, numbers, at)), found.skipped)


def _of_parts(report: AnnualReport, numbers: Filled, at: datetime) -> tuple[Finding, ...]:
    parts = reported_parts(report, at) if report.organ.kind == Kind.GOVERNMENT else {}
    if not parts:
        return ()
    own = Filled(numbers.form, report.year, dict(computed(report.organ, report.year, at).cells))
    added_up = [own, *parts.values()]
    total = roll_up(added_up)
    reason = report.explained.get("AR-C10", "")
    # Of what the system does not know of the government itself, its own part is what is more than the sum.
    known = [one for one in check_roll_up(numbers, added_up) if not _own_part(one, own, numbers, total)]
    said = f"已说明：{reason}" if reason else ""
    return tuple(
        Finding(one.constraint, one.hard and not reason, one.sentence + said, one.cells, one.basis)
        for one in (*_not_added(report, numbers.form, parts), *known)
    )


def _not_added(report: AnnualReport, form: Form, parts: Collection[str]) -> tuple[Finding, ...]:
    """Organs that have reported since the numbers were added."""
    late = set(parts) - set(report.parts)
    constraint = form.constraint("AR-C10")
    if not late or constraint is None:
        return ()
    names = sorted(organs.names_on(late, year_end(report.year)).values())
    listed = "、".join(names[:3]) + (f"等{len(names)}个机关" if len(names) > 3 else "")
    sentence = f"{listed}已经报送，还没有汇总进来。请重新计算。"
    return (Finding(constraint, constraint.hard, sentence, (), form.basis(constraint)),)


def _own_part(finding: Finding, own: Filled, numbers: Filled, total: Filled) -> bool:
    known = {key for key in own.cells if not key.startswith("T2.")}  # 表二只知道在这里公开的
    return all(key not in known and numbers[key] >= total[key] for key in finding.cells)


def published(reports: Sequence[AnnualReport], at: datetime) -> dict[int, Edition]:
    """已公布的报告：key of the report → the edition that is public now. 1 SQL."""
    uids = {report.record: report.pk for report in reports if report.record}
    rows = Edition.objects.released(at).select_related("record").filter(record__uid__in=uids)
    return {uids[edition.record.uid]: edition for edition in rows}


def internal_dues(organs: Sequence[Organ], year: int) -> dict[str, date]:
    """内部报送期限：by organ, what the openness office of its place, or of the nearest above, asks for. 1 SQL.

    The organs come with their places.
    """
    set_days = dict(InternalDue.objects.filter(year=year).values_list("place", "due_on"))
    found = {}
    for organ in organs:
        code = organ.place.code
        known = [code[:length] for length in LENGTHS if length <= len(code) and code[:length] in set_days]
        if known:
            found[organ.code] = set_days[known[-1]]
    return found


def due(organ: Organ, year: int) -> rules.Due:
    """公布期限：the law's day and the openness office's. 1 SQL."""
    return rules.due(organ.kind, year, internal_dues([organ], year).get(organ.code))


def due_set_for(place: str, year: int) -> date | None:
    """已设定的内部报送期限：of this very place. 1 SQL."""
    return InternalDue.objects.filter(place=place, year=year).values_list("due_on", flat=True).first()


def titles(uids: Collection[str]) -> dict[str, str]:
    """文件标题：uid → title of the newest edition that was made public. 1 SQL."""
    rows = Edition.objects.filter(record__uid__in=uids, leaf__isnull=False).order_by("number")
    return dict(rows.values_list("record__uid", "title"))

"""Drafting: begin, compute, enter, write, explain, take in; and the day an openness office sets."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import IntegrityError, transaction

from gongkai.engines.assessment import report_reading
from gongkai.engines.assessment.rules import plain
from gongkai.foundation.errors import Conflict, Invalid, NotFound
from gongkai.foundation.events import emit
from gongkai.foundation.journal import operations as journal
from gongkai.foundation.now import china_date
from gongkai.foundation.organs.models import Kind, Organ
from gongkai.foundation.people.actors import Actor
from gongkai.foundation.permission import insist
from gongkai.foundation.places.rules import stem
from gongkai.foundation.text import storable
from gongkai.foundation.text.html import sanitise
from gongkai.law import ANNUAL_REPORT, year_end
from gongkai.programmes.reports import permission, queries, rules
from gongkai.programmes.reports.models import AnnualReport, InternalDue
from gongkai.programmes.reports.operations import _common as common
from gongkai.programmes.reports.programme import COMPUTED, ENTERED, FIRST_YEAR, IMPORTED, ROLLED_UP

LONGEST_REASON = 500


@transaction.atomic
def begin(*, organ: Organ, year: int, by: Actor, at: datetime) -> AnnualReport:
    """编制年度报告：open an organ's report for a year, on the form its last day picks, every cell blank.

    依据：《政府信息公开条例》第四十九条、第五十条。

    :raises NotPermitted: unless `by` is a clerk of the organ.
    :raises Invalid: for a year that is not over and not this one, or before the first form.
    :raises Conflict: when the report was begun already.
    """
    insist(permission.may_begin(by, organ))
    if not FIRST_YEAR <= year <= china_date(at).year:
        raise Invalid(f"只能编制{FIRST_YEAR}年至{china_date(at).year}年的年度报告。请核对报告年度。", field="year")
    form = ANNUAL_REPORT.at(period_ended_on=year_end(year))
    try:
        with transaction.atomic():
            report = AnnualReport.objects.create(
                organ=organ,
                year=year,
                form=form.key,
                authors=[by.uid],
                saved_by=by.uid,
                saved_by_name=by.name,
                saved_at=at,
            )
    except IntegrityError:
        raise Conflict(f"{year}年度的报告已经开始编制。请在原报告上继续。") from None
    common.note("begun", report, by=by, at=at, facts={"form": form.key})
    return report


@transaction.atomic
def compute(*, organ: str, year: int, replace: bool = False, by: Actor, at: datetime) -> AnnualReport:
    """计算报表：fill in what follows from requests, the register of challenges and published documents.

    A government's numbers are its own and those of its organs that have reported. What a person entered or took in
    stays, with the computed number beside it, unless `replace`.

    :raises NotPermitted: unless the report is a draft and `by` a clerk of the organ.
    """
    report = common.locked(by, organ, year, "edit")
    found = queries.computed(report.organ, year, at).cells
    numbers, origin = {**found}, COMPUTED
    if report.organ.kind == Kind.GOVERNMENT:
        total, parts = queries.added(report, at)
        report.parts = sorted(parts)
        if parts:
            known = {key for part in parts.values() for key in part.cells} | set(found)
            numbers, origin = {key: total[key] for key in known}, ROLLED_UP  # type: ignore[misc]
    cells: rules.Kept = dict(report.cells)
    for key, number in numbers.items():
        held = cells.get(key)
        if held is not None and held["origin"] in {ENTERED, IMPORTED} and not replace:
            cells[key] = {**held, "computed": plain(number)}
        else:
            cells[key] = rules.kept(number, origin)
    report.cells = rules.with_totals(queries.form_of(report), cells)
    report.computed_at = at
    common.signed(report, by, at)
    report.save()
    common.note("computed", report, by=by, at=at, facts={"cells": len(numbers), "parts": len(report.parts)})
    return report


@transaction.atomic
def enter_cells(
    *, organ: str, year: int, numbers: Mapping[str, str], seen: int, by: Actor, at: datetime
) -> AnnualReport:
    """填报数格：write numbers into cells, marked as entered; an empty text makes a cell blank; totals follow.

    A number that is what stood there keeps its origin.

    :raises Invalid: with everything that cannot be taken, all at once.
    :raises Conflict: when somebody saved since `seen`.
    :raises NotPermitted: unless the report is a draft and `by` a clerk of the organ.
    """
    report = common.locked(by, organ, year, "edit")
    common.insist_seen(report, seen)
    form = queries.form_of(report)
    fixed = rules.totals_of(form)
    problems = []
    cells: rules.Kept = dict(report.cells)
    changed = []
    for key, text in numbers.items():
        if key not in form.cells or key in fixed:
            problems.append((key, f"“{key}”不是可以填的格。总计由各项相加得出。"))
        elif text.strip() and (wrong := rules.wrong_number(form.cells[key], text)):
            problems.append((key, wrong))
        elif _differs(cells.get(key), text):
            changed.append(key)
            _put(cells, key, text)
    if problems:
        raise Invalid("".join(sentence for _, sentence in problems), field=problems[0][0])
    report.cells = rules.with_totals(form, cells)
    common.signed(report, by, at)
    report.save()
    common.note("cells_entered", report, by=by, at=at, facts={"cells": sorted(changed)})
    return report


def _differs(held: Mapping[str, str] | None, text: str) -> bool:
    if not text.strip():
        return held is not None
    return held is None or held["number"] != plain(rules.number_of(text))


def _put(cells: rules.Kept, key: str, text: str) -> None:
    held = cells.pop(key, None)
    if not text.strip():
        return
    cells[key] = rules.kept(rules.number_of(text), ENTERED)
    computed = held and (held.get("computed") or (held["number"] if held["origin"] == COMPUTED else ""))
    if computed:
        cells[key]["computed"] = computed


@transaction.atomic
def write_section(
    *, organ: str, year: int, section: str, html: str, seen: int, by: Actor, at: datetime
) -> AnnualReport:
    """撰写报告文字：one section in words, kept in the house's canonical HTML.

    :raises Invalid: for a section the form does not have.
    :raises Conflict: when somebody saved since `seen`.
    :raises NotPermitted: unless the report is a draft and `by` a clerk of the organ.
    """
    report = common.locked(by, organ, year, "edit")
    common.insist_seen(report, seen)
    if section not in {part.id for part in queries.form_of(report).narratives}:
        raise Invalid("报告没有这个部分。请从报告页面进入。", field="section")
    report.sections = {**report.sections, section: sanitise(storable(html))}
    common.signed(report, by, at)
    report.save()
    common.note("section_written", report, by=by, at=at, facts={"section": section})
    return report


@transaction.atomic
def explain(*, organ: str, year: int, constraint: str, reason: str, by: Actor, at: datetime) -> AnnualReport:
    """说明原因：why a constraint that can have a reason does not hold; an empty reason takes it back.

    :raises Invalid: for a constraint no reason excuses.
    :raises NotPermitted: unless the report is a draft and `by` a clerk of the organ.
    """
    report = common.locked(by, organ, year, "edit")
    found = queries.form_of(report).constraint(constraint)
    if found is None or not (found.explainable or constraint == "AR-C10"):
        raise Invalid("这一条勾稽关系必须成立，不能以说明代替。请核对数字。", field="constraint")
    said = storable(reason).strip()[:LONGEST_REASON]
    rest = {key: value for key, value in report.explained.items() if key != constraint}
    report.explained = {**rest, constraint: said} if said else rest
    common.signed(report, by, at)
    report.save()
    common.note("explained", report, by=by, at=at, facts={"constraint": constraint})
    return report


@transaction.atomic
def take_in(*, organ: str, year: int, content: bytes, name: str, by: Actor, at: datetime) -> AnnualReport:
    """导入年度报告：the numbers of a report that exists as a page or a workbook, as they stand in it, totals included.

    :raises Invalid: naming each table, row and cell that cannot be told, or another year's report.
    :raises NotPermitted: unless the report is a draft and `by` a clerk of the organ.
    """
    report = common.locked(by, organ, year, "edit")
    read = report_reading.read(content, name, assumed=year)
    if read.year != year or read.form.key != report.form:
        raise Invalid(
            f"文件是{read.year}年度的报告（{read.form.name}），不能导入{year}年度。请核对文件和年度。", field="file"
        )
    report.cells = {key: rules.kept(number, IMPORTED) for key, number in read.cells.items()}
    common.signed(report, by, at)
    report.save()
    common.note("taken_in", report, by=by, at=at, facts={"cells": len(report.cells)})
    return report


@transaction.atomic
def set_internal_due(*, place: str, year: int, due_on: date | None, by: Actor, at: datetime) -> None:
    """设定内部报送期限：the day by which the organs of a place hand in the reports of a year; None takes it back.

    :raises NotPermitted: unless `by` is of the openness office of the place or of one above it.
    :raises NotFound: for what is no code of a place.
    :raises Invalid: for a day that is not in the year after.
    """
    try:
        code = stem(place)
    except ValueError:
        raise NotFound from None
    insist(permission.may_set_due(by, code))
    if due_on is not None and due_on.year != year + 1:
        raise Invalid(f"{year}年度报告的报送期限应在{year + 1}年。请核对日期。", field="due_on")
    InternalDue.objects.filter(place=code, year=year).delete()
    if due_on is not None:
        InternalDue.objects.create(place=code, year=year, due_on=due_on, by=by.uid, at=at)
    facts = {"year": year, "due_on": due_on.isoformat() if due_on else ""}
    act = "reports.internal_due_set"
    entry = journal.record(act=act, by=by.uid, at=at, organ="", subject=f"place:{code}", facts=facts)
    emit(act, key=str(entry), place=code, year=year, entry=entry, by=by.uid)

"""行政执法公示：what is owed and late, what looks entered twice, files of the standard, and the year's numbers."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import islice
from typing import Any, TypeVar

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.engines.assessment.duties import STANDINGS, Duty, Standing
from gongkai.engines.registers import queries as registers
from gongkai.engines.registers.declared import register_of
from gongkai.engines.registers.models import EntryVersion
from gongkai.engines.registers.rules import Register
from gongkai.faces.kit.answers import heading_of
from gongkai.faces.kit.tables import MOST_IN_BOOK, Cell, csv_stream, xlsx_file
from gongkai.faces.office.desk import desk
from gongkai.faces.office.forms.enforcement import YearForm
from gongkai.faces.office.forms.fields import refuse
from gongkai.faces.office.http import StaffRequest
from gongkai.faces.office.lists import Listing
from gongkai.foundation.errors import Invalid, NotFound, NotPermitted, Refusal
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.people.actors import DRAFTER
from gongkai.programmes.enforcement import operations as ops
from gongkai.programmes.enforcement import permission, queries, rules
from gongkai.programmes.enforcement.after import STANDARD

PAGE = 200
T = TypeVar("T")
HEAD = ("机关", "义务", "事项", "起算日", "期限届满日", "履行日", "履行情况", "逾期", "依据")
SHOWN = (Standing.OVERDUE, Standing.MET_LATE, Standing.OWED)
"""列出的：what was done in time needs nobody's attention."""


def insist_on_post(request: StaffRequest) -> None:
    """须有岗位。

    :raises NotPermitted: for somebody without any post.
    """
    if not request.actor.posts:
        raise NotPermitted("行政执法公示由各机关的工作人员办理，您现在没有岗位。")


def own(request: StaffRequest) -> list[tuple[str, str]]:
    """拟稿的机关：those for which this person drafts."""
    return sorted(organs.names_on(request.actor.organs(DRAFTER), china_date(request.at)).items())


def entered(request: StaffRequest, form: Form, enter: Callable[..., T]) -> tuple[T | None, int]:
    """登记一项：of the organ the form names; answers what was made, or none and the status of what stood in the way."""
    if request.method != "POST":
        return None, 200
    if not form.is_valid():
        return None, 400
    said = dict(form.cleaned_data)
    try:
        return enter(organ=organs.by_code(said.pop("organ")), **said, by=request.actor, at=request.at), 302
    except NotFound:
        raise
    except Refusal as refusal:
        refuse(form, refusal)
        return None, heading_of(refusal).status


@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """履行情况：late first, then what is owed, by the day it is due."""
    insist_on_post(request)
    today = china_date(request.at)
    codes = set(permission.organs_of(request.actor).values_list("code", flat=True))
    chosen = request.GET.get("standing", "")
    found = queries.survey(codes, today)
    rows = [(duty, duty.judged(today)) for duty in found.duties]
    counts = {standing: sum(judged.standing is standing for _, judged in rows) for standing in Standing}
    wanted = {Standing(chosen)} if chosen in {one.value for one in SHOWN} else set(SHOWN)
    kept = [row for row in rows if row[1].standing in wanted]
    kept.sort(key=lambda row: (SHOWN.index(row[1].standing), row[0].due_on or today))
    names = organs.names_on({duty.organ for duty, _ in kept}, today)
    facts = {
        "rows": [_row(duty, judged, names) for duty, judged in kept[:PAGE]],
        "more": len(kept) > PAGE,
        "total": len(found.duties) + found.met,
        "tabs": [("", "需要注意", sum(counts[one] for one in SHOWN))]
        + [(one.value, STANDINGS[one], counts[one]) for one in SHOWN],
        "chosen": chosen,
        "met": counts[Standing.MET] + found.met,
        "doubles": [
            (register_of(register), keys) for code, _ in own(request) for register, keys in _doubles(code, today.year)
        ],
        "standard": [(code, register_of(code).name) for code in STANDARD] if own(request) else [],
    }
    listing = Listing("执法公示履行情况", HEAD, lambda: [_cells(_row(*row, names)) for row in kept])
    return desk(request, "office/enforcement.html", facts, listings={"duties": listing})


def _doubles(organ: str, year: int) -> list[tuple[str, tuple[str, ...]]]:
    return [*queries.doubles(organ, year), *queries.doubles(organ, year - 1)]


def _row(duty: Duty, judged: Any, names: dict[str, str]) -> dict[str, Any]:
    register, _, key = duty.subject.partition(":")
    case = key if register == "enforcement" else ""
    return {
        "duty": duty,
        "kind": rules.KINDS[duty.kind],
        "organ": names.get(duty.organ, duty.organ),
        "key": "" if case or register == "enforcement-report" else key,
        "case": case,
        "judged": judged,
        "said": STANDINGS[judged.standing],
        "late": str(judged.days_late) if judged.standing.late else "",
    }


def _cells(row: dict[str, Any]) -> tuple[Cell, ...]:
    duty = row["duty"]
    return (
        row["organ"], row["kind"], row["key"] or duty.name, duty.arisen_on, duty.due_on, duty.met_on, row["said"],
        row["late"], str(duty.basis),
    )  # fmt: skip


@require_safe
def export(request: StaffRequest, register: str, format_: str) -> HttpResponseBase:
    """双公示导出：an organ's own decisions under the standard's codes, names whole, to report to the credit platform.

    As CSV however many they are, line by line as they are read; as a workbook up to `MOST_IN_BOOK`.

    :raises NotFound: for a register the standard does not know.
    :raises NotPermitted: unless for a drafter.
    :raises Invalid: for a workbook too long to open.
    """
    columns = STANDARD.get(register)
    if columns is None:
        raise NotFound
    codes = own(request)
    if not codes:
        raise NotPermitted("导出报送数据由本机关拟稿人办理，您没有这个岗位。")
    declared, day = register_of(register), china_date(request.at)
    name, head = f"{declared.name}-双公示-{day}", [column.code for column in columns]
    rows: Iterator[list[Cell]] = (
        [*rules.whole_row(declared, columns, version.values)]
        for code, _ in codes
        for version in _kept_by(declared, code, day)
    )
    if format_ == "csv":
        return csv_stream(name, head, rows)
    kept = list(islice(rows, MOST_IN_BOOK + 1))
    if len(kept) > MOST_IN_BOOK:
        raise Invalid(f"本机关的决定超过{MOST_IN_BOOK}条，Excel 难以打开。请改为导出 CSV。")
    return xlsx_file(name, head, kept)


def _kept_by(register: Register, organ: str, day: date) -> Iterator[EntryVersion]:
    """What an organ keeps, some at a time, in the order of keys. 1 SQL for every 500."""
    after = ""
    while True:
        page = registers.listing(register, day, seen_on=None, organ=organ, after=after, limit=500)
        yield from page.versions
        after = page.next
        if not after:
            return


@require_http_methods(["GET", "HEAD", "POST"])
def reports(request: StaffRequest) -> HttpResponse:
    """执法年度报告：computed by one person, published by another."""
    insist_on_post(request)
    mine, last = own(request), china_date(request.at).year - 1
    form = YearForm(request.POST if request.method == "POST" else None, organs=mine, initial={"year": last})
    status = 200
    if request.method == "POST":
        status = _done(request, form)
        if not status:
            return redirect("office:enforcement_reports")
    rows = list(permission.reports_of(request.actor).order_by("-year", "organ__code")[:PAGE])
    facts = {
        "form": form,
        "counts": bool(mine),
        "rows": [(row, permission.may_publish(request.actor, row)) for row in rows],
        "names": organs.names_on({row.organ.code for row in rows}, china_date(request.at)),
    }
    return desk(request, "office/enforcement_reports.html", facts, status=status)


def _done(request: StaffRequest, form: YearForm) -> int:
    """Do what the button says; answers 0, or the status of what stood in the way."""
    try:
        if request.POST.get("do") == "publish":
            year = request.POST.get("year", "")
            number = int(year) if year.isascii() and year.isdigit() and len(year) == 4 else 0
            organ, seen = request.POST.get("organ", "")[:9], request.POST.get("seen", "")
            ops.publish_year(organ=organ, year=number, seen=seen, by=request.actor, at=request.at)
            messages.success(request, "已公布。")
            return 0
        if not form.is_valid():
            return 400
        said = form.cleaned_data
        ops.count_year(organ=organs.by_code(said["organ"]), year=said["year"], by=request.actor, at=request.at)
    except NotFound:
        raise
    except Refusal as refusal:
        refuse(form, refusal)
        return heading_of(refusal).status
    messages.success(request, "已计算，请签发人核对后公布。")
    return 0

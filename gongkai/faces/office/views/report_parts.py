"""年度报告的各部分：a table to fill in, a section to write, what is behind a number, the preview and the files."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.engines.assessment.printing import to_xlsx
from gongkai.faces.kit.answers import heading_of
from gongkai.faces.kit.tables import XLSX
from gongkai.faces.office import reporting
from gongkai.faces.office.desk import desk
from gongkai.faces.office.forms.fields import refuse
from gongkai.faces.office.forms.reports import SectionForm
from gongkai.faces.office.http import StaffRequest
from gongkai.faces.office.lists import MOST, Listing
from gongkai.faces.office.templatetags.office import boxed
from gongkai.foundation.errors import NotFound, Refusal
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.permission import insist
from gongkai.foundation.text.html import sanitise
from gongkai.law import codes
from gongkai.programmes.reports import operations as ops
from gongkai.programmes.reports import papers, permission, queries
from gongkai.programmes.reports.evidence import evidence
from gongkai.programmes.reports.models import AnnualReport, Stage
from gongkai.programmes.reports.programme import ORIGINS
from gongkai.programmes.reports.rolling import AWAITED, COUNTED, OWN_CHOICE, SINCE, roll_call

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHOWN = 200


def _named(report: AnnualReport) -> dict[str, Any]:
    name = organs.name_on(report.organ, date(report.year, 12, 31))
    return {"report": report, "organ": report.organ, "organ_name": name, "year": report.year}


@require_http_methods(["GET", "HEAD", "POST"])
def table(request: StaffRequest, organ: str, year: int, table: str) -> HttpResponse:
    """填报一张表：all its numbers at once, in the printed geometry."""
    report = permission.find(request.actor, organ, year)
    form = queries.form_of(report)
    if table not in {each.id for each in form.tables}:
        raise NotFound
    insist(permission.may(request.actor, "edit", report))
    if request.method != "POST":
        return _table_page(request, report, table, {}, None)
    typed = {key: request.POST.get(key, "") for key in form.cells if key in request.POST}
    if request.POST.get("zeros") == "yes":
        typed = {key: text.strip() or "0" for key, text in typed.items()}
    seen = request.POST.get("seen", "")
    try:
        ops.enter_cells(
            organ=organ,
            year=year,
            numbers=typed,
            seen=int(seen) if seen.isdecimal() and len(seen) < 9 else 0,
            by=request.actor,
            at=request.at,
        )
    except NotFound:
        raise
    except Refusal as refusal:
        return _table_page(request, report, table, typed, refusal)
    messages.success(request, "已保存，总计已按各项相加。")
    return redirect(f"{_address(report)}#{table}")


def _address(report: AnnualReport) -> str:
    from django.urls import reverse

    return reverse("office:report", args=[report.organ.code, report.year])


def _table_page(
    request: StaffRequest, report: AnnualReport, table: str, typed: dict[str, str], refusal: Refusal | None
) -> HttpResponse:
    found = queries.checked(report, request.at)
    grid = reporting.grids(report, found)[table]
    facts = {
        **_named(report),
        "grid": grid,
        "typed": typed,
        "refusal": refusal,
        "faults": [(f"id_{refusal.field}", refusal.sentence)] if refusal else [],
    }
    return desk(request, "office/report_table.html", facts, status=heading_of(refusal).status if refusal else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def section(request: StaffRequest, organ: str, year: int, section: str) -> HttpResponse:
    """撰写一个文字部分。"""
    report = permission.find(request.actor, organ, year)
    found = reporting.sections(report).get(section)
    if found is None:
        raise NotFound
    insist(permission.may(request.actor, "edit", report))
    form = SectionForm(request.POST or None, initial={"seen": report.lock_version, "html": found.html})
    status = 400 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            ops.write_section(
                organ=organ, year=year, section=section, html=said["html"], seen=said["seen"],
                by=request.actor, at=request.at,
            )  # fmt: skip
        except NotFound:
            raise
        except Refusal as refusal:
            refuse(form, refusal)
            status = heading_of(refusal).status
        else:
            messages.success(request, f"“{found.part.heading}”已保存。")
            return redirect(f"{_address(report)}#{section}")
    facts = {**_named(report), "section": found, "form": form}
    return desk(request, "office/report_section.html", facts, status=status)


@require_safe
def cell(request: StaffRequest, organ: str, year: int, key: str) -> HttpResponse:
    """数据来源：the cases, matters or documents a number counts, as far as this person may see them."""
    report = permission.find(request.actor, organ, year)
    found = queries.form_of(report).cells.get(key)
    if found is None:
        raise NotFound
    behind = evidence(request.actor, report, found, request.at, most=MOST)
    held = report.cells.get(key, {})
    facts = {
        **_named(report),
        "cell": found,
        "held": held,
        "origin": ORIGINS.get(held.get("origin", ""), ""),
        "behind": behind,
        "shown": SHOWN,
        "titles": queries.titles(behind.records),
    }
    listing = Listing(
        f"{year}-{key}",
        ("编号", "收到日期", "办结日期", "办理结果"),
        lambda: [_case_row(one) for one in behind.cases],
    )
    return desk(request, "office/report_cell.html", facts, listings={"cases": listing})


def _case_row(case: Any) -> tuple[Any, ...]:
    result = codes.reply_kinds.get(case.result)
    return (case.number, case.first_received_on, case.ended_on, result.name if result else "")


TONES = {COUNTED: "good", SINCE: "warn", AWAITED: "urgent", OWN_CHOICE: "off"}
STAGES = {"published": "已公布", "none": "未编制", **dict(Stage.choices)}


@require_safe
def parts(request: StaffRequest, organ: str, year: int) -> HttpResponse:
    """汇总情况：which bodies are in a government's sum and which have not handed in."""
    report = permission.find(request.actor, organ, year)
    found = roll_call(report, request.at)
    facts = {
        **_named(report),
        "parts": found,
        "roll": reporting.roll_of(found),
        "tones": TONES,
        "stages": STAGES,
    }
    listing = Listing(
        f"{year}-汇总情况",
        ("机关", "机构代码", "汇总", "报告阶段", "公布日期", "法定期限", "逾期天数"),
        lambda: [
            (
                one.organ.name, one.organ.code, one.said, STAGES[one.state], one.published_on, one.due.on,
                one.days_late or "",
            )
            for one in found
        ],
    )  # fmt: skip
    return desk(request, "office/report_parts.html", facts, listings={"parts": listing})


@require_safe
def preview(request: StaffRequest, organ: str, year: int) -> HttpResponse:
    """预览：the report as the public will read it."""
    report = permission.find(request.actor, organ, year)
    named = _named(report)
    body = papers.body(queries.filled(report), report.sections, name=named["organ_name"], day=china_date(request.at))
    facts = {**named, "title": papers.title(named["organ_name"], year), "body": SafeString(boxed(sanitise(body)))}
    return desk(request, "office/report_preview.html", facts)


@require_safe
def file(request: StaffRequest, organ: str, year: int, form: str) -> HttpResponse:
    """导出：the whole report as a page or a Word file, its tables as a workbook.

    :raises NotFound: for a form there is not.
    """
    report = permission.find(request.actor, organ, year)
    filled, name = queries.filled(report), _named(report)["organ_name"]
    day = china_date(request.at)
    if form == "html":
        page = papers.page(filled, report.sections, name=name, day=day)
        content, type_ = page.encode(), "text/html; charset=utf-8"
    elif form == "xlsx":
        content, type_ = to_xlsx(filled), XLSX
    elif form == "pdf":
        content, type_ = papers.pdf(filled, report.sections, name=name, day=day), "application/pdf"
    elif form == "docx":
        content, type_ = papers.word(filled, report.sections, name=name, at=request.at), DOCX
    else:
        raise NotFound
    response = HttpResponse(content, content_type=type_)
    response["Content-Disposition"] = content_disposition_header(True, f"{papers.title(name, year)}.{form}")
    response["Cache-Control"] = "no-store"
    return response

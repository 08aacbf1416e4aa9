"""年度报告：the list of organs and years, one report, and what is done to it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from gongkai.faces.kit.answers import heading_of
from gongkai.faces.office import reporting
from gongkai.faces.office.desk import desk
from gongkai.faces.office.forms.acts import BareForm
from gongkai.faces.office.forms.reports import DueForm, ExplainForm, LinkForm, ReasonForm, TakeInForm
from gongkai.faces.office.http import StaffRequest
from gongkai.faces.office.lists import Listing
from gongkai.faces.office.uploads import refusal_of, taking_files
from gongkai.foundation.errors import Invalid, NotFound, NotPermitted, Refusal
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import OPENNESS_OFFICER
from gongkai.foundation.places import queries as places
from gongkai.law import Constraint
from gongkai.programmes.reports import operations as ops
from gongkai.programmes.reports import permission, queries
from gongkai.programmes.reports.models import AnnualReport, Stage
from gongkai.programmes.reports.programme import FIRST_YEAR
from gongkai.programmes.reports.rolling import roll_call

NOT_THEIRS = "年度报告由依申请公开的经办人和政府信息公开工作机构负责人办理，您没有这些岗位。"


@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """年度报告清单：organs × years."""
    if not reporting.sees(request.actor):
        raise NotPermitted(NOT_THEIRS)
    year = _year(request)
    everybody = reporting.listed(request, year)
    shown = request.GET.get("show", "")
    rows = [row for row in everybody if shown not in reporting.SHOWN or reporting.SHOWN[shown](row)]
    today = china_date(request.at)
    facts = {
        "rows": rows,
        "year": year,
        "years": range(today.year, max(FIRST_YEAR, today.year - reporting.YEARS) - 1, -1),
        "total": len(everybody),
        "counts": {name: sum(map(counts, everybody)) for name, counts in reporting.SHOWN.items()},
        "shown": shown if shown in reporting.SHOWN else "",
        "dues": _dues(request, year),
    }
    listing = Listing(f"{year}年度报告", reporting.LISTED, lambda: reporting.as_file(rows, year))
    return desk(request, "office/reports.html", facts, listings={"reports": listing})


def _year(request: StaffRequest) -> int:
    """The year asked for; else last year, whose report is due or was."""
    this = china_date(request.at).year
    said = request.GET.get("year", "")
    year = int(said) if said.isascii() and said.isdecimal() and len(said) == 4 else this - 1
    return min(max(year, FIRST_YEAR), this)


def _dues(request: StaffRequest, year: int) -> list[tuple[str, DueForm]]:
    """A form for each place this person's openness office stands for."""
    today = china_date(request.at)
    found = []
    for code in sorted(request.actor.places(OPENNESS_OFFICER)):
        place = places.by_code(code, on=today)
        set_on = queries.due_set_for(place.code, year)
        form = DueForm(initial={"place": place.code, "due_on": set_on}, auto_id=f"id_{place.code}_%s")
        found.append((place.name, form))
    return found


@require_POST
def set_due(request: StaffRequest, year: int) -> HttpResponse:
    """设定内部报送期限。"""
    form = DueForm(request.POST)
    if not form.is_valid():
        raise Invalid("日期写法不对。请按 2027-01-20 的样子填写。", field="due_on")
    said = form.cleaned_data
    ops.set_internal_due(place=said["place"], year=year, due_on=said["due_on"], by=request.actor, at=request.at)
    messages.success(request, f"{year}年度报告的内部报送期限已保存。")
    return redirect(f"{_index()}?year={year}")


def _index() -> str:
    from django.urls import reverse

    return reverse("office:reports")


@require_safe
def show(request: StaffRequest, organ: str, year: int) -> HttpResponse:
    """一份报告。"""
    return page(request, seen_organ(request, organ), year)


def seen_organ(request: StaffRequest, code: str) -> Organ:
    """可见的机关。

    :raises NotFound: for one whose reports this person may not see.
    """
    found = permission.organs_of(request.actor).select_related("place").filter(code=code).first()
    if found is None:
        raise NotFound
    return found


def page(
    request: StaffRequest,
    organ: Organ,
    year: int,
    *,
    refusal: Refusal | None = None,
    typed: dict[str, forms.Form] | None = None,
    status: int = 0,
) -> HttpResponse:
    """报告页：as it stands; after a refusal with the sentence and with what was typed."""
    report = permission.visible_to(request.actor).filter(organ=organ, year=year).first()
    today = china_date(request.at)
    facts: dict[str, Any] = {
        "organ": organ,
        "organ_name": organs.name_on(organ, min(date(year, 12, 31), today)),
        "year": year,
        "report": report,
        "due": queries.due(organ, year),
        "may_begin": bool(permission.may_begin(request.actor, organ)) and FIRST_YEAR <= year <= today.year,
        "refusal": refusal,
    }
    if report is not None:
        facts |= _facts(request, report, typed or {})
    code = status or (heading_of(refusal).status if refusal else 200)
    return desk(request, "office/report.html", facts, status=code)


def _facts(request: StaffRequest, report: AnnualReport, typed: dict[str, forms.Form]) -> dict[str, Any]:
    checked = queries.checked(report, request.at)
    public = queries.published([report], request.at).get(report.pk)
    choices = reporting.choices(request.actor, report)
    explainable = {one.constraint.id: one.constraint for one in checked.findings if _explainable(one.constraint)}
    forms_ = {
        key: typed.get(f"explain:{key}")
        or ExplainForm(initial={"constraint": key, "reason": report.explained.get(key, "")}, auto_id=f"id_{key}_%s")
        for key in explainable
    }
    return {
        "stage": "已公布" if public else "已退回" if report.returned_reason else Stage(report.state).label,
        "tone": "good" if public else reporting.TONES[Stage(report.state)],
        "public": public,
        "parts": reporting.parts_in_order(report, checked),
        "checked": checked,
        "hard": reporting.hard(checked),
        "choices": choices,
        "refused": [one for one in choices.values() if not one.allowed and one.key not in {"edit", "link"}],
        "edits": "edit" in choices and choices["edit"].allowed,
        "links": "link" in choices and choices["link"].allowed and not report.record,
        "explaining": forms_,
        "origins": reporting.origins(report),
        "return_form": typed.get("return") or ReasonForm(auto_id="id_return_%s"),
        "take_in_form": typed.get("take_in") or TakeInForm(),
        "link_form": typed.get("link") or LinkForm(),
        "roll": reporting.roll_of(roll_call(report, request.at)),
        "form_note": queries.form_of(report).note,
        "form_name": queries.form_of(report).name,
    }


def _explainable(constraint: Constraint) -> bool:
    return constraint.explainable or constraint.id == "AR-C10"


def _plain(operation: Callable[..., AnnualReport], done: str) -> Callable[..., str]:
    def run(request: StaffRequest, organ: Organ, year: int, form: Any) -> str:  # noqa: ARG001
        operation(organ=organ.code, year=year, by=request.actor, at=request.at)
        return done

    return run


def _begin(request: StaffRequest, organ: Organ, year: int, form: Any) -> str:  # noqa: ARG001
    ops.begin(organ=organ, year=year, by=request.actor, at=request.at)
    ops.compute(organ=organ.code, year=year, by=request.actor, at=request.at)
    return f"已开始编制{year}年度报告，能由系统计算的数已经填好。"


def _compute(request: StaffRequest, organ: Organ, year: int, form: Any) -> str:  # noqa: ARG001
    replace = request.POST.get("replace") == "yes"
    ops.compute(organ=organ.code, year=year, replace=replace, by=request.actor, at=request.at)
    return "已重新计算。" + ("人工填报和导入的数已改为计算的数。" if replace else "人工填报和导入的数没有改动。")


def _approve(request: StaffRequest, organ: Organ, year: int, form: Any) -> str:  # noqa: ARG001
    seen = request.POST.get("sha256", "")
    ops.approve(organ=organ.code, year=year, sha256=seen, by=request.actor, at=request.at)
    return "已同意。报告可以交付发布。"


def _return(request: StaffRequest, organ: Organ, year: int, form: Any) -> str:
    reason = form.cleaned_data["reason"]
    ops.return_(organ=organ.code, year=year, reason=reason, by=request.actor, at=request.at)
    return "已退回，理由显示在报告页上。"


def _explain(request: StaffRequest, organ: Organ, year: int, form: Any) -> str:
    said = form.cleaned_data
    ops.explain(
        organ=organ.code,
        year=year,
        constraint=said["constraint"],
        reason=said["reason"],
        by=request.actor,
        at=request.at,
    )
    return "说明已保存。" if said["reason"] else "说明已撤销。"


def _take_in(request: StaffRequest, organ: Organ, year: int, form: Any) -> str:
    file = form.cleaned_data["file"]
    report = ops.take_in(
        organ=organ.code, year=year, content=file.read(), name=file.name, by=request.actor, at=request.at
    )
    return f"已导入{len(report.cells)}格。请看核对结果。"


def _link(request: StaffRequest, organ: Organ, year: int, form: Any) -> str:
    ops.link_record(organ=organ.code, year=year, record=form.cleaned_data["record"], by=request.actor, at=request.at)
    return "已关联公布的报告。"


ACTS: dict[str, tuple[type[forms.Form], Callable[..., str]]] = {
    "begin": (BareForm, _begin),
    "compute": (BareForm, _compute),
    "submit": (BareForm, _plain(ops.submit, "已送审。审核意见将与此刻的内容绑定。")),
    "recall": (BareForm, _plain(ops.recall, "已撤回送审，可以继续修改。")),
    "approve": (BareForm, _approve),
    "return": (ReasonForm, _return),
    "hand_over": (
        BareForm,
        _plain(ops.hand_over, "已交付发布：报告成为一份待送审的文件，经核稿、保密审查和签发后公布。"),
    ),
    "reopen": (BareForm, _plain(ops.reopen, "已重新编制。已经公布的版本不变，到更正的版本发布为止。")),
    "explain": (ExplainForm, _explain),
    "take_in": (TakeInForm, _take_in),
    "link": (LinkForm, _link),
}


@taking_files
@require_POST
def act(request: StaffRequest, organ: str, year: int, act: str) -> HttpResponse:
    """办理一项。

    :raises NotFound: for an act there is not, and for an organ whose reports are not theirs to see.
    """
    if act not in ACTS:
        raise NotFound
    kind, run = ACTS[act]
    found = seen_organ(request, organ)
    form = kind(request.POST, request.FILES)
    typed = {f"explain:{request.POST.get('constraint', '')}" if act == "explain" else act: form}
    too_large = refusal_of(request, "file")
    if too_large:
        return page(request, found, year, refusal=Invalid(too_large), status=400)
    if not form.is_valid():
        sentence = "".join(str(error) for errors in form.errors.values() for error in errors)
        return page(request, found, year, refusal=Invalid(sentence), typed=typed, status=400)
    try:
        done = run(request, found, year, form)
    except NotFound:
        raise
    except Refusal as refusal:
        return page(request, found, year, refusal=refusal, typed=typed)
    messages.success(request, done)
    return redirect("office:report", organ, year)

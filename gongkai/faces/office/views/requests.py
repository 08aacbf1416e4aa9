"""依申请公开：registering what came by counter, post or fax; splitting; proof numbers."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from gongkai import law
from gongkai.engines.casework.models import Case
from gongkai.engines.casework.queries import case_of
from gongkai.faces.kit.answers import heading_of
from gongkai.faces.kit.scans import scan_of, taking_scan
from gongkai.faces.office import cases, requests_item
from gongkai.faces.office.forms.fields import refuse
from gongkai.faces.office.forms.requests import ApplicationForm, RectificationForm, SplitForm
from gongkai.faces.office.http import StaffRequest
from gongkai.faces.office.views.cases import case_desk, page
from gongkai.foundation.errors import NotFound, NotPermitted, Refusal
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.people.actors import FOI_CLERK
from gongkai.law.chinese import day_in_chinese
from gongkai.programmes.requests import operations
from gongkai.programmes.requests.programme import REQUESTS
from gongkai.programmes.requests.rectifications import RECTIFICATIONS
from gongkai.programmes.requests.rectifying import NO_LIMIT

NOT_A_CLERK = "登记申请由依申请公开经办人办理，您没有这个岗位。请联系本机关系统管理员。"


@taking_scan
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: StaffRequest) -> HttpResponse:
    """登记申请页。

    :raises NotPermitted: for who is no clerk of any organ.
    """
    form = ApplicationForm(request.POST if request.method == "POST" else None, **_clerks(request))
    if not form.is_bound:
        return _form(request, form)
    if not form.is_valid():
        return _form(request, form, status=400)
    said = form.cleaned_data
    try:
        receipt = operations.enter_application(
            organ=organs.by_code(said["organ"]),
            channel=said["channel"],
            applicant=form.applicant(),
            wanted=form.wanted(),
            came=said["came"],
            confirmed=said["confirmed"],
            oral=said["oral"],
            proof=scan_of(request, "proof_copy"),
            by=request.actor,
            at=request.at,
        )
    except Refusal as refusal:
        refuse(form, refusal)
        return _form(request, form, status=heading_of(refusal).status)
    # The code is shown once, on the page that follows; only its hash is kept.
    request.session[cases.CODE] = {receipt.number: receipt.code}
    messages.success(request, _registered(receipt.case, said["channel"]))
    return redirect("office:case", receipt.number)


def _registered(case: Case, channel: str) -> str:
    if case.first_received_on is None or case.due_on is None:
        return f"已登记：{case.number}。请与申请人确认收到，确认之日起算答复期限。"
    rule = requests_item.receipt_rule(channel, case.first_received_on)
    due = f"答复期限至{day_in_chinese(case.due_on)}{'（暂定）' if case.provisional else ''}。"
    return f"已登记：{case.number}。收到申请之日为{day_in_chinese(case.first_received_on)}（{rule}），{due}"


def _form(request: StaffRequest, form: ApplicationForm, *, status: int = 200) -> HttpResponse:
    rules = [
        (name, requests_item.receipt_rule(key, china_date(request.at)))
        for key, name in form.fields["channel"].choices  # type: ignore[attr-defined]
    ]
    return case_desk(request, "office/request_new.html", {"form": form, "rules": rules}, status=status)


@taking_scan
@require_http_methods(["GET", "HEAD", "POST"])
def register_rectification(request: StaffRequest) -> HttpResponse:
    """登记更正申请页。

    :raises NotPermitted: for who is no clerk of any organ.
    """
    form = RectificationForm(request.POST if request.method == "POST" else None, **_clerks(request))
    if not form.is_valid():
        return _claiming(request, form, status=400 if form.is_bound else 200)
    said = form.cleaned_data
    try:
        receipt = operations.enter_rectification(
            organ=organs.by_code(said["organ"]),
            channel=said["channel"],
            applicant=form.applicant(),
            claim=form.claim(),
            came=said["came"],
            way=said["way"],
            evidence=scan_of(request, "evidence_file"),
            proof=scan_of(request, "proof_copy"),
            by=request.actor,
            at=request.at,
        )
    except Refusal as refusal:
        refuse(form, refusal)
        return _claiming(request, form, status=heading_of(refusal).status)
    request.session[cases.CODE] = {receipt.number: receipt.code}
    messages.success(request, f"已登记：{receipt.number}。{NO_LIMIT}")
    return redirect("office:case", receipt.number)


def _claiming(request: StaffRequest, form: RectificationForm, *, status: int = 200) -> HttpResponse:
    rule = law.RECORD_CORRECTION.at(received_on=china_date(request.at))
    return case_desk(request, "office/rectification_new.html", {"form": form, "rule": rule}, status=status)


def _clerks(request: StaffRequest) -> dict[str, Any]:
    """The organs whose clerk one is, and the day, for a form."""
    today = china_date(request.at)
    codes = sorted(request.actor.organs(FOI_CLERK))
    if not codes:
        raise NotPermitted(NOT_A_CLERK)
    names = organs.names_on(set(codes), today)
    return {"organs": [(code, names.get(code, code)) for code in codes], "today": today}


@require_POST
def split(request: StaffRequest, case: str) -> HttpResponse:
    """拆分申请。

    :raises NotFound: for a case that is not theirs to see, or is no request.
    """
    found = _request(request, case)
    form = SplitForm(request.POST, auto_id="id_split_%s")
    if not form.is_valid():
        return page(request, found, split=form, status=400)
    lines = form.cleaned_data["parts"].split("\n")
    try:
        made = operations.split(
            case=found.uid, parts=lines, seen=form.cleaned_data["seen"], by=request.actor, at=request.at
        )
    except NotFound:
        raise
    except Refusal as refusal:
        refuse(form, refusal)
        return page(request, case_of(request.actor, case), split=form, status=heading_of(refusal).status)
    numbers = "、".join(one.number for one in made[1:])
    messages.success(request, f"已拆分为{len(made)}件，新编号：{numbers}。")
    return redirect("office:case", case)


@require_POST
def reveal(request: StaffRequest, case: str) -> HttpResponse:
    """查看证件号码：the page once more, with the number whole; who looked is in the journal.

    :raises NotFound: for a case that is not theirs to see, or is no request.
    """
    found = _request(request, case, REQUESTS.key, RECTIFICATIONS.key)
    if request.POST.get("what") in {"copy", "evidence"}:
        return _copy(request, found, evidence=request.POST["what"] == "evidence")
    shown = operations.reveal(case=found.uid, by=request.actor, at=request.at)
    return page(request, found, shown=shown)


def _copy(request: StaffRequest, case: Case, *, evidence: bool) -> HttpResponse:
    """证件副本、证据材料：as a file to look at, kept by nobody on the way."""
    what, reveal = ("evidence", operations.reveal_evidence) if evidence else ("proof", operations.reveal_copy)
    opened = reveal(case=case.uid, by=request.actor, at=request.at)
    response = HttpResponse(opened.content, content_type=opened.media_type)
    response["Content-Disposition"] = f'attachment; filename="{what}-{case.number}.{opened.extension}"'
    response["Cache-Control"] = "no-store"
    return response


def _request(request: StaffRequest, number: str, *procedures: str) -> Case:
    found = case_of(request.actor, number)
    if found.procedure not in (procedures or (REQUESTS.key,)):
        raise NotFound
    return found

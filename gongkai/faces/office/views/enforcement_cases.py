"""执法案件：filed, brought from stage to stage, ended; a list of those one sees."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from gongkai.faces.kit.answers import heading_of
from gongkai.faces.office.desk import desk
from gongkai.faces.office.forms.enforcement import CaseForm, DropForm, StageForm
from gongkai.faces.office.forms.fields import refuse
from gongkai.faces.office.http import StaffRequest
from gongkai.faces.office.lists import MOST, Listing
from gongkai.faces.office.views.enforcement import entered, insist_on_post, own
from gongkai.foundation.errors import NotFound, Refusal
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.programmes.enforcement import operations as ops
from gongkai.programmes.enforcement import permission, queries, rules
from gongkai.programmes.enforcement.models import EnforcementCase

PAGE = 100
HEAD = ("机关", "立案号", "案由", "立案日期", "最近环节", "日期", "决定书文号")
NAMES = {**rules.STAGES, "dropped": "不处罚结案"}


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: StaffRequest) -> HttpResponse:
    """案件清单：the newest first; a new one is filed below."""
    insist_on_post(request)
    mine = own(request)
    form = CaseForm(request.POST if request.method == "POST" else None, organs=mine)
    case, status = entered(request, form, ops.file_case)
    if case is not None:
        messages.success(request, "已立案登记。")
        return redirect("office:enforcement_case", case.uid)
    rows = _rows(request, PAGE + 1)
    facts = {
        "form": form,
        "files": bool(mine),
        "rows": rows[:PAGE],
        "more": len(rows) > PAGE,
        "names": organs.names_on({row["case"].organ.code for row in rows}, china_date(request.at)),
    }
    listing = Listing("执法案件", HEAD, lambda: _cells(request))
    return desk(request, "office/enforcement_cases.html", facts, status=status, listings={"cases": listing})


def _rows(request: StaffRequest, limit: int) -> list[dict[str, Any]]:
    cases = permission.cases_of(request.actor).prefetch_related("stages").order_by("-filed_on", "-pk")[:limit]
    found = []
    for case in cases:
        last = list(case.stages.all())[-1]
        found.append({"case": case, "stage": NAMES[last.stage], "on": last.reached_on})
    return found


def _cells(request: StaffRequest) -> list[tuple[Any, ...]]:
    rows = _rows(request, MOST)
    names = organs.names_on({row["case"].organ.code for row in rows}, china_date(request.at))
    return [
        (
            names.get(row["case"].organ.code, row["case"].organ.code), row["case"].number, row["case"].name,
            row["case"].filed_on, row["stage"], row["on"], row["case"].decision,
        )
        for row in rows
    ]  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: StaffRequest, filed: str) -> HttpResponse:
    """一件案件：its stages, what it owes, and the next stage."""
    found = permission.cases_of(request.actor).filter(uid=filed).first()
    if found is None:
        raise NotFound
    today = china_date(request.at)
    stages = list(found.stages.all())
    reached = {one.stage: one.reached_on for one in stages}
    open_to = rules.open_to(reached, dropped=found.dropped_on is not None)
    does = request.POST.get("do", "")
    stage_form = StageForm(request.POST if does == "reach" else None, open_to=open_to, initial={"reached_on": today})
    drop_form = DropForm(request.POST if does == "drop" else None, auto_id="id_drop_%s")
    status = 200
    if request.method == "POST":
        status = _done(request, found, drop_form if does == "drop" else stage_form)
        if not status:
            return redirect("office:enforcement_case", filed)
    owed = rules.of_case(found.organ.code, f"enforcement:{found.uid}", reached, found.filed_on, found.dropped_on)
    facts = {
        "case": found,
        "organ_name": organs.name_on(found.organ, today),
        "stages": [(NAMES[one.stage], one) for one in stages],
        "duties": [(rules.KINDS[duty.kind], duty, duty.judged(today)) for duty in owed],
        "stage_form": stage_form,
        "drop_form": drop_form,
        "open_to": open_to,
        "undecided": not found.decision and found.dropped_on is None,
        "public": queries.traced(found.uid, today) is not None,
        "may": permission.may_enter(request.actor, found.organ),
    }
    return desk(request, "office/enforcement_case.html", facts, status=status)


def _done(request: StaffRequest, case: EnforcementCase, form: StageForm | DropForm) -> int:
    """Do what the form says; answers 0, or the status of what stood in the way."""
    if not form.is_valid():
        return 400
    run = ops.drop_case if isinstance(form, DropForm) else ops.reach_stage
    try:
        run(case=case.uid, **form.cleaned_data, by=request.actor, at=request.at)
    except NotFound:
        raise
    except Refusal as refusal:
        refuse(form, refusal)
        return heading_of(refusal).status
    messages.success(request, "已登记。")
    return 0

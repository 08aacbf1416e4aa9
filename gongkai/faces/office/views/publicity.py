"""公示变动：credit repair and withdrawal: entered, proposed as an adjustment of the register, or refused."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from gongkai.engines.registers.declared import register_of
from gongkai.engines.registers.models import AdjustmentState
from gongkai.faces.kit.answers import heading_of
from gongkai.faces.office.desk import desk
from gongkai.faces.office.forms.enforcement import AnswerForm, ChangeForm, ProposeForm
from gongkai.faces.office.forms.fields import refuse
from gongkai.faces.office.http import StaffRequest
from gongkai.faces.office.views.enforcement import entered, insist_on_post, own
from gongkai.foundation.errors import NotFound, Refusal
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.programmes.enforcement import operations as ops
from gongkai.programmes.enforcement import permission, queries, rules
from gongkai.programmes.enforcement.models import PublicityChange

PAGE = 100


def said_of(change: PublicityChange, state: str) -> str:
    """办到哪里：in words."""
    if change.refused_on is not None:
        return "不予修复"
    return AdjustmentState(state).label if state else "待办理"


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: StaffRequest) -> HttpResponse:
    """公示变动清单：the newest first; a new one is entered below."""
    insist_on_post(request)
    mine = own(request)
    form = ChangeForm(request.POST if request.method == "POST" else None, organs=mine)
    change, status = entered(request, form, ops.enter_change)
    if change is not None:
        messages.success(request, "已登记。")
        return redirect("office:publicity_change", change.uid)
    rows = list(permission.changes_of(request.actor).order_by("-entered_at")[: PAGE + 1])
    states = queries.state_of(rows)
    facts = {
        "form": form,
        "enters": bool(mine),
        "rows": [(row, said_of(row, states[row.uid])) for row in rows[:PAGE]],
        "more": len(rows) > PAGE,
        "names": organs.names_on({row.organ.code for row in rows}, china_date(request.at)),
    }
    return desk(request, "office/publicity_changes.html", facts, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: StaffRequest, change: str) -> HttpResponse:
    """一项变动：what it is about, and the two ways it may end."""
    found = permission.changes_of(request.actor).filter(uid=change).first()
    if found is None:
        raise NotFound
    does = request.POST.get("do", "")
    withdraws = found.kind == PublicityChange.Kind.WITHDRAWAL
    rule = rules.withdrawal_limit(found.arisen_on) if withdraws else None
    initial = {"basis": str(rule.citation)} if rule else {}
    propose = ProposeForm(request.POST if does == "propose" else None, initial=initial)
    answer = AnswerForm(request.POST if does == "refuse" else None)
    status = 200
    if request.method == "POST":
        status = _done(request, found, answer if does == "refuse" else propose)
        if not status:
            return redirect("office:publicity_change", change)
    state = queries.state_of([found])[found.uid]
    facts = {
        "change": found,
        "register": register_of(found.register),
        "organ_name": organs.name_on(found.organ, china_date(request.at)),
        "said": said_of(found, state),
        "open": found.refused_on is None and state not in queries.UNDER_WAY,
        "withdraws": withdraws,
        "rule": rule,
        "propose_form": propose,
        "answer_form": answer,
        "may": permission.may_enter(request.actor, found.organ),
    }
    return desk(request, "office/publicity_change.html", facts, status=status)


def _done(request: StaffRequest, change: PublicityChange, form: Any) -> int:
    """Do what the form says; answers 0, or the status of what stood in the way."""
    if not form.is_valid():
        return 400
    run = ops.refuse_change if isinstance(form, AnswerForm) else ops.propose_change
    try:
        run(change=change.uid, **form.cleaned_data, by=request.actor, at=request.at)
    except NotFound:
        raise
    except Refusal as refusal:
        refuse(form, refusal)
        return heading_of(refusal).status
    messages.success(request, "已登记。" if isinstance(form, AnswerForm) else "已提出名录调整，审核、批准后生效。")
    return 0

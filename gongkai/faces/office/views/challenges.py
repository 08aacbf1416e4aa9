"""复议诉讼登记：the register table 四 of the annual report is made from."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from gongkai.engines.casework import permission as casework
from gongkai.engines.casework.models import Case
from gongkai.faces.kit.answers import heading_of
from gongkai.faces.office.desk import desk
from gongkai.faces.office.forms.fields import refuse
from gongkai.faces.office.forms.reports import ChallengeForm, OutcomeForm
from gongkai.faces.office.http import StaffRequest
from gongkai.faces.office.lists import MOST, Listing
from gongkai.foundation.errors import NotFound, NotPermitted, Refusal
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.people.actors import AUDITOR, FOI_CLERK, OPENNESS_OFFICER, Actor
from gongkai.foundation.text import storable
from gongkai.programmes.reports import operations as ops
from gongkai.programmes.reports import permission
from gongkai.programmes.reports.models import Challenge
from gongkai.programmes.reports.register import OPEN, PAGE, Narrowing, challenge_of, narrowed

NOT_THEIRS = "复议诉讼登记由依申请公开的经办人和负责人办理，您没有这些岗位。"
HEAD = ("机关", "途径", "复议机关或者法院", "案号", "收案日期", "所涉申请", "审理结果", "审结日期", "备注")


def sees(actor: Actor) -> bool:
    """可否看登记。"""
    return bool(actor.organs(*permission.REGISTER, OPENNESS_OFFICER, AUDITOR))


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: StaffRequest) -> HttpResponse:
    """复议诉讼登记页：the newest first, narrowed by outcome and year."""
    if not sees(request.actor):
        raise NotPermitted(NOT_THEIRS)
    form = _form(request)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            organ = organs.by_code(said.pop("organ"))
            row = ops.register_challenge(organ=organ, **said, by=request.actor, at=request.at)
        except NotFound:
            raise
        except Refusal as refusal:
            refuse(form, refusal)
            return _page(request, form, heading_of(refusal).status)
        messages.success(request, "已登记。")
        return redirect("office:challenge", row.uid)
    return _page(request, form, 400 if form.is_bound else 200)


def _form(request: StaffRequest) -> ChallengeForm:
    names = organs.names_on(request.actor.organs(FOI_CLERK), china_date(request.at))
    return ChallengeForm(request.POST or None, organs=sorted(names.items()))


def _narrowed(request: StaffRequest) -> QuerySet[Challenge]:
    year = request.GET.get("year", "")
    known = year.isascii() and year.isdecimal() and len(year) == 4
    asked = Narrowing(
        storable(request.GET.get("outcome", "")), storable(request.GET.get("organ", "")), int(year) if known else 0
    )
    return narrowed(request.actor, asked)


def _page(request: StaffRequest, form: ChallengeForm, status: int) -> HttpResponse:
    rows = list(_narrowed(request)[: PAGE + 1])
    facts = {
        "form": form,
        "registers": bool(request.actor.organs(FOI_CLERK)),
        "rows": rows[:PAGE],
        "more": len(rows) > PAGE,
        "names": organs.names_on({row.organ.code for row in rows}, china_date(request.at)),
        "cases": _cases(request, rows),
        "chosen": request.GET.get("outcome", ""),
        "filters": [("", "全部"), (OPEN, "尚未审结"), *Challenge.Outcome.choices],
    }
    listing = Listing("复议诉讼登记", HEAD, lambda: _rows(request))
    return desk(request, "office/challenges.html", facts, status=status, listings={"challenges": listing})


def _cases(request: StaffRequest, rows: list[Challenge]) -> dict[str, Case]:
    uids = [row.case for row in rows if row.case]
    return {case.uid: case for case in casework.visible_to(request.actor).filter(uid__in=uids)}


def _rows(request: StaffRequest) -> list[tuple[Any, ...]]:
    rows = list(_narrowed(request)[:MOST])
    names = organs.names_on({row.organ.code for row in rows}, china_date(request.at))
    cases = _cases(request, rows)
    return [
        (
            names.get(row.organ.code, row.organ.code), row.get_route_display(), row.authority, row.number,
            row.filed_on, cases[row.case].number if row.case in cases else "",
            row.get_outcome_display() or "尚未审结", row.decided_on, row.note,
        )
        for row in rows
    ]  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: StaffRequest, challenge: str) -> HttpResponse:
    """一件：its outcome, and putting right what was registered wrongly."""
    row = challenge_of(request.actor, challenge)
    case = _cases(request, [row]).get(row.case)
    name = organs.name_on(row.organ, china_date(request.at))
    does = request.POST.get("do", "")
    outcome = OutcomeForm(
        request.POST if does == "decide" else None,
        initial={"outcome": row.outcome, "decided_on": row.decided_on},
        auto_id="id_decide_%s",
    )
    initial = {
        "organ": row.organ.code, "route": row.route, "authority": row.authority, "number": row.number,
        "filed_on": row.filed_on, "case": case.number if case else row.case, "note": row.note,
    }  # fmt: skip
    posted = request.POST if does == "correct" else None
    form = ChallengeForm(posted, initial=initial, organs=[(row.organ.code, name)])
    status = 200
    if request.method == "POST":
        status = _done(request, row, outcome if does == "decide" else form)
        if not status:
            return redirect("office:challenge", challenge)
    facts = {
        "row": row,
        "case": case,
        "organ_name": name,
        "outcome_form": outcome,
        "form": form,
        "may": permission.may_register(request.actor, row.organ),
    }
    return desk(request, "office/challenge.html", facts, status=status)


def _done(request: StaffRequest, row: Challenge, form: Any) -> int:
    """Do what the form says; answers 0, or the status of what stood in the way."""
    if not form.is_valid():
        return 400
    said = dict(form.cleaned_data)
    said.pop("organ", None)
    run = ops.decide_challenge if isinstance(form, OutcomeForm) else ops.correct_challenge
    try:
        run(challenge=row.uid, **said, by=request.actor, at=request.at)
    except NotFound:
        raise
    except Refusal as refusal:
        refuse(form, refusal)
        return heading_of(refusal).status
    messages.success(request, "已保存。")
    return 0

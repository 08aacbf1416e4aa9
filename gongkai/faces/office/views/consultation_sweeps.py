"""批量办理意见：over every comment that matches, with a page before it that says how many."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gongkai.faces.kit.answers import heading_of
from gongkai.faces.office.desk import desk
from gongkai.faces.office.forms.consultations import AnswerForm, HideForm
from gongkai.faces.office.http import StaffRequest
from gongkai.foundation.errors import NotFound, Refusal
from gongkai.foundation.permission import insist
from gongkai.foundation.text import storable
from gongkai.programmes.consultations import operations as ops
from gongkai.programmes.consultations import permission, queries
from gongkai.programmes.consultations.models import Consultation
from gongkai.programmes.consultations.programme import SWEEP_ANSWER, SWEEP_HIDE, SWEEPS, SWEPT

EXAMPLES = 5
TABS = {"waiting": "待审核", "unanswered": "待答复", "hidden": "不予显示"}


@require_http_methods(["GET", "HEAD", "POST"])
def sweep(request: StaffRequest, consultation: str) -> HttpResponse:
    """批量办理意见：how many match, some of them, and what the act needs; then it is done.

    :raises NotFound: for a consultation that is not theirs to see, and an act there is not for these comments.
    :raises NotPermitted: unless by a drafter or head of the organ.
    """
    found = permission.find(request.actor, consultation)
    insist(permission.may_work(request.actor, found.organ.code))
    said = request.POST if request.method == "POST" else request.GET
    asked = {name: storable(said.get(name, "")).strip()[:60] for name in ("act", "which", "words")}
    if asked["act"] not in SWEPT.get(asked["which"], ()):
        raise NotFound
    if request.method != "POST":
        return _page(request, found, asked)
    fields = ("outcome", "note", "hidden_for", "reason", "many")
    typed = {name: storable(said.get(name, "")).replace("\r\n", "\n") for name in fields}
    many = typed["many"]
    try:
        made = ops.begin_sweep(
            consultation=found.uid,
            many=int(many) if many.isascii() and many.isdigit() and len(many) < 8 else 0,
            reason=typed["hidden_for"] if asked["act"] == SWEEP_HIDE else typed["reason"],
            note=typed["note"],
            outcome=typed["outcome"],
            by=request.actor,
            at=request.at,
            **asked,
        )
    except NotFound:
        raise
    except Refusal as refusal:
        return _page(request, found, asked, refusal=refusal)
    rest = "" if made.ended_at else "，其余的正在后台办理，可以离开本页"
    messages.success(request, f"已办理{made.done}条{rest}。")
    return redirect(f"{reverse('office:consultation_comments', args=[found.uid])}?which={asked['which']}")


def _page(
    request: StaffRequest, found: Consultation, asked: dict[str, str], *, refusal: Refusal | None = None
) -> HttpResponse:
    typed = request.POST if refusal else None
    form: forms.Form | None = None
    if asked["act"] == SWEEP_HIDE:
        form = HideForm(typed)
    elif asked["act"] == SWEEP_ANSWER:
        form = AnswerForm(typed)
    facts: dict[str, Any] = {
        "found": found,
        "over": asked,
        "act": SWEEPS[asked["act"]],
        "tab": TABS[asked["which"]],
        "counted": queries.sweepable(found, **asked),
        "examples": queries.swept(found, **asked).order_by("-copies", "pk")[:EXAMPLES],
        "form": form,
        "refusal": refusal,
    }
    status = heading_of(refusal).status if refusal else 200
    return desk(request, "office/consultations/sweep.html", facts, status=status)

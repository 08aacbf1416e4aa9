"""办理一项：how every page of a case does an act: its form read, done, said; refused, the page with what was typed."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect

from gongkai.engines.casework import operations as casework
from gongkai.engines.casework.models import Case
from gongkai.engines.casework.permission import visible_to
from gongkai.engines.casework.queries import case_of
from gongkai.engines.casework.rules import CaseAct, Kind
from gongkai.faces.kit.answers import heading_of
from gongkai.faces.office.forms.casework import SEEN
from gongkai.faces.office.forms.fields import refuse
from gongkai.faces.office.http import StaffRequest
from gongkai.faces.office.naming import organ_named
from gongkai.foundation.errors import NotFound, Refusal

Forms = Callable[[Case, Mapping[str, Any]], Form]
"""表单：of the act, for the case as it stands, with what was typed."""
Pages = Callable[[Case, Form, int], HttpResponse]
"""页面：the case with that form, answered with that status."""
Given = Callable[[Form], dict[str, str]]


def ours(request: StaffRequest, number: str, procedure: str) -> Case:
    """本类的一件：of those this person may see.

    :raises NotFound: for any other.
    """
    found = case_of(request.actor, number)
    if found.procedure != procedure:
        raise NotFound
    return found


def given_in(form: Form) -> dict[str, str]:
    """所填：as the engine takes it."""
    said = {name: value for name, value in form.cleaned_data.items() if name != SEEN}
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else str(value or "") for name, value in said.items()
    }


def by_code(act: CaseAct, given: dict[str, str], day: date) -> dict[str, str]:
    """机构代码：the organs an act needs by their codes, however they were named.

    :raises Invalid: for a name that is none's, or several organs'.
    """
    named = [need.key for need in act.needs if need.kind is Kind.ORGAN and given.get(need.key)]
    return {**given, **{key: organ_named(given[key], day).code for key in named}}


def do(
    request: StaffRequest, case: Case, act: CaseAct, *, form_of: Forms, page: Pages, given_of: Given = given_in
) -> Case | HttpResponse:
    """办理：the case as it is then; or, when it is refused, its page with the sentence and with what was typed."""
    form = form_of(case, request.POST)
    if not form.is_valid():
        return page(case, form, 400)
    seen = form.cleaned_data[SEEN]
    try:
        return casework.do(case=case.uid, act=act.key, given=given_of(form), seen=seen, by=request.actor, at=request.at)
    except NotFound:
        raise
    except Refusal as refusal:
        now = case_of(request.actor, case.number)
        again = form_of(now, {**request.POST.dict(), SEEN: str(len(now.events.all()))})
        refuse(again, refusal)
        return page(now, again, heading_of(refusal).status)


def done(request: StaffRequest, case: Case, act: CaseAct, *, case_url: str, queue_url: str, due: str) -> HttpResponse:
    """办完：says so and goes back to the case; to the queue for who no longer sees it, having handed it on."""
    messages.success(request, f"已办理：{act.name}。{due}")
    theirs = visible_to(request.actor).filter(pk=case.pk).exists()
    return redirect(case_url, case.number) if theirs else redirect(queue_url)

"""热线：the queue of messages, taking one in, one message with its acts, who it is from and what handlers read."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.engines.casework.models import Case
from gongkai.engines.casework.rules import CaseAct
from gongkai.faces.kit.answers import heading_of
from gongkai.faces.office import cases, hotline
from gongkai.faces.office.forms.casework import SEEN, act_form
from gongkai.faces.office.forms.fields import refuse
from gongkai.faces.office.forms.hotline import HandedForm, MessageForm, QueueForm, with_organs
from gongkai.faces.office.http import StaffRequest
from gongkai.faces.office.mailing import letter_for, registered
from gongkai.faces.office.views import assigned
from gongkai.faces.office.views.assigned import Pages
from gongkai.foundation.errors import NotPermitted, Refusal
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.people import queries as people
from gongkai.foundation.people.actors import HANDLER, HOTLINE_CLERK, HOTLINE_OFFICER
from gongkai.programmes.hotline import operations, places
from gongkai.programmes.hotline.programme import HOTLINE

NOT_THEIRS = "热线诉求由热线工作机构和承办单位办理，您没有这些岗位。请联系本机关系统管理员。"
NOT_A_CLERK = "登记诉求由热线受理员办理，您没有这个岗位。请联系本机关系统管理员。"
TABS = (
    ("", "全部在办"),
    ("mine", "轮到我"),
    ("overdue", "已逾期"),
    ("soon", "即将到期"),
    ("return_asked", "申请退单"),
    ("answered", "待回访"),
)
STATES = frozenset({"return_asked", "answered"})


def _form(
    request: StaffRequest, case: Case, act: CaseAct, *, said: Any = None, facts: dict[str, Any] | None = None
) -> Form:
    today = china_date(request.at)
    first = {"on": today.isoformat(), SEEN: len(case.events.all()), **hotline.first_of(case, act, facts or {})}
    form = act_form(act, (), said=said, first=first)
    if any(need.kind == "organ" for need in act.needs):
        codes = set(people.organs_holding(role=HANDLER, place=case.organ.place.code, day=today))
        names = sorted(organs.names_on(codes, today).items())
        with_organs(form, hotline.suggested(facts or {}), names)
    return form


PAGES = Pages(
    procedure=HOTLINE,
    name="热线诉求",
    who="诉求人",
    reader="承办单位",
    refused=NOT_THEIRS,
    case_url="office:hotline_case",
    queue_url="office:hotline",
    act_url="office:hotline_act",
    reveal_url="office:hotline_reveal",
    template="office/hotline_case.html",
    tabs=TABS,
    states=STATES,
    queue_form=QueueForm,
    handed_form=HandedForm,
    sees=hotline.sees,
    side=hotline.side,
    lines=hotline.lines,
    listing=hotline.listing,
    facts_of=hotline.facts_of,
    form_for=_form,
    hand=operations.hand_words,
    reveal=operations.reveal_person,
    shared=lambda request: {"is_office": bool(request.actor.organs(HOTLINE_CLERK, HOTLINE_OFFICER))},
)


@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """热线诉求队列。

    :raises NotPermitted: for who has no post of the hotline nor of a handler.
    """
    facts = {
        "enters": bool(request.actor.organs(HOTLINE_CLERK)),
        "sets": bool(request.actor.organs(HOTLINE_OFFICER)),
    }
    return assigned.index(request, PAGES, "office/hotline.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """登记诉求页。

    :raises NotPermitted: for who is no clerk of a hotline.
    """
    codes = sorted(request.actor.organs(HOTLINE_CLERK))
    if not codes:
        raise NotPermitted(NOT_A_CLERK)
    names = organs.names_on(set(codes), china_date(request.at))
    choices = [(code, names.get(code, code)) for code in codes]
    letter = letter_for(request)
    form = MessageForm(
        request.POST if request.method == "POST" else None, organs=choices,
        first=MessageForm.of_letter(letter) if letter else None,
    )  # fmt: skip
    if not form.is_valid():
        return _entry(request, form, codes[0], status=400 if form.is_bound else 200)
    said = form.cleaned_data
    try:
        organ = organs.by_code(said["organ"])
        place = places.meant(said["place"], within=organ.place.code, on=china_date(request.at))
        lodged = operations.lodge(
            organ=organ, told=form.told(place), person=form.person(), channel=said["channel"], by=request.actor,
            at=request.at,
        )  # fmt: skip
    except Refusal as refusal:
        refuse(form, refusal)
        return _entry(request, form, codes[0], status=heading_of(refusal).status)
    registered(request, letter, "热线诉求", lodged.case.number)
    # The code is shown once, on the page that follows; only its hash is kept.
    request.session[cases.CODE] = {lodged.case.number: lodged.code}
    messages.success(request, f"已登记：{lodged.case.number}。请决定是否受理。")
    return redirect("office:hotline_case", lodged.case.number)


def _entry(request: StaffRequest, form: MessageForm, organ: str, *, status: int = 200) -> HttpResponse:
    under = organs.by_code(organ).place.code
    facts = {"form": form, "places": places.under(under, on=china_date(request.at))}
    return hotline_desk(request, "office/hotline_new.html", facts, status=status)


@require_safe
def show(request: StaffRequest, message: str) -> HttpResponse:
    """诉求页；`?act=` opens the form of one act.

    :raises NotFound: for a message that is not theirs to see.
    """
    return assigned.show(request, PAGES, message)


@require_POST
def act(request: StaffRequest, message: str, act: str) -> HttpResponse:
    """办理一项。

    :raises NotFound: for an act there is not, and for a message that is not theirs to see.
    """
    return assigned.act(request, PAGES, message, act)


@require_POST
def reveal(request: StaffRequest, message: str) -> HttpResponse:
    """查看诉求人：the page once more, with who it is from; who looked is in the journal.

    :raises NotFound: for a message that is not theirs to see.
    """
    return assigned.reveal(request, PAGES, message)


@require_POST
def hand(request: StaffRequest, message: str) -> HttpResponse:
    """填写承办内容。

    :raises NotFound: for a message that is not theirs to see.
    """
    return assigned.hand(request, PAGES, message)


def hotline_desk(request: StaffRequest, template: str, facts: dict[str, Any], **more: Any) -> HttpResponse:
    """一页：beside the queue of messages."""
    return assigned.at_desk(request, PAGES, template, facts, **more)

"""热线：the queue of messages, taking one in, one message with its acts, who it is from and what handlers read."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.engines.casework import operations as ops
from gongkai.engines.casework.models import Case
from gongkai.engines.casework.permission import visible_to
from gongkai.engines.casework.queries import case_of
from gongkai.engines.casework.queue import STANDINGS, Narrowing, queue
from gongkai.engines.casework.rules import CaseAct
from gongkai.faces.kit.answers import heading_of
from gongkai.faces.office import cases, hotline, hotline_forms
from gongkai.faces.office.desk import desk
from gongkai.faces.office.forms.casework import SEEN, act_form
from gongkai.faces.office.forms.fields import refuse
from gongkai.faces.office.hotline_forms import HandedForm, MessageForm, QueueForm
from gongkai.faces.office.http import StaffRequest
from gongkai.foundation.errors import NotFound, NotPermitted, Refusal
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.people import queries as people
from gongkai.foundation.people.actors import HANDLER, HOTLINE_CLERK, HOTLINE_OFFICER
from gongkai.foundation.text import storable
from gongkai.law.chinese import day_in_chinese
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
STATES = {"return_asked", "answered"}


@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """热线诉求队列。

    :raises NotPermitted: for who has no post of the hotline nor of a handler.
    """
    if not hotline.sees(request.actor):
        raise NotPermitted(NOT_THEIRS)
    form, narrowing, chosen = _narrowing(request)
    today = china_date(request.at)
    after = request.GET.get("after", "")[:40]
    page = queue(request.actor, on=today, now=request.at, narrowing=narrowing, after=after)
    facts = {
        "page": page,
        "rows": hotline.lines(page.rows, today),
        "form": form,
        "tabs": TABS,
        "chosen": chosen,
        "tones": cases.TONES,
        "standings": STANDINGS,
        "at_hotline": True,
        "enters": bool(request.actor.organs(HOTLINE_CLERK)),
        "sets": bool(request.actor.organs(HOTLINE_OFFICER)),
    }
    return hotline_desk(
        request, "office/hotline.html", facts, listings={"messages": hotline.listing(request, narrowing)}
    )


def _narrowing(request: StaffRequest) -> tuple[Form, Narrowing, str]:
    form = QueueForm(request.GET)
    form.fields["state"].choices = [("", "全部在办"), *((one.key, one.name) for one in HOTLINE.states)]  # type: ignore[attr-defined]
    said = form.cleaned_data if form.is_valid() else {}
    chosen = request.GET.get("standing", "")
    chosen = chosen if chosen in dict(TABS) else ""
    narrowing = Narrowing(
        procedure=HOTLINE.key,
        standing=chosen if chosen not in {"mine", *STATES} else "",
        state=chosen if chosen in STATES else said.get("state", ""),
        words=storable(said.get("words", "")).strip(),
        mine=chosen == "mine",
    )
    return form, narrowing, chosen


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
    form = MessageForm(request.POST if request.method == "POST" else None, organs=choices)
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
    found = _ours(request, message)
    return page(request, found, act=_act(request.GET.get("act", "")))


def _ours(request: StaffRequest, number: str) -> Case:
    found = case_of(request.actor, number)
    if found.procedure != HOTLINE.key:
        raise NotFound
    return found


def _act(key: str) -> CaseAct | None:
    return next((one for one in HOTLINE.acts if one.key == key), None)


@require_POST
def act(request: StaffRequest, message: str, act: str) -> HttpResponse:
    """办理一项：refused, the page comes back with the sentence and with what was typed.

    :raises NotFound: for an act there is not, and for a message that is not theirs to see.
    """
    found, row = _ours(request, message), _act(act)
    if row is None:
        raise NotFound
    form = _form(request, found, row, said=request.POST)
    if not form.is_valid():
        return page(request, found, act=row, form=form, status=400)
    said = {name: str(value or "") for name, value in form.cleaned_data.items() if name != SEEN}
    try:
        done = ops.do(
            case=found.uid, act=act, given=said, seen=form.cleaned_data[SEEN], by=request.actor, at=request.at
        )
    except NotFound:
        raise
    except Refusal as refusal:
        now = case_of(request.actor, message)
        again = _form(request, now, row, said={**request.POST.dict(), SEEN: str(len(now.events.all()))})
        refuse(again, refusal)
        return page(request, now, act=row, form=again, status=heading_of(refusal).status)
    messages.success(request, f"已办理：{row.name}。{_due(done)}")
    # Who hands a message back no longer sees it.
    theirs = visible_to(request.actor).filter(pk=done.pk).exists()
    return redirect("office:hotline_case", message) if theirs else redirect("office:hotline")


def _due(case: Case) -> str:
    return f"办理期限至{day_in_chinese(case.due_on)}。" if case.open and case.due_on else ""


def _form(
    request: StaffRequest, case: Case, act: CaseAct, *, said: Any = None, facts: dict[str, Any] | None = None
) -> Form:
    today = china_date(request.at)
    first = {"on": today.isoformat(), SEEN: len(case.events.all()), **hotline.first_of(case, act, facts or {})}
    form = act_form(act, (), said=said, first=first)
    if any(need.kind == "organ" for need in act.needs):
        codes = set(people.organs_holding(role=HANDLER, place=case.organ.place.code, day=today))
        names = sorted(organs.names_on(codes, today).items())
        hotline_forms.with_organs(form, hotline.suggested(facts or {}), names)
    return form


def page(
    request: StaffRequest, case: Case, *, act: CaseAct | None = None, form: Form | None = None, status: int = 200,
    shown: Any = None, handed: HandedForm | None = None,
) -> HttpResponse:  # fmt: skip
    """诉求页：as it stands, with the form of one act, or again with a refusal and what was typed."""
    facts = hotline.facts_of(request, case, shown=shown)
    if case.number in request.session.get(cases.CODE, {}):
        facts["code"] = request.session.pop(cases.CODE)[case.number]
    offered = {one.key for _, acts in facts["groups"] for one in acts}
    if act is not None and (form is not None or act.key in offered):
        basis = cases.basis_of(act, case, china_date(request.at))
        facts |= {"act": act, "basis": basis, "form": form or _form(request, case, act, facts=facts)}
        # Who decides to whom a message goes, or into which, reads the reasons beside the form.
        facts["advice_first"] = act.key in {"dispatch", "appoint", "merge"}
    facts["handed"] = handed or HandedForm(initial={"text": facts["message"].handed}, auto_id="id_handed_%s")
    listings = {"course": cases.course_listing(case, facts["lines"])}
    return hotline_desk(request, "office/hotline_case.html", facts, status=status, listings=listings)


@require_POST
def reveal(request: StaffRequest, message: str) -> HttpResponse:
    """查看诉求人：the page once more, with who it is from; who looked is in the journal.

    :raises NotFound: for a message that is not theirs to see.
    """
    found = _ours(request, message)
    shown = operations.reveal_person(case=found.uid, by=request.actor, at=request.at)
    return page(request, found, shown=shown)


@require_POST
def hand(request: StaffRequest, message: str) -> HttpResponse:
    """填写承办内容。

    :raises NotFound: for a message that is not theirs to see.
    """
    found = _ours(request, message)
    form = HandedForm(request.POST, auto_id="id_handed_%s")
    form.is_valid()
    try:
        operations.hand_words(case=found.uid, text=form.cleaned_data["text"], by=request.actor, at=request.at)
    except NotFound:
        raise
    except Refusal as refusal:
        refuse(form, refusal)
        return page(request, found, handed=form, status=heading_of(refusal).status)
    messages.success(request, "承办内容已保存，承办单位将看到这一段，看不到原文。")
    return redirect("office:hotline_case", message)


def hotline_desk(request: StaffRequest, template: str, facts: dict[str, Any], **more: Any) -> HttpResponse:
    """一页：beside the queue of messages."""
    case = facts.get("case")
    shared = {
        "side": hotline.side(request),
        "side_tones": cases.TONES,
        "open_case": case.number if case else "",
        "is_office": bool(request.actor.organs(HOTLINE_CLERK, HOTLINE_OFFICER)),
    }
    return desk(request, template, {**shared, **facts}, rows=(), **more)

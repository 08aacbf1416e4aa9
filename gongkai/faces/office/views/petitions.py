"""信访：the queue of petitions, taking one in, one petition with its acts, who it is from and what handlers read."""

from typing import Any

from django.contrib import messages
from django.forms import ChoiceField, Form
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.engines.casework import operations as ops
from gongkai.engines.casework.models import Case
from gongkai.engines.casework.permission import visible_to
from gongkai.engines.casework.queries import case_of
from gongkai.engines.casework.queue import STANDINGS, Narrowing, queue
from gongkai.engines.casework.rules import CaseAct
from gongkai.faces.kit.answers import heading_of
from gongkai.faces.office import cases, petitions
from gongkai.faces.office.desk import desk
from gongkai.faces.office.forms.casework import SEEN
from gongkai.faces.office.forms.fields import refuse
from gongkai.faces.office.http import StaffRequest
from gongkai.faces.office.petition_forms import HandedForm, PetitionForm, PetitionQueueForm, TurnForm
from gongkai.faces.office.views.letters import FORMS, letter_file
from gongkai.foundation.errors import NotFound, NotPermitted, Refusal
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.people.actors import HOTLINE_CLERK
from gongkai.foundation.text import storable
from gongkai.law.chinese import day_in_chinese
from gongkai.programmes.petitions import lettering, operations
from gongkai.programmes.petitions.attachments import KINDS
from gongkai.programmes.petitions.programme import PETITIONS

NOT_THEIRS = "信访事项由受理机关和承办机关办理，您没有这些岗位。请联系本机关系统管理员。"
NOT_A_CLERK = "登记信访事项由受理机关的热线受理员办理，您没有这个岗位。请联系本机关系统管理员。"
TABS = (
    ("", "全部在办"),
    ("mine", "轮到我"),
    ("overdue", "已逾期"),
    ("soon", "即将到期"),
    ("registered", "待转送"),
    ("objected", "提出异议"),
)
STATES = {"registered", "objected"}


@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """信访事项队列。

    :raises NotPermitted: for who has no post of the office nor of a handler.
    """
    if not petitions.sees(request.actor):
        raise NotPermitted(NOT_THEIRS)
    form, narrowing, chosen = _narrowing(request)
    today = china_date(request.at)
    after = request.GET.get("after", "")[:40]
    page = queue(request.actor, on=today, now=request.at, narrowing=narrowing, after=after)
    facts = {
        "page": page,
        "rows": petitions.lines(page.rows, today),
        "form": form,
        "turn": TurnForm(auto_id="id_turn_%s"),
        "tabs": TABS,
        "chosen": chosen,
        "tones": cases.TONES,
        "standings": STANDINGS,
        "at_petitions": True,
        "enters": bool(request.actor.organs(HOTLINE_CLERK)),
    }
    listings = {"petitions": petitions.listing(request, narrowing)}
    return _desk(request, "office/petitions.html", facts, listings=listings)


def _narrowing(request: StaffRequest) -> tuple[Form, Narrowing, str]:
    form = PetitionQueueForm(request.GET)
    field = form.fields["state"]
    assert isinstance(field, ChoiceField)
    field.choices = [("", "全部在办"), *((one.key, one.name) for one in PETITIONS.states)]
    said = form.cleaned_data if form.is_valid() else {}
    chosen = request.GET.get("standing", "")
    chosen = chosen if chosen in dict(TABS) else ""
    narrowing = Narrowing(
        procedure=PETITIONS.key,
        standing=chosen if chosen not in {"mine", *STATES} else "",
        state=chosen if chosen in STATES else said.get("state", ""),
        words=storable(said.get("words", "")).strip(),
        mine=chosen == "mine",
    )
    return form, narrowing, chosen


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """登记信访事项页。

    :raises NotPermitted: for who is no clerk of the office.
    """
    codes = set(request.actor.organs(HOTLINE_CLERK))
    if not codes:
        raise NotPermitted(NOT_A_CLERK)
    choices = sorted(organs.names_on(codes, china_date(request.at)).items())
    form = PetitionForm(request.POST if request.method == "POST" else None, organs=choices)
    if not form.is_valid():
        status = 400 if form.is_bound else 200
        return _desk(request, "office/petition_new.html", {"form": form}, status=status)
    said = form.cleaned_data
    try:
        lodged = operations.lodge_petition(
            organ=organs.by_code(said["organ"]), told=form.told(), petitioner=form.petitioner(),
            channel=said["channel"], received_on=said["received_on"], by=request.actor, at=request.at,
        )  # fmt: skip
    except Refusal as refusal:
        refuse(form, refusal)
        return _desk(request, "office/petition_new.html", {"form": form}, status=heading_of(refusal).status)
    # The code is shown once, on the page that follows; only its hash is kept.
    request.session[cases.CODE] = {lodged.case.number: lodged.code}
    messages.success(request, f"已登记：{lodged.case.number}。请在期限内转送或者交办。")
    return redirect("office:petition", lodged.case.number)


@require_POST
def turn(request: StaffRequest) -> HttpResponse:
    """热线诉求转为信访事项：by its number; refused, the list says why.

    :raises NotFound: for a message that is not theirs to see.
    """
    form = TurnForm(request.POST, auto_id="id_turn_%s")
    form.is_valid()
    message = case_of(request.actor, storable(form.cleaned_data.get("message", "")).strip())
    try:
        made = operations.turn_into_petition(
            message=message.uid, sort=form.cleaned_data.get("sort", ""), by=request.actor, at=request.at
        )
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
        return redirect("office:petitions")
    messages.success(request, f"已转为信访事项：{made.number}。原查询码继续有效。")
    return redirect("office:petition", made.number)


@require_safe
def show(request: StaffRequest, petition: str) -> HttpResponse:
    """信访事项页；`?act=` opens the form of one act.

    :raises NotFound: for a petition that is not theirs to see.
    """
    return page(request, _ours(request, petition), act=_act(request.GET.get("act", "")))


def _ours(request: StaffRequest, number: str) -> Case:
    found = case_of(request.actor, number)
    if found.procedure != PETITIONS.key:
        raise NotFound
    return found


def _act(key: str) -> CaseAct | None:
    return next((one for one in PETITIONS.acts if one.key == key), None)


@require_POST
def act(request: StaffRequest, petition: str, act: str) -> HttpResponse:
    """办理一项：refused, the page comes back with the sentence and with what was typed.

    :raises NotFound: for an act there is not, and for a petition that is not theirs to see.
    """
    found, row = _ours(request, petition), _act(act)
    if row is None:
        raise NotFound
    form = petitions.form_for(request, found, row, said=request.POST)
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
        now = case_of(request.actor, petition)
        typed = {**request.POST.dict(), SEEN: str(len(now.events.all()))}
        again = petitions.form_for(request, now, row, said=typed)
        refuse(again, refusal)
        return page(request, now, act=row, form=again, status=heading_of(refusal).status)
    due = f"期限至{day_in_chinese(done.due_on)}。" if done.open and done.due_on else ""
    messages.success(request, f"已办理：{row.name}。{due}")
    # Who hands a petition on no longer sees it.
    theirs = visible_to(request.actor).filter(pk=done.pk).exists()
    return redirect("office:petition", petition) if theirs else redirect("office:petitions")


def page(
    request: StaffRequest, case: Case, *, act: CaseAct | None = None, form: Form | None = None, status: int = 200,
    shown: Any = None, handed: HandedForm | None = None,
) -> HttpResponse:  # fmt: skip
    """信访事项页：as it stands, with the form of one act, or again with a refusal and what was typed."""
    facts = petitions.facts_of(request, case, shown=shown)
    if case.number in request.session.get(cases.CODE, {}):
        facts["code"] = request.session.pop(cases.CODE)[case.number]
    offered = {one.key for _, acts in facts["groups"] for one in acts}
    if act is not None and (form is not None or act.key in offered):
        basis = cases.basis_of(act, case, china_date(request.at))
        facts |= {"act": act, "basis": basis, "form": form or petitions.form_for(request, case, act)}
    facts["handed"] = handed or HandedForm(initial={"text": facts["petition"].handed}, auto_id="id_handed_%s")
    listings = {"course": cases.course_listing(case, facts["lines"])}
    return _desk(request, "office/petition.html", facts, status=status, listings=listings)


@require_safe
def letter(request: StaffRequest, petition: str, letter: str, form: str) -> HttpResponse | FileResponse:
    """书面告知文件：docx or PDF of a letter of the petition; it names nobody.

    :raises NotFound: for a petition that is not theirs to see, and for a letter it has not.
    """
    found = _ours(request, petition)
    if form not in FORMS:
        raise NotFound
    return letter_file(lettering.letter_in(found, letter), form)


@require_POST
def reveal(request: StaffRequest, petition: str) -> HttpResponse:
    """查看信访人：the page once more, with who it is from; who looked is in the journal.

    :raises NotFound: for a petition that is not theirs to see.
    """
    found = _ours(request, petition)
    return page(request, found, shown=operations.reveal_petitioner(case=found.uid, by=request.actor, at=request.at))


@require_POST
def file(request: StaffRequest, petition: str, file: str) -> HttpResponse:
    """查看信访材料：as it was brought; who looked is in the journal.

    :raises NotFound: for a file of a petition that is not theirs to see.
    """
    found = _ours(request, petition)
    content, extension = operations.open_petition_file(case=found.uid, file=file, by=request.actor, at=request.at)
    response = HttpResponse(content, content_type=KINDS[extension])
    response["Content-Disposition"] = f'attachment; filename="{file}.{extension}"'
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def hand(request: StaffRequest, petition: str) -> HttpResponse:
    """填写承办内容。

    :raises NotFound: for a petition that is not theirs to see.
    """
    found = _ours(request, petition)
    form = HandedForm(request.POST, auto_id="id_handed_%s")
    form.is_valid()
    try:
        operations.hand_petition(case=found.uid, text=form.cleaned_data["text"], by=request.actor, at=request.at)
    except NotFound:
        raise
    except Refusal as refusal:
        refuse(form, refusal)
        return page(request, found, handed=form, status=heading_of(refusal).status)
    messages.success(request, "承办内容已保存，承办机关将看到这一段，看不到原文。")
    return redirect("office:petition", petition)


def _desk(request: StaffRequest, template: str, facts: dict[str, Any], **more: Any) -> HttpResponse:
    """一页：beside the queue of petitions."""
    case = facts.get("case")
    shared = {
        "side": petitions.side(request),
        "side_tones": cases.TONES,
        "open_case": case.number if case else "",
    }
    return desk(request, template, {**shared, **facts}, rows=(), **more)

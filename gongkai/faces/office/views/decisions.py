"""重大行政决策：matters in hand, proposing one, one with its steps and acts, choosing participants, the archive."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.engines.casework.models import Case
from gongkai.engines.casework.queue import Narrowing, QueueRow, queue
from gongkai.engines.casework.rules import CaseAct
from gongkai.faces.kit.answers import heading_of
from gongkai.faces.kit.tables import Cell
from gongkai.faces.office import cases, decisions, doing
from gongkai.faces.office.desk import desk
from gongkai.faces.office.forms.casework import SEEN, act_form
from gongkai.faces.office.forms.decisions import STANDINGS, ChosenForm, MatterForm, MattersForm
from gongkai.faces.office.forms.fields import refuse
from gongkai.faces.office.http import StaffRequest
from gongkai.faces.office.lists import MOST, Listing
from gongkai.foundation.errors import NotFound, NotPermitted, Refusal
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.text import storable
from gongkai.programmes.decisions import hearings, operations, package
from gongkai.programmes.decisions.hearings import Enrolled
from gongkai.programmes.decisions.models import DecisionHearing
from gongkai.programmes.decisions.programme import DECISIONS

NOT_THEIRS = "重大行政决策由决策机关和承办单位办理，您没有这些岗位。请联系本机关系统管理员。"
NOT_A_DRAFTER = "决策事项由决策机关的拟稿人或者处室负责人提出，您没有这些岗位。请联系本机关系统管理员。"
ENROLLED = ("序号", "姓名", "代表的方面", "联系电话", "想说什么", "是否入选")
HEAD = ("编号", "决策事项", "决策机关", "状态", "提出时间")


@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """决策事项：those in hand, or ended.

    :raises NotPermitted: for who has no post in it.
    """
    if not decisions.sees(request.actor):
        raise NotPermitted(NOT_THEIRS)
    form = MattersForm(request.GET)
    said = form.cleaned_data if form.is_valid() else {}
    standing = said.get("standing", "")
    narrowing = Narrowing(
        procedure=DECISIONS.key,
        standing=standing if standing == "ended" else "",
        words=storable(said.get("words", "")).strip(),
        mine=standing == "mine",
    )
    today = china_date(request.at)
    page = queue(request.actor, on=today, narrowing=narrowing, after=request.GET.get("after", "")[:40])
    facts = {
        "page": page,
        "form": form,
        "tabs": STANDINGS,
        "chosen": standing,
        "names": organs.names_on({row.case.organ.code for row in page.rows}, today),
        "proposes": bool(request.actor.organs(*DECISIONS.entered_by)),
    }
    listing = Listing("重大行政决策", HEAD, lambda: [_cells(row) for row in _rows(request, narrowing)])
    return desk(request, "office/decisions/index.html", facts, listings={"decisions": listing})


def _rows(request: StaffRequest, narrowing: Narrowing) -> tuple[QueueRow, ...]:
    return queue(request.actor, on=china_date(request.at), narrowing=narrowing, limit=MOST).rows


def _cells(row: QueueRow) -> tuple[Cell, ...]:
    case = row.case
    return (case.number, case.title, case.organ.code, row.state_name, case.opened_at)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """提出决策事项页。

    :raises NotPermitted: for who neither drafts nor heads a unit.
    """
    codes = set(request.actor.organs(*DECISIONS.entered_by))
    if not codes:
        raise NotPermitted(NOT_A_DRAFTER)
    names = sorted(organs.names_on(codes, china_date(request.at)).items())
    form = MatterForm(
        request.POST if request.method == "POST" else None, organs=names,
        initial={"title": storable(request.GET.get("title", ""))[:200]},
    )  # fmt: skip
    if not form.is_valid():
        return desk(request, "office/decisions/new.html", {"form": form}, status=400 if form.is_bound else 200)
    said = form.cleaned_data
    try:
        made = operations.propose_matter(
            organ=organs.by_code(said["organ"]), title=said["title"], by=request.actor, at=request.at
        )
    except Refusal as refusal:
        refuse(form, refusal)
        status = heading_of(refusal).status
        return desk(request, "office/decisions/new.html", {"form": form}, status=status)
    messages.success(request, f"已提出：{made.number}。由处室负责人或者签发人决定是否启动。")
    return redirect("office:decision", made.number)


@require_safe
def show(request: StaffRequest, decision: str) -> HttpResponse:
    """决策事项页；`?act=` opens the form of one act.

    :raises NotFound: for a matter that is not theirs to see.
    """
    return _page(request, _ours(request, decision), act=_act(request.GET.get("act", "")))


@require_POST
def act(request: StaffRequest, decision: str, act: str) -> HttpResponse:
    """办理一项：refused, the page comes back with the sentence and with what was typed.

    :raises NotFound: for an act there is not, and for a matter that is not theirs to see.
    """
    found, row = _ours(request, decision), _act(act)
    if row is None:
        raise NotFound
    made = doing.do(
        request,
        found,
        row,
        form_of=lambda _now, said: decisions.hinted(act_form(row, (), said=said)),
        page=lambda now, form, status: _page(request, now, act=row, form=form, status=status),
        given_of=lambda form: doing.by_code(row, doing.given_in(form), china_date(request.at)),
    )
    if isinstance(made, HttpResponse):
        return made
    return doing.done(request, made, row, case_url="office:decision", queue_url="office:decisions", due="")


@require_safe
def hearing(request: StaffRequest, decision: str, hearing: str) -> HttpResponse:
    """听证会报名页：all who enrolled, a page at a time; where it is time, with what chooses from them.

    :raises NotFound: for a hearing that is not of a matter theirs to undertake.
    """
    found = _ours(request, decision)
    held = decisions.enrolled_for(request, found, hearing)
    number = _number(request.GET.get("page", ""), most=hearings.pages_of(held))
    rows = hearings.enrolled(held, page=number)
    form = ChosenForm(enrolled=decisions.choices(rows), seen=found.events.count())
    return _hearing(request, found, held, form, rows, number=number)


def _number(said: str, *, most: int) -> int:
    return min(max(int(said), 1), most) if said.isascii() and said.isdecimal() and len(said) < 7 else 1


def _hearing(
    request: StaffRequest, case: Case, held: DecisionHearing, form: ChosenForm, rows: list[Enrolled], *, number: int,
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    facts = {
        "case": case,
        "hearing": held,
        "form": form if decisions.may_choose(request, case, held) else None,
        "rows": rows,
        "sides": hearings.sides(held),
        "same": hearings.same_contact(held),
        "number": number,
        "last": hearings.pages_of(held),
    }
    listing = Listing(f"{held.title}报名", ENROLLED, lambda: [_enrolled(one) for one in hearings.enrolled(held)])
    return desk(request, "office/decisions/hearing.html", facts, status=status, listings={"enrolled": listing})


def _enrolled(one: Enrolled) -> tuple[Cell, ...]:
    return (one.number, one.name, one.stake, one.contact, one.words, "入选" if one.chosen else "")


@require_POST
def choose(request: StaffRequest, decision: str, hearing: str) -> HttpResponse:
    """公布听证参加人：those ticked among who enrolled; or another page of them, with those ticked so far kept.

    :raises NotFound: for a hearing whose participants are not theirs to choose.
    """
    found = _ours(request, decision)
    held = decisions.enrolled_for(request, found, hearing)
    if held != decisions.hearing_for(request.actor, found):
        raise NotFound
    last = hearings.pages_of(held)
    number = _number(request.POST.get("page", ""), most=last)
    rows = hearings.enrolled(held, page=number)
    form = ChosenForm(request.POST, enrolled=decisions.choices(rows))
    if "to" in request.POST:
        return _turned(request, found, held, form, number=_number(request.POST["to"], most=last))
    if not form.is_valid():
        return _hearing(request, found, held, form, rows, number=number, status=400)
    try:
        operations.choose_participants(
            hearing=held.uid, chosen=form.numbers(), how=form.cleaned_data["text"], seen=form.cleaned_data[SEEN],
            by=request.actor, at=request.at,
        )  # fmt: skip
    except Refusal as refusal:
        refuse(form, refusal)
        return _hearing(request, found, held, form, rows, number=number, status=heading_of(refusal).status)
    messages.success(request, "听证参加人名单已经公布。请按时送达听证会材料。")
    return redirect("office:decision", decision)


def _turned(request: StaffRequest, case: Case, held: DecisionHearing, form: ChosenForm, *, number: int) -> HttpResponse:
    """Another page, with what was ticked so far: that page's as ticks, the others' carried along."""
    rows = hearings.enrolled(held, page=number)
    here = {one.number for one in rows}
    ticked = form.numbers()
    said = {
        "chosen": [str(one) for one in ticked if one in here],
        "elsewhere": "、".join(str(one) for one in ticked if one not in here),
        "text": form["text"].value() or "",
        SEEN: form[SEEN].value() or 0,
    }
    turned = ChosenForm(enrolled=decisions.choices(rows))
    turned.initial = said
    return _hearing(request, case, held, turned, rows, number=number)


@require_safe
def archive(request: StaffRequest, decision: str) -> HttpResponse:
    """归档卷：the whole process as one file.

    :raises NotFound: for a matter that is not theirs to see.
    """
    found = _ours(request, decision)
    if not package.is_ready(found):
        messages.warning(request, "这件决策事项还没有公布或者办结，还没有归档卷。")
        return redirect("office:decision", decision)
    operations.note_package_taken(decision=found.number, by=request.actor, at=request.at)
    response = HttpResponse(package.package(found, at=request.at), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{found.number}.zip"'
    response["Cache-Control"] = "no-store"
    return response


def _ours(request: StaffRequest, number: str) -> Case:
    return doing.ours(request, number, DECISIONS.key)


def _act(key: str) -> CaseAct | None:
    return next((one for one in DECISIONS.acts if one.key == key), None)


def _page(
    request: StaffRequest, case: Case, *, act: CaseAct | None = None, form: Form | None = None, status: int = 200
) -> HttpResponse:
    facts: dict[str, Any] = decisions.facts_of(request, case)
    if act is not None and (form is not None or act.key in facts["allowed"]):
        basis = cases.basis_of(act, case, china_date(request.at))
        facts |= {"act": act, "basis": basis, "form": form or decisions.begun(act, facts["row"])}
    listings = {"course": cases.course_listing(case, facts["lines"])}
    return desk(request, "office/decisions/matter.html", facts, status=status, listings=listings)

"""申请办件：the queue by last day, one case with its clock, and its acts, each at the one address of all acts."""

from typing import Any

from django.forms import ChoiceField, Form
from django.http import HttpResponse
from django.views.decorators.http import require_POST, require_safe

from gongkai.engines.casework.counting import YEARLY
from gongkai.engines.casework.models import Case
from gongkai.engines.casework.ports import procedures
from gongkai.engines.casework.queries import case_of
from gongkai.engines.casework.queue import STANDINGS, Narrowing, queue, row_of
from gongkai.engines.casework.rules import CaseAct, letters_for
from gongkai.faces.office import cases, doing, items
from gongkai.faces.office.desk import desk
from gongkai.faces.office.forms.casework import SEEN, NarrowingForm, act_form
from gongkai.faces.office.http import StaffRequest
from gongkai.foundation.errors import NotFound, NotPermitted
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.people.actors import FOI_CLERK
from gongkai.foundation.text import storable
from gongkai.law.chinese import day_in_chinese
from gongkai.programmes.requests.states import PROCEDURES

NOT_THEIRS = (
    "申请办件由依申请公开经办人、政府信息公开工作机构负责人、审查员和签发人办理，您没有这些岗位。"
    "请联系本机关系统管理员。"
)
TABS = (
    ("", "全部在办"),
    ("mine", "轮到我"),
    ("overdue", "已逾期"),
    ("soon", "即将到期"),
    ("suspended", "暂停计时"),
    ("long", "暂停已久"),
    ("unreceived", "待确认收到"),
)


@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """申请办件队列。

    :raises NotPermitted: for who has no post in any procedure.
    """
    if not cases.sees(request.actor):
        raise NotPermitted(NOT_THEIRS)
    form, narrowing = _narrowing(request)
    today = china_date(request.at)
    page = queue(request.actor, on=today, now=request.at, narrowing=narrowing, after=request.GET.get("after", "")[:40])
    chosen = "mine" if narrowing.mine else narrowing.standing
    facts = {
        "page": page,
        "form": form,
        "tabs": TABS,
        "chosen": chosen,
        "narrowed": bool(narrowing.state or narrowing.words or narrowing.organ),
        "of_year": _of_year(narrowing, today.year),
        "tones": cases.TONES,
        "standings": STANDINGS,
        "names": organs.names_on({row.case.organ.code for row in page.rows}, today),
        "several": len({row.case.organ.code for row in page.rows}) > 1,
        "at_cases": True,
        "registers": bool(request.actor.organs(FOI_CLERK)),
    }
    return case_desk(request, "office/cases.html", facts, listings={"cases": cases.listing(request, narrowing)})


def _of_year(narrowing: Narrowing, this: int) -> str:
    """按年计的件数，以文字说明。"""
    return f"{narrowing.year or this}年{YEARLY[narrowing.standing]}的" if narrowing.standing in YEARLY else ""


def _narrowing(request: StaffRequest) -> tuple[Form, Narrowing]:
    form = NarrowingForm(request.GET)
    field = form.fields["state"]
    assert isinstance(field, ChoiceField)
    ours = [one for one in procedures() if one.key in PROCEDURES]
    field.choices = [("", "全部在办"), *((state.key, state.name) for one in ours for state in one.states)]
    said = form.cleaned_data if form.is_valid() else {}
    standing = said.get("standing", "")
    return form, Narrowing(
        standing="" if standing == "mine" else standing,
        year=said.get("year") or 0,
        state=said.get("state", ""),
        organ=said.get("organ", ""),
        words=storable(said.get("words", "")).strip(),
        procedures=PROCEDURES,
        mine=standing == "mine",
    )


@require_safe
def show(request: StaffRequest, case: str) -> HttpResponse:
    """办件页；`?act=` opens the form of one act.

    :raises NotFound: for a case that is not theirs to see.
    """
    found = _ours(request, case)
    return page(request, found, act=_act(found, request.GET.get("act", "")))


def _ours(request: StaffRequest, number: str) -> Case:
    """Of these procedures only: others have pages of their own."""
    found = case_of(request.actor, number)
    if found.procedure not in PROCEDURES:
        raise NotFound
    return found


@require_POST
def act(request: StaffRequest, case: str, act: str) -> HttpResponse:
    """办理一项：refused, the page comes back with the sentence and with what was typed.

    :raises NotFound: for an act there is not, and for a case that is not theirs to see.
    """
    found = _ours(request, case)
    row = _act(found, act)
    if row is None:
        raise NotFound
    made = doing.do(
        request,
        found,
        row,
        form_of=lambda now, said: _form(request, now, row, said=said),
        page=lambda now, form, status: page(request, now, act=row, form=form, status=status),
    )
    if isinstance(made, HttpResponse):
        return made
    # A reviewer who sends a draft back no longer sees the case.
    return doing.done(request, made, row, case_url="office:case", queue_url="office:cases", due=_due(made))


def _due(case: Case) -> str:
    if not case.open or case.received_on is None:
        return ""
    if case.due_on is None:
        return "期限暂停计算。"
    return f"答复期限至{day_in_chinese(case.due_on)}{'（暂定）' if case.provisional else ''}。"


def _act(case: Case, key: str) -> CaseAct | None:
    table = next(one for one in procedures() if one.key == case.procedure)
    return next((one for one in table.acts if one.key == key), None)


def _form(request: StaffRequest, case: Case, act: CaseAct, *, said: Any = None) -> Form:
    facts = row_of(request.actor, case, on=china_date(request.at), now=request.at)
    sent = letters_for(facts.procedure, act, facts.done)
    today = china_date(request.at)
    earlier = request.GET.get("from") == "earlier"
    written = cases.written(case, act, facts.done, on=today, earlier=earlier)
    begun = written or items.of(case).first_of(case, act.key, facts.done)
    first = {"on": today.isoformat(), SEEN: len(facts.done), **begun}
    return act_form(act, sent, said=said, first=first)


def page(
    request: StaffRequest,
    case: Case,
    *,
    act: CaseAct | None = None,
    form: Form | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """办件页：as it stands, with the form of one act, or again with a refusal and what was typed.

    `more` is for what the case's programme adds to the page.
    """
    facts = {**cases.facts_of(request, case), **items.of(case).facts_of(request, case, **more)}
    if case.number in request.session.get(cases.CODE, {}):
        facts["code"] = request.session.pop(cases.CODE)[case.number]
    offered = {one.key for _, acts in facts["groups"] for one in acts}
    if act is not None and (form is not None or act.key in offered):
        basis = cases.basis_of(act, case, china_date(request.at))
        facts |= {"act": act, "basis": basis, "form": form or _form(request, case, act)}
        facts |= items.of(case).beside(case, act.key)
    listings = {"course": cases.course_listing(case, facts["lines"])}
    return case_desk(request, "office/case.html", facts, status=status, listings=listings)


def case_desk(request: StaffRequest, template: str, facts: dict[str, Any], **more: Any) -> HttpResponse:
    """一页：beside the queue of cases."""
    case = facts.get("case")
    shared = {"side": cases.side(request), "side_tones": cases.TONES, "open_case": case.number if case else ""}
    return desk(request, template, {**shared, **facts}, rows=(), **more)

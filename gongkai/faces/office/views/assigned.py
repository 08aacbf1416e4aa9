"""承办事项：the queue and the page of cases that organs handle by assignment, alike for messages and for petitions.

What differs — the procedure, the addresses, what the page shows, the acts beside the table — is handed in as `Pages`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import ChoiceField, Form
from django.http import HttpResponse
from django.shortcuts import redirect

from gongkai.engines.casework.models import Case
from gongkai.engines.casework.queue import STANDINGS, Narrowing, queue
from gongkai.engines.casework.rules import CaseAct, Procedure
from gongkai.faces.kit.answers import heading_of
from gongkai.faces.office import cases, doing
from gongkai.faces.office.desk import desk
from gongkai.faces.office.forms.fields import refuse
from gongkai.faces.office.http import StaffRequest
from gongkai.foundation.errors import NotFound, NotPermitted, Refusal
from gongkai.foundation.now import china_date
from gongkai.foundation.text import storable
from gongkai.law.chinese import day_in_chinese

Facts = dict[str, Any]


@dataclass(frozen=True)
class Pages:
    """一类承办事项的页面：`name` as the queue is headed, `who` whose matter it is, `reader` who reads 承办内容.

    `tabs`: code and name; of those, `states` are states, the others standings. `case_url`, `queue_url`, `act_url`,
    `reveal_url`: names of addresses. `hand`, `reveal`: the operations beside the table. `shared`: what every page shows
    besides.
    """

    procedure: Procedure
    name: str
    who: str
    reader: str
    refused: str
    case_url: str
    queue_url: str
    act_url: str
    reveal_url: str
    template: str
    tabs: tuple[tuple[str, str], ...]
    states: frozenset[str]
    queue_form: type[Form]
    handed_form: type[Form]
    sees: Callable[..., bool]
    side: Callable[..., object]
    lines: Callable[..., object]
    listing: Callable[..., Any]
    facts_of: Callable[..., Facts]
    form_for: Callable[..., Form]
    hand: Callable[..., Any]
    reveal: Callable[..., Any]
    shared: Callable[[StaffRequest], Facts] = lambda _: {}


def index(request: StaffRequest, pages: Pages, template: str, facts: Mapping[str, Any]) -> HttpResponse:
    """队列：narrowed by tab, state and words, with its file.

    :raises NotPermitted: for who has no post in it.
    """
    if not pages.sees(request.actor):
        raise NotPermitted(pages.refused)
    form, narrowing, chosen = _narrowing(request, pages)
    today = china_date(request.at)
    after = request.GET.get("after", "")[:40]
    page = queue(request.actor, on=today, now=request.at, narrowing=narrowing, after=after)
    listed = {
        "page": page,
        "rows": pages.lines(page.rows, today),
        "form": form,
        "chosen": chosen,
        "tones": cases.TONES,
        "standings": STANDINGS,
        "at_queue": True,
        **facts,
    }
    return at_desk(request, pages, template, listed, listings={"queue": pages.listing(request, narrowing)})


def _narrowing(request: StaffRequest, pages: Pages) -> tuple[Form, Narrowing, str]:
    form = pages.queue_form(request.GET)
    field = form.fields["state"]
    assert isinstance(field, ChoiceField)
    field.choices = [("", "全部在办"), *((one.key, one.name) for one in pages.procedure.states)]
    said = form.cleaned_data if form.is_valid() else {}
    chosen = request.GET.get("standing", "")
    chosen = chosen if chosen in dict(pages.tabs) else ""
    narrowing = Narrowing(
        procedure=pages.procedure.key,
        standing=chosen if chosen not in {"mine", *pages.states} else "",
        state=chosen if chosen in pages.states else said.get("state", ""),
        words=storable(said.get("words", "")).strip(),
        mine=chosen == "mine",
    )
    return form, narrowing, chosen


def ours(request: StaffRequest, pages: Pages, number: str) -> Case:
    """本类的一件：of those this person may see.

    :raises NotFound: for any other.
    """
    return doing.ours(request, number, pages.procedure.key)


def show(request: StaffRequest, pages: Pages, number: str) -> HttpResponse:
    """一件的页面；`?act=` opens the form of one act."""
    return page(request, pages, ours(request, pages, number), act=_act(pages, request.GET.get("act", "")))


def _act(pages: Pages, key: str) -> CaseAct | None:
    return next((one for one in pages.procedure.acts if one.key == key), None)


def act(request: StaffRequest, pages: Pages, number: str, key: str) -> HttpResponse:
    """办理一项：refused, the page comes back with the sentence and with what was typed.

    :raises NotFound: for an act there is not, and for a case that is not theirs to see.
    """
    found, row = ours(request, pages, number), _act(pages, key)
    if row is None:
        raise NotFound
    made = doing.do(
        request,
        found,
        row,
        form_of=lambda now, said: pages.form_for(request, now, row, said=said),
        page=lambda now, form, status: page(request, pages, now, act=row, form=form, status=status),
    )
    if isinstance(made, HttpResponse):
        return made
    due = f"办理期限至{day_in_chinese(made.due_on)}。" if made.open and made.due_on else ""
    return doing.done(request, made, row, case_url=pages.case_url, queue_url=pages.queue_url, due=due)


def page(
    request: StaffRequest, pages: Pages, case: Case, *, act: CaseAct | None = None, form: Form | None = None,
    status: int = 200, shown: Any = None, handed: Form | None = None,
) -> HttpResponse:  # fmt: skip
    """一件的页面：as it stands, with the form of one act, or again with a refusal and what was typed."""
    facts = pages.facts_of(request, case, shown=shown)
    if case.number in request.session.get(cases.CODE, {}):
        facts["code"] = request.session.pop(cases.CODE)[case.number]
    offered = {one.key for _, acts in facts["groups"] for one in acts}
    if act is not None and (form is not None or act.key in offered):
        basis = cases.basis_of(act, case, china_date(request.at))
        facts |= {"act": act, "basis": basis, "form": form or pages.form_for(request, case, act, facts=facts)}
    facts["handed"] = handed or pages.handed_form(initial={"text": facts["kept"].handed}, auto_id="id_handed_%s")
    listings = {"course": cases.course_listing(case, facts["lines"])}
    return at_desk(request, pages, pages.template, facts, status=status, listings=listings)


def reveal(request: StaffRequest, pages: Pages, number: str) -> HttpResponse:
    """查看是谁：the page once more, with who it is from; who looked is in the journal."""
    found = ours(request, pages, number)
    return page(request, pages, found, shown=pages.reveal(case=found.uid, by=request.actor, at=request.at))


def hand(request: StaffRequest, pages: Pages, number: str) -> HttpResponse:
    """填写承办内容。

    :raises NotFound: for a case that is not theirs to see.
    """
    found = ours(request, pages, number)
    form = pages.handed_form(request.POST, auto_id="id_handed_%s")
    form.is_valid()
    try:
        pages.hand(case=found.uid, text=form.cleaned_data["text"], by=request.actor, at=request.at)
    except NotFound:
        raise
    except Refusal as refusal:
        refuse(form, refusal)
        return page(request, pages, found, handed=form, status=heading_of(refusal).status)
    messages.success(request, f"承办内容已保存，{pages.reader}将看到这一段，看不到原文。")
    return redirect(pages.case_url, number)


def at_desk(request: StaffRequest, pages: Pages, template: str, facts: Facts, **more: Any) -> HttpResponse:
    """一页：beside the queue."""
    case = facts.get("case")
    shared = {
        "pages": pages,
        "tabs": pages.tabs,
        "side": pages.side(request),
        "side_tones": cases.TONES,
        "open_case": case.number if case else "",
        **pages.shared(request),
    }
    return desk(request, template, {**shared, **facts}, rows=(), **more)

"""舆情主题：one topic: what is owed by when, who must answer, its items, statements and acts."""

from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.views.decorators.http import require_POST, require_safe

from gongkai.engines.casework.models import Case
from gongkai.engines.casework.queries import acts_for, assignments_of
from gongkai.engines.casework.queue import STANDINGS, row_of
from gongkai.engines.casework.rules import CaseAct
from gongkai.engines.publishing import permission as publishing
from gongkai.faces.office import cases, doing
from gongkai.faces.office.desk import desk
from gongkai.faces.office.forms.casework import SEEN, act_form
from gongkai.faces.office.http import StaffRequest
from gongkai.foundation.errors import NotFound
from gongkai.foundation.now import CHINA, china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.people.actors import ROLES
from gongkai.law import OutsideCoverage
from gongkai.programmes.concerns import judging, queries, rules
from gongkai.programmes.concerns.programme import CONCERNS

PARTS = {"main": "主办", "co": "共同回应"}


@require_safe
def show(request: StaffRequest, topic: str) -> HttpResponse:
    """主题页；`?act=` opens the form of one act.

    :raises NotFound: for a topic that is not theirs to see.
    """
    found = _ours(request, topic)
    return _page(request, found, act=_act(request.GET.get("act", "")))


@require_POST
def act(request: StaffRequest, topic: str, act: str) -> HttpResponse:
    """办理一项：refused, the page comes back with the sentence and with what was typed.

    :raises NotFound: for an act there is not, and for a topic that is not theirs to see.
    """
    found, row = _ours(request, topic), _act(act)
    if row is None:
        raise NotFound
    made = doing.do(
        request,
        found,
        row,
        form_of=lambda _now, said: _hinted(act_form(row, (), said=said)),
        page=lambda now, form, status: _page(request, now, act=row, form=form, status=status),
        given_of=lambda form: doing.by_code(row, doing.given_in(form), china_date(request.at)),
    )
    if isinstance(made, HttpResponse):
        return made
    return doing.done(request, made, row, case_url="office:concern", queue_url="office:concerns", due="")


def _ours(request: StaffRequest, number: str) -> Case:
    return doing.ours(request, number, CONCERNS.key)


def _act(key: str) -> CaseAct | None:
    return next((one for one in CONCERNS.acts if one.key == key), None)


def _page(
    request: StaffRequest, case: Case, *, act: CaseAct | None = None, form: Form | None = None, status: int = 200
) -> HttpResponse:
    today = china_date(request.at)
    row = row_of(request.actor, case, on=today, now=request.at)
    try:
        offers = acts_for(request.actor, case, on=today, done=row.done)
    except OutsideCoverage:
        offers = ()
    allowed = [offer.act for offer in offers if offer.allowed]
    routed = judging.safe_routed(case, row.done)
    lines, items = cases.course(row), queries.items_in(case)
    facts: dict[str, Any] = {
        "case": case,
        "row": row,
        "clock": row.clock,
        "organ_name": organs.name_on(case.organ, today),
        "standing": STANDINGS[row.standing],
        "tone": cases.TONES.get(row.standing, "plain"),
        "waits_for": ROLES.get(row.procedure.state(case.state).waits_for, ""),
        "level": dict(rules.LEVELS)[judging.level_of(row.done)],
        "owed": [(one, one.is_late(request.at), one.left(request.at)) for one in _owed(row.done)],
        "routed": routed,
        "onward": [one for one in allowed if one.to],
        "beside": [one for one in allowed if not one.to],
        "refused": [offer for offer in offers if not offer.allowed and offer.act.to and not offer.act.within],
        "assigned": _assigned(case, row.done, request),
        "items": items[: queries.MOST_SHOWN],
        "more_items": len(items) > queries.MOST_SHOWN,
        "statements": _statements(request, case),
        "lines": lines,
    }
    if act is not None and (form is not None or act in allowed):
        facts |= {
            "act": act,
            "basis": cases.basis_of(act, case, today),
            "form": form or _begun(request, act, row, routed),
        }
    listings = {"course": cases.course_listing(case, lines)}
    return desk(request, "office/concerns/topic.html", facts, status=status, listings=listings)


def _owed(done: Any) -> tuple[judging.Owed, ...]:
    try:
        return judging.owed(done)
    except OutsideCoverage:
        return ()


def _begun(request: StaffRequest, act: CaseAct, row: Any, routed: Any) -> Form:
    """The form as it begins: now, and what is known already."""
    first: dict[str, Any] = {SEEN: len(row.done), "at": request.at.astimezone(CHINA).strftime("%Y-%m-%dT%H:%M")}
    if act.key == "assign" and routed is not None:
        first["organ"] = routed.body.name
    if act.key in {"judge", "judge_again"}:
        first["level"] = judging.level_of(row.done)
    return _hinted(act_form(act, (), first=first))


def _hinted(form: Form) -> Form:
    if "organ" in form.fields:
        form.fields["organ"].help_text = "写机关全称、简称或者机构代码。"
    if "others" in form.fields:
        form.fields["others"].help_text = "涉及几个部门或者几个地方的，写其他机关的全称、简称或者代码，用顿号隔开。"
    return form


def _assigned(case: Case, done: Any, request: StaffRequest) -> list[tuple[str, str]]:
    live = [one for one in assignments_of(case, done=done) if not one.until]
    names = organs.names_on({one.organ for one in live}, china_date(request.at))
    return [(names.get(one.organ, one.organ), PARTS[one.part.value]) for one in live]


def _statements(request: StaffRequest, case: Case) -> list[tuple[queries.Standing, bool]]:
    """Each with whether its page in publishing is this person's to see."""
    made = queries.statements_in(case)
    seen = publishing.visible_to(request.actor).filter(record__uid__in=[one.statement.record for one in made])
    theirs = set(seen.values_list("record__uid", flat=True))
    return [(one, one.statement.record in theirs) for one in made]

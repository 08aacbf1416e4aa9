"""决策事项：what the page of one matter shows, gathered from what the engine and the programme answer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.forms import Form

from gongkai.engines.casework.models import Case
from gongkai.engines.casework.queries import Offer, acts_for, assignments_of
from gongkai.engines.casework.queue import QueueRow, row_of
from gongkai.engines.casework.rules import CaseAct
from gongkai.engines.publishing import permission as publishing
from gongkai.faces.office import cases
from gongkai.faces.office.forms.casework import SEEN, act_form
from gongkai.faces.office.http import StaffRequest
from gongkai.foundation.errors import NotFound
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.people.actors import HANDLER, HANDLER_HEAD, ROLES, Actor
from gongkai.law import OutsideCoverage
from gongkai.programmes.decisions import handling, hearings, package, queries, rules
from gongkai.programmes.decisions.models import DecisionHearing
from gongkai.programmes.decisions.programme import DECISIONS

PARTS = {"main": "承办单位", "co": "参加承办"}
ACTS: Mapping[str, tuple[str, ...]] = {
    "consultation": ("cite_consultation", "note_consultation"),
    "groups": ("hear_people",),
    "hearing": (
        "announce_hearing", "choose_participants", "serve_materials", "hold_hearing", "call_off_hearing",
    ),
    "opinions": ("hear_people", "collate"),
    "experts": ("review_by_experts", "study_experts"),
    "risk": ("assess_risk",),
    "competition": ("review_competition",),
    "legality": ("submit_for_legality", "review_legality", "return_papers", "revise_draft"),
    "deliberation": ("submit_for_deliberation", "decide", "send_back", "reject"),
    "publication": ("report_up", "draft_decision", "keep_secret"),
}  # fmt: skip
"""程序 → 办理它的行为。"""
SEEING = tuple(dict.fromkeys((*DECISIONS.seen_by, *DECISIONS.handled_by, *DECISIONS.supervised_by, "auditor")))


@dataclass(frozen=True)
class Line:
    """清单的一行：one step, how far it is, and what this person may do for it now."""

    standing: rules.Standing
    acts: tuple[CaseAct, ...]


def sees(actor: Actor) -> bool:
    """可否看决策事项：a post in the organ that decides, or in one that undertakes."""
    return bool(actor.organs(*SEEING))


def facts_of(request: StaffRequest, case: Case) -> dict[str, Any]:
    """决策事项页的内容：for the template."""
    today = china_date(request.at)
    row = row_of(request.actor, case, on=today, now=request.at)
    offers = _offers(request, case, row)
    scope = rules.scope_of(case.organ.kind)
    standing = handling.progress_of(row.done, on=today, scope=scope)
    early = handling.untimely(row.done, standing, on=today) if standing else {}
    allowed = {offer.act.key: offer.act for offer in offers if offer.allowed and offer.act.key not in early}
    lines = cases.course(row)
    placed = {key for keys in ACTS.values() for key in keys}
    hearing = hearing_for(request.actor, case)
    return {
        "case": case,
        "row": row,
        "organ_name": organs.name_on(case.organ, today),
        "waits_for": ROLES.get(row.procedure.state(case.state).waits_for, ""),
        "reference": rules.reference_of(scope, on=today),
        "steps": steps_with(standing, allowed),
        "note": rules.adjusting_note(row.done),
        "next": rules.next_step(standing) if case.open else None,
        "others": [one for key, one in allowed.items() if key not in placed or not standing],
        "refused": [
            *((offer.act.name, offer.reason) for offer in offers if _is_near(request.actor, case, offer)),
            *((offer.act.name, early[offer.act.key]) for offer in offers if offer.allowed and offer.act.key in early),
        ],
        "by_steps": any(_of(one, allowed) for one in standing),
        "assigned": _assigned(request, case, row.done),
        "papers": _papers(request, case),
        "hearing": hearing,
        "sides": hearings.sides(hearing) if hearing else [],
        "choosing": _is_over(hearing, today) and "choose_participants" in allowed,
        "packaged": package.is_ready(case),
        "filed": case.filed_papers.filter(void_reason="").count(),
        "lines": lines,
        "allowed": allowed,
    }


def _offers(request: StaffRequest, case: Case, row: QueueRow) -> tuple[Offer, ...]:
    try:
        return acts_for(request.actor, case, on=china_date(request.at), done=row.done)
    except OutsideCoverage:
        return ()


def steps_with(standing: Sequence[rules.Standing], allowed: Mapping[str, CaseAct]) -> list[Line]:
    """清单：each act once, at the first step it does something for."""
    lines, placed = list[Line](), set[str]()
    for one in standing:
        acts = tuple(act for act in _of(one, allowed) if act.key not in placed)
        placed |= {act.key for act in acts}
        lines.append(Line(one, acts))
    return lines


def _of(one: rules.Standing, allowed: Mapping[str, CaseAct]) -> tuple[CaseAct, ...]:
    wanted = one.step.required or one.step.key in {"hearing", "legality", "deliberation", "publication"}
    return tuple(allowed[key] for key in ACTS[one.step.key] if key in allowed) if wanted else ()


def _is_near(actor: Actor, case: Case, offer: Offer) -> bool:
    return not offer.allowed and any(actor.holds(role, case.organ.code) for role in offer.act.roles)


def hearing_for(actor: Actor, case: Case) -> DecisionHearing | None:
    """在办的听证会：for whoever may read who enrolled: the organs that undertake it."""
    found = case.hearings.filter(called_off_at=None).order_by("-pk").first()
    return found if found and _undertakes(actor, case) else None


def _undertakes(actor: Actor, case: Case) -> bool:
    theirs = {one.organ for one in assignments_of(case) if not one.until}
    return bool(theirs & actor.organs(HANDLER, HANDLER_HEAD))


def enrolled_for(request: StaffRequest, case: Case, uid: str) -> DecisionHearing:
    """听证会：one of this matter, for whoever may read who enrolled.

    :raises NotFound: for any other.
    """
    found = case.hearings.select_related("case").filter(uid=uid).first()
    if found is None or not _undertakes(request.actor, case):
        raise NotFound
    return found


def may_choose(request: StaffRequest, case: Case, hearing: DecisionHearing) -> bool:
    """可否遴选：by this person, today, from those who enrolled for this hearing."""
    today = china_date(request.at)
    row = row_of(request.actor, case, on=today, now=request.at)
    allowed = {offer.act.key for offer in _offers(request, case, row) if offer.allowed}
    in_turn = _is_over(hearing, today) and "choose_participants" not in handling.untimely(row.done, (), on=today)
    return hearing == hearing_for(request.actor, case) and "choose_participants" in allowed and in_turn


def _is_over(hearing: DecisionHearing | None, today: date) -> bool:
    """Whether enrolment is over and nobody is chosen yet."""
    return hearing is not None and hearing.chosen_at is None and today > hearing.enrol_until


def choices(enrolled: Iterable[hearings.Enrolled]) -> list[tuple[str, str]]:
    """报名的人：as they are offered."""
    return [
        (str(one.number), f"{one.number}　{one.name}（{one.stake}）　{one.contact}　{one.words}") for one in enrolled
    ]


def _assigned(request: StaffRequest, case: Case, done: Sequence[Any]) -> list[tuple[str, str]]:
    live = [one for one in assignments_of(case, done=done) if not one.until]
    names = organs.names_on({one.organ for one in live}, china_date(request.at))
    return [(names.get(one.organ, one.organ), PARTS[one.part.value]) for one in live]


def _papers(request: StaffRequest, case: Case) -> list[tuple[queries.PaperStanding, bool]]:
    """Each with whether its page in publishing is this person's to see."""
    made = queries.papers_in(case)
    seen = publishing.visible_to(request.actor).filter(record__uid__in=[one.paper.record for one in made])
    theirs = set(seen.values_list("record__uid", flat=True))
    return [(one, one.paper.record in theirs) for one in made]


def begun(act: CaseAct, row: QueueRow) -> Form:
    """表单：as it begins, with what is known already."""
    first: dict[str, Any] = {SEEN: len(row.done)}
    judged = rules.facts_of(row.done)
    # To start, each fact is judged by hand: one left as it stood would skip a step nobody looked at.
    if act.key == "judge_again" and judged:
        first |= {key: rules.YES if getattr(judged, key) else rules.NO for key in rules.KEYS}
        first |= {"entry": rules.entry_of(row.done), "ground": rules.ground_of(row.done)}
    open_ = rules.announced(row.done)
    if act.key == "hold_hearing" and open_:
        first["held_on"] = open_.given["held_on"]
    if act.key == "draft_decision":
        first["title"] = row.case.title
    return hinted(act_form(act, (), first=first))


def hinted(form: Form) -> Form:
    """提示：what a field wants, where its name does not say."""
    for key, hint in HINTS.items():
        if key in form.fields and (key != "head" or "opinions" in form.fields):
            form.fields[key].help_text = hint
    return form


HINTS: Mapping[str, str] = {
    "organ": "写机关全称、简称或者机构代码。",
    "entry": "在决策事项目录里的编号；不在目录里的，留空。",
    "consultation": "意见征集页网址里的编号。",
    "judged": "说明以上各项是怎样认定的；向社会公布。",
    "head": "与“发言和意见”最后一项的姓名一致：行政首长最后发表意见。",
    "experts": "一位专家一项，写专家库里的编号；不赞成的也要记，有直接利害关系的不能参加。",
    "wanted_on": "审查时间一般不少于七个工作日。",
    "explanation": "说明公众意见、专家论证意见的采纳情况。",
}

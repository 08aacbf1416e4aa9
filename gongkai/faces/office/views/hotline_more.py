"""热线工作：what rises, the profile of time limits, and what of an answered message goes into the knowledge base."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.engines.casework.models import Case
from gongkai.engines.casework.queries import case_of
from gongkai.faces.kit.answers import heading_of
from gongkai.faces.office import hotline
from gongkai.faces.office.forms.fields import refuse
from gongkai.faces.office.forms.hotline import KnowledgeForm, ProfileForm
from gongkai.faces.office.http import StaffRequest
from gongkai.faces.office.lists import Listing
from gongkai.faces.office.views.hotline import NOT_THEIRS, hotline_desk
from gongkai.foundation.errors import NotFound, NotPermitted, Refusal
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.people.actors import AUDITOR, HOTLINE_OFFICER
from gongkai.law import codes
from gongkai.programmes.hotline import desk, operations, permission, platforms, rules
from gongkai.programmes.hotline.knowledge import Entry
from gongkai.programmes.hotline.ports import adviser
from gongkai.programmes.hotline.programme import HOTLINE

DAYS, BEFORE, MONTH, SHOWN = 7, 28, 30, 20


@dataclass(frozen=True)
class HotLine:
    """热点一行：a matter in a place, how many now and how many usually."""

    matter: str
    place: str
    many: int
    usual: float = 0


@require_safe
def rising(request: StaffRequest) -> HttpResponse:
    """热点：what rose in the last week against the four before, and what was most asked of in a month.

    :raises NotPermitted: for who is not of a hotline office.
    """
    theirs = request.actor.organs(*hotline.OFFICE, AUDITOR)
    if not theirs:
        raise NotPermitted(NOT_THEIRS)
    today = china_date(request.at)
    running = set(platforms.profiles())
    watched = running if request.actor.organs(AUDITOR) else theirs & running
    counted = desk.asked_in(watched, on=today, days=DAYS, before=BEFORE)
    hot = adviser().rising(counted, days=DAYS, before=BEFORE)
    most = desk.most_asked(watched, on=today, days=MONTH, most=SHOWN)
    names = hotline.place_names({one.place for one in hot} | {one.place for one in most}, today)
    rows = [HotLine(_matter(one.matter), names.get(one.place, ""), one.many, one.usual) for one in hot]
    often = [HotLine(_matter(one.matter), names.get(one.place, ""), one.many) for one in most]
    head = ("诉求事项", "地点", "件数", "平常七天的件数")
    listings = {
        "rising": Listing(
            "热点", head, lambda: [(one.matter, one.place, one.many, f"{one.usual:.1f}") for one in rows]
        ),
        "often": Listing("诉求最多的", head[:3], lambda: [(one.matter, one.place, one.many) for one in often]),
    }
    facts = {"hot": rows, "often": often, "days": DAYS, "weeks": BEFORE // 7, "month": MONTH}
    return hotline_desk(request, "office/hotline_rising.html", facts, listings=listings)


def _matter(code: str) -> str:
    found = codes.appeal_matters.get(code)
    return found.name if found else code


@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: StaffRequest) -> HttpResponse:
    """热线设置：the profile of each hotline whose office one heads.

    :raises NotPermitted: for who heads none.
    """
    theirs = sorted(request.actor.organs(HOTLINE_OFFICER))
    if not theirs:
        raise NotPermitted("热线设置由热线工作机构负责人办理，您没有这个岗位。")
    status, chosen = 200, request.POST.get("organ", "")
    forms = {code: ProfileForm(initial={"profile": kept}, prefix=code) for code, kept in _kept(theirs).items()}
    if request.method == "POST":
        if chosen not in forms:
            raise NotFound
        form = forms[chosen] = ProfileForm(request.POST, prefix=chosen)
        if form.is_valid():
            organ, profile = organs.by_code(chosen), form.cleaned_data["profile"]
            operations.set_profile(organ=organ, profile=profile, by=request.actor, at=request.at)
            messages.success(request, "已设定。从下一件起按这一方案计算办理期限，已经登记的不变。")
            return redirect("office:hotline_settings")
        status = 400
    names = organs.names_on(set(theirs), china_date(request.at))
    rows = [(code, names.get(code, code), form) for code, form in forms.items()]
    today = china_date(request.at)
    known = [(one.name, rules.limits_of(one.key, on=today)) for one in rules.PROFILES.values()]
    return hotline_desk(request, "office/hotline_settings.html", {"rows": rows, "known": known}, status=status)


def _kept(theirs: list[str]) -> dict[str, str]:
    known = platforms.profiles()
    return {code: known.get(code, "") for code in theirs}


@require_http_methods(["GET", "HEAD", "POST"])
def knowledge(request: StaffRequest, message: str) -> HttpResponse:
    """提出知识：a question and its answer out of an answered message, into the register of the knowledge base.

    :raises NotFound: for a message that is not theirs to see.
    :raises NotPermitted: unless by who may propose it.
    """
    case = case_of(request.actor, message)
    if case.procedure != HOTLINE.key:
        raise NotFound
    told = desk.message_of(request.actor, case.uid)
    decision = permission.may_propose_knowledge(request.actor, told)
    if not decision:
        raise NotPermitted(getattr(decision, "reason", ""))
    form = KnowledgeForm(request.POST if request.method == "POST" else None, initial=_begun(case))
    status = 400 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        entry = Entry(
            question=said["question"],
            answer=said["answer"],
            matter=told.matter,
            answerer=desk.main_handlers([case]).get(case.pk, case.organ.code),
            basis=tuple(line.strip() for line in said["basis"].splitlines() if line.strip()),
            until=said["until"],
        )
        try:
            made = operations.propose_knowledge(case=case.uid, entry=entry, by=request.actor, at=request.at)
        except Refusal as refusal:
            if isinstance(refusal, NotFound):
                raise
            refuse(form, refusal)
            status = heading_of(refusal).status
        else:
            messages.success(request, "已提出。经审查、批准后在知识库公开。")
            return redirect("office:adjustment", made.uid)
    return hotline_desk(request, "office/hotline_knowledge.html", {"case": case, "form": form}, status=status)


def _begun(case: Case) -> dict[str, Any]:
    """What the form begins with: the answer given, which may speak of one person's case and is to be written anew."""
    drafts = ("propose_answer", "answer_directly")
    last: dict[str, str] = next((one.given for one in reversed(list(case.events.all())) if one.act in drafts), {})
    return {"answer": last.get("text", "")}

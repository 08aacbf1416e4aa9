"""法规库：what is proposed for it, by the organ that made a statute or the openness office, and decided by a second."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.faces.kit.answers import heading_of
from gongkai.faces.kit.tables import Cell
from gongkai.faces.office.desk import desk
from gongkai.faces.office.forms.fields import refuse
from gongkai.faces.office.forms.registers import RemarkForm
from gongkai.faces.office.forms.statutes import RepealForm, VersionForm
from gongkai.faces.office.http import StaffRequest
from gongkai.faces.office.lists import MOST, Listing
from gongkai.foundation.errors import NotFound, NotPermitted, Refusal
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.text import storable
from gongkai.foundation.text.difference import Paragraph
from gongkai.programmes.statutes import operations as ops
from gongkai.programmes.statutes import permission, queries
from gongkai.programmes.statutes.models import Statute, StatuteProposal
from gongkai.programmes.statutes.rules import CATEGORIES

PAGE = 100
FOUND = 30
MOST_CHANGED = 300
"""段：how much of a comparison one page shows; the rest is read in the whole text below it."""
COLUMNS = ("提出", "变动", "法规", "自何日起", "提出机关", "提出人", "状态", "办理人", "办理时间", "依据")
REMARKED: dict[str, Callable[..., StatuteProposal]] = {"return": ops.return_statute, "recall": ops.recall_statute}
DONE = {"adopt": "已批准，法规库已经更新。", "return": "已退回。", "recall": "已撤回。"}


@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """法规变动清单：those this person sees, and the statutes of the library to propose something for.

    :raises NotPermitted: without any post.
    """
    if not request.actor.posts:
        raise NotPermitted("法规库由各机关的工作人员维护，您现在没有岗位。")
    words = storable(request.GET.get("q", ""))[:100].strip()
    rows = list(queries.proposals(request.actor)[: PAGE + 1])
    day = china_date(request.at)
    facts = {
        "rows": rows[:PAGE],
        "more": len(rows) > PAGE,
        "proposes": bool(permission.proposes(request.actor)),
        "words": words,
        "found": queries.listing(queries.Narrowed(words=words), day)[:FOUND] if words else (),
        "names": organs.names_on({row.organ.code for row in rows}, day),
    }
    listing = Listing("法规变动", COLUMNS, lambda: [_row(one) for one in queries.proposals(request.actor)[:MOST]])
    return desk(request, "office/statutes.html", facts, listings={"proposals": listing})


def _row(one: StatuteProposal) -> tuple[Cell, ...]:
    return (
        one.proposed_at, one.get_kind_display(), one.title, one.since, one.organ.code, one.proposed_by_name,
        one.get_state_display(), one.decided_by_name, one.decided_at, one.reason,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: StaffRequest) -> HttpResponse:
    """提出法规变动：a new statute, `?statute=` a version of one, or with `&repeal=1` its repeal."""
    codes = permission.proposes(request.actor)
    if not codes:
        raise NotPermitted("法规变动由制定机关的拟稿人、合法性审查员或者政务公开办提出，您没有这些岗位。")
    own = sorted(organs.names_on(codes, china_date(request.at)).items())
    slug = storable(request.GET.get("statute", ""))
    statute = queries.statute(slug) if slug else None
    repeals = statute is not None and bool(request.GET.get("repeal"))
    form = _form(request, statute, own, repeals=repeals)
    status = 400 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        try:
            made = _proposed(request, form, statute)
        except NotFound:
            raise
        except Refusal as refusal:
            refuse(form, refusal)
            status = heading_of(refusal).status
        else:
            messages.success(request, "已提出，等待另一位同事批准。")
            return redirect("office:statute_proposal", made.uid)
    latest = queries.versions(statute)[0] if statute else None
    facts = {"form": form, "statute": statute, "latest": latest, "repeals": repeals}
    return desk(request, "office/statute_propose.html", facts, status=status)


def _form(
    request: StaffRequest, statute: Statute | None, own: Sequence[tuple[str, str]], *, repeals: bool
) -> VersionForm | RepealForm:
    posted = request.POST if request.method == "POST" else None
    if repeals:
        return RepealForm(posted, organs=own)
    initial = {"title": statute.title} if statute else {"issuer": own[0][1]}
    return VersionForm(posted, organs=own, initial=initial, fixed=statute is not None)


def _proposed(request: StaffRequest, form: VersionForm | RepealForm, statute: Statute | None) -> StatuteProposal:
    said, by, at = form.cleaned_data, request.actor, request.at
    organ = organs.by_code(said["organ"])
    if isinstance(form, RepealForm):
        slug = statute.slug if statute else ""
        return ops.propose_repeal(organ=organ, statute=slug, on=said["on"], reason=said["reason"], by=by, at=at)
    if statute is None:
        return ops.propose_version(organ=organ, wanted=form.wanted(), reason=said["reason"], by=by, at=at)
    wanted = form.wanted(category=statute.category, region=statute.region, issuer=statute.issuer)
    return ops.propose_version(organ=organ, wanted=wanted, reason=said["reason"], statute=statute.slug, by=by, at=at)


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: StaffRequest, proposal: str) -> HttpResponse:
    """一件法规变动：the text against the version before it, and the acts that are due."""
    found = queries.proposal_of(proposal, request.actor)
    does = request.POST.get("do", "")
    form = RemarkForm(request.POST if does in REMARKED else None)
    form.fields["remark"].help_text = "退回的写明要改什么，让提出的人看得懂。"
    status = 200
    if request.method == "POST":
        try:
            if _act(request, found, does, form):
                return redirect("office:statute_proposal", proposal)
            status = 400
        except Refusal as refusal:
            if isinstance(refusal, NotFound) or not form.is_bound:
                raise
            refuse(form, refusal)
            status = heading_of(refusal).status
    return desk(request, "office/statute_proposal.html", _facts(request, found, form), status=status)


def _act(request: StaffRequest, found: StatuteProposal, does: str, form: RemarkForm) -> bool:
    by, at = request.actor, request.at
    if does == "adopt":
        ops.adopt_statute(proposal=found.uid, sha256=request.POST.get("sha256", ""), by=by, at=at)
    elif does in REMARKED:
        if not form.is_valid():
            return False
        REMARKED[does](proposal=found.uid, remark=form.cleaned_data["remark"], by=by, at=at)
    else:
        raise NotFound
    messages.success(request, DONE[does])
    return True


def _facts(request: StaffRequest, found: StatuteProposal, form: RemarkForm) -> dict[str, object]:
    repeals = found.kind == StatuteProposal.Kind.REPEAL
    earlier = None if repeals else queries.before(found)
    compared = queries.changes(found, earlier) if not repeals else ()
    changed = [one for one in compared if one.kind != "same"]
    return {
        "proposal": found,
        "form": form,
        "repeals": repeals,
        "earlier": earlier,
        "category": CATEGORIES.get(found.category, found.category),
        "organ_name": organs.name_on(found.organ, china_date(request.at)),
        "changed": len(changed),
        "stretches": list(_stretches(compared)) if earlier else (),
        "whole": () if repeals or earlier else compared,
        "cut": len(changed) > MOST_CHANGED,
        "may_adopt": permission.may_adopt(request.actor, found),
        "may_recall": permission.may_recall(request.actor, found),
    }


@dataclass(frozen=True)
class Stretch:
    """一段：paragraphs that differ, or how many between them do not."""

    paragraphs: tuple[Paragraph, ...] = ()
    hidden: int = 0


def _stretches(compared: Sequence[Paragraph]) -> Iterator[Stretch]:
    shown = 0
    for same, group in groupby(compared, key=lambda one: one.kind == "same"):
        some = tuple(group)
        if same:
            yield Stretch(hidden=len(some))
        elif shown < MOST_CHANGED:
            yield Stretch(some[: MOST_CHANGED - shown])
            shown += len(some)

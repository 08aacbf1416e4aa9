"""意见办理：looking at comments, grouping and answering many at once; entering those from letters and meetings."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.faces.kit.answers import heading_of
from gongkai.faces.office.desk import desk
from gongkai.faces.office.forms.consultations import AnswerForm, EnterForm, GroupForm, HideForm
from gongkai.faces.office.forms.fields import refuse
from gongkai.faces.office.http import StaffRequest
from gongkai.faces.office.lists import MOST, Listing
from gongkai.foundation.errors import NotFound, Refusal
from gongkai.foundation.now import china_date
from gongkai.foundation.permission import insist
from gongkai.foundation.text import storable
from gongkai.programmes.consultations import contents, permission, queries
from gongkai.programmes.consultations import operations as ops
from gongkai.programmes.consultations.models import CommentText, Consultation
from gongkai.programmes.consultations.programme import STANDINGS, SWEEPS, SWEPT

TABS = {
    "waiting": "待审核", "unanswered": "待答复", "near": "相近意见", "answered": "已答复", "hidden": "不予显示",
    "groups": "意见组",
}  # fmt: skip
SHOWN = 100
HEAD = ("标识", "版本", "段落", "意见", "份数", "审核情况", "意见组", "采纳情况", "理由")
Act = Callable[[dict[str, Any], dict[str, Any]], str]


@require_safe
def index(request: StaffRequest, consultation: str) -> HttpResponse:
    """意见清单：those to be looked at first.

    :raises NotFound: for a consultation that is not theirs to see.
    """
    found = permission.find(request.actor, consultation)
    which = request.GET.get("which", "waiting")
    return _page(request, found, which if which in TABS else "waiting")


def _page(
    request: StaffRequest,
    found: Consultation,
    which: str,
    *,
    forms: Mapping[str, Form] | None = None,
    chosen: tuple[str, ...] = (),
    refusal: Refusal | None = None,
) -> HttpResponse:
    if which == "near":
        return _near_page(request, found, refusal)
    words = storable(request.GET.get("q", "")).strip()[:60]
    groups = queries.groups_of(found)
    rows, following = queries.queue_page(
        found, which=which, words=words, after=request.GET.get("after", ""), limit=SHOWN
    )
    until = queries.seen_until(rows)
    signed = queries.signatures_of(rows, china_date(request.at))
    facts = {
        "found": found,
        "which": which,
        "tabs": TABS,
        "words": words,
        "rows": [(one, signed.get(one.pk, ()), until.get(one.pk, 0)) for one in rows],
        "unsigned": any(not (name.public or name.hidden_for) for names in signed.values() for name in names),
        "unnamed": queries.hidden_names(found.pk),
        "next": following,
        "sweeps": [(code, SWEEPS[code]) for code in SWEPT.get(which, ())],
        "under_way": queries.sweep_under_way(found),
        "groups": groups,
        "chosen": chosen,
        "refusal": refusal,
        "may": permission.may_work(request.actor, found.organ.code),
        "left": queries.left_to_do(found.pk),
        "hide": HideForm(),
        "grouping": GroupForm(groups=[(one.uid, one.title) for one in groups if not one.outcome]),
        "answer": AnswerForm(),
        **(forms or {}),
    }
    listing = Listing(
        "意见", HEAD, lambda: [_cells(one) for one in queries.queue(found, which=which, words=words)[:MOST]]
    )
    status = heading_of(refusal).status if refusal else 200
    return desk(request, "office/consultations/comments.html", facts, listings={"comments": listing}, status=status)


def _near_page(request: StaffRequest, found: Consultation, refusal: Refusal | None) -> HttpResponse:
    """相近意见：what nearly repeats something else; what was typed stays where it was typed."""
    rows, more = queries.bunches(found)
    facts = {
        "found": found,
        "which": "near",
        "tabs": TABS,
        "bunches": rows,
        "more": more,
        "refusal": refusal,
        "may": permission.may_work(request.actor, found.organ.code),
        "left": queries.left_to_do(found.pk),
        "typed": request.POST.get("lead", ""),
        "title": request.POST.get("title", ""),
        "left_out": request.POST.getlist("left_out"),
    }
    status = heading_of(refusal).status if refusal else 200
    return desk(request, "office/consultations/comments.html", facts, status=status)


def _cells(one: CommentText) -> tuple[Any, ...]:
    group = one.group
    outcome = group.get_outcome_display() if group and group.outcome else ""
    said = (group.title if group else "", outcome, group.reason if group else "")
    return (one.uid, one.version, one.passage or "全文", one.text, one.copies, STANDINGS[one.standing], *said)


def _show(common: dict[str, Any], said: dict[str, Any]) -> str:
    many = ops.show_comments(texts=said["texts"], seen=said["seen"], **common)
    return f"已公开显示{many}条。"


def _hide(common: dict[str, Any], said: dict[str, Any]) -> str:
    many = ops.hide_comments(texts=said["texts"], reason=said["hidden_for"], note=said["note"], **common)
    return f"{many}条不予显示，公众在原处看到理由。"


def _group(common: dict[str, Any], said: dict[str, Any]) -> str:
    made = ops.group_comments(texts=said["texts"], title=said["title"], group=said["group"], **common)
    return f"已归入“{made.title}”。"


def _ungroup(common: dict[str, Any], said: dict[str, Any]) -> str:
    return f"{ops.ungroup_comments(texts=said['texts'], **common)}条已移出意见组。"


def _near(common: dict[str, Any], said: dict[str, Any]) -> str:
    chosen = {"lead": said["lead"], "many": _number(said["many"]), "left_out": said["left_out"]}
    made = ops.group_near_comments(title=said["title"], **chosen, **common)
    return f"已归入“{made.title}”。在“意见组”中一起答复。" if made.title else "已归入，同样答复。"


def _number(said: str) -> int:
    return int(said) if said.isascii() and said.isdigit() and len(said) < 8 else 0


def _answer(common: dict[str, Any], said: dict[str, Any]) -> str:
    if said["to"]:
        made = ops.answer_group(group=said["to"], outcome=said["outcome"], reason=said["reason"], **common)
    else:
        made = ops.answer_comments(texts=said["texts"], outcome=said["outcome"], reason=said["reason"], **common)
    return f"已答复：{made.get_outcome_display()}。结果报告发布以后公开。"


ACTS: Mapping[str, Act] = {
    "show": _show,
    "hide": _hide,
    "group": _group,
    "ungroup": _ungroup,
    "near": _near,
    "answer": _answer,
}
FIELDS = ("hidden_for", "note", "title", "group", "to", "outcome", "reason", "lead", "many")


@require_POST
def act(request: StaffRequest, consultation: str, act: str) -> HttpResponse:
    """办理意见：to those chosen, all at once; nothing typed is lost when it is refused.

    :raises NotFound: for an act there is not, or what is not theirs to see.
    """
    found = permission.find(request.actor, consultation)
    doing, which = ACTS.get(act), request.POST.get("which", "waiting")
    if doing is None or which not in TABS:
        raise NotFound
    texts = tuple(storable(one)[:12] for one in request.POST.getlist("texts"))
    said: dict[str, Any] = {name: storable(request.POST.get(name, "")).replace("\r\n", "\n") for name in FIELDS}
    said["left_out"] = [storable(one)[:12] for one in request.POST.getlist("left_out")]
    try:
        given = {"texts": texts, "seen": _seen(request.POST.getlist("seen"))}
        done = doing({"consultation": found.uid, "by": request.actor, "at": request.at}, said | given)
    except NotFound:
        raise
    except Refusal as refusal:
        return _page(request, found, which, forms=_typed(act, request, found), chosen=texts, refusal=refusal)
    messages.success(request, done)
    return redirect(f"{reverse('office:consultation_comments', args=[found.uid])}?which={which}")


def _seen(listed: list[str]) -> dict[str, int]:
    """看到的署名：text → the last comment on it when the page was made; what came since is not made public with it."""
    pairs = (one.partition(":") for one in listed)
    return {uid: int(last) for uid, _, last in pairs if last.isascii() and last.isdigit() and len(last) < 19}


def _typed(act: str, request: StaffRequest, found: Consultation) -> dict[str, Form]:
    """What was typed stays in the form it was typed in."""
    if act == "hide":
        return {"hide": HideForm(request.POST)}
    if act == "group":
        groups = [(one.uid, one.title) for one in queries.groups_of(found) if not one.outcome]
        return {"grouping": GroupForm(request.POST, groups=groups)}
    return {"answer": AnswerForm(request.POST)} if act == "answer" else {}


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: StaffRequest, consultation: str) -> HttpResponse:
    """登记意见：from a letter, a telephone call or a meeting.

    :raises NotFound: for a consultation that is not theirs to see, or not public yet.
    :raises NotPermitted: unless by a drafter or head of the organ.
    """
    found = permission.find(request.actor, consultation)
    insist(permission.may_work(request.actor, found.organ.code))
    seen = queries.seen(consultation, request.at)
    passages = contents.passages_of(queries.version(seen, seen.edition, request.at).body)
    initial = {"received_on": min(seen.until, china_date(request.at))}
    form = EnterForm(request.POST if request.method == "POST" else None, passages=passages, initial=initial)
    facts = {"found": found, "seen": seen, "form": form}
    if not form.is_bound or not form.is_valid():
        return desk(request, "office/consultations/enter.html", facts, status=400 if form.is_bound else 200)
    said = form.cleaned_data
    try:
        made = ops.enter_comment(
            consultation=found.uid,
            version=seen.edition,
            passage=int(said["passage"]),
            text=said["text"],
            who=form.who(),
            channel=said["channel"],
            copies=said["copies"],
            received_on=said["received_on"],
            by=request.actor,
            at=request.at,
        )
    except NotFound:
        raise
    except Refusal as refusal:
        refuse(form, refusal)
        return desk(request, "office/consultations/enter.html", facts, status=heading_of(refusal).status)
    messages.success(request, f"已登记，编号{made.comment.number}。")
    return redirect("office:consultation_enter", found.uid)

"""信用修复申请：what parties ask online; a clerk says whether publicity may end, another decides."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.engines.registers.rules import Values
from gongkai.faces.kit.answers import heading_of
from gongkai.faces.office.desk import desk
from gongkai.faces.office.forms.enforcement import DecideForm, ProposeForm, RefusalForm
from gongkai.faces.office.forms.fields import refuse
from gongkai.faces.office.http import StaffRequest
from gongkai.faces.office.lists import MOST, Listing
from gongkai.foundation.errors import NotFound, NotPermitted, Refusal
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.programmes.enforcement import operations as ops
from gongkai.programmes.enforcement import permission, queries, repairing
from gongkai.programmes.enforcement.after import PENALTIES
from gongkai.programmes.enforcement.models import RepairApplication
from gongkai.programmes.enforcement.repairing import SAID, Progress

PAGE = 100
WAITING = frozenset({Progress.RECEIVED, Progress.DECIDING})
NOT_THEIRS = "信用修复申请由作出处罚决定的机关的拟稿人、处室负责人和签发人办理，您没有这些岗位。"
HEAD = ("编号", "机关", "行政处罚决定书文号", "违法行为类型", "收到日期", "办到哪里", "不予修复的情形")
DONE = {
    "propose": "已提出名录调整，审核、批准后停止公示。",
    "refuse": "已提出不予修复的意见，由另一位同事决定。",
    "confirm": "已决定不予修复。申请人凭编号和查询码可以看到。",
    "return": "已退回，请经办人重新办理。",
}


@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """申请清单：those that wait first.

    :raises NotPermitted: for who has no post in it.
    """
    if not permission.sees_repairs(request.actor):
        raise NotPermitted(NOT_THEIRS)
    rows = repairing.listed(request.actor, limit=PAGE + 1)
    facts = {
        "rows": [
            (row, SAID[progress], progress in {Progress.RECEIVED, Progress.DECIDING}) for row, progress in rows[:PAGE]
        ],
        "more": len(rows) > PAGE,
        "names": organs.names_on({row.organ.code for row, _ in rows}, china_date(request.at)),
    }
    listing = Listing("信用修复申请", HEAD, lambda: _cells(request))
    return desk(request, "office/repairs.html", facts, listings={"repairs": listing})


def _cells(request: StaffRequest) -> list[tuple[Any, ...]]:
    rows = repairing.listed(request.actor, limit=MOST)
    names = organs.names_on({row.organ.code for row, _ in rows}, china_date(request.at))
    return [
        (
            row.number, names.get(row.organ.code, row.organ.code), row.key, row.title, china_date(row.received_at),
            SAID[progress], row.get_ground_display() if progress is Progress.REFUSED else "",
        )
        for row, progress in rows
    ]  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: StaffRequest, repair: str) -> HttpResponse:
    """一件申请：what was written, the penalty it is about, and what may be done now.

    :raises NotFound: for one that is not theirs to see.
    """
    found = repairing.of_uid(request.actor, repair)
    version = queries.standing(found.organ, PENALTIES, found.key)
    basis = repairing.basis_of(version.values) if version else None
    does = request.POST.get("do", "")
    forms = {
        "propose": ProposeForm(request.POST if does == "propose" else None, initial={"basis": str(basis or "")}),
        "refuse": RefusalForm(request.POST if does == "refuse" else None),
        "decide": DecideForm(request.POST if does in {"confirm", "return"} else None),
    }
    status = 200
    if request.method == "POST":
        status = _done(request, found, does, forms)
        if not status:
            return redirect("office:repair", found.uid)
    progress = repairing.progress_of([found])[found.uid]
    words = permission.may_read_words(request.actor, found)
    said = repairing.written(found) if words else None
    facts = {
        "row": found, "said": SAID[progress], "written": said, "words": words, "forms": forms,
        "organ_name": organs.name_on(found.organ, china_date(request.at)),
        "standing": version,
        "obstacle": repairing.why_barred(version.values, china_date(request.at)) if version else "",
        "same": bool(said and version and _same(said.name, version.values)),
        "open": progress is Progress.RECEIVED,
        "refusing": progress is Progress.DECIDING and found.proposed_at is not None,
        "may": permission.may_enter(request.actor, found.organ),
        "may_decide": permission.may_decide(request.actor, found),
        "faulty": next((form for form in forms.values() if form.errors), None),
    }  # fmt: skip
    return desk(request, "office/repair.html", facts, status=status)


def _same(name: str, values: Values) -> bool:
    """Whether who asks is called as the party of the decision."""
    return "".join(name.split()) == "".join(str(values.get("party_name", "")).split())


def _done(request: StaffRequest, found: RepairApplication, does: str, forms: dict[str, Any]) -> int:
    """Do what the button says; answers 0, or the status of what stood in the way."""
    acts: dict[str, Any] = {"propose": ops.propose_repair, "refuse": ops.propose_refusal}
    form = forms.get("decide" if does in {"confirm", "return"} else does)
    if form is None or not form.is_valid():
        return 400
    said = dict(form.cleaned_data)
    try:
        if does in acts:
            acts[does](repair=found.uid, **said, by=request.actor, at=request.at)
        elif does == "confirm":
            ops.confirm_refusal(repair=found.uid, seen=said["seen"], by=request.actor, at=request.at)
        else:
            ops.return_refusal(repair=found.uid, **said, by=request.actor, at=request.at)
    except NotFound:
        raise
    except Refusal as refusal:
        refuse(form, refusal)
        return heading_of(refusal).status
    messages.success(request, DONE[does])
    return 0


@require_POST
def evidence(request: StaffRequest, repair: str) -> HttpResponse:
    """查看证明材料：as a file to look at, kept by nobody on the way; who looked is in the journal.

    :raises NotFound: for one that is not theirs to see, or without a file.
    """
    found = repairing.of_uid(request.actor, repair)
    opened = ops.open_evidence(repair=found.uid, by=request.actor, at=request.at)
    response = HttpResponse(opened.content, content_type=opened.media_type)
    response["Content-Disposition"] = f'attachment; filename="evidence-{found.number}.{opened.extension}"'
    response["Cache-Control"] = "no-store"
    return response

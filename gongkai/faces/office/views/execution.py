"""执行公开：what our organs owe, the registers to work in, and a text broken down into tasks."""

from datetime import date

from django.contrib import messages
from django.forms import BaseFormSet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.engines.registers import operations as ops
from gongkai.engines.registers import queries as registers
from gongkai.engines.registers.declared import register_of
from gongkai.engines.registers.models import EntryVersion
from gongkai.faces.kit.answers import heading_of
from gongkai.faces.kit.faults import faults_of
from gongkai.faces.kit.tables import Cell
from gongkai.faces.office.desk import desk
from gongkai.faces.office.forms import execution as forms
from gongkai.faces.office.http import StaffRequest
from gongkai.faces.office.lists import MOST, Listing
from gongkai.foundation.errors import Invalid, NotFound, NotPermitted
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.people.actors import DRAFTER, OPENNESS_OFFICER
from gongkai.foundation.text import storable
from gongkai.programmes.execution import queries
from gongkai.programmes.execution.programme import (
    CASES,
    FINDINGS,
    PLANS,
    PROGRESS,
    RECTIFICATIONS,
    STEPS,
    TASKS,
)
from gongkai.programmes.execution.rules import breaking, owed

SHOWN = 200
COLUMNS = ("义务", "事项", "编号", "机关", "最迟", "是否逾期", "依据")
REGISTERS = (PLANS, TASKS, STEPS, PROGRESS, FINDINGS, RECTIFICATIONS, CASES)
ANSWERED_IN = {owed.TASK: PROGRESS, owed.REPORT: PROGRESS, owed.RECTIFY: RECTIFICATIONS}
"""在哪里履行：the register in which each kind of duty is met."""
MOST_PLANS = 200


@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """执行公开：what the organs of this person owe; those of an openness officer's places beyond.

    :raises NotPermitted: without any post.
    """
    if not request.actor.posts:
        raise NotPermitted("执行公开供工作人员办理，您现在没有岗位。")
    day = china_date(request.at)
    codes = set(request.actor.organs())
    for place in request.actor.places(OPENNESS_OFFICER):
        codes |= {one.code for one in organs.of_place(place, day=day)}
    found = queries.duties(day, codes, seen_on=None, limit=MOST)
    names = organs.names_on({one.organ for one in found}, day)
    rows = [(one, owed.KINDS[one.kind], names.get(one.organ, one.organ), one.judged(day)) for one in found]

    def listed() -> list[tuple[Cell, ...]]:
        return [
            (kind, one.name, one.subject, name, one.due_on, "逾期" if judged.standing.late else "", str(one.basis))
            for one, kind, name, judged in rows
        ]

    facts = {
        "rows": [(*row, ANSWERED_IN[row[0].kind]) for row in rows[:SHOWN]],
        "many": len(rows),
        "late": sum(judged.standing.late for *_, judged in rows),
        "registers": [register_of(code) for code in REGISTERS],
        "drafts": bool(request.actor.organs(DRAFTER)),
    }
    return desk(
        request, "office/execution.html", facts, listings={"duties": Listing("执行公开的义务", COLUMNS, listed)}
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def breakdown(request: StaffRequest) -> HttpResponse:
    """任务分解：a text read into proposed tasks, corrected, and proposed as one adjustment.

    :raises NotPermitted: unless for a drafter.
    """
    day = china_date(request.at)
    plans = _plans(request, day)
    if request.POST.get("act") == "propose":
        return _propose(request, plans, day)
    form = forms.TextForm(request.POST if request.method == "POST" else None, plans=_named(plans))
    if not form.is_bound or not form.is_valid():
        status = 400 if form.is_bound else 200
        return desk(request, "office/execution_text.html", {"form": form, "plans": plans}, status=status)
    plan = plans[form.cleaned_data["plan"]]
    found = breaking.broken_down(form.cleaned_data["text"], int(str(plan.values["year"])))
    kept = found.proposals[: forms.MOST_ROWS]
    if not kept:
        form.add_error("text", "没有读出任务。请粘贴写有具体事项的文字，每项一行。")
        return desk(request, "office/execution_text.html", {"form": form, "plans": plans}, status=400)
    rows = forms.Tasks(initial=[forms.initial_of(one) for one in kept], prefix="task")
    basis = str(plan.values.get("origin", ""))
    head = forms.HeadForm(initial={"plan": plan.key, "since": day, "reason": f"分解{plan.title}。", "basis": basis})
    return _page(request, plan, head, rows, cut=len(found.proposals) - len(kept))


def _plans(request: StaffRequest, day: date) -> dict[str, EntryVersion]:
    """Of the organs for which this person drafts, by their keys."""
    codes = request.actor.organs(DRAFTER)
    if not codes:
        raise NotPermitted("分解任务由制定计划的机关的拟稿人办理，您没有这个岗位。")
    pages = [
        registers.listing(register_of(PLANS), day, seen_on=None, organ=code, limit=MOST_PLANS) for code in sorted(codes)
    ]
    return {one.key: one for page in pages for one in page.versions}


def _named(plans: dict[str, EntryVersion]) -> list[tuple[str, str]]:
    return [(key, f"{one.title}（{key}）") for key, one in plans.items()]


def _propose(request: StaffRequest, plans: dict[str, EntryVersion], day: date) -> HttpResponse:
    plan = plans.get(storable(request.POST.get("plan", "")))
    if plan is None:
        raise NotFound
    head, rows = forms.HeadForm(request.POST), forms.Tasks(request.POST, prefix="task")
    if not (head.is_valid() and rows.is_valid()):
        return _page(request, plan, head, rows, status=400)
    wanted = forms.wanted(rows, plan.key, day, registers.last_suffix(TASKS, f"{plan.key}-") + 1)
    if any(row.errors for row in rows):
        return _page(request, plan, head, rows, status=400)
    said = head.cleaned_data
    try:
        made = ops.propose(
            register=TASKS,
            organ=plan.organ,
            since=said["since"],
            reason=said["reason"],
            basis=said["basis"],
            wanted=wanted,
            by=request.actor,
            at=request.at,
        )
    except Invalid as refusal:
        head.add_error(refusal.field if refusal.field in head.fields else None, refusal.sentence)
        return _page(request, plan, head, rows, status=heading_of(refusal).status)
    messages.success(request, f"已提出{made.size}项任务，等待审查。")
    return redirect("office:adjustment", made.uid)


def _page(
    request: StaffRequest,
    plan: EntryVersion,
    head: forms.HeadForm,
    rows: "BaseFormSet[forms.TaskForm]",
    *,
    cut: int = 0,
    status: int = 200,
) -> HttpResponse:
    facts = {"plan": plan, "head": head, "rows": rows, "faults": _faults(head, rows), "cut": cut}
    return desk(request, "office/execution_tasks.html", facts, status=status)


def _faults(head: forms.HeadForm, rows: "BaseFormSet[forms.TaskForm]") -> list[tuple[str, str]]:
    bound = [one for one in (head, *rows) if one.is_bound]
    return [(fault.target, fault.sentence) for one in bound for fault in faults_of(one, {})]

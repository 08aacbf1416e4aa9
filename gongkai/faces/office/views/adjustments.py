"""名录调整：one adjustment: what it would change, and the acts that are due."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.engines.registers import operations as ops
from gongkai.engines.registers import permission, queries
from gongkai.engines.registers.declared import register_of
from gongkai.engines.registers.models import Adjustment, AdjustmentLine, EntryVersion
from gongkai.engines.registers.rules import FieldChange, Openness, Register, difference, files_in, in_words, parts_of
from gongkai.faces.kit.answers import heading_of
from gongkai.faces.kit.register_names import names_in
from gongkai.faces.office.desk import desk
from gongkai.faces.office.forms.fields import refuse
from gongkai.faces.office.forms.registers import RemarkForm
from gongkai.faces.office.http import StaffRequest
from gongkai.foundation.errors import NotFound, Refusal
from gongkai.foundation.files import queries as stored_files
from gongkai.foundation.jobs import queries as jobs
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.people.actors import AUDITOR, Actor
from gongkai.foundation.permission import Decision

SHOWN = 200
REMARKED = {"return": ops.return_adjustment, "recall": ops.recall_adjustment, "undo": ops.undo_adoption}
AT_ONCE = 2_000
"""当场公布的项数：about a second's work; what is longer is done behind, so that no browser gives up on it."""
DECIDED: dict[str, Callable[..., Adjustment]] = {
    "approve": ops.approve,
    "adopt": ops.adopt,
    "order": ops.order_adoption,
}
DONE = {
    "approve": "已同意。",
    "adopt": "已批准并公布。",
    "order": "已批准，正在公布。可以离开本页，公布不会中断；有事项不能成立时会通知您。",
    "return": "已退回。",
    "recall": "已撤回。",
    "undo": "已撤销批准。",
}


@dataclass(frozen=True)
class Line:
    """一行：what it does to its entry, field by field; the office reads every field."""

    line: AdjustmentLine
    manner: str
    title: str
    changes: tuple[tuple[FieldChange, str, str], ...]
    warning: str
    files: tuple[tuple[str, str], ...]
    way: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
def show(request: StaffRequest, adjustment: str) -> HttpResponse:
    """一项调整。"""
    found = queries.adjustment_of(adjustment, request.actor)
    does = request.POST.get("do", "")
    form = RemarkForm(request.POST if does in REMARKED else None)
    status = 200
    if request.method == "POST":
        try:
            if _act(request, found, does, form):
                return redirect("office:adjustment", adjustment)
            status = 400
        except Refusal as refusal:
            if isinstance(refusal, NotFound) or not form.is_bound:
                raise
            refuse(form, refusal)
            status = heading_of(refusal).status
    return desk(request, "office/adjustment.html", _facts(request, found, form), status=status)


@require_safe
def file(request: StaffRequest, adjustment: str, sha256: str) -> FileResponse:
    """审查文件：the copy the public would have, for whoever sees the adjustment that names it.

    :raises NotFound: for an adjustment this person may not see, and for a file it does not name.
    """
    found = queries.adjustment_of(adjustment, request.actor)
    stored, name = queries.file_of_adjustment(found, register_of(found.register), sha256)
    return FileResponse(
        stored_files.open_file(stored), as_attachment=True, filename=name, content_type=stored.media_type
    )


def _act(request: StaffRequest, found: Adjustment, does: str, form: RemarkForm) -> bool:
    uid, by, at = found.uid, request.actor, request.at
    if does == "adopt" and found.size > AT_ONCE:
        does = "order"
    if does in DECIDED:
        DECIDED[does](adjustment=uid, sha256=request.POST.get("sha256", ""), by=by, at=at)
    elif does in REMARKED:
        if not form.is_valid():
            return False
        REMARKED[does](adjustment=uid, remark=form.cleaned_data["remark"], by=by, at=at)
    else:
        raise NotFound
    messages.success(request, DONE[does])
    return True


def _facts(request: StaffRequest, found: Adjustment, form: RemarkForm) -> dict[str, object]:
    register, verdicts = register_of(found.register), queries.verdicts_on(found)
    step = permission.pending(found, verdicts) if found.state == "proposed" else None
    person = request.actor
    lines, following, further = _page(request, found)
    day = china_date(request.at)
    names = {one.pk: organs.name_on(one, day) for one in (found.organ, found.other) if one}
    return {
        "adjustment": found,
        "register": register,
        "organ_name": names[found.organ.pk],
        "lines": _lines(register, found, lines, names, person),
        "following": str(following or ""),
        "further": further,
        "step": step,
        "other_name": names[found.other.pk] if found.other else "",
        "verdicts": [(one, _step_name(found, one.step)) for one in verdicts],
        "form": form,
        "may_approve": permission.may_review(person, found, verdicts) if step else None,
        "may_adopt": permission.may_adopt(person, found, verdicts) if not step else None,
        "may_return": permission.may_return(person, found, verdicts),
        "may_recall": permission.may_recall(person, found),
        "may_undo": _may_undo(request, found),
        "in_force": found.since <= china_date(request.at),
        "waiting": _waiting(found) if found.state == "adopting" else "",
    }


def _waiting(found: Adjustment) -> str:
    """How far the job behind an adoption is, in words."""
    job = jobs.unfinished_job("registers.adopt", adjustment=found.uid)
    if job is None:
        return "后台任务多次失败，已经停下，请联系系统管理员"
    again = f"，第{job.attempts}次" if job.attempts > 1 else ""
    return {"running": f"已经开始{again}", "failed": f"上一次中断了，即将重试{again}"}.get(job.state, "正在排队")


def _may_undo(request: StaffRequest, found: Adjustment) -> Decision | None:
    in_force = found.since <= china_date(request.at)
    return None if in_force or found.state != "adopted" else permission.may_undo(request.actor, found)


def _step_name(found: Adjustment, code: str) -> str:
    return next((step.name for step in permission.steps_of(found) if step.code == code), code)


def _page(request: StaffRequest, found: Adjustment) -> tuple[list[AdjustmentLine], int, bool]:
    """The lines to show, where they go on, and whether some stand before them: a reviewer can read every one."""
    said = request.GET.get("after", "")
    after = int(said) if said.isascii() and said.isdigit() and len(said) < 9 else 0
    return *queries.lines_after(found, after, limit=SHOWN), after > 0


def _lines(
    register: Register, found: Adjustment, lines: list[AdjustmentLine], names: Mapping[int, str], person: Actor
) -> list[Line]:
    bases, doubted = queries.bases_of(found, lines), queries.doubted(found, lines)
    said = [*(one.values for one in lines), *(one.values for one in bases.values())]
    called, made = names_in(register.fields, said, found.since, seen_on=None), []
    for line in lines:
        base, manner = bases.get(line.key), register.manner(line.manner)
        ends = manner is not None and manner.action == "end"
        old = base.values if base else {}
        open_only = _is_anothers(found, base, person)
        changes = () if ends else difference(register, old, line.values)
        changes = tuple(one for one in changes if one.field.openness is Openness.PUBLIC or not open_only)
        title = str(line.values.get(register.title) or (base.title if base else ""))
        both = ((one, *_both(one, called.get(one.field.key))) for one in changes)
        files = tuple(parts_of(value) for _, value in files_in(register, line.values, public=open_only))
        name, way = manner.name if manner else line.manner, _way(found, base, names)
        made.append(Line(line, name, title, tuple(both), doubted.get(line.key, ""), files, way))
    return made


def _both(change: FieldChange, called: Mapping[str, str] | None) -> tuple[str, str]:
    """What a field said, and what it is to say."""
    return in_words(change.field, change.before, called), in_words(change.field, change.after, called)


def _is_anothers(found: Adjustment, base: EntryVersion | None, person: Actor) -> bool:
    """Whether what would move here is another organ's yet: its covered and internal fields are not this person's."""
    if base is None or found.other is None or found.state == "adopted":
        return False
    keeper = found.organ if base.organ_id == found.organ.pk else found.other
    return not person.organs(AUDITOR) and keeper.code not in person.organs()


def _way(found: Adjustment, base: EntryVersion | None, names: Mapping[int, str]) -> str:
    """From whom to whom a line moves its entry."""
    if base is None or found.other is None:
        return ""
    giving, taking = (found.organ, found.other) if base.organ_id == found.organ.pk else (found.other, found.organ)
    return f"{names[giving.pk]} → {names[taking.pk]}"

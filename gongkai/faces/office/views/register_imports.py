"""成批导入：a file tried row by row, then proposed, or the rows in question taken away; a long one is done behind."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from gongkai.engines.registers import exchange, queries
from gongkai.engines.registers import operations as ops
from gongkai.engines.registers.declared import register_of
from gongkai.engines.registers.models import ImportFile, ImportState
from gongkai.engines.registers.queries import BadRow, Trial
from gongkai.engines.registers.rules import Register
from gongkai.faces.kit.answers import heading_of
from gongkai.faces.kit.tables import Cell, csv_file, xlsx_file
from gongkai.faces.office.desk import desk
from gongkai.faces.office.forms.fields import refuse
from gongkai.faces.office.forms.registers import FileForm, SkipForm
from gongkai.faces.office.http import StaffRequest
from gongkai.faces.office.uploads import refusal_of, taking_files
from gongkai.faces.office.views import register_uploads as uploads
from gongkai.faces.office.views.registers import other_of, own_organs, posted, proposed, written
from gongkai.foundation.errors import Invalid, NotFound, Refusal
from gongkai.foundation.files.rules import LIMITS
from gongkai.foundation.jobs import queries as jobs
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.text import storable

SAID = 200
BUSY = (ImportState.WAITING, ImportState.TRYING, ImportState.PROPOSING)
MOST_IN_A_BOOK = 2_000
"""行：more are taken away as CSV, which is written at once."""


@taking_files
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: StaffRequest, register: str) -> HttpResponse:
    """导入：tried first, row by row; then proposed, or the rows in question taken away to be put right."""
    declared, own = register_of(register), own_organs(request)
    initial = {"organ": own[0][0], "since": china_date(request.at)}
    form = FileForm(posted(request), request.FILES or None, initial=initial, organs=own)
    if not queries.has_files(declared):
        del form.fields["enclosed"]
    if not declared.moves:
        del form.fields["other"]
    trial: Trial | None = None
    kept: Kept | None = None
    status = 400 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        try:
            found = _tried(request, form, declared)
            if isinstance(found, ImportFile):
                return redirect("office:import", declared.code, found.uid)
            trial, kept = found
            if (answer := _answered(request, declared, form, trial)) is not None:
                return answer
            status = 200
        except Refusal as refusal:
            if isinstance(refusal, NotFound):
                raise
            refuse(form, refusal)
            status = heading_of(refusal).status
    if kept is None and form.is_bound:
        kept = _still_kept(request, declared)
    facts = {
        "register": declared,
        "form": form,
        "trial": trial,
        "kept": kept,
        "bad": trial.bad[:SAID] if trial else (),
        "doubted": trial.doubted[:SAID] if trial else (),
        "total": len(trial.good) + len(trial.bad) + trial.same if trial else 0,
    }
    return desk(request, "office/register_import.html", facts, status=status)


@dataclass(frozen=True)
class Kept:
    """保管的文件：under which name it is asked for again, what it was called, and the files that came with it."""

    uid: str
    name: str
    enclosed: tuple[str, ...] = ()


def _still_kept(request: StaffRequest, register: Register) -> Kept | None:
    """What was sent before, while something else in the form is put right."""
    try:
        uid = storable(request.POST.get("kept", ""))
        name = queries.kept_file(uid, register, request.actor)[0] if uid else ""
        return Kept(uid, name, tuple(request.POST.getlist("known"))) if uid else None
    except Invalid:
        return None


def _tried(request: StaffRequest, form: FileForm, register: Register) -> tuple[Trial, Kept] | ImportFile:
    """What a file sent now, or kept since its trial, would do, and under which name it is kept; a long one waits."""
    said = form.cleaned_data
    kept = said["kept"]
    if isinstance(said["file"], UploadedFile):
        name, content, kept = said["file"].name or "", said["file"].read(LIMITS.size), ""
    elif kept:
        name, content = queries.kept_file(kept, register, request.actor)
    else:
        raise Invalid(refusal_of(request, "file") or "请选择要导入的文件。", field="file")
    rows = [] if exchange.takes_long(content) else exchange.read(register, content)
    organ = organs.by_code(said["organ"])
    names = dict(one.partition("/")[::2] for one in request.POST.getlist("known")) | uploads.named(request, organ)
    if exchange.takes_long(content) or len(rows) > exchange.AT_ONCE:
        return ops.order_trial(
            register=register.code, organ=organ, other=other_of(said), since=said["since"], reason=said["reason"],
            basis=said["basis"], skip=said["skip"], enclosed=names, name=name, content=content, by=request.actor,
            at=request.at,
        )  # fmt: skip
    if names:
        rows = [replace(row, values=queries.names_replaced(register, row.values, names)) for row in rows]
    trial = queries.try_rows(register, organ, said["since"], rows, other=other_of(said))
    if not kept:
        kept = ops.keep_import(register=register.code, name=name, content=content, by=request.actor, at=request.at)
    return trial, Kept(kept, name, tuple(f"{one}/{value}" for one, value in names.items()))


def _answered(request: StaffRequest, register: Register, form: FileForm, trial: Trial) -> HttpResponse | None:
    """What the button asks for; none where the trial itself is the answer."""
    does = request.POST.get("do", "try")
    if does == "bad" and trial.bad:
        return _bad_rows(register, trial.bad, form.cleaned_data["since"])
    if does == "propose" and trial.good and (form.cleaned_data["skip"] or not trial.bad):
        answer = proposed(request, register, form, trial.good)
        ops.forget_imports(sent_by=request.actor.uid, register=register.code, at=request.at)
        return answer
    return None


def _bad_rows(register: Register, bad: Iterable[BadRow], on: date) -> HttpResponse:
    """The rows in question with their sentences, in the form they are brought in again."""
    head = [*exchange.columns(register, on), "行", "问题"]
    rows: list[list[Cell]] = []
    for one in bad:
        cells = (written(one.row.values.get(field.key)) for field in register.asked_on(on))
        rows.append([one.row.manner, *cells, one.row.number, one.said])
    write = csv_file if len(rows) > MOST_IN_A_BOOK else xlsx_file
    return write(f"{register.name}-有问题的行", head, rows)


@require_http_methods(["GET", "HEAD", "POST"])
def imported(request: StaffRequest, register: str, file: str) -> HttpResponse:
    """一次成批导入：how far it is; tried, what came of it, and the button that proposes it."""
    declared = register_of(register)
    found = queries.import_of(declared.code, file, request.actor)
    form, status = SkipForm(request.POST or None, initial={"skip": found.skip}), 200
    if request.method == "POST" and request.POST.get("do") == "bad":
        return _bad_rows(declared, queries.bad_rows(found), found.since or china_date(request.at))
    if request.method == "POST" and form.is_valid():
        try:
            ops.order_proposal(file=file, skip=form.cleaned_data["skip"], by=request.actor, at=request.at)
            return redirect("office:import", declared.code, file)
        except NotFound:
            raise
        except Refusal as refusal:
            refuse(form, refusal)
            status = heading_of(refusal).status
    names = organs.names_on({one.code for one in (found.organ, found.other) if one}, china_date(request.at))
    facts = {
        "register": declared,
        "file": found,
        "form": form,
        "busy": _waiting(found) if found.state in BUSY else "",
        "organ_name": names.get(found.organ.code, "") if found.organ else "",
        "other_name": names.get(found.other.code, found.other.code) if found.other else "",
    }
    return desk(request, "office/register_imported.html", facts, status=status)


def _waiting(found: ImportFile) -> str:
    """How far the job behind a file is, in words."""
    operation = ops.PROPOSE if found.state == ImportState.PROPOSING else ops.TRY
    job = jobs.unfinished_job(operation, file=found.uid)
    if job is None:
        return "后台任务多次失败，已经停下，请重新上传，或者联系系统管理员。"
    if job.state == "failed":
        return "上一次中断了，即将重试。"
    if job.state != "running":
        return "正在排队，还没有开始。"
    size = f"{found.size}行，" if found.size else ""
    doing = "正在提出" if found.state == ImportState.PROPOSING else "正在逐行核对" if size else "正在读取文件"
    return f"{size}{doing}。"

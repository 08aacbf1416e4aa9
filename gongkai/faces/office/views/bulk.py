"""批量办理：propose a list, see what would happen row by row, have another decide, follow it, take the report."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.engines.publishing import bulk as engine
from gongkai.engines.publishing import operations as ops
from gongkai.engines.publishing import queries
from gongkai.engines.publishing.bulk_tables import BulkRow, BulkRun
from gongkai.engines.publishing.kinds import all_kinds
from gongkai.engines.publishing.rules import WITHDRAWAL_REASONS
from gongkai.faces.kit.tables import Cell, csv_file
from gongkai.faces.office.desk import desk, does_bulk
from gongkai.faces.office.forms.fields import LongText, refuse, short_text
from gongkai.faces.office.http import StaffRequest
from gongkai.faces.office.lists import MOST, Listing
from gongkai.foundation.errors import Invalid, NotFound, NotPermitted, Refusal
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.people.actors import OPENNESS_OFFICER, PUBLISHER
from gongkai.law import codes

SHOWN = 500
AT_ONCE = 30
RUN_COLUMNS = (
    "提出", "行为", "机关", "件数", "已办理", "未办成", "不能办理", "状态", "提出人", "批准人", "批准", "依据和原因",
)  # fmt: skip
COLUMNS = ("序号", "所给", "目标", "编号", "标题", "状态", "说明", "办理时间")


class BulkForm(forms.Form):
    """提出批量办理：the act, whose records, which of them, why."""

    act = forms.ChoiceField(label="办理什么", choices=BulkRun.Act.choices, widget=forms.RadioSelect)
    organ = forms.ChoiceField(label="哪个机关的文件")
    text = LongText(
        label="文件清单", required=False, rows=6,
        help_text="一行一份：编号、索引号、文号或网址。整合到不同文件的，后面用制表符隔开写目标。",
    )  # fmt: skip
    file = forms.FileField(label="或者上传清单", required=False, help_text=".csv 或 .xlsx，第一列文件，第二列目标。")
    kind = forms.ChoiceField(label="或者按种类选全部", required=False)
    theme = forms.ChoiceField(label="按种类选时，只要这个主题", required=False)
    to = short_text("移交给（机关代码）或整合到（编号、文号）", 40)
    reason = forms.ChoiceField(label="撤回理由（撤回发布时）", required=False)
    note = LongText(label="依据和原因", help_text="例如机构改革方案、文件清理决定。供监督检查，公众看不到。")

    def __init__(self, *given: Any, organs_: dict[str, str], **more: Any) -> None:
        super().__init__(*given, **more)
        reasons = [(r.code, r.name) for r in WITHDRAWAL_REASONS.values() if r.code != "consolidated"]
        self._choices("organ", sorted(organs_.items(), key=lambda one: one[1]))
        self._choices("kind", [("", "不按种类选"), ("all", "全部种类"), *((k.code, k.name) for k in all_kinds())])
        self._choices("theme", [("", "全部主题"), *codes.themes.choices()])
        self._choices("reason", [("", "请选择"), *reasons])

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: StaffRequest) -> HttpResponse:
    """批量办理页：the form, and the runs so far."""
    if not does_bulk(request.actor):
        raise NotPermitted("批量办理由政务公开办、发布员和签发人办理，您没有这个岗位。请联系系统管理员。")
    names = _organs(request)
    form = BulkForm(request.POST or None, request.FILES or None, organs_=names)
    if request.method == "POST" and form.is_valid():
        try:
            run = _propose(request, form)
        except NotFound:
            raise
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            return redirect("office:bulk_run", run.uid)
    facts = {"form": form if names else None, "runs": queries.bulk_runs(request.actor), "names": names}
    runs = Listing("批量办理", RUN_COLUMNS, lambda: _runs(request))
    return desk(request, "office/bulk.html", facts, status=400 if form.is_bound else 200, listings={"runs": runs})


def _runs(request: StaffRequest) -> list[tuple[Cell, ...]]:
    """Every run this person sees, the latest first."""
    found = queries.bulk_runs(request.actor, limit=MOST)
    names = organs.names_on({one.run.organ.code for one in found}, china_date(request.at))
    return [
        (
            one.run.proposed_at, one.act_name, names.get(one.run.organ.code, one.run.organ.code), one.run.total,
            one.counts.get("done", 0), one.counts.get("failed", 0), one.counts.get("refused", 0), one.state_name,
            one.run.proposed_by_name, one.run.decided_by_name, one.run.decided_at, one.run.note,
        )
        for one in found
    ]  # fmt: skip


def _propose(request: StaffRequest, form: BulkForm) -> BulkRun:
    said = form.cleaned_data
    organ = organs.by_code(said["organ"])
    run = ops.propose_bulk(
        act=said["act"],
        organ=organ,
        lines=_lines(said, organ),
        to=said["to"],
        reason=said["reason"],
        note=said["note"],
        by=request.actor,
        at=request.at,
    )
    if run.total <= AT_ONCE:  # a short list is tried while one waits
        ops.try_bulk(run=run.uid, at=request.at)
    return run


def _lines(said: dict[str, Any], organ: Any) -> list[engine.Line]:
    upload = said["file"]
    if isinstance(upload, UploadedFile):
        return engine.lines_of_file(upload.name or "", upload.read())
    if said["kind"]:
        kind = "" if said["kind"] == "all" else said["kind"]
        return queries.records_of(organ, kind=kind, theme=said["theme"])
    if not said["text"].strip():
        raise Invalid("请给出清单：粘贴、上传，或者按种类选择。", field="text")
    return engine.lines_of_text(said["text"])


def _organs(request: StaffRequest) -> dict[str, str]:
    """Whose records this person may act upon: those published for, and those overseen, abolished ones included."""
    day, actor = china_date(request.at), request.actor
    names = organs.names_on(actor.organs(PUBLISHER), day)
    for place in actor.places(OPENNESS_OFFICER):
        names |= {organ.code: organ.name for organ in organs.of_place(place, day=day)}
    return names


@require_safe
def show(request: StaffRequest, run: str) -> HttpResponse:
    """批量办理的一次：row by row what would happen, or what happened."""
    found = queries.bulk_progress(request.actor, run)
    decision = engine.may_decide(request.actor, found.run)
    facts = {
        "progress": found,
        "rows": [(row, BulkRow.State(row.state).label) for row in queries.bulk_rows(found.run, limit=SHOWN)],
        "cut": found.run.total > SHOWN,
        "shown": SHOWN,
        "decision": decision,
        "may_cancel": found.run.state in {"trying", "tried"},
        "reason": WITHDRAWAL_REASONS[found.run.reason].name if found.run.reason else "",
        "organ_name": organs.name_on(found.run.organ, china_date(request.at)),
        "busy": found.run.state in {"trying", "running"},
    }
    rows = Listing(f"批量{found.act_name}-{run}", COLUMNS, lambda: _report(found))
    return desk(request, "office/bulk_run.html", facts, listings={"rows": rows})


@require_POST
def decide(request: StaffRequest, run: str) -> HttpResponse:
    """批准。"""
    found = ops.decide_bulk(run=run, by=request.actor, at=request.at)
    if found.total <= AT_ONCE:
        ops.do_bulk(run=run, at=request.at)
    messages.success(request, "已批准，正在逐件办理；每件各自记入日志。")
    return redirect("office:bulk_run", run)


@require_POST
def cancel(request: StaffRequest, run: str) -> HttpResponse:
    """取消。"""
    ops.cancel_bulk(run=run, by=request.actor, at=request.at)
    messages.success(request, "已取消，什么也没有改动。")
    return redirect("office:bulk_run", run)


@require_safe
def as_csv(request: StaffRequest, run: str) -> HttpResponse:
    """逐件报告 CSV。"""
    return csv_file(f"bulk-{run}", COLUMNS, _report(queries.bulk_progress(request.actor, run)))


def _report(found: queries.BulkProgress) -> list[tuple[Cell, ...]]:
    return [
        (
            row.position,
            row.given,
            row.to or found.run.to,
            row.record,
            row.title,
            str(BulkRow.State(row.state).label),
            row.sentence,
            row.at,
        )
        for row in queries.bulk_rows(found.run)
    ]

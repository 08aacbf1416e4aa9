"""拟稿：from an uploaded file or from nothing."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from gongkai.engines.publishing import intake, permission
from gongkai.engines.publishing import operations as ops
from gongkai.engines.publishing.content import Content, Relation
from gongkai.engines.publishing.intake import Intake
from gongkai.engines.publishing.models import Edition
from gongkai.engines.publishing.rules import date_problems
from gongkai.faces.kit.answers import heading_of
from gongkai.faces.office import proposals
from gongkai.faces.office.desk import desk
from gongkai.faces.office.forms.fields import refuse
from gongkai.faces.office.forms.intake import IntakeForm
from gongkai.faces.office.http import StaffRequest
from gongkai.faces.office.targets import targets
from gongkai.faces.office.uploads import refusal_of, taking_files
from gongkai.foundation.errors import NotPermitted, Refusal
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.people.actors import DRAFTER

NOT_A_DRAFTER = "只有拟稿人可以起草文件。请联系本机关系统管理员确认您的岗位。"


@taking_files
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: StaffRequest) -> HttpResponse:
    """拟稿页。"""
    choices = _organs(request)
    if not choices:
        raise NotPermitted(NOT_A_DRAFTER)
    if request.method != "POST":
        first = {"organ": choices[0][0], "kind": "document"} | {k: request.GET[k] for k in request.GET}
        return _page(request, IntakeForm(organs=choices, initial=first))
    form = IntakeForm(request.POST, request.FILES, organs=choices)
    too_large = refusal_of(request, "file")
    if too_large:
        form.add_error("file", too_large)
    if not form.is_valid():
        return _page(request, form, status=400)
    try:
        return _begin(request, form)
    except Refusal as refusal:
        refuse(form, refusal, field="file" if request.FILES and not refusal.field else "")
        if refusal.code == "number-taken":
            form.ask_about_number()
        return _page(request, form, status=heading_of(refusal).status)


def _begin(request: StaffRequest, form: IntakeForm) -> HttpResponse:
    """Read the file if there is one, open the draft, and lead on to its form."""
    said = form.cleaned_data
    organ = organs.by_code(said["organ"])
    permission.insist_may_draft(request.actor, organ)
    file = said["file"]
    if file is None and not said["title"]:
        form.add_error("file", "请选择要上传的文件；没有电子文件的，请填写标题后直接录入正文。")
        return _page(request, form, status=400)
    taken = _read(request, file) if file is not None else None
    content, remarks = _proposed(request, taken, said)
    edition = ops.draft(
        organ=organ,
        kind=said["kind"],
        content=content,
        original=taken.original if taken else None,
        original_name=taken.name[:255] if taken else "",
        by=request.actor,
        at=request.at,
    )
    if taken:
        proposals.keep(request, edition.record.uid, content, remarks, taken.attachments, sureness=taken.sureness)
    messages.success(request, _said(edition, taken))
    return redirect("office:edit", edition.record.uid)


def _read(request: StaffRequest, file: "UploadedFile[Any]") -> Intake:
    return intake.read_upload(content=file.read(), name=file.name or "", by=request.actor, at=request.at)


def _proposed(request: StaffRequest, taken: Intake | None, said: dict[str, str]) -> tuple[Content, tuple[str, ...]]:
    """What is proposed; what cannot stand even in a draft is left out and said."""
    relations = (Relation("interprets", said["interprets"]),) if said["interprets"] else ()
    if taken is None:
        return Content(title=said["title"], relations=relations), ()
    content = replace(taken.content, relations=relations)
    content = replace(content, title=(said["title"] or content.title)[:300], issuer=content.issuer[:300])
    remarks = list(taken.remarks)
    if said["without_number"]:
        content = replace(content, document_number="")
        remarks.append("文号没有采用识别的结果，请核对后填写。")
    for problem in date_problems(content, today=china_date(request.at)):
        content = _without(content, problem.field)
        remarks.append(f"识别出的日期不能采用，已留空：{problem.sentence}")
    return content, tuple(remarks)


def _without(content: Content, field: str) -> Content:
    emptied: dict[str, Any] = {field: None}
    return replace(content, **emptied)


def _said(edition: Edition, taken: Intake | None) -> str:
    if taken is None:
        return f"已拟稿：《{edition.title}》。请录入正文。"
    return f"已读入“{taken.name}”并拟稿，原件照原样存档。请核对识别出的内容，改好后保存。"


def _organs(request: StaffRequest) -> list[tuple[str, str]]:
    codes = request.actor.organs(DRAFTER)
    names = organs.names_on(codes, china_date(request.at))
    return sorted(names.items(), key=lambda pair: pair[0])


def _page(request: StaffRequest, form: IntakeForm, *, status: int = 200) -> HttpResponse:
    named = str(form["interprets"].value() or "")
    target = targets(request.actor, [named], request.at).get(named) if named else None
    return desk(request, "office/new.html", {"form": form, "interprets": target}, status=status)

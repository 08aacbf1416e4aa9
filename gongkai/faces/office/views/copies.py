"""提供的副本：attach, blacken and take away copies of an answer; download them."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gongkai.engines.casework.models import Case
from gongkai.engines.casework.queries import case_of
from gongkai.faces.kit.answers import heading_of
from gongkai.faces.office import copies
from gongkai.faces.office.forms.fields import refuse
from gongkai.faces.office.http import StaffRequest
from gongkai.faces.office.uploads import refusal_of, taking_files
from gongkai.faces.office.views.cases import case_desk, page
from gongkai.foundation.errors import NotFound, NotPermitted, Refusal
from gongkai.foundation.files import queries as files
from gongkai.foundation.now import china_date
from gongkai.foundation.people.actors import FOI_CLERK
from gongkai.programmes.requests import operations, queries
from gongkai.programmes.requests.models import AnswerCopy
from gongkai.programmes.requests.programme import REQUESTS
from gongkai.programmes.requests.providing import PREPARED_IN


@taking_files
@require_http_methods(["POST"])
def attach(request: StaffRequest, case: str) -> HttpResponse:
    """附上副本。

    :raises NotFound: for a case that is not theirs to see, or is no request.
    """
    found = _request(request, case)
    form = copies.CopyForm(request.POST, request.FILES, auto_id="id_copy_%s")
    too_large = refusal_of(request, "file")
    file = request.FILES.get("file")
    if form.is_valid() and (too_large or file is None):
        form.add_error("file", too_large or "请选择要附上的文件。")
    if not form.is_valid() or file is None:
        return page(request, found, copying=form, status=400)
    try:
        operations.attach_copy(
            case=found.uid,
            content=file.read(),
            name=(file.name or "副本")[:255],
            title=form.cleaned_data["title"],
            by=request.actor,
            at=request.at,
        )
    except NotFound:
        raise
    except Refusal as refusal:
        refuse(form, refusal)
        return page(request, found, copying=form, status=heading_of(refusal).status)
    messages.success(request, "已附上副本。有不予公开的内容的，请办理“遮盖”。")
    return _back(case)


@require_http_methods(["GET", "HEAD", "POST"])
def blacken(request: StaffRequest, case: str, copy: str) -> HttpResponse:
    """遮盖副本页。

    :raises NotFound: for a case or a copy that is not theirs to see.
    :raises NotPermitted: unless for a clerk of the organ, while the reply is being made.
    """
    found = _request(request, case)
    held = queries.answer_copy_of(found, copy)
    if not request.actor.holds(FOI_CLERK, found.organ.code) or found.state not in PREPARED_IN:
        raise NotPermitted("副本由本机关依申请公开经办人在提交答复审核以前遮盖。")
    values, unread = copies.found_in(held, today=china_date(request.at))
    said = request.POST if request.method == "POST" else None
    first = {"ground": held.ground, "part": held.part, "basis": held.basis}
    form = copies.BlackenForm(said, values=values, initial=first)
    facts: dict[str, Any] = {"case": found, "copy": held, "form": form, "unread": unread, "several": len(values)}
    if not form.is_valid():
        return case_desk(request, "office/copy.html", facts, status=400 if form.is_bound else 200)
    try:
        operations.blacken_copy(
            case=found.uid,
            copy=copy,
            strings=form.all_strings(),
            part=form.cleaned_data["part"],
            ground=form.cleaned_data["ground"],
            basis=form.cleaned_data["basis"],
            by=request.actor,
            at=request.at,
        )
    except NotFound:
        raise
    except Refusal as refusal:
        refuse(form, refusal)
        return case_desk(request, "office/copy.html", facts, status=heading_of(refusal).status)
    messages.success(request, f"已遮盖：{held.title}。请下载查看，原件照原样保存在卷内。")
    return _back(case)


@require_POST
def detach(request: StaffRequest, case: str, copy: str) -> HttpResponse:
    """移除副本。

    :raises NotFound: for a case or a copy that is not theirs to see.
    """
    found = _request(request, case)
    operations.detach_copy(case=found.uid, copy=copy, by=request.actor, at=request.at)
    messages.success(request, "已移除副本。")
    return _back(case)


@require_safe
def download(request: StaffRequest, case: str, copy: str, which: str) -> FileResponse:
    """下载副本：as it is given, or the original.

    :raises NotFound: for a case or a copy that is not theirs to see.
    """
    held = queries.answer_copy_of(_request(request, case), copy)
    if which not in {"given", "original"}:
        raise NotFound
    return _file(held, which)


def _file(held: AnswerCopy, which: str) -> FileResponse:
    stored = held.given if which == "given" else held.original
    name = f"{held.title}{'' if which == 'given' else '（原件）'}.{stored.extension}"
    answer = FileResponse(files.open_file(stored), as_attachment=True, filename=name, content_type=stored.media_type)
    answer["Cache-Control"] = "no-store"
    return answer


def _request(request: StaffRequest, number: str) -> Case:
    found = case_of(request.actor, number)
    if found.procedure != REQUESTS.key:
        raise NotFound
    return found


def _back(case: str) -> HttpResponse:
    return redirect(f"{reverse('office:case', args=[case])}#copies")

"""归档材料：papers of a matter's process as they were signed: brought in, opened, voided."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.engines.casework.models import Case
from gongkai.engines.casework.queries import done_in
from gongkai.faces.kit.answers import heading_of
from gongkai.faces.office import doing
from gongkai.faces.office.desk import desk
from gongkai.faces.office.forms.fields import refuse
from gongkai.faces.office.http import StaffRequest
from gongkai.faces.office.uploads import taking_files
from gongkai.foundation.errors import NotFound, Refusal
from gongkai.foundation.now import china_date
from gongkai.foundation.people import queries as people
from gongkai.foundation.permission import insist
from gongkai.programmes.decisions import filing, handling, operations, rules
from gongkai.programmes.decisions.programme import DECISIONS


class FiledForm(forms.Form):
    """归入材料：of which kind, and the file."""

    use_required_attribute = False
    kind = forms.ChoiceField(
        label="哪一种材料",
        required=False,
        choices=[("", "请选择"), *((one, one) for one in filing.NAMES)],
    )
    file = forms.FileField(
        label="文件",
        required=False,
        help_text=f"签字、盖章后的扫描件或者原件：PDF、OFD、Word、Excel、JPG或者PNG，不超过{filing.LARGEST}MB。",
    )


class VoidForm(forms.Form):
    """作废：why."""

    use_required_attribute = False
    reason = forms.CharField(label="作废的理由", required=False, max_length=300)


@taking_files
@require_http_methods(["GET", "HEAD", "POST"])
def papers(request: StaffRequest, decision: str) -> HttpResponse:
    """归档材料：what is on file and what is wanting; a file comes in.

    :raises NotFound: for a matter that is not theirs to see.
    :raises NotPermitted: to bring one in, for who neither decides nor undertakes it.
    """
    case = doing.ours(request, decision, DECISIONS.key)
    if request.method != "POST":
        return _page(request, case, FiledForm())
    insist(filing.may_file(request.actor, case))
    form = FiledForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, case, form, status=400)
    file = form.cleaned_data["file"]
    try:
        operations.file_paper(
            decision=case.number,
            kind=form.cleaned_data["kind"],
            content=file.read() if file else b"",
            name=file.name if file else "",
            by=request.actor,
            at=request.at,
        )
    except NotFound:
        raise
    except Refusal as refusal:
        refuse(form, refusal)
        return _page(request, case, form, status=heading_of(refusal).status)
    messages.success(request, f"已归入：{form.cleaned_data['kind']}。")
    return redirect("office:decision_papers", case.number)


@require_POST
def paper(request: StaffRequest, decision: str, paper: str) -> HttpResponse:
    """查看归档材料：as it was brought in; who looked is in the journal.

    :raises NotFound: for a paper of a matter that is not theirs to see.
    """
    case = doing.ours(request, decision, DECISIONS.key)
    content, found = operations.open_filed_paper(decision=case.number, paper=paper, by=request.actor, at=request.at)
    kind = next(one for one in filing.KINDS if one.extension == found.extension)
    response = HttpResponse(content, content_type=kind.media_type)
    name = f"{found.kind} {found.name}.{found.extension}"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def void(request: StaffRequest, decision: str, paper: str) -> HttpResponse:
    """作废归档材料：with the reason.

    :raises NotFound: for a paper of a matter that is not theirs to see.
    :raises NotPermitted: for who neither decides nor undertakes it.
    """
    case = doing.ours(request, decision, DECISIONS.key)
    form = VoidForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    try:
        operations.void_filed_paper(decision=case.number, paper=paper, reason=reason, by=request.actor, at=request.at)
    except NotFound:
        raise
    except Refusal as refusal:
        refuse(form, refusal)
        return _page(request, case, FiledForm(), void=form, status=heading_of(refusal).status)
    messages.success(request, "已作废，归档卷的目录中注明理由。")
    return redirect("office:decision_papers", case.number)


def _page(
    request: StaffRequest, case: Case, form: FiledForm, *, void: VoidForm | None = None, status: int = 200
) -> HttpResponse:
    filed = list(case.filed_papers.defer("sealed"))
    names = people.names({one.by for one in filed})
    scope = rules.scope_of(case.organ.kind)
    standing = handling.progress_of(done_in(case), on=china_date(request.at), scope=scope)
    facts: dict[str, Any] = {
        "case": case,
        "filed": [(one, names.get(one.by, "")) for one in filed],
        "missing": filing.missing(standing, [one.kind for one in filed if not one.void_reason]),
        "form": form if filing.may_file(request.actor, case) else None,
        "void": void,
    }
    return desk(request, "office/decisions/papers.html", facts, status=status)

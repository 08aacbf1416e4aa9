"""导入来信和座谈意见：a table of many comments at once, and the sheet to fill in."""

from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.faces.kit.answers import heading_of
from gongkai.faces.kit.tables import Cell, xlsx_file
from gongkai.faces.office.desk import desk
from gongkai.faces.office.forms.fields import refuse
from gongkai.faces.office.http import StaffRequest
from gongkai.faces.office.uploads import taking_files
from gongkai.foundation.errors import NotFound, Refusal
from gongkai.foundation.permission import insist
from gongkai.programmes.consultations import contents, importing, permission, queries


class TableForm(forms.Form):
    """导入表格。"""

    use_required_attribute = False
    file = forms.FileField(
        label="表格",
        required=False,
        help_text="XLSX，一行一条。先逐行核对，有一行不对就一行也不登记；同一个文件传两次只登记一次。",
    )


@taking_files
@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: StaffRequest, consultation: str) -> HttpResponse:
    """导入来信和座谈意见：what is wrong is told by its row, and then nothing was entered.

    :raises NotFound: for a consultation that is not theirs to see, or not public yet.
    :raises NotPermitted: unless by a drafter or head of the organ.
    """
    found = permission.find(request.actor, consultation)
    insist(permission.may_work(request.actor, found.organ.code))
    seen = queries.seen(consultation, request.at)
    form = TableForm(request.POST, request.FILES) if request.method == "POST" else TableForm()
    outcome, status = None, 200
    if form.is_bound and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            outcome = importing.bring(
                consultation=found.uid, content=file.read() if file else b"", by=request.actor, at=request.at
            )
        except NotFound:
            raise
        except Refusal as refusal:
            refuse(form, refusal)
            status = heading_of(refusal).status
        else:
            if not outcome.troubles:
                known = f"，原来已经登记{outcome.known}条" if outcome.known else ""
                messages.success(request, f"已登记{outcome.entered}条{known}。")
                return redirect("office:consultation", found.uid)
            status = 400
    passages = contents.passages_of(queries.version(seen, seen.edition, request.at).body)
    facts = {
        "found": found,
        "form": form,
        "outcome": outcome,
        "columns": importing.COLUMNS,
        "passages": [one for one in passages if not one.heading],
    }
    return desk(request, "office/consultations/bring.html", facts, status=status)


@require_safe
def sheet(request: StaffRequest, consultation: str) -> HttpResponse:
    """样表：the columns, and two rows to write over.

    :raises NotFound: for a consultation that is not theirs to see, or not public yet.
    """
    permission.find(request.actor, consultation)
    day: date = queries.seen(consultation, request.at).opened_on
    rows: list[list[Cell]] = [
        ["全文", "（把这两行改成收到的意见）", "不署名", "", "", 1, "来信", day],
        ["2", "（段落写草案的段号）", "单位", "某某公司", "", 1, "座谈会", day],
    ]
    return xlsx_file("意见登记样表", importing.COLUMNS, rows)

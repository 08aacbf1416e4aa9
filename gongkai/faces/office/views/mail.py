"""来信：the tray of what nobody could match, and the messages of a case as they came."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from gongkai.engines.casework.queries import case_of
from gongkai.faces.kit.answers import heading_of
from gongkai.faces.office.desk import desk
from gongkai.faces.office.forms.fields import refuse, short_text
from gongkai.faces.office.http import StaffRequest
from gongkai.foundation.errors import Invalid
from gongkai.foundation.mail import operations as ops
from gongkai.foundation.mail import queries


class FileForm(forms.Form):
    """归入办件。"""

    number = short_text("办件编号", 80, required=True)


class AsideForm(forms.Form):
    """另行处理。"""

    reason = short_text("如何处理", 200, required=True, help_text="例如“广告邮件”“已转信访办”。来信仍然保留。")


@require_safe
def tray(request: StaffRequest) -> HttpResponse:
    """待分拣来信页。

    :raises NotPermitted: unless for an openness officer.
    """
    return _tray(request)


@require_POST
def file(request: StaffRequest, mail: str) -> HttpResponse:
    """归入办件。

    :raises NotFound: when it is not in the tray.
    """
    queries.in_the_tray(request.actor, mail)
    form = FileForm(request.POST, prefix=f"file-{mail}")
    if form.is_valid():
        try:
            ops.file_mail(mail=mail, number=form.cleaned_data["number"], by=request.actor, at=request.at)
        except Invalid as refusal:
            refuse(form, refusal)
            return _tray(request, bound=form, status=heading_of(refusal).status)
        messages.success(request, "已归入办件，经办人在办件页的“公函”一节看到。")
        return redirect("office:mail")
    return _tray(request, bound=form, status=400)


@require_POST
def set_aside(request: StaffRequest, mail: str) -> HttpResponse:
    """另行处理。

    :raises NotFound: when it is not in the tray.
    """
    queries.in_the_tray(request.actor, mail)
    form = AsideForm(request.POST, prefix=f"aside-{mail}")
    if form.is_valid():
        ops.set_aside(mail=mail, reason=form.cleaned_data["reason"], by=request.actor, at=request.at)
        messages.success(request, "已移出待分拣，来信和处理说明仍然保留。")
        return redirect("office:mail")
    return _tray(request, bound=form, status=400)


@require_safe
def original(request: StaffRequest, mail: str) -> HttpResponse:
    """原信：of one in the tray.

    :raises NotFound: when it is not in the tray.
    """
    return _eml(mail, ops.open_mail(mail=mail, by=request.actor, at=request.at))


@require_safe
def of_case(request: StaffRequest, case: str, mail: str) -> HttpResponse:
    """办件的原信。

    :raises NotFound: for a case that is not theirs to see, and for a message it has not.
    """
    number = case_of(request.actor, case).number
    return _eml(mail, ops.open_mail(mail=mail, number=number, by=request.actor, at=request.at))


def _tray(request: StaffRequest, *, bound: forms.Form | None = None, status: int = 200) -> HttpResponse:
    def form(kind: type[forms.Form], prefix: str) -> forms.Form:
        return bound if bound is not None and bound.prefix == prefix else kind(prefix=prefix)

    lying = [
        (one, form(FileForm, f"file-{one.mail.uid}"), form(AsideForm, f"aside-{one.mail.uid}"))
        for one in queries.tray(request.actor)
    ]
    return desk(request, "office/mail.html", {"lying": lying, "bound": bound}, status=status)


def _eml(uid: str, content: bytes) -> HttpResponse:
    """As a file to keep, never as a page."""
    answer = HttpResponse(content, content_type="application/octet-stream")
    answer["Content-Disposition"] = content_disposition_header(True, f"{uid}.eml") or ""
    answer["Cache-Control"] = "no-store"
    return answer

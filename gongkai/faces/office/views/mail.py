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
from gongkai.faces.office.mailing import doors
from gongkai.faces.office.naming import organ_named
from gongkai.foundation.errors import Invalid
from gongkai.foundation.mail import operations as ops
from gongkai.foundation.mail import queries
from gongkai.foundation.mail.permission import is_top
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs

DIGITS = 19


class FileForm(forms.Form):
    """归入办件。"""

    number = short_text("办件编号", 80, required=True)


class AsideForm(forms.Form):
    """另行处理。"""

    reason = short_text("如何处理", 200, required=True, help_text="例如“广告邮件”“已转信访办”。来信仍然保留。")


class HandOnForm(forms.Form):
    """转交来信。"""

    organ = short_text("转交的机关", 100, required=True, help_text="写机关的全称、简称或者组织机构代码。")


@require_safe
def tray(request: StaffRequest) -> HttpResponse:
    """待分拣来信页：heads, the oldest first.

    :raises NotPermitted: for who has none of the posts that sort.
    """
    said = request.GET.get("after", "")
    after = int(said) if said.isascii() and said.isdecimal() and len(said) < DIGITS else 0
    lying, more = queries.tray(request.actor, after=after)
    names = organs.names_on({one.mail.organ for one in lying}, china_date(request.at))
    facts = {"lying": lying, "more": more, "after": after, "top": is_top(request.actor), "names": names}
    return desk(request, "office/mail.html", facts)


@require_safe
def letter(request: StaffRequest, mail: str) -> HttpResponse:
    """一封来信：what it says, and the ways to sort it.

    :raises NotFound: when it is not in the tray.
    """
    return _letter(request, mail)


@require_POST
def hand_on(request: StaffRequest, mail: str) -> HttpResponse:
    """转交来信；with `back`, back to the office at the top.

    :raises NotFound: when it is not in the tray.
    """
    queries.in_the_tray(request.actor, mail)
    form = HandOnForm(request.POST, prefix=f"on-{mail}")
    back = "back" in request.POST
    if not back and not form.is_valid():
        return _letter(request, mail, bound=form, status=400)
    try:
        organ = "" if back else organ_named(form.cleaned_data["organ"], china_date(request.at)).code
        ops.hand_on_mail(mail=mail, organ=organ, by=request.actor, at=request.at)
    except Invalid as refusal:
        form.is_valid()
        refuse(form, refusal)
        return _letter(request, mail, bound=form, status=heading_of(refusal).status)
    messages.success(request, "已退回，由政务公开办转交。" if back else "已转交，由该机关分拣。")
    return redirect("office:mail")


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
            return _letter(request, mail, bound=form, status=heading_of(refusal).status)
        messages.success(request, "已归入办件，经办人在办件页的“公函”一节看到。")
        return redirect("office:mail")
    return _letter(request, mail, bound=form, status=400)


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
    return _letter(request, mail, bound=form, status=400)


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


def _letter(request: StaffRequest, uid: str, *, bound: forms.Form | None = None, status: int = 200) -> HttpResponse:
    def form(kind: type[forms.Form], prefix: str) -> forms.Form:
        return bound if bound is not None and bound.prefix == prefix else kind(prefix=prefix)

    mail = queries.in_the_tray(request.actor, uid)
    facts = {
        "mail": mail,
        "said": queries.opened(mail).said,
        "bound": bound,
        "file": form(FileForm, f"file-{uid}"),
        "aside": form(AsideForm, f"aside-{uid}"),
        "on": form(HandOnForm, f"on-{uid}"),
        "top": is_top(request.actor),
        "doors": () if mail.is_bounce else doors(request.actor),
        "organ_name": organs.names_on({mail.organ}, china_date(request.at)).get(mail.organ, ""),
    }
    return desk(request, "office/mail_letter.html", facts, status=status)


def _eml(uid: str, content: bytes) -> HttpResponse:
    """As a file to keep, never as a page."""
    answer = HttpResponse(content, content_type="application/octet-stream")
    answer["Content-Disposition"] = content_disposition_header(True, f"{uid}.eml") or ""
    answer["Cache-Control"] = "no-store"
    return answer

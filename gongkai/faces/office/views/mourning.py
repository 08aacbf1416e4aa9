"""哀悼模式：the days on which the whole site is grey."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.faces.office.desk import desk
from gongkai.faces.office.forms.fields import Day, refuse, short_text
from gongkai.faces.office.http import StaffRequest
from gongkai.faces.office.lists import Listing
from gongkai.foundation.errors import Refusal
from gongkai.foundation.mourning import operations as ops
from gongkai.foundation.mourning import queries
from gongkai.foundation.mourning.authority import may_declare
from gongkai.foundation.now import china_date
from gongkai.foundation.permission import insist


class MourningForm(forms.Form):
    """设置哀悼期。"""

    from_on = Day(label="开始日期", help_text="从这一天零时起全站显示为灰色。")
    until_on = Day(label="恢复日期", help_text="到这一天零时自动恢复，不需要再操作。")
    notice = short_text("依据的公告", 200, required=True, help_text="例如：国务院公告及日期。")


@require_http_methods(["GET", "HEAD", "POST"])
def index(request: StaffRequest) -> HttpResponse:
    """哀悼模式页。"""
    insist(may_declare(request.actor))
    form = MourningForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = ops.declare(by=request.actor, at=request.at, **form.cleaned_data)
        except Refusal as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, f"已设置：{made.from_on}零时起全站显示为灰色，{made.until_on}零时自动恢复。")
            return redirect("office:mourning")
    today = china_date(request.at)
    spans = [
        (span, _state(span.from_on <= today, span.until_on <= today, span.lifted_at is not None))
        for span in queries.spans()
    ]
    facts = {"form": form, "spans": spans}
    head = ("开始", "恢复", "依据", "状态", "解除")
    listing = Listing(
        "哀悼期", head, lambda: [(one.from_on, one.until_on, one.notice, state, one.lifted_at) for one, state in spans]
    )
    return desk(
        request, "office/mourning.html", facts, status=400 if form.is_bound else 200, listings={"spans": listing}
    )


@require_POST
def lift(request: StaffRequest, mourning: int) -> HttpResponse:
    """解除哀悼期。"""
    ops.lift(mourning=mourning, by=request.actor, at=request.at)
    messages.success(request, "已解除，全站很快恢复彩色。")
    return redirect("office:mourning")


def _state(begun: bool, over: bool, lifted: bool) -> str:
    if lifted:
        return "已解除"
    return "已结束" if over else "进行中" if begun else "未开始"

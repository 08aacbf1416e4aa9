"""涉密件数：only the fact and the count enter the system."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from gongkai.engines.publishing import operations as ops
from gongkai.engines.publishing import queries
from gongkai.faces.office.desk import counts_secrets, desk
from gongkai.faces.office.http import StaffRequest
from gongkai.faces.office.lists import Listing
from gongkai.foundation.errors import NotPermitted
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.people.actors import DRAFTER, SECRECY_REVIEWER


class TallyForm(forms.Form):
    """登记一件：for which organ."""

    organ = forms.ChoiceField(label="机关")


@require_http_methods(["GET", "HEAD", "POST"])
def secrets(request: StaffRequest) -> HttpResponse:
    """涉密件数页。"""
    if not counts_secrets(request.actor):
        raise NotPermitted("涉密件数由拟稿人或者保密审查员登记，您没有这个岗位。请联系本机关系统管理员。")
    today = china_date(request.at)
    names = organs.names_on(request.actor.organs(DRAFTER, SECRECY_REVIEWER), today)
    form = TallyForm(request.POST or None)
    organ = form.fields["organ"]
    assert isinstance(organ, forms.ChoiceField)
    organ.choices = sorted(names.items())
    organ.error_messages["invalid_choice"] = "您不在这个机关任职。请从列表中选择。"
    if request.method == "POST" and form.is_valid():
        chosen = organs.by_code(form.cleaned_data["organ"])
        count = ops.tally_secret(organ=chosen, year=today.year, by=request.actor, at=request.at)
        messages.success(request, f"已登记一件。{names[chosen.code]}{today.year}年累计{count}件。")
        return redirect("office:secrets")
    rows = [(tally, names.get(tally.organ.code, tally.organ.code)) for tally in queries.secret_tallies(request.actor)]
    facts = {"form": form, "rows": rows, "year": today.year}
    listing = Listing("涉密件数", ("机关", "年度", "件数"), lambda: [(name, one.year, one.count) for one, name in rows])
    status = 400 if form.is_bound else 200
    return desk(request, "office/secrets.html", facts, status=status, listings={"tallies": listing})

"""查询意见：by number and code, without an account; whoever has not both is told exactly that nothing was found."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from gongkai.faces.kit.http import Request
from gongkai.faces.kit.languages import term
from gongkai.faces.kit.limits import is_too_often
from gongkai.faces.portal.consultations.reading import common
from gongkai.faces.portal.http import page
from gongkai.foundation.errors import NotFound
from gongkai.foundation.text import storable
from gongkai.programmes.consultations import contents, queries
from gongkai.programmes.consultations.permission import proven

TOO_MANY = gettext_noop("短时间内查询得太多。请过几分钟再试。")


class FollowForm(forms.Form):
    """查询：number and code."""

    number = forms.CharField(
        label=gettext_lazy("意见编号"), max_length=60, error_messages={"required": gettext_lazy("请填写意见编号。")}
    )
    code = forms.CharField(
        label=gettext_lazy("查询码"),
        max_length=40,
        error_messages={"required": gettext_lazy("请填写查询码。")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: Request) -> HttpResponse:
    """查询意见：what was said, whether it is shown, and its answer once the result is public."""
    form = FollowForm(request.POST if request.method == "POST" else None)
    if not form.is_bound:
        form.initial["number"] = storable(request.GET.get("number", ""))[:60]
        return page(request, "consultations/follow", {"form": form})
    if is_too_often(request, "follow"):
        return page(request, "consultations/follow", {"form": form, "faults": [("", _(TOO_MANY))]}, status=429)
    if not form.is_valid():
        return page(request, "consultations/follow", {"form": form}, status=400)
    try:
        found = proven(number=storable(form.cleaned_data["number"]), code=storable(form.cleaned_data["code"]))
        one = queries.seen(found.consultation.uid, request.at)
    except NotFound as refusal:
        faults = [("id_number", term(refusal.sentence))]
        return page(request, "consultations/follow", {"form": form, "faults": faults}, status=404)
    edition = queries.version(one, found.words.version, request.at)
    passages = {each.number: each.text for each in contents.passages_of(edition.body)}
    facts = common(request, one) | {
        "comment": found,
        "followed": queries.followed(found, one),
        "passage": passages.get(found.words.passage, ""),
    }
    return page(request, "consultations/followed", facts)

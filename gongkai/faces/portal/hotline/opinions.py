"""对一件公开的事提意见：one page for the words; the hotline asks the rest, with the thing named before them."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy

from gongkai.faces.kit import languages
from gongkai.faces.kit.http import Request
from gongkai.faces.kit.limits import is_too_often
from gongkai.faces.portal.http import page
from gongkai.foundation.text import storable
from gongkai.programmes.hotline import operations as hotline
from gongkai.programmes.hotline.matter_words import OPINION

LONGEST = 3000
SUGGESTION = "suggestion"
TOO_OFTEN = gettext_lazy("短时间内提交得太多。请过一会儿再试。")


class CommentForm(forms.Form):
    """意见：in their own words."""

    text = forms.CharField(
        label=gettext_lazy("您的意见"),
        help_text=gettext_lazy("例如您看到的实际进展、没有做到的地方、更好的办法。不需要写姓名和电话，后面会问。"),
        max_length=LONGEST,
        error_messages={"required": gettext_lazy("请写下您的意见。")},
        widget=forms.Textarea(attrs={"rows": 7}),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")


def asked(request: Request, template: str, facts: Mapping[str, Any], *, named: str, about: str = "") -> HttpResponse:
    """提意见：the page, and once it is filled in, the draft at the hotline.

    `named`: what the words are about, in Chinese for whoever handles them; `about`: the public entry, as register:key.
    """
    form = CommentForm(request.POST if request.method == "POST" else None)
    shown = {**facts, "form": form}
    if not form.is_bound or not form.is_valid():
        return page(request, template, shown, status=400 if form.is_bound else 200)
    if is_too_often(request, "draft"):
        form.add_error(None, str(TOO_OFTEN))
        return page(request, template, shown, status=429)
    content = {
        "kind": SUGGESTION,
        "text": f"{named}{OPINION}{storable(form.cleaned_data['text'])}",
        "language": "en" if languages.is_english() else "zh",
    }
    draft = hotline.keep_message_draft(content=content | ({"about": about} if about else {}), at=request.at)
    return HttpResponseRedirect(reverse("portal:hotline-new", args=[draft, "matter"]))

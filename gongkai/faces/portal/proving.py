"""凭编号和查询码查询：whoever has no account proves a matter by number and code, the same way in every programme.

Whoever has not both is told exactly that nothing was found.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django import forms
from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from gongkai.faces.kit.http import Request
from gongkai.faces.kit.languages import term
from gongkai.faces.kit.limits import is_too_often
from gongkai.faces.portal.http import page
from gongkai.foundation.errors import NotFound
from gongkai.foundation.text import storable

T = TypeVar("T")
Words = str | Promise
LONGEST = 60
TOO_OFTEN = gettext_noop("短时间内查询得太多。请过几分钟再试。")


@dataclass(frozen=True)
class Question:
    """问法：what a programme's page says that asks for number and code.

    `channel` and the name of its address (`home`) stand in the breadcrumb; `number` is how the programme calls its
    number; `lost` says where both stand, or what to do without the code.
    """

    title: Words
    channel: Words
    home: str
    lead: Words
    number: Words
    lost: Words = ""


@dataclass(frozen=True)
class Proven(Generic[T]):
    """已证明：what was found, and what was typed to find it, to be typed again by the buttons of its page."""

    found: T
    number: str
    code: str


class ProofForm(forms.Form):
    """查询：number and code."""

    number = forms.CharField(max_length=LONGEST)
    code = forms.CharField(
        label=gettext_lazy("查询码"), max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def __init__(self, question: Question, data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        self.fields["number"].label = str(question.number)


def ask_for_proof(
    request: Request, question: Question, find: Callable[[str, str], T], *, about: str = ""
) -> Proven[T] | HttpResponse:
    """询问：the page that asks, until number and code are those of something; `about` names what they belong to.

    A number in the address is filled in: receipts and messages link here with it.
    """
    form = ProofForm(question, request.POST if request.method == "POST" else None)
    facts: dict[str, Any] = {"form": form, "question": question, "about": about}
    if not form.is_bound:
        form.initial["number"] = storable(request.GET.get("number", ""))[:LONGEST]
        return page(request, "follow", facts)
    if is_too_often(request, "follow"):
        return page(request, "follow", facts | {"faults": [("", _(TOO_OFTEN))]}, status=429)
    if not form.is_valid():
        return page(request, "follow", facts, status=400)
    number, code = form.cleaned_data["number"], form.cleaned_data["code"]
    try:
        return Proven(find(number, code), number, code)
    except NotFound as refusal:
        return page(request, "follow", facts | {"faults": [("id_number", term(refusal.sentence))]}, status=404)

"""资金异议：anybody says what is wrong, by name or not; reads the answer with number and code, without an account."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from gongkai import law
from gongkai.faces.kit.http import Request
from gongkai.faces.kit.languages import term
from gongkai.faces.kit.limits import is_too_often
from gongkai.faces.portal.http import page
from gongkai.faces.portal.proving import Question, ask_for_proof
from gongkai.foundation.errors import Invalid
from gongkai.foundation.now import china_date
from gongkai.foundation.organs.queries import name_on
from gongkai.foundation.text import storable
from gongkai.programmes.funds import objecting, operations
from gongkai.programmes.funds.operations import LONGEST
from gongkai.programmes.funds.permission import proven

_ABOUT = 130
_PLACE = 12
QUESTION = Question(
    title=gettext_lazy("查询资金异议"),
    channel=gettext_lazy("资金公开"),
    home="portal:funds",
    lead=gettext_lazy("用异议编号和查询码查询，不需要注册。"),
    number=gettext_lazy("异议编号"),
)


class ObjectionForm(forms.Form):
    """异议：what is wrong; a name and a contact for who wants to be reached."""

    text = forms.CharField(
        label=gettext_lazy("哪里不对"),
        help_text=gettext_lazy(
            "例如应当领到而没有领到、金额不对、不该领的人领了、工程没有做。不要写身份证号和银行账号。"
        ),
        max_length=LONGEST["text"],
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    name = forms.CharField(
        label=gettext_lazy("姓名"),
        help_text=gettext_lazy("不填就是匿名。姓名、联系方式和所写内容加密保存，只有答复的工作人员能看到。"),
        max_length=LONGEST["name"],
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    contact = forms.CharField(label=gettext_lazy("联系方式"), max_length=LONGEST["contact"], required=False)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def raise_objection(request: Request) -> HttpResponse:
    """提出资金异议：of an entry or of a place, which stand in the address.

    :raises NotFound: for an entry or a place there is not.
    """
    today = china_date(request.at)
    place = storable(request.GET.get("place", ""))[:_PLACE]
    about = storable(request.GET.get("about", ""))[:_ABOUT]
    target = objecting.target_of(place=place, about=about, today=today)
    form = ObjectionForm(request.POST if request.method == "POST" else None)
    facts: dict[str, Any] = {
        "form": form,
        "target": target,
        "organ": name_on(target.organ, today),
        "limit": law.OBJECTION_LIMIT.at(received_on=today),
        "status": 200,
    }
    if not form.is_bound:
        return page(request, "funds/object", facts)
    if is_too_often(request, "apply"):
        facts["faults"] = [("", _("短时间内提交得太多。请过一会儿再试。"))]
        return page(request, "funds/object", facts, status=429)
    if not form.is_valid():
        return page(request, "funds/object", facts, status=400)
    try:
        made = operations.object_to_fund(place=place, about=about, **form.cleaned_data, at=request.at)
    except Invalid as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, term(refusal.sentence))
        return page(request, "funds/object", facts, status=400)
    return page(request, "funds/objected", {**facts, "made": made})


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: Request) -> HttpResponse:
    """查询资金异议：whoever has not both number and code is told exactly that nothing was found."""
    proof = ask_for_proof(request, QUESTION, lambda number, code: proven(number=number, code=code))
    if isinstance(proof, HttpResponse):
        return proof
    found = proof.found
    facts = {
        "found": found,
        "written": objecting.written(found),
        "organ": name_on(found.organ, china_date(request.at)),
    }
    return page(request, "funds/objections", facts)

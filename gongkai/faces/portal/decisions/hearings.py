"""听证会报名：enrolling on a phone, and whether one was chosen."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from gongkai.faces.kit.http import Request
from gongkai.faces.kit.languages import term
from gongkai.faces.kit.limits import is_too_often
from gongkai.faces.portal.http import page
from gongkai.faces.portal.proving import Question, ask_for_proof
from gongkai.foundation.codes import plain_code
from gongkai.foundation.errors import Invalid, NotFound
from gongkai.foundation.now import china_date
from gongkai.foundation.text import storable
from gongkai.programmes.decisions import hearings, operations, queries
from gongkai.programmes.decisions.models import DecisionHearing, HearingStake
from gongkai.programmes.decisions.operations import LONGEST

STAKES = (
    (HearingStake.AFFECTED.value, gettext_lazy("受影响的群众")),
    (HearingStake.ENTERPRISE.value, gettext_lazy("有关企业、行业协会")),
    (HearingStake.GROUP.value, gettext_lazy("人民团体、社会组织")),
    (HearingStake.EXPERT.value, gettext_lazy("专业人士")),
    (HearingStake.OTHER.value, gettext_lazy("其他关心这件事的人")),
)
QUESTION = Question(
    title=gettext_lazy("查询报名结果"),
    channel=gettext_lazy("重大行政决策"),
    home="portal:decisions",
    lead=gettext_lazy("用报名序号和查询码查询，不需要注册。"),
    number=gettext_lazy("报名序号"),
)


class EnrolForm(forms.Form):
    """报名：for whom, who, how to be told, what one wants to say."""

    stake = forms.ChoiceField(
        label=gettext_lazy("您代表哪一方面"), required=False, choices=STAKES, widget=forms.RadioSelect
    )
    name = forms.CharField(
        label=gettext_lazy("姓名"), required=False, max_length=LONGEST["name"],
        help_text=gettext_lazy("代表单位参加的，写单位和姓名。"),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    contact = forms.CharField(
        label=gettext_lazy("联系电话"), required=False, max_length=LONGEST["contact"],
        help_text=gettext_lazy("加密保存，只用来通知您，不公布。"),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )  # fmt: skip
    words = forms.CharField(
        label=gettext_lazy("想说什么"), required=False, max_length=LONGEST["words"],
        help_text=gettext_lazy("一两句话，供遴选时参考。"), widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    agreed = forms.BooleanField(label=gettext_lazy("同意：入选以后，姓名和代表的方面随名单向社会公布"), required=False)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")

    def clean(self) -> dict[str, Any]:
        """What is missing, each at its own box."""
        said = self.cleaned_data
        asked = {key: said.get(key) or "" for key in ("stake", "name", "contact")}
        for field, sentence in hearings.problems_with(**asked, agreed=bool(said.get("agreed"))):
            if field not in self.errors:
                self.add_error(field, term(sentence))
        return said


def _hearing(request: Request, uid: str) -> DecisionHearing:
    found = queries.hearing_of(storable(uid))
    if found is None or not hearings.is_public(found, request.at):
        raise NotFound
    return found


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enrol(request: Request, hearing: str) -> HttpResponse:
    """报名参加听证会：one short page; the answer gives number and code, the same when the form is sent twice.

    :raises NotFound: for a hearing that is not public.
    """
    found = _hearing(request, hearing)
    form = EnrolForm(request.POST if request.method == "POST" else None)
    facts: dict[str, Any] = {
        "form": form,
        "key": storable(request.POST.get("key", ""))[:32] or plain_code(),
        "hearing": found,
        "open": hearings.is_open(found, china_date(request.at)),
    }
    if not form.is_bound:
        return page(request, "decisions/enrol", facts)
    if is_too_often(request, "apply"):
        facts["faults"] = [("", _("短时间内提交得太多。请过一会儿再试。"))]
        return page(request, "decisions/enrol", facts, status=429)
    if not form.is_valid():
        return page(request, "decisions/enrol", facts, status=400)
    try:
        made = operations.enrol_for_hearing(hearing=found.uid, key=facts["key"], at=request.at, **form.cleaned_data)
    except Invalid as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, term(refusal.sentence))
        return page(request, "decisions/enrol", facts, status=400)
    facts |= {"number": made.enrolment.number, "code": made.code}
    return page(request, "decisions/enrolled", facts)


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: Request, hearing: str) -> HttpResponse:
    """查询报名结果：whoever has not both number and code is told exactly that nothing was found.

    :raises NotFound: for a hearing that is not public.
    """
    found = _hearing(request, hearing)
    proof = ask_for_proof(
        request,
        QUESTION,
        lambda number, code: hearings.proven(found, number=number, code=code),
        about=found.title,
    )
    if isinstance(proof, HttpResponse):
        return proof
    return page(request, "decisions/enrolment", {"hearing": found, "enrolment": proof.found})

"""填写调查：the questions of a consultation, one a page; nothing of who answers is kept."""

from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gongkai.faces.kit.http import Request
from gongkai.faces.kit.languages import term
from gongkai.faces.kit.limits import is_too_often
from gongkai.faces.portal.consultations.reading import common, number_in
from gongkai.faces.portal.http import page
from gongkai.foundation.codes import plain_code
from gongkai.foundation.errors import Invalid, NotFound, NotPermitted
from gongkai.foundation.text import storable
from gongkai.programmes.consultations import operations, queries
from gongkai.programmes.consultations.contents import LONGEST, Question

TOO_MANY = gettext_noop("这个网络地址一小时内提交的答卷太多，这一份没有收下。请过一会儿再提交，已经选择的都还在。")


class ChoiceForm(forms.Form):
    """一题：one of its choices, or several."""

    chosen: forms.MultipleChoiceField | forms.ChoiceField

    def __init__(self, data: Any, question: Question, *, number: int, initial: Any, remark: str = "") -> None:
        super().__init__(data, label_suffix="", initial={"chosen": initial})
        choices = [(str(at), one) for at, one in enumerate(question.choices, start=1)]
        missing = {"required": gettext_lazy("请选择以后再继续。")}
        made: forms.MultipleChoiceField | forms.ChoiceField
        if question.many:
            made = forms.MultipleChoiceField(
                label=question.text, choices=choices, widget=forms.CheckboxSelectMultiple, error_messages=missing
            )
        else:
            made = forms.ChoiceField(
                label=question.text, choices=choices, widget=forms.RadioSelect, error_messages=missing
            )
        self.number = number
        self.fields["chosen"] = made
        if question.open_choice:
            self.fields["remark"] = forms.CharField(
                label=gettext_lazy("选“其他”的，请写明"),
                required=False,
                max_length=LONGEST["remark"],
                help_text=gettext_lazy("可以不写。截止并审核以后公开，请不要写个人信息。"),
                initial=remark,
            )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def survey(request: Request, consultation: str) -> HttpResponse:
    """填写调查：question after question; what was chosen before goes along in the form.

    :raises NotFound: for what does not exist and what is not public, and where nothing is asked.
    """
    one = queries.seen(consultation, request.at)
    questions = list(one.questions)
    if not questions:
        raise NotFound
    if not one.is_open and request.method != "POST":
        return HttpResponseRedirect(reverse("portal:consultation", args=[one.uid]))
    said, remarks = _said(request, questions), _remarks(request, questions)
    key = storable(request.POST.get("key", ""))[:16] or plain_code()
    number = min(max(number_in(request.POST.get("number", "")), 1), len(questions))
    back = number_in(request.POST.get("to", ""))
    facts = common(request, one) | {"key": key, "questions": len(questions), "remarks": remarks}
    posted = request.method == "POST" and bool(request.POST.get("number"))
    if back or not posted:
        ticked = [each for each in map(number_in, request.POST.getlist("chosen")[:20]) if each]
        if ticked:  # what is ticked on the page left backwards stays ticked
            said[number] = ticked
        return _asked(request, facts, questions, min(max(back, 1), len(questions)), said)
    form = ChoiceForm(request.POST, questions[number - 1], number=number, initial=None)
    if not form.is_valid():
        return _asked(request, facts, questions, number, said, form=form)
    given = form.cleaned_data["chosen"]
    said[number] = [int(each) for each in (given if isinstance(given, list) else [given])]
    remarks[number] = form.cleaned_data.get("remark", "")
    choice = questions[number - 1].open_choice
    if remarks[number] and choice not in said[number]:
        form.add_error("chosen", _("您写了内容，请同时选“其他”；不选的，请清空。"))
        return _asked(request, facts, questions, number, said, form=form)
    if number < len(questions):
        return _asked(request, facts, questions, number + 1, said)
    return _hand_in(request, facts, questions, said)


def _hand_in(
    request: Request, facts: dict[str, Any], questions: list[Question], said: dict[int, list[int]]
) -> HttpResponse:
    last = len(questions)
    if is_too_often(request, "survey"):
        return _asked(request, facts, questions, last, said, faults=[("", _(TOO_MANY))], status=429)
    try:
        operations.reply_to_survey(
            consultation=facts["one"].uid, answers=said, remarks=facts["remarks"], key=facts["key"], at=request.at
        )
    except (Invalid, NotPermitted) as refusal:
        return _asked(request, facts, questions, last, said, faults=[("", term(refusal.sentence))], status=400)
    return page(request, "consultations/surveyed", facts)


def _asked(
    request: Request,
    facts: dict[str, Any],
    questions: list[Question],
    number: int,
    said: dict[int, list[int]],
    *,
    form: ChoiceForm | None = None,
    faults: list[tuple[str, str]] | None = None,
    status: int = 0,
) -> HttpResponse:
    question, before = questions[number - 1], [str(each) for each in said.get(number, [])]
    initial: Any = before if question.many else (before[0] if before else None)
    remarks = facts["remarks"]
    shown = {
        "form": form or ChoiceForm(None, question, number=number, initial=initial, remark=remarks.get(number, "")),
        "number": number,
        "before": number - 1,
        "carried": [
            *((f"q{at}", each) for at, some in said.items() if at != number for each in some),
            *((f"w{at}", each) for at, each in remarks.items() if at != number and each),
        ],
        "faults": faults,
    }
    return page(request, "consultations/survey", facts | shown, status=status or (400 if form else 200))


def _said(request: Request, questions: list[Question]) -> dict[int, list[int]]:
    found = {}
    for at in range(1, len(questions) + 1):
        chosen = [number_in(each) for each in request.POST.getlist(f"q{at}")[:20]]
        if any(chosen):
            found[at] = [each for each in chosen if each]
    return found


def _remarks(request: Request, questions: list[Question]) -> dict[int, str]:
    """What was written beside 其他 before, by question."""
    given = {at: storable(request.POST.get(f"w{at}", ""))[: LONGEST["remark"]] for at in range(1, len(questions) + 1)}
    return {at: said for at, said in given.items() if said}

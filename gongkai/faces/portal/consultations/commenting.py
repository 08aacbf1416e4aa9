"""提意见：the words, whether to sign, a look at both; nothing is kept before it is handed in.

Every step carries what was said so far in the form itself, and the code by which it will be followed, so that a form
sent twice is one comment.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from gongkai.faces.kit.components import Row
from gongkai.faces.kit.http import Request
from gongkai.faces.kit.languages import term
from gongkai.faces.kit.limits import is_too_often
from gongkai.faces.portal.consultations.reading import common, number_in
from gongkai.faces.portal.http import page
from gongkai.foundation.codes import plain_code
from gongkai.foundation.errors import Invalid, NotFound, NotPermitted
from gongkai.foundation.text import storable
from gongkai.programmes.consultations import contents, operations, queries
from gongkai.programmes.consultations.contents import LONGEST, Speaker
from gongkai.programmes.consultations.programme import SPEAKERS
from gongkai.programmes.consultations.queries import Seen

STEPS = {
    "words": gettext_noop("写下意见"),
    "who": gettext_noop("是否署名"),
    "check": gettext_noop("核对并提交"),
}
ORDER = tuple(STEPS)
KEPT = {"text": LONGEST["text"], "kind": 12, "name": LONGEST["name"], "contact": LONGEST["contact"], "key": 16}
TOO_OFTEN = gettext_noop("短时间内提交得太多。请过一会儿再试，已经填写的内容都还在。")


class WordsForm(forms.Form):
    """写下意见：in their own words."""

    text = forms.CharField(
        label=gettext_lazy("您的意见"),
        help_text=gettext_lazy("写明同意、不同意或者怎样修改，以及理由。不要写自己和他人的电话、身份证号。"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 7}),
    )


class WhoForm(forms.Form):
    """是否署名：without a name, as a person, or for an organisation."""

    kind = forms.ChoiceField(label=gettext_lazy("是否署名"), required=False, widget=forms.RadioSelect)
    name = forms.CharField(
        label=gettext_lazy("姓名或者单位名称"),
        help_text=gettext_lazy("个人署名的，公开时只显示姓；单位名称全部显示。"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    contact = forms.CharField(
        label=gettext_lazy("联系方式"),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel"}),
    )

    def __init__(self, data: Any = None, **rest: Any) -> None:
        super().__init__(data, label_suffix="", **rest)
        days = settings.GONGKAI_COMMENT_DAYS
        kept = _("选填，不公开，加密保存，结果公布满 %(days)s 天清除。") % {"days": days}
        self.fields["contact"].help_text = kept if days else _("选填，不公开，加密保存。")
        field = self.fields["kind"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(code, term(name)) for code, name in SPEAKERS.items()]


FORMS: Mapping[str, type[forms.Form]] = {"words": WordsForm, "who": WhoForm}
ASKS = {"words": ("text",), "who": ("kind", "name", "contact")}


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: Request, consultation: str) -> HttpResponse:
    """提意见：on one passage or on the whole, as it stands in the version read.

    :raises NotFound: for what does not exist and what is not public, and for a passage there is not.
    """
    one = queries.seen(consultation, request.at)
    if not one.is_open and request.method != "POST":
        return HttpResponseRedirect(reverse("portal:consultation", args=[one.uid]))
    facts = _place(request, one)
    said = {name: storable(request.POST.get(name, ""))[: most + 1] for name, most in KEPT.items()}
    said["key"] = said["key"] or plain_code()
    said["kind"] = said["kind"] or "anonymous"
    step, back = request.POST.get("step", ""), request.POST.get("to", "")
    if step not in STEPS:
        return _page(request, facts, said, "words")
    if back in STEPS:
        return _page(request, facts, said, back)
    problems = _problems(said)
    # At the end whatever is wrong is asked for again where it is asked.
    for asking in (step,) if step in ASKS else ASKS:
        wrong = [each for each in problems if each[0] in ASKS[asking]]
        if wrong:
            return _page(request, facts, said, asking, wrong=wrong, status=400)
    if step != "check":
        return _page(request, facts, said, ORDER[ORDER.index(step) + 1])
    return _hand_in(request, one, facts, said)


def _place(request: Request, one: Seen) -> dict[str, Any]:
    version = number_in(request.GET.get("version", "")) or one.edition
    number = number_in(request.GET.get("passage", ""))
    edition = queries.version(one, version, request.at)
    passages = {each.number: each for each in contents.passages_of(edition.body)}
    if number and number not in passages:
        raise NotFound
    return common(request, one) | {"passage": passages.get(number), "version": version, "number": number}


def _problems(said: Mapping[str, str]) -> list[tuple[str, str]]:
    return list(contents.problems_with(said["text"], _speaker(said)))


def _speaker(said: Mapping[str, str]) -> Speaker:
    """Who signs; what was typed before choosing not to sign is dropped, not refused."""
    if said["kind"] == "anonymous":
        return Speaker()
    return Speaker(said["kind"], said["name"].strip(), said["contact"].strip())


def _page(
    request: Request,
    facts: dict[str, Any],
    said: dict[str, str],
    step: str,
    *,
    wrong: list[tuple[str, str]] | None = None,
    faults: list[tuple[str, str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    place = ORDER.index(step)
    shown: dict[str, Any] = {"step": step, "title": _(STEPS[step]), "place": place + 1, "last": len(ORDER)}
    shown["before"] = ORDER[place - 1] if place else ""
    shown["carried"] = [(name, value) for name, value in said.items() if name not in ASKS.get(step, ())]
    if step in FORMS:
        form = FORMS[step](said if wrong else None, initial=said)
        for field, sentence in wrong or ():
            form.add_error(field, term(sentence))
        shown["form"] = form
    else:
        shown["rows"] = _rows(said)
        shown["faults"] = faults or [("", term(sentence)) for _field, sentence in wrong or ()]
    return page(request, f"consultations/{step}", facts | shown, status=status)


def _rows(said: Mapping[str, str]) -> list[Row]:
    who = _speaker(said)
    rows = [Row(_("您的意见"), said["text"], wide=True, chinese=True), Row(_("是否署名"), term(SPEAKERS[who.kind]))]
    if who.name:
        rows.append(Row(_("姓名或者单位名称"), who.name, chinese=True))
    if who.contact:
        rows.append(Row(_("联系方式"), who.contact, chinese=True))
    return rows


def _hand_in(request: Request, one: Seen, facts: dict[str, Any], said: dict[str, str]) -> HttpResponse:
    if is_too_often(request, "comment"):
        return _page(request, facts, said, "check", faults=[("", _(TOO_OFTEN))], status=429)
    try:
        made = operations.make_comment(
            consultation=one.uid,
            version=facts["version"],
            passage=facts["number"],
            text=said["text"],
            who=_speaker(said),
            key=said["key"],
            at=request.at,
        )
    except (Invalid, NotPermitted) as refusal:
        return _page(request, facts, said, "check", faults=[("", term(refusal.sentence))], status=400)
    return page(request, "consultations/receipt", facts | {"made": made})

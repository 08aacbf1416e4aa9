"""要求更正：somebody shows that a record about himself is wrong and asks the organ to put it right (第四十一条)."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from gongkai import law
from gongkai.faces.kit import languages
from gongkai.faces.kit.http import Request
from gongkai.faces.kit.languages import term
from gongkai.faces.kit.limits import is_too_often
from gongkai.faces.kit.scans import scan_of, taking_scan
from gongkai.faces.portal.http import page
from gongkai.faces.portal.requests.applying import TOO_OFTEN
from gongkai.faces.portal.requests.forms import ApplicantForm, applicant_of, text
from gongkai.faces.portal.requests.start import SHOWN
from gongkai.foundation.errors import Invalid, NotFound
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.text import storable
from gongkai.programmes.requests import contents, operations, rectifying
from gongkai.programmes.requests.choices import WAYS
from gongkai.programmes.requests.contents import Problem, Wanted
from gongkai.programmes.requests.rectifying import LONGEST, Claim

CHOSEN = ("evidence_file", "proof_copy")
FILE = forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"})


class RectifyForm(ApplicantForm):
    """要求更正：the record, what is wrong, what proves it; who asks; how to tell them."""

    record = text(
        gettext_lazy("是哪一份记录"),
        hint=gettext_lazy("例如“社会保险缴费记录”。这一项会写在申请的标题里，不要写个人信息。"),
        most=LONGEST["record"],
    )
    wrong = text(gettext_lazy("哪些内容不准确"), rows=4, most=LONGEST["wrong"])
    right = text(gettext_lazy("应当怎样更正"), rows=4, most=LONGEST["right"])
    evidence = text(
        gettext_lazy("有什么证据"), hint=gettext_lazy("写明证据是什么、能证明什么。"), rows=4, most=LONGEST["evidence"]
    )
    evidence_file = forms.FileField(
        label=gettext_lazy("证据的扫描件或者照片"),
        help_text=gettext_lazy("PDF、JPG 或者 PNG，不超过 5MB。加密保存，经办人每次查看都有记录。"),
        required=False,
        widget=FILE,
    )
    way = forms.ChoiceField(label=gettext_lazy("怎样告知您结果"), required=False, widget=forms.RadioSelect)

    def __init__(self, data: Any = None, **rest: Any) -> None:
        super().__init__(data, **rest)
        del self.fields["drop_copy"]
        self.choose("way", WAYS.items())

    def problems(self) -> list[Problem]:
        """All that the article and the office ask for."""
        who = contents.tidy_applicant(applicant_of(self.cleaned_data))
        way = Wanted(form="", way=self.cleaned_data.get("way") or "online")
        return [
            *rectifying.problems(rectifying.tidy(self.claim())),
            *rectifying.problems_with(who),
            *contents.problems_between(who, way),
        ]

    def claim(self) -> Claim:
        """What is said to be wrong."""
        return Claim(**{name: self.cleaned_data.get(name) or "" for name in LONGEST})


@taking_scan
@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rectify(request: Request) -> HttpResponse:
    """要求更正：choose the organ, then say which record is wrong; nothing of it is kept before it is handed in.

    :raises NotFound: when there is no such organ, or no longer.
    """
    code = storable(request.GET.get("organ", ""))
    if not code:
        return _choose(request)
    organ = organs.by_code(code)
    if organ.until is not None and organ.until <= china_date(request.at):
        raise NotFound
    if request.method != "POST":
        return _page(request, organ, RectifyForm(initial={"kind": "person", "way": "online"}))
    form = RectifyForm(request.POST)
    if is_too_often(request, "apply"):
        form.add_error(None, _(TOO_OFTEN))
        return _page(request, organ, form, status=429)
    if not form.is_valid():
        return _page(request, organ, form, status=400)
    return _hand_in(request, organ, form)


def _hand_in(request: Request, organ: Organ, form: RectifyForm) -> HttpResponse:
    try:
        receipt = operations.ask_to_rectify(
            organ=organ,
            applicant=applicant_of(form.cleaned_data),
            claim=form.claim(),
            way=form.cleaned_data["way"] or "online",
            evidence=scan_of(request, "evidence_file"),
            proof=scan_of(request, "proof_copy"),
            language="en" if languages.is_english() else "zh",
            at=request.at,
        )
    except Invalid as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, term(refusal.sentence))
        return _page(request, organ, form, status=400)
    shown = {"receipt": receipt, "organ": organ, "organ_name": organs.name_on(organ, china_date(request.at))}
    return page(request, "requests/receipt", {**shown, "rectifies": True})


def _choose(request: Request) -> HttpResponse:
    words = " ".join(storable(request.GET.get("q", "")).split())[:60]
    found = list(organs.listing(day=china_date(request.at), words=words)[: SHOWN + 1])
    facts = {"words": words, "organs": found[:SHOWN], "more": len(found) > SHOWN, "rule": _rule(request)}
    return page(request, "requests/rectify_organ", facts)


def _page(request: Request, organ: Organ, form: RectifyForm, *, status: int = 200) -> HttpResponse:
    facts = {
        "form": form,
        "again": _to_choose_again(request),
        "organ": organ,
        "organ_name": organs.name_on(organ, china_date(request.at)),
        "rule": _rule(request),
    }
    return page(request, "requests/rectify", facts, status=status)


def _to_choose_again(request: Request) -> list[str]:
    """What a form sends back that was not taken: no browser keeps a chosen file, and we keep none."""
    return [file.name or "" for field in CHOSEN if (file := request.FILES.get(field)) is not None]


def _rule(request: Request) -> law.Citation:
    return law.RECORD_CORRECTION.at(received_on=china_date(request.at))

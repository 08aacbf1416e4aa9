"""办理进度：by number and code, without an account; whoever has not both is told exactly that nothing was found."""

from collections.abc import Callable, Mapping
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from gongkai.faces.kit.http import Request
from gongkai.faces.kit.languages import term
from gongkai.faces.kit.scans import scan_of, taking_scan
from gongkai.faces.portal.hotline import forms, places
from gongkai.faces.portal.http import page
from gongkai.faces.portal.proving import Question, ask_for_proof
from gongkai.foundation.errors import Refusal
from gongkai.foundation.now import china_date
from gongkai.foundation.organs.queries import name_on
from gongkai.law import codes
from gongkai.programmes.hotline import operations, queries
from gongkai.programmes.hotline.models import Message

QUESTION = Question(
    title=gettext_lazy("查询诉求办理进度"),
    channel=gettext_lazy("12345热线"),
    home="portal:hotline",
    lead=gettext_lazy("用办件编号和查询码查询，不需要注册。"),
    number=gettext_lazy("办件编号"),
    lost=gettext_lazy("编号和查询码在回执上。查询码遗失的，请致电热线，说明编号和留下的姓名、联系方式。"),
)
DONE: Mapping[str, str] = {
    "add": gettext_noop("已经收到您的补充。"),
    "photo": gettext_noop("已经收到照片。"),
    "withdraw": gettext_noop("已经撤回这件诉求，不再办理。需要时可以重新提出。"),
    "rate": gettext_noop("谢谢您的评价。"),
    "again": gettext_noop("已经退回重办，办理期限重新计算。"),
}
RATED = (("yes", gettext_noop("满意")), ("mostly", gettext_noop("基本满意")), ("no", gettext_noop("不满意")))


def _acts(request: Request, number: str, code: str) -> Mapping[str, Callable[[], object]]:
    text, at = request.POST.get("text", ""), request.at
    satisfied = request.POST.get("satisfied", "")
    photo = scan_of(request, "photo") or (b"", "")
    return {
        "add": lambda: operations.add_words(number=number, code=code, text=text, at=at),
        "photo": lambda: operations.bring_photo(number=number, code=code, content=photo[0], name=photo[1], at=at),
        "withdraw": lambda: operations.give_up_message(number=number, code=code, at=at),
        "rate": lambda: operations.rate_message(number=number, code=code, satisfied=satisfied, text=text, at=at),
        "again": lambda: operations.ask_again(number=number, code=code, text=text, at=at),
    }


@taking_scan
@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: Request) -> HttpResponse:
    """办理进度：ask for number and code; with both right, show the message and do what its sender asks."""
    proof = ask_for_proof(request, QUESTION, lambda number, code: queries.proven(number=number, code=code))
    if isinstance(proof, HttpResponse):
        return proof
    if request.POST.get("act") == "apply" and "apply" in queries.followed(proof.found, at=request.at).may:
        return _to_requests(request, proof.found)
    return _shown(request, proof.found, number=proof.number, code=proof.code)


def _to_requests(request: Request, found: Message) -> HttpResponse:
    """去申请公开：words and place go along in a draft, so that nothing is typed twice; sealed words do not."""
    content = {"text": found.text, "place": found.place, "address": found.address}
    key = operations.keep_message_draft(content=content, at=request.at)
    return HttpResponseRedirect(f"{reverse('portal:apply-organ')}?{urlencode({'from': key})}")


def _shown(request: Request, found: Message, *, number: str, code: str) -> HttpResponse:
    """The message; an act asked for is done before, and what was typed stays when it is refused."""
    act = request.POST.get("act", "")
    doing = _acts(request, number, code).get(act)
    facts: dict[str, object] = {}
    status = 200
    if doing is not None:
        try:
            doing()
            facts["good"] = _(DONE[act])
            found = queries.proven(number=number, code=code)
        except Refusal as refusal:
            faults = [(f"id_{act}", term(refusal.sentence))]
            facts |= {"faults": faults, "typed": request.POST.get("text", ""), "tried": act}
            status = 400
    today = china_date(request.at)
    followed = queries.followed(found, at=request.at)
    facts |= {
        "followed": followed,
        "kind": forms.name_of(codes.appeal_kinds[found.kind]),
        "matter": forms.name_of(codes.appeal_matters[found.matter]),
        "where": places.name_of(found.place, on=today),
        "organ_name": name_on(found.case.organ, today),
        "organ": found.case.organ,
        "proof": {"number": found.case.number, "code": code},
        "ratings": [(key, _(name)) for key, name in RATED],
    }
    return page(request, "hotline/followed", facts, status=status)

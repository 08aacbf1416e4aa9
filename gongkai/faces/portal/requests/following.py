"""查询进度：by number and code, without an account; whoever has not both is told exactly that nothing was found."""

from collections.abc import Callable, Mapping

from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from gongkai.faces.kit.http import Request
from gongkai.faces.kit.languages import term
from gongkai.faces.kit.scans import scan_of, taking_scan
from gongkai.faces.portal.http import absolute, page
from gongkai.faces.portal.proving import Question, ask_for_proof
from gongkai.foundation.errors import NotFound, Refusal
from gongkai.foundation.files.queries import read_file
from gongkai.foundation.now import china_date
from gongkai.foundation.organs.queries import name_on
from gongkai.programmes.requests import operations, paying, queries
from gongkai.programmes.requests.models import Application
from gongkai.programmes.requests.paying import Bill
from gongkai.programmes.requests.permission import proven

QUESTION = Question(
    title=gettext_lazy("查询办理进度"),
    channel=gettext_lazy("依申请公开"),
    home="portal:requests",
    lead=gettext_lazy("用申请编号和查询码查询，不需要注册。"),
    number=gettext_lazy("申请编号"),
    lost=gettext_lazy("编号和查询码在回执上。查询码遗失的，请带身份证明与受理机关联系。"),
)
DONE: Mapping[str, str] = {
    "correct": gettext_noop("已经收到您的补正。答复期限自收到补正之日的次日起重新计算。"),
    "explain": gettext_noop("已经收到您说明的理由。"),
    "withdraw": gettext_noop("已经撤回这件申请，不再办理。需要时可以重新申请。"),
    "rate": gettext_noop("谢谢您的评价。"),
    "bill": gettext_noop("已经开具缴款码，请在下面缴费。"),
    "prove": gettext_noop("已经收到身份证明的扫描件，加密保存。"),
    "complain": gettext_noop("已经收到您的投诉，由上一级主管部门处理。"),
}


def _acts(request: Request, number: str, code: str) -> Mapping[str, Callable[[], object]]:
    text, at = request.POST.get("text", ""), request.at
    said = request.POST.get("score", "")
    score = int(said) if len(said) == 1 and said.isdecimal() else 0
    scan = scan_of(request, "proof_copy") or (b"", "")
    return {
        "correct": lambda: operations.answer_correction(number=number, code=code, text=text, at=at),
        "explain": lambda: operations.give_reasons(number=number, code=code, text=text, at=at),
        "withdraw": lambda: operations.give_up(number=number, code=code, at=at),
        "rate": lambda: operations.rate(number=number, code=code, score=score, words=text, at=at),
        "bill": lambda: operations.ask_for_bill(number=number, code=code, at=at),
        "prove": lambda: operations.add_copy(number=number, code=code, content=scan[0], name=scan[1], at=at),
        "complain": lambda: operations.complain(number=number, code=code, text=text, at=at),
    }


@taking_scan
@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: Request) -> HttpResponse:
    """办理进度：ask for number and code; with both right, show the request and do what its applicant asks."""
    proof = ask_for_proof(request, QUESTION, lambda number, code: proven(number=number, code=code))
    if isinstance(proof, HttpResponse):
        return proof
    if request.POST.get("act") in {"letter", "copy"}:
        return _letter(request, proof.found) if request.POST["act"] == "letter" else _copy(request, proof.found)
    return _shown(request, proof.found, number=proof.number, code=proof.code)


def _shown(request: Request, found: Application, *, number: str, code: str) -> HttpResponse:
    """The request; an act asked for is done before, and what was typed stays when it is refused."""
    act = request.POST.get("act", "")
    doing = _acts(request, number, code).get(act)
    facts: dict[str, object] = {}
    status = 200
    if doing is not None:
        try:
            doing()
            facts["good"] = _(DONE[act])
            found = proven(number=number, code=code)
        except Refusal as refusal:
            facts |= {
                "faults": [(f"id_{act}", term(refusal.sentence))],
                "typed": request.POST.get("text", ""),
                "tried": act,
            }
            status = 400
    today = china_date(request.at)
    followed = queries.followed(found, at=request.at)
    facts |= {
        "followed": followed,
        "pays_online": paying.payments() is not None,
        "pay_at": _pay_at(followed.bill),
        "organ": found.case.organ,
        "organ_name": name_on(found.case.organ, today),
        "proof": {"number": found.case.number, "code": code},
        "scores": (
            (5, _("很满意")), (4, _("满意")), (3, _("基本满意")), (2, _("不满意")), (1, _("很不满意")),
        ),
    }  # fmt: skip
    return page(request, "requests/followed", facts, status=status)


def _copy(request: Request, found: Application) -> HttpResponse:
    """提供的副本：one that came with the answer, as it was given.

    :raises NotFound: for any other, or before the answer went out.
    """
    held = queries.copy_for(found, request.POST.get("copy", ""), at=request.at)
    response = HttpResponse(read_file(held.given), content_type=held.given.media_type)
    name = f"{held.title}.{held.given.extension}"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return response


def _pay_at(bill: Bill | None) -> str:
    """Where to pay, and back to here."""
    return paying.channel().address_of(bill, back=absolute(reverse("portal:follow"))) if bill else ""


def _letter(request: Request, found: Application) -> HttpResponse:
    """公函：the PDF of a letter that was sent to the applicant; the docx where no PDF could be made.

    :raises NotFound: for any other, or before its file was made.
    """
    held = queries.letter_for(found, request.POST.get("letter", ""), at=request.at)
    file = held.letter.pdf or held.letter.docx
    if file is None:
        raise NotFound
    response = HttpResponse(read_file(file), content_type=file.media_type)
    response["Content-Disposition"] = f'attachment; filename="letter-{held.letter.uid}.{file.extension}"'
    return response

"""信访：what it is, bringing a petition, and following it; whoever has not both number and code is told nothing."""

from collections.abc import Callable, Mapping

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from gongkai import law
from gongkai.faces.kit import languages
from gongkai.faces.kit.http import Request
from gongkai.faces.kit.languages import term
from gongkai.faces.kit.limits import is_too_often
from gongkai.faces.kit.scans import scan_of, taking_scan
from gongkai.faces.portal.http import page, public
from gongkai.faces.portal.petitions.forms import PetitionForm
from gongkai.faces.portal.proving import Question, ask_for_proof
from gongkai.foundation.codes import grouped
from gongkai.foundation.errors import Invalid, NotFound, Refusal
from gongkai.foundation.files.queries import read_file
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.programmes.petitions import lettering, operations, queries
from gongkai.programmes.petitions.attachments import MOST
from gongkai.programmes.petitions.models import Petition
from gongkai.programmes.petitions.permission import proven

TOO_OFTEN = gettext_noop("短时间内提交得太多。请过一会儿再试，已经填写的内容都还在。")
QUESTION = Question(
    title=gettext_lazy("查询信访办理进度"),
    channel=gettext_lazy("信访"),
    home="portal:petitions",
    lead=gettext_lazy("用信访事项编号和查询码查询，不需要注册。"),
    number=gettext_lazy("信访事项编号"),
    lost=gettext_lazy("由热线诉求转来的，用新的编号和原来的查询码。查询码遗失的，请与受理机关联系。"),
)
DONE: Mapping[str, str] = {
    "withdraw": gettext_noop("已经撤回这件信访事项，不再办理。"),
    "rate": gettext_noop("谢谢您的评价。"),
    "file": gettext_noop("已经收到材料。"),
    "review": gettext_noop("已经收到您的请求，受理机关会转给上一级机关，三十日内书面答复。"),
}
RATED = (
    ("yes", gettext_noop("满意")),
    ("mostly", gettext_noop("基本满意")),
    ("no", gettext_noop("不满意")),
)


@public
def start(request: Request) -> HttpResponse:
    """信访首页：what may be brought, how long it takes, what may follow."""
    day = china_date(request.at)
    facts = {
        "forwarding": law.PETITION_FORWARDING.at(received_on=day),
        "told": law.PETITION_TOLD.at(received_on=day),
        "handling": law.PETITION_HANDLING.at(accepted_on=day),
        "extension": law.PETITION_EXTENSION.at(accepted_on=day),
        "review": law.PETITION_REVIEW_REQUEST.at(answered_on=day),
        "re_review": law.PETITION_RE_REVIEW_REQUEST.at(answered_on=day),
        "kept": law.PETITION_INFORMERS_KEPT.at(received_on=day),
        "final": law.PETITION_FINAL.at(received_on=day),
    }
    return page(request, "petitions/start", facts)


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: Request) -> HttpResponse:
    """提出信访事项：nothing of it is kept before it is handed in."""
    offices = queries.offices(china_date(request.at))
    names = [(organ.code, organ.name) for organ in offices]
    form = PetitionForm(request.POST if request.method == "POST" else None, organs=names, initial=_only(names))
    if request.method == "POST" and is_too_often(request, "apply"):
        form.add_error(None, _(TOO_OFTEN))
        return page(request, "petitions/new", {"form": form}, status=429)
    if not form.is_valid():
        return page(request, "petitions/new", {"form": form, "offices": offices}, status=400 if form.is_bound else 200)
    try:
        lodged = operations.lodge_petition(
            organ=organs.by_code(form.cleaned_data["organ"]),
            told=form.told(),
            petitioner=form.petitioner(),
            language="en" if languages.is_english() else "zh",
            at=request.at,
        )
    except Invalid as wrong:
        form.add_error(wrong.field if wrong.field in form.fields else None, term(wrong.sentence))
        return page(request, "petitions/new", {"form": form, "offices": offices}, status=400)
    code = grouped(lodged.code)
    name = organs.name_on(lodged.case.organ, china_date(request.at))
    facts = {"case": lodged.case, "code": code, "organ": lodged.case.organ, "organ_name": name}
    return page(request, "petitions/receipt", facts)


def _only(names: list[tuple[str, str]]) -> dict[str, str]:
    """Where there is one office, it is chosen."""
    return {"organ": names[0][0]} if len(names) == 1 else {}


@taking_scan
@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: Request) -> HttpResponse:
    """办理进度：ask for number and code; with both right, show the petition and do what its petitioner asks."""
    proof = ask_for_proof(request, QUESTION, lambda number, code: proven(number=number, code=code))
    if isinstance(proof, HttpResponse):
        return proof
    if request.POST.get("act") == "letter":
        return _letter(proof.found, request.POST.get("letter", ""))
    return _shown(request, proof.found, number=proof.number, code=proof.code)


def _letter(found: Petition, uid: str) -> HttpResponse:
    """书面告知：the PDF of a letter of this petition; the docx where no PDF could be made.

    :raises NotFound: for any other, or before its file was made.
    """
    held = lettering.letter_in(found.case, uid)
    file = held.pdf or held.docx
    if file is None:
        raise NotFound
    response = HttpResponse(read_file(file), content_type=file.media_type)
    response["Content-Disposition"] = f'attachment; filename="letter-{held.uid}.{file.extension}"'
    return response


def _acts(request: Request, number: str, code: str) -> Mapping[str, Callable[[], object]]:
    satisfied, text = request.POST.get("satisfied", ""), request.POST.get("text", "")
    content, name = scan_of(request, "file") or (b"", "")
    return {
        "file": lambda: operations.attach_petition_file(
            number=number, code=code, content=content, name=name, at=request.at
        ),
        "review": lambda: operations.request_review(number=number, code=code, text=text, at=request.at),
        "withdraw": lambda: operations.withdraw_petition(number=number, code=code, at=request.at),
        "rate": lambda: operations.rate_petition(number=number, code=code, satisfied=satisfied, at=request.at),
    }


def _shown(request: Request, found: Petition, *, number: str, code: str) -> HttpResponse:
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
            facts |= {"faults": [(f"id_{act}", term(refusal.sentence))], "typed": request.POST.get("text", "")}
            status = 400
    facts |= {
        "followed": queries.followed(found, at=request.at),
        "files": found.files.count(),
        "most_files": MOST,
        "letters_out": [{"letter": one, "kind": one.sheet["title"]} for one in lettering.letters_in(found.case)],
        "case": found.case,
        "organ": found.case.organ,
        "organ_name": organs.name_on(found.case.organ, china_date(request.at)),
        "proof": {"number": found.case.number, "code": code},
        "ratings": [(key, _(name)) for key, name in RATED] if found.case.state in operations.RATEABLE else (),
    }
    return page(request, "petitions/followed", facts, status=status)

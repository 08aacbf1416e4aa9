"""申请：step by step, one matter a page; what was filled in is kept under an address only its owner has."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gongkai.engines.publishing import queries as publishing
from gongkai.engines.publishing.queries import Filters, Match
from gongkai.faces.kit import languages
from gongkai.faces.kit.components import Row
from gongkai.faces.kit.http import Request
from gongkai.faces.kit.languages import term
from gongkai.faces.kit.limits import is_too_often
from gongkai.faces.kit.scans import scan_of, taking_scan
from gongkai.faces.portal.http import page
from gongkai.faces.portal.requests import doors
from gongkai.faces.portal.requests.forms import (
    ApplicantForm,
    DeliveryForm,
    StepForm,
    WantedForm,
    applicant_of,
    wanted_of,
)
from gongkai.foundation.codes import digest_of
from gongkai.foundation.errors import Conflict, Invalid, NotFound
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.privacy.rules import mask
from gongkai.foundation.text import storable
from gongkai.law import codes
from gongkai.programmes.requests import operations, queries
from gongkai.programmes.requests.choices import FORMS, PROOFS, WAYS

STEPS = {
    "wanted": gettext_noop("您要什么信息"),
    "answers": gettext_noop("也许已经公开了"),
    "applicant": gettext_noop("您是谁"),
    "delivery": gettext_noop("怎样给您"),
    "check": gettext_noop("核对并提交"),
}
ORDER = tuple(STEPS)
FILES = ("proof_copy", "drop_copy")
OFFERED, CLOSEST = 6, 3
TOO_OFTEN = gettext_noop("短时间内提交得太多。请过一会儿再试，已经填写的内容都还在。")


@never_cache
@require_http_methods(["POST"])
def begin(request: Request) -> HttpResponse:
    """开始一份草稿：for one organ.

    :raises NotFound: when there is no such organ, or no longer.
    """
    organ = organs.by_code(storable(request.POST.get("organ", "")))
    if organ.until is not None and organ.until <= china_date(request.at):
        raise NotFound
    if is_too_often(request, "draft"):
        raise Conflict(_(TOO_OFTEN))
    language = "en" if languages.is_english() else "zh"
    content = {"organ": organ.code, "language": language, **doors.from_hotline(request), **doors.from_entry(request)}
    key = operations.keep_draft(content=content, at=request.at)
    return HttpResponseRedirect(reverse("portal:apply", args=[key, ORDER[0]]))


@taking_scan
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: Request, key: str, step: str) -> HttpResponse:
    """一步：show it, or keep what was filled in and go on; nothing typed is lost on a mistake.

    :raises NotFound: for a step there is not, or a draft that was handed in or erased.
    """
    if step not in STEPS:
        raise NotFound
    said = queries.draft_of(digest_of(key))
    if step == "answers":
        return _answers(request, key, said)
    if step == "check":
        return _check(request, key, said)
    form = _form(step, said, request.POST if request.method == "POST" else None)
    _keep_copy(request, key, form)
    if form.is_valid():
        kept = {name: str(value) for name, value in form.cleaned_data.items() if name not in FILES}
        operations.keep_draft(content={**said, **kept}, key=key, at=request.at)
        return _on(key, step)
    return _page(request, key, step, said, {"form": form}, status=400 if form.is_bound else 200)


def _form(step: str, said: dict[str, str], data: Any) -> StepForm:
    if step == "wanted":
        return WantedForm(data, initial=said)
    if step == "applicant":
        shown = {name: value for name, value in said.items() if name != "proof_number"}
        return ApplicantForm(data, kept=said.get("proof_number", ""), initial={"kind": "person", **shown})
    return DeliveryForm(data, before=said, initial={"form": "electronic", "way": "online", **said})


def _keep_copy(request: Request, key: str, form: StepForm) -> None:
    """The scan is kept at once, whatever else is wrong with the form: nobody chooses it twice."""
    if not form.is_bound or FILES[0] not in form.fields:
        return
    scan = scan_of(request, FILES[0])
    if scan is None:
        if form.is_valid() and form.cleaned_data.get(FILES[1]):
            operations.drop_copy(key=key, at=request.at)
        return
    try:
        operations.keep_copy(key=key, content=scan[0], name=scan[1], at=request.at)
    except Invalid as refusal:
        form.add_error(FILES[0], term(refusal.sentence))


def _on(key: str, step: str) -> HttpResponse:
    following = ORDER[ORDER.index(step) + 1]
    return HttpResponseRedirect(reverse("portal:apply", args=[key, following]))


def _page(
    request: Request, key: str, step: str, said: dict[str, str], facts: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    organ = organs.by_code(said["organ"])
    place = ORDER.index(step)
    common = {
        "organ": organ,
        "organ_name": organs.name_on(organ, china_date(request.at)),
        "step": step,
        "title": _(STEPS[step]),
        "place": place + 1,
        "last": len(ORDER),
        "back": reverse("portal:apply", args=[key, ORDER[place - 1]]) if place else "",
        "copy": queries.copy_of_draft(digest_of(key)),
        "masked": mask("id_number", said.get("proof_number", "")),
    }
    return page(request, f"requests/{step}", common | facts, status=status)


def _answers(request: Request, key: str, said: dict[str, str]) -> HttpResponse:
    """已公开的答案：what is public already and looks like it; whoever finds it there need not apply."""
    if request.method == "POST":
        if "hotline" in request.POST:
            return doors.to_hotline(request, said)
        record = storable(request.POST.get("record", ""))
        if not record:
            return _on(key, "answers")
        operations.note_answer_found(record=record, at=request.at)
        operations.forget_drafts(key=key, at=request.at)
        return HttpResponseRedirect(reverse("portal:document", args=[record]))
    doored = doors.is_for_the_hotline(said)
    words = " ".join((said.get("number", ""), said.get("title", ""), said.get("features", "")[:60])).strip()
    found = _alike(words, request.at) if words else ()
    if not found and not doored:
        return _on(key, "answers")
    times = queries.times_found([match.item.record for match in found])
    offered = [(match.item, times.get(match.item.record, 0)) for match in found]
    return _page(request, key, "answers", said, {"offered": offered, "doored": doored})


def _alike(words: str, at: datetime) -> tuple[Match, ...]:
    """What holds all the words; where nothing does, only the few closest."""
    found = publishing.search(words, at, Filters(), limit=OFFERED)
    return found.matches[:CLOSEST] if found.relaxed else found.matches


def _check(request: Request, key: str, said: dict[str, str]) -> HttpResponse:
    facts: dict[str, Any] = {"parts": _parts(key, said)}
    if request.method != "POST":
        return _page(request, key, "check", said, facts)
    if is_too_often(request, "apply"):
        return _page(request, key, "check", said, facts | {"faults": [("", _(TOO_OFTEN))]}, status=429)
    organ = organs.by_code(said["organ"])
    try:
        receipt = operations.hand_in(
            draft=key,
            organ=organ,
            applicant=applicant_of(said),
            wanted=wanted_of(said),
            language=said.get("language", "zh"),
            at=request.at,
        )
    except Invalid as wrong:
        return _page(request, key, "check", said, facts | {"faults": [("", wrong.sentence)]}, status=400)
    shown = {"receipt": receipt, "organ": organ, "organ_name": organs.name_on(organ, china_date(request.at))}
    return page(request, "requests/receipt", shown)


def _parts(key: str, said: dict[str, str]) -> list[tuple[str, str, list[Row]]]:
    """核对：what was filled in, step by step, each with the way back to it."""
    kind = codes.applicant_kinds.get(said.get("kind", ""))
    number = mask("id_number", said.get("proof_number", ""))
    copy = [Row(_("扫描件"), _("已上传"))] if queries.copy_of_draft(digest_of(key)) else []
    wanted = [(_("名称"), "title"), (_("文号"), "number"), (_("其他特征"), "features")]
    reach = [(_("电话"), "phone"), (_("电子邮箱"), "mail"), (_("通信地址"), "address"), (_("联系人"), "contact")]
    who = [
        Row(_("申请人类别"), term(kind.name) if kind else ""),
        Row(_("姓名或者名称"), said.get("name", ""), chinese=True),
        Row(_("身份证明"), f"{term(PROOFS.get(said.get('proof_kind', ''), ''))} {number}".strip()),
        *copy,
        *(Row(label, said[name], chinese=True) for label, name in reach if said.get(name)),
    ]
    how = [
        Row(_("需要的形式"), term(FORMS.get(said.get("form", ""), ""))),
        Row(_("获取的途径"), term(WAYS.get(said.get("way", ""), ""))),
    ]
    asked = [Row(label, said[name], wide=name == "features", chinese=True) for label, name in wanted if said.get(name)]
    return [
        (_(STEPS[step]), reverse("portal:apply", args=[key, step]), rows)
        for step, rows in (("wanted", asked), ("applicant", who), ("delivery", how))
    ]

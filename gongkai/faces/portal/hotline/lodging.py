"""提交诉求：step by step, one question a page; what was filled in is kept under an address only its owner has."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gongkai.faces.kit import languages
from gongkai.faces.kit.components import Row
from gongkai.faces.kit.http import Request
from gongkai.faces.kit.languages import term
from gongkai.faces.kit.limits import is_too_often
from gongkai.faces.kit.scans import scan_of, taking_scan
from gongkai.faces.portal.hotline import forms, places
from gongkai.faces.portal.hotline.forms import StepForm, person_of, told_of
from gongkai.faces.portal.http import page
from gongkai.foundation.codes import grouped
from gongkai.foundation.errors import Conflict, Invalid, NotFound
from gongkai.foundation.now import china_date
from gongkai.foundation.text import storable
from gongkai.law import codes
from gongkai.programmes.hotline import doors, operations, queries, rules
from gongkai.programmes.hotline.photos import MOST

STEPS = {
    "kind": gettext_noop("您要做什么"),
    "words": gettext_noop("什么事"),
    "door": gettext_noop("这像是申请公开信息"),
    "matter": gettext_noop("属于哪类事"),
    "place": gettext_noop("发生在哪里"),
    "spot": gettext_noop("具体位置和照片"),
    "who": gettext_noop("您是谁"),
    "check": gettext_noop("核对并提交"),
}
ORDER = tuple(STEPS)
FORMS: Mapping[str, type[StepForm]] = {
    "kind": forms.KindForm,
    "words": forms.WordsForm,
    "matter": forms.MatterForm,
    "spot": forms.SpotForm,
    "who": forms.WhoForm,
}
TOO_OFTEN = gettext_noop("短时间内提交得太多。请过一会儿再试，已经填写的内容都还在。")
NO_PLATFORM = gettext_noop("网上还没有开通热线受理。请拨打12345。")


@never_cache
@require_http_methods(["POST"])
def begin(request: Request) -> HttpResponse:
    """开始一份草稿：of the kind chosen, if one was."""
    if is_too_often(request, "draft"):
        raise Conflict(_(TOO_OFTEN))
    kind = storable(request.POST.get("kind", ""))
    content = {"language": "en" if languages.is_english() else "zh"}
    if codes.appeal_kinds.get(kind):
        content["kind"] = kind
    key = operations.keep_message_draft(content=content, at=request.at)
    return HttpResponseRedirect(reverse("portal:hotline-new", args=[key, "words" if "kind" in content else "kind"]))


@taking_scan
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: Request, key: str, step: str) -> HttpResponse:
    """一步：show it, or keep what was filled in and go on; nothing typed is lost on a mistake.

    :raises NotFound: for a step there is not, or a draft that was handed in or erased.
    """
    if step not in STEPS:
        raise NotFound
    said = queries.draft_of(key)
    special = {"door": _door, "place": _place, "check": _check}.get(step)
    if special is not None:
        return special(request, key, said)
    form = FORMS[step](request.POST if request.method == "POST" else None, said=said)
    if step == "spot":
        _keep_photo(request, key, form)
    if form.is_valid():
        kept = {name: str(value) for name, value in form.cleaned_data.items() if name != "photo"}
        operations.keep_message_draft(content={**said, **kept}, key=key, at=request.at)
        return _on(key, step if "stay" in request.POST else _after(step, {**said, **kept}))
    return _page(request, key, step, said, {"form": form}, status=400 if form.is_bound else 200)


def _keep_photo(request: Request, key: str, form: StepForm) -> None:
    """A picture is kept at once, whatever else is wrong with the form: nobody chooses it twice."""
    if not form.is_bound:
        return
    for dropped in request.POST.getlist("drop")[:MOST]:
        operations.drop_photo(key=key, photo=storable(dropped)[:12], at=request.at)
    photo = scan_of(request, "photo")
    if photo is None:
        return
    try:
        operations.add_photo(key=key, content=photo[0], name=photo[1], at=request.at)
    except Invalid as refusal:
        form.add_error("photo", term(refusal.sentence))


def _after(step: str, said: Mapping[str, str]) -> str:
    following = ORDER[ORDER.index(step) + 1]
    if following == "door" and not doors.asks_for_information(said.get("text", "")):
        return "matter"
    return following


def _before(step: str, said: Mapping[str, str]) -> str:
    before = ORDER[ORDER.index(step) - 1]
    return "words" if before == "door" and not doors.asks_for_information(said.get("text", "")) else before


def _on(key: str, step: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("portal:hotline-new", args=[key, step]))


def _page(
    request: Request, key: str, step: str, said: dict[str, str], facts: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    place = [one for one in ORDER if one != "door"].index(step if step != "door" else "words")
    kind = codes.appeal_kinds.get(said.get("kind", ""))
    common = {
        "key": key,
        "step": step,
        "title": _(STEPS[step]),
        "place": place + 1,
        "last": len(ORDER) - 1,
        "kind": forms.name_of(kind) if kind else "",
        "reports": said.get("kind") == rules.REPORT,
        "back": reverse("portal:hotline-new", args=[key, _before(step, said)]) if place else "",
    }
    if step == "spot":
        common["photos"] = queries.photos_of_draft(key)
    return page(request, f"hotline/{step}", common | facts, status=status)


def _door(request: Request, key: str, said: dict[str, str]) -> HttpResponse:
    """另一扇门：the words read like a request for information: it has a door and a time of its own."""
    if request.method == "POST":
        return _on(key, "matter")
    return _page(request, key, "door", said, {"text": said.get("text", "")})


def _place(request: Request, key: str, said: dict[str, str]) -> HttpResponse:
    """地点：down the five levels by links; the button takes the one shown."""
    on = china_date(request.at)
    if request.method == "POST":
        chosen = places.spot(storable(request.POST.get("place", ""))[:12], on=on)
        operations.keep_message_draft(content={**said, "place": chosen.code}, key=key, at=request.at)
        return _on(key, "spot")
    at = request.GET.get("at")
    platform = queries.platform_for("", on=on)
    begun = said.get("place") or (platform.place if platform else "")
    shown = places.spot(storable(at)[:12] if at is not None else begun, on=on)
    return _page(request, key, "place", said, {"spot": shown})


def _check(request: Request, key: str, said: dict[str, str]) -> HttpResponse:
    facts: dict[str, Any] = {"parts": _parts(request, key, said)}
    if request.method != "POST":
        return _page(request, key, "check", said, facts)
    if is_too_often(request, "lodge"):
        return _page(request, key, "check", said, facts | {"faults": [("", _(TOO_OFTEN))]}, status=429)
    platform = queries.platform_for(said.get("place", ""), on=china_date(request.at))
    if platform is None:
        return _page(request, key, "check", said, facts | {"faults": [("", _(NO_PLATFORM))]}, status=409)
    try:
        lodged = operations.hand_in_message(
            draft=key,
            organ=platform.organ,
            told=told_of(said),
            person=person_of(said),
            profile=platform.profile,
            language=said.get("language", "zh"),
            at=request.at,
        )
    except Invalid as wrong:
        return _page(request, key, "check", said, facts | {"faults": [("", term(wrong.sentence))]}, status=400)
    code = grouped(lodged.code)
    anonymous = said.get("mode") == "anonymous"
    return page(request, "hotline/receipt", {"case": lodged.case, "code": code, "anonymous": anonymous})


def _parts(request: Request, key: str, said: dict[str, str]) -> list[tuple[str, str, list[Row]]]:
    """核对：what was filled in, step by step, each with the way back to it."""
    kind, matter = codes.appeal_kinds.get(said.get("kind", "")), codes.appeal_matters.get(said.get("matter", ""))
    where = places.name_of(said.get("place", ""), on=china_date(request.at))
    photos = len(queries.photos_of_draft(key))
    who = [Row(_("姓名"), _("匿名"))]
    if said.get("mode") != "anonymous":
        who = [
            Row(_("姓名"), said.get("name", ""), chinese=True),
            Row(_("联系方式"), said.get("contact", ""), chinese=True),
        ]
    kept = rules.kept_from_handlers(kind=said.get("kind", ""), confidential=said.get("confidential") == "True")
    rows = {
        "kind": [Row(_("诉求类型"), forms.name_of(kind) if kind else "")],
        "words": [Row(_("内容"), said.get("text", ""), wide=True, chinese=True)],
        "matter": [Row(_("诉求事项"), forms.name_of(matter) if matter else "")],
        "place": [Row(_("地点"), where or _("没有选择"), chinese=bool(where))],
        "spot": [
            Row(_("具体位置"), said.get("address", "") or _("没有填写"), chinese=bool(said.get("address"))),
            Row(_("照片"), _("%(many)s 张") % {"many": photos}),
        ],
        "who": [*who, Row(_("保密"), _("是：承办单位不知道是谁反映的") if kept else _("否"))],
    }
    return [(_(STEPS[one]), reverse("portal:hotline-new", args=[key, one]), rows[one]) for one in rows]

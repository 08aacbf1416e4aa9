"""答复：the page, or the JSON, of every refusal and error."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from gongkai.faces.kit import context, languages
from gongkai.foundation.errors import Conflict, Invalid, NotFound, NotPermitted, Refusal

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_CHINESE = re.compile(r"[\u3400-\u9fff〇][\u3400-\u9fff〇0-9〔〕（）]*")


@dataclass(frozen=True)
class Heading:
    """错误页标题：the status of a kind of refusal and the words above it."""

    status: int
    title: "StrOrPromise"
    advice: "tuple[StrOrPromise, ...]"


NOT_FOUND = Heading(
    404, _("没有找到这个页面"), (_("核对网址或编号有没有抄漏、抄错。"), _("用上方的检索框按标题或文号查找。"))
)
NOT_PERMITTED = Heading(403, _("您不能办理这一项"), (_("确需办理的，请找本机关系统管理员核对您的岗位。"),))
INVALID = Heading(400, _("提交的内容需要改正"), (_("用浏览器的“后退”回到刚才的页面，已填内容仍在，改正后再提交。"),))
CONFLICT = Heading(409, _("这一项刚刚发生了变化"), (_("回到该件，刷新后看清最新情况，再决定怎样办理。"),))
BROKEN = Heading(
    500,
    _("系统没有办成这件事"),
    (_("刚才的办理没有生效，请稍后再试一次。"), _("仍然不行的，请告知管理员发生的时间和网址。")),
)

HEADINGS: tuple[tuple[type[Refusal], Heading], ...] = (
    (NotFound, NOT_FOUND),
    (NotPermitted, NOT_PERMITTED),
    (Conflict, CONFLICT),
    (Invalid, INVALID),
)


def heading_of(refusal: Refusal) -> Heading:
    """拒绝的状态：which heading and HTTP status a refusal takes; an unnamed refusal counts as invalid input."""
    for kind, heading in HEADINGS:
        if isinstance(refusal, kind):
            return heading
    return INVALID


def refuse(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """答复拒绝：the refusal's own sentence, in the form the asker reads."""
    return answer(request, heading_of(refusal), refusal.sentence, code=refusal.code, field=refusal.field)


def answer(
    request: HttpRequest, heading: Heading, sentence: str, *, code: str, field: str | None = None
) -> HttpResponse:
    """答复：JSON under /api/, else a page; neither touches the database."""
    response: HttpResponse
    if request.path.startswith("/api/"):
        error = {"code": code, "sentence": sentence, "field": field}
        response = JsonResponse({"error": error}, status=heading.status, json_dumps_params={"ensure_ascii": False})
    else:
        facts = {
            **context.site(request),
            "heading": heading,
            "sentence": languages.term(sentence),
            "code": code,
            "request": request,
            "words": words_of(request.path) if heading.status == NOT_FOUND.status else "",
        }
        response = HttpResponse(render_to_string("kit/refusal.html", facts), status=heading.status)
    response["Cache-Control"] = "no-store"
    return response


def words_of(path: str) -> str:
    """网址里的词：the Chinese words of an address, which the reader may have been looking for."""
    return " ".join(_CHINESE.findall(path))[:60]

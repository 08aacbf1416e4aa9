"""应答：what every public address has in common: read only, never stale, the same to everybody."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.http import FileResponse, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response, set_response_etag
from django.utils.http import parse_http_date_safe
from django.views.decorators.http import require_safe

from gongkai.faces.kit import languages, reading, traditional
from gongkai.faces.kit.answers import heading_of
from gongkai.faces.kit.http import Request
from gongkai.faces.kit.middleware import FILE_POLICY, page_policy
from gongkai.faces.portal import caching, ranges
from gongkai.foundation.errors import Refusal

# 304 也要带上的：what keeps a copy kept right, in a browser and in a shared cache.
KEPT = ("ETag", "Last-Modified", "Cache-Control", *caching.HEADERS)
P = ParamSpec("P")
View = Callable[Concatenate[Request, P], HttpResponseBase]


def public(view: View[P]) -> View[P]:
    """公开网址：GET and HEAD only, an `ETag` of the content, and `no-cache`: keep it, but ask before showing it again.

    A withdrawal therefore takes effect at once, and a page unchanged costs its reader no bytes.
    """

    @wraps(view)
    def answered(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response.setdefault("Cache-Control", "no-cache")
        caching.tag(request, response)
        if response.status_code != 200:
            return response
        answer = _unchanged(request, response)
        return ranges.part_of(request, answer) if isinstance(answer, FileResponse) else answer

    guarded: View[P] = require_safe(answered)
    return guarded


def _unchanged(request: Request, response: HttpResponseBase) -> HttpResponseBase:
    """The response, or 304 for a reader who has it.

    A 304 names the policy of what it stands for: the browser puts its headers on the copy it kept, and the policy of
    files would shut a page into a sandbox.
    """
    if reading.of(request).language == languages.TRADITIONAL:
        traditional.convert(response)  # before its ETag is counted: the simplified page has another
    if not response.has_header("ETag") and not response.streaming:
        set_response_etag(response)
    changed = parse_http_date_safe(response.get("Last-Modified", ""))
    answer = get_conditional_response(request, etag=response.get("ETag"), last_modified=changed)
    if answer is None:
        return response
    ranges.let_go(response)
    for name in KEPT:
        if response.has_header(name):
            answer[name] = response[name]
    page = response.get("Content-Type", "").startswith("text/html")
    answer["Content-Security-Policy"] = response.get("Content-Security-Policy") or (
        page_policy() if page else FILE_POLICY
    )
    return answer


def page(request: Request, template: str, facts: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """网页：one of our templates."""
    return render(request, f"portal/{template}.html", facts, status=status)


def absolute(path: str) -> str:
    """完整网址：a path of this site as others write it down."""
    return f"{settings.GONGKAI_ORIGIN}{path}"


def site_name() -> str:
    """站名：as the site is called, wherever programs are told."""
    return str(getattr(settings, "GONGKAI_SITE_NAME", "公开 · 示范省"))


def machine(view: View[P]) -> View[P]:
    """机读网址：like `public`, but a refusal is JSON: code and sentence, never a page."""

    @wraps(view)
    def answered(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except Refusal as refusal:
            return refused(refusal)

    return public(answered)


def as_json(said: Any, *, status: int = 200) -> JsonResponse:
    """JSON：Chinese unescaped."""
    return JsonResponse(said, status=status, json_dumps_params={"ensure_ascii": False})


def refused(refusal: Refusal) -> JsonResponse:
    """拒绝：in the form the API uses too; a conflict says when to come back."""
    status = heading_of(refusal).status
    error = {"code": refusal.code, "sentence": refusal.sentence, "field": refusal.field}
    response = as_json({"error": error}, status=status)
    response["Cache-Control"] = "no-store"
    if status == 409:
        response["Retry-After"] = "60"
    return response

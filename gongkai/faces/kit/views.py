"""页面：the error pages Django asks for, and the reader's own settings of the page."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from gongkai.faces.kit import answers
from gongkai.faces.kit import reading as ways

_YEAR = 365 * 24 * 3600


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """请求有误：handler400."""
    return answers.answer(request, answers.INVALID, _("系统看不懂这次请求，没有办理任何事项。"), code="invalid")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """无权限：handler403."""
    return answers.answer(request, answers.NOT_PERMITTED, _("这一页不对您开放。"), code="not-permitted")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """不存在：handler404."""
    sentence = _("网址可能有误，或者这一页已经迁走。")
    return answers.answer(request, answers.NOT_FOUND, sentence, code="not-found")


def server_error(request: HttpRequest) -> HttpResponse:
    """系统故障：handler500."""
    return answers.answer(request, answers.BROKEN, _("系统内部出错，已经记录在案。"), code="broken")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """表单失效：CSRF_FAILURE_VIEW; a page left open too long, or a form sent from elsewhere."""
    heading = answers.Heading(403, _("页面停留太久，请再提交一次"), (_("回到刚才的页面，刷新后重新提交。"),))
    sentence = _("为防止他人冒用您的身份，这次提交没有受理，什么也没有改动。")
    return answers.answer(request, heading, sentence, code="stale-form")


@require_GET
def reading(request: HttpRequest) -> HttpResponse:
    """阅读方式：keep one choice of the reader (language, 长者模式, high contrast) and go back to the same page.

    The cookie holds no more than the choices; whoever keeps rendered pages must key them on it.
    """
    back = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}) or not back.startswith("/"):
        back = "/"
    response = HttpResponseRedirect(_without_language(back))
    response["Cache-Control"] = "no-store"
    chosen = str(ways.changed(ways.kept(request), request.GET))
    if chosen:
        response.set_cookie(ways.COOKIE, chosen, max_age=_YEAR, samesite="Lax", httponly=True)
    else:
        response.delete_cookie(ways.COOKIE, samesite="Lax")
    return response


def _without_language(address: str) -> str:
    """The address without `?lang=`, which would overrule the choice just made."""
    path, _, query = address.partition("?")
    kept = "&".join(pair for pair in query.split("&") if pair and pair.partition("=")[0] != ways.PARAMETER)
    return f"{path}?{kept}" if kept else path

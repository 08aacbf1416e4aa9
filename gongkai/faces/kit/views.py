"""页面：the error pages Django asks for, and the reader's own settings of the page."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET

from gongkai.faces.kit import answers
from gongkai.faces.kit.context import READING_COOKIE, READINGS

_YEAR = 365 * 24 * 3600


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """请求有误：handler400."""
    return answers.answer(request, answers.INVALID, "系统看不懂这次请求，没有办理任何事项。", code="invalid")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """无权限：handler403."""
    return answers.answer(request, answers.NOT_PERMITTED, "这一页不对您开放。", code="not-permitted")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """不存在：handler404."""
    sentence = "网址可能有误，或者这一页已经迁走。"
    return answers.answer(request, answers.NOT_FOUND, sentence, code="not-found")


def server_error(request: HttpRequest) -> HttpResponse:
    """系统故障：handler500."""
    return answers.answer(request, answers.BROKEN, "系统内部出错，已经记录在案。", code="broken")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """表单失效：CSRF_FAILURE_VIEW; a page left open too long, or a form sent from elsewhere."""
    heading = answers.Heading(403, "页面停留太久，请再提交一次", ("回到刚才的页面，刷新后重新提交。",))
    sentence = "为防止他人冒用您的身份，这次提交没有受理，什么也没有改动。"
    return answers.answer(request, heading, sentence, code="stale-form")


@require_GET
def reading(request: HttpRequest) -> HttpResponse:
    """阅读方式：keep the reader's choice (标准、长者、高对比) in a cookie and go back to the same page.

    The cookie holds no more than the choice; whoever keeps rendered pages must key them on it.
    """
    mode = request.GET.get("mode", "")
    back = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}) or not back.startswith("/"):
        back = "/"
    response = HttpResponseRedirect(back)
    response["Cache-Control"] = "no-store"
    if mode in READINGS and mode != "standard":
        response.set_cookie(READING_COOKIE, mode, max_age=_YEAR, samesite="Lax", httponly=True)
    else:
        response.delete_cookie(READING_COOKIE, samesite="Lax")
    return response

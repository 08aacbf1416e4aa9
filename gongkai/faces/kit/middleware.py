"""中间件：the safety of every answer, the moment and the person of every request, and the page of every refusal."""

import secrets
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.functional import SimpleLazyObject
from django.utils.http import urlencode

from gongkai.faces.kit import answers, carrying, languages, ports, reading, traditional
from gongkai.foundation.errors import NotFound, Refusal
from gongkai.foundation.now import now
from gongkai.foundation.people import queries as people
from gongkai.foundation.people.actors import Actor

GetResponse = Callable[[HttpRequest], HttpResponseBase]

FILE_POLICY = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox"
NOT_MODIFIED = 304
MEASURED = ("/records/new/", "/edit/")
PERMISSIONS = (
    "accelerometer=(), autoplay=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(),"
    " microphone=(), midi=(), payment=(), usb=(), browsing-topics=(), interest-cohort=()"
)


def page_policy(nonce: str = "") -> str:
    """页面安全策略：the Content-Security-Policy of a page; no inline script or style without the request's nonce."""
    once = f" 'nonce-{nonce}'" if nonce else ""
    return (
        f"default-src 'none'; script-src 'self'{once}; style-src 'self'{once}; img-src 'self' data:; font-src 'self';"
        " connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none';"
        " frame-ancestors 'none'"
    )


class SafetyHeaders:
    """安全响应头：a strict policy on every page, a stricter one on every file.

    `request.csp_nonce` enters the policy only when somebody used it: pages without inline script carry the same
    headers every time and may be cached. A view that sets its own policy keeps it.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Let the request through and put the headers on what comes back."""
        used: list[str] = []

        def nonce() -> str:
            used.append(secrets.token_urlsafe(18))
            return used[0]

        request.csp_nonce = SimpleLazyObject(nonce)  # type: ignore[attr-defined]
        response = self.get_response(request)
        page = response.get("Content-Type", "").startswith(("text/html", "application/xhtml"))
        if response.status_code != NOT_MODIFIED:  # its headers are merged into the page the reader keeps
            response.setdefault("Content-Security-Policy", page_policy("".join(used)) if page else FILE_POLICY)
        response.setdefault("Permissions-Policy", PERMISSIONS)
        response.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.setdefault("X-Frame-Options", "DENY")
        response.setdefault("X-Content-Type-Options", "nosniff")
        return response


class Reading:
    """阅读方式：the language of what is written below, and traditional characters for whoever asked for them.

    A language named by the address is carried on to the page's links, so that somebody who was sent an English link
    stays in English without a cookie being set.

    Nothing is put into `Vary`: whoever keeps pages keys them on `reading.variant`.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Let the request through in the reader's language."""
        chosen = reading.of(request)
        with languages.speaking(chosen.language):
            response = self.get_response(request)
        if reading.named_language(request):
            carrying.carry(response, chosen.language)
        if chosen.language == languages.TRADITIONAL:
            traditional.convert(response)
        if response.get("Content-Type", "").startswith("text/html"):
            response.setdefault("Content-Language", chosen.tag)
        return response


class Bounds:
    """上限：a request too large to be anything we take is answered before a byte of it is read.

    The office's forms with files measure as they read, so that what else was typed is not lost.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Look at what the sender says the length is."""
        largest = settings.GONGKAI_LARGEST_REQUEST
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length) > largest and not request.path.endswith(MEASURED):
            heading = answers.Heading(413, "文件太大，没有接收", ("压缩或者拆分后再上传。",))
            sentence = f"一次最多接收 {largest // 1024 // 1024} MB，单个文件不超过 100 MB。什么也没有改动。"
            return answers.answer(request, heading, sentence, code="too-large")
        return self.get_response(request)


class Moment:
    """此刻与此人：`request.at` read once; `request.actor` the person signed in, or None.

    Without a session cookie nothing is asked: no SQL, no `Vary: Cookie`, so public pages stay cacheable.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Note the moment and the person, then let the request through."""
        request.at = now()  # type: ignore[attr-defined]
        request.actor = None  # type: ignore[attr-defined]
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            request.actor = _actor(request)  # type: ignore[attr-defined]
        return self.get_response(request)


def _actor(request: HttpRequest) -> Actor | None:
    user = request.user
    if not user.is_authenticated:
        return None
    try:
        return people.actor(user.pk, request.at, ports.second_factor(request))  # type: ignore[attr-defined]
    except NotFound:
        return None


class Refusals:
    """拒绝：a refusal raised anywhere below becomes a page that says why and what to do.

    The whole back office stands behind the sign-in: an anonymous visitor is sent there whatever the address, so
    that what exists and what does not look the same from outside.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Let the request through, unless a stranger asks for the back office."""
        if request.path.startswith("/office/") and getattr(request, "actor", None) is None:
            return _sign_in(request)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a refusal; leave everything else to Django."""
        if isinstance(exception, Refusal):
            return answers.refuse(request, exception)
        return None


def _sign_in(request: HttpRequest) -> HttpResponseRedirect:
    back = request.get_full_path() if request.method in {"GET", "HEAD"} else "/office/"
    response = HttpResponseRedirect(f"{settings.LOGIN_URL}?{urlencode({'next': back})}")
    response["Cache-Control"] = "no-store"
    return response

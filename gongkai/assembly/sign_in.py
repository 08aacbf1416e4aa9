"""登录：staff only, a second factor for those who review, and every sign-in in the journal.

allauth keeps its own tables and writes them itself; what happens reaches our journal through the hooks of its adapter.
"""

import base64
from collections.abc import Callable
from datetime import datetime
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.mfa.utils import is_mfa_enabled
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlencode

from gongkai.faces.kit import answers
from gongkai.foundation.canonical import Json
from gongkai.foundation.errors import NotFound
from gongkai.foundation.journal import operations as journal
from gongkai.foundation.now import china_date, now
from gongkai.foundation.people import queries as people
from gongkai.foundation.people.models import Person

_STEP_SECONDS = 30
_BACK_OFFICE = "/office/"


def second_factor(request: HttpRequest) -> bool:
    """已二次验证：did the person of this session pass a second factor (动态口令 or recovery code)? No SQL."""
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records)


def detour(request: HttpRequest) -> str:
    """绕行网址：where somebody who reviews, without a second factor in this session, must go first; "" for all others.

    To set up a one-time password when they have none, else to give one and come back.
    """
    person = request.user
    if not isinstance(person, Person) or second_factor(request):
        return ""
    if not people.reviews(person.pk, day=china_date(_at(request))):
        return ""
    if not is_mfa_enabled(person, [Authenticator.Type.TOTP]):
        return reverse("mfa_index")
    back = request.get_full_path() if request.method in {"GET", "HEAD"} else _BACK_OFFICE
    return f"{reverse('mfa_reauthenticate')}?{urlencode({'next': back})}"


class RequireSecondFactor:
    """二次验证把关：reviewers enter the back office only with a second factor; goes after the sign-in middleware."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Send reviewers on their detour, let everybody else through."""
        if request.path.startswith(_BACK_OFFICE) and (elsewhere := detour(request)):
            return HttpResponseRedirect(elsewhere)
        return self.get_response(request)


class StaffOnly(DefaultAccountAdapter):  # type: ignore[misc]
    """仅限工作人员：nobody signs up; people are enrolled by an administrator; each event is journalled."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """不开放注册。"""
        return False

    def login(self, request: HttpRequest, user: Person) -> None:
        """登录：the session and the entry that says so, together."""
        passed = any(record.get("method") == "mfa" for record in get_authentication_records(request, user))
        with transaction.atomic():
            super().login(request, user)
            _journal(request, "sign_in", user, second_factor=passed)

    def logout(self, request: HttpRequest) -> None:
        """退出：the entry first, for afterwards nobody is signed in."""
        with transaction.atomic():
            if isinstance(request.user, Person):
                _journal(request, "sign_out", request.user)
            super().logout(request)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """登录失败：journalled against the account tried; what was typed is not kept, it may be a password."""
        super().authentication_failed(request, **credentials)
        tried = Person.objects.filter(username=credentials.get("username") or "").first()
        with transaction.atomic():
            _journal(request, "sign_in_failed", tried)

    def post_login(self, request: HttpRequest, user: Person, **more: Any) -> HttpResponse:
        """登录之后：a reviewer without a one-time password sets it up before anything else."""
        response: HttpResponse = super().post_login(request, user, **more)
        elsewhere = detour(request)
        return HttpResponseRedirect(elsewhere) if elsewhere == reverse("mfa_index") else response

    def send_notification_mail(self, template_prefix: str, user: Person, *rest: Any, **more: Any) -> None:
        """账户安全变动：journalled (password_changed, totp_activated, …), whether or not mail goes out.

        Who has just set up a one-time password has shown that they hold it: the session counts as second-factor.
        """
        event = template_prefix.rsplit("/", 1)[-1]
        with transaction.atomic():
            _journal(self.request, "security", user, event=event)
        if event == "totp_activated" and self.request is not None:
            record_authentication(self.request, user, "mfa", type=Authenticator.Type.TOTP.value)
        super().send_notification_mail(template_prefix, user, *rest, **more)


class SealedSecrets(DefaultMFAAdapter):  # type: ignore[misc]
    """密封口令种子：one-time-password secrets are encrypted in the database, with a key made from SECRET_KEY."""

    def encrypt(self, text: str) -> str:
        """加密。"""
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """解密。

        :raises cryptography.fernet.InvalidToken: when SECRET_KEY changed and is not among SECRET_KEY_FALLBACKS.
        """
        return _seal().decrypt(encrypted_text.encode()).decode()


def activate_totp(person: Person, secret: str) -> None:
    """启用动态口令：give somebody a one-time password with a known base32 secret instead of theirs; for demos."""
    with transaction.atomic():
        Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP).delete()
        TOTP.activate(person, secret)


def current_code(secret: str, at: datetime) -> str:
    """当前动态口令：the six digits that an app with this base32 secret shows at an instant (RFC 6238, 30 s)."""
    code: str = format_hotp_value(hotp_value(secret, int(at.timestamp()) // _STEP_SECONDS))
    return code


def _journal(request: HttpRequest | None, act: str, person: Person | None, **facts: Json) -> None:
    uid = person.uid if person else ""
    by = uid if act != "sign_in_failed" else "system"
    journal.record(act=f"people.{act}", by=by, at=_at(request), organ="", subject=f"person:{uid}", facts=facts)


def _at(request: HttpRequest | None) -> datetime:
    """The moment of the request, read by the kit's middleware; read here when it is not there."""
    at = getattr(request, "at", None)
    return at if isinstance(at, datetime) else now()


def _seal() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(key)) for key in keys])


def _key(secret: str | bytes) -> bytes:
    derive = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"gongkai one-time-password secrets")
    return base64.urlsafe_b64encode(derive.derive(force_bytes(secret)))


# What allauth offers and an office does not: addresses and passwords are the administrators' matter, and journalled.
CLOSED = ("/accounts/email/", "/accounts/confirm-email/", "/accounts/password/reset/", "/accounts/password/set/")


class ClosedDoors:
    """不设的入口：nobody adds an address or resets a password past the administrators; these pages do not exist."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Let the request through to where its view is known."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> HttpResponseBase | None:
        """Answer as what does not exist; a forged form has been refused before."""
        return answers.refuse(request, NotFound()) if request.path.startswith(CLOSED) else None

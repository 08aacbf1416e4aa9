"""个人信息查询：findings by fingerprint, and what was decided of them."""

import hashlib
import hmac
from collections.abc import Iterable

from django.conf import settings

from gongkai.foundation.privacy.models import PrivacyDecision
from gongkai.foundation.privacy.rules import Finding, fingerprint


def named(findings: Iterable[Finding], subject: str) -> list[tuple[str, Finding]]:
    """带指纹的发现：under the key of this installation and subject; no SQL."""
    key = _key(settings.SECRET_KEY, subject)
    return [(fingerprint(finding, key), finding) for finding in findings]


def decided(findings: Iterable[tuple[str, Finding]], subject: str) -> dict[str, PrivacyDecision]:
    """已作的决定：by fingerprint, those made under an older key of the installation too. One SQL query."""
    made = {row.fingerprint: row for row in PrivacyDecision.objects.filter(subject=subject)}
    old_keys = [_key(secret, subject) for secret in getattr(settings, "SECRET_KEY_FALLBACKS", [])] if made else []
    found = {}
    for name, finding in findings:
        names = [name, *(fingerprint(finding, key) for key in old_keys)]
        decision = next((made[each] for each in names if each in made), None)
        if decision is not None:
            found[name] = decision
    return found


def decisions(subject: str) -> list[PrivacyDecision]:
    """处理决定：of one subject, newest first. One SQL query."""
    return list(PrivacyDecision.objects.filter(subject=subject))


def _key(secret: str, subject: str) -> bytes:
    return hmac.new(secret.encode(), f"gongkai.privacy:{subject}".encode(), hashlib.sha256).digest()

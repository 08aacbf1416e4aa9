"""The only code that writes decisions on personal data. Called inside an engine's act, which writes the journal."""

from collections.abc import Sequence
from datetime import datetime

from gongkai.foundation.privacy.models import PrivacyDecision
from gongkai.foundation.privacy.rules import Finding, mask

_LONGEST = 40


def decide(
    *,
    subject: str,
    findings: Sequence[tuple[str, Finding]],
    covered: bool,
    reason: str,
    by: tuple[str, str],
    at: datetime,
) -> int:
    """处理个人信息：keep one decision for each finding, by fingerprint; a later one replaces an earlier.

    `by` is the person's uid and name. Of the value nothing is kept; of one covered, what stands in its place. Answers
    how many findings (处) were decided.
    """
    PrivacyDecision.objects.filter(subject=subject, fingerprint__in={name for name, _ in findings}).delete()
    rows = {
        name: PrivacyDecision(
            subject=subject,
            fingerprint=name,
            kind=finding.kind.code,
            part=finding.place.part[:_LONGEST],
            column=finding.column[:_LONGEST],
            verdict=PrivacyDecision.COVERED if covered else PrivacyDecision.KEPT,
            reason=reason,
            shown=mask(finding.kind.code, finding.value)[:200] if covered else "",
            by=by[0],
            by_name=by[1],
            at=at,
        )
        for name, finding in findings
    }
    PrivacyDecision.objects.bulk_create(rows.values())
    return len(findings)


def forget(*, subject: str) -> None:
    """清除处理决定：of something that had to be erased."""
    PrivacyDecision.objects.filter(subject=subject).delete()

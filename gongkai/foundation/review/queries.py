"""Questions about reviews."""

from collections.abc import Iterable
from typing import Any

from gongkai.foundation.review.models import Opinion
from gongkai.foundation.review.rules import Verdict


def _verdict(row: Any) -> Verdict:
    return Verdict(
        round=row.round,
        step=row.step,
        approved=row.verdict == Opinion.APPROVED,
        sha256=row.sha256,
        reviewer=row.reviewer,
        at=row.at,
    )


def verdicts(subject: str) -> tuple[Verdict, ...]:
    """审查结论：all verdicts on a subject, oldest first. One SQL query."""
    rows = Opinion.objects.filter(subject=subject, retracted_at=None)
    return tuple(_verdict(row) for row in rows.order_by("at", "pk"))


def verdicts_of(subjects: Iterable[str]) -> dict[str, tuple[Verdict, ...]]:
    """多件的审查结论：verdicts by subject. One SQL query for the lot."""
    found: dict[str, list[Verdict]] = {}
    for row in Opinion.objects.filter(subject__in=list(subjects), retracted_at=None).order_by("at", "pk"):
        found.setdefault(row.subject, []).append(_verdict(row))
    return {subject: tuple(rows) for subject, rows in found.items()}


def opinions(subject: str) -> list[Opinion]:
    """审查意见：what reviewers wrote, retracted opinions too, oldest first, for the office's screen."""
    return list(Opinion.objects.filter(subject=subject).order_by("at", "pk"))

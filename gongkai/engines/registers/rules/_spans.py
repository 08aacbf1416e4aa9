"""有效期：half-open intervals of days, from `since` until before `until`; an open one has no `until`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise


@dataclass(frozen=True)
class Span:
    """有效期：`since` is its first day, `until` the first day it no longer holds."""

    since: date
    until: date | None = None

    def holds(self, day: date) -> bool:
        """某日是否有效。"""
        return self.since <= day and (self.until is None or day < self.until)

    def meets(self, other: "Span") -> bool:
        """是否重叠：whether there is a day on which both hold."""
        return (other.until is None or self.since < other.until) and (self.until is None or other.since < self.until)


def overlapping(spans: Iterable[Span]) -> list[tuple[Span, Span]]:
    """重叠的有效期：each pair of neighbours that share a day."""
    ordered = sorted(spans, key=lambda span: span.since)
    return [(one, other) for one, other in pairwise(ordered) if one.meets(other)]


def covers(spans: Sequence[Span], wanted: Span) -> bool:
    """是否全程有效：whether on every day of `wanted` one of the spans holds."""
    day: date | None = wanted.since
    for span in sorted(spans, key=lambda one: one.since):
        if day is None or span.since > day:
            break
        if span.until is None:
            return True
        day = max(day, span.until)
        if wanted.until is not None and day >= wanted.until:
            return True
    return False


def ends_on(spans: Sequence[Span], since: date) -> date | None:
    """中断之日：the first day from `since` on which none of the spans holds; none when one is open."""
    day = since
    for span in sorted(spans, key=lambda one: one.since):
        if span.since > day:
            return day
        if span.until is None:
            return None
        day = max(day, span.until)
    return day

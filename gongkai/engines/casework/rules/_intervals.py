"""不计入期间：the spans in which a clock does not count, merged so that no day is left out twice."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongkai.law import Citation


@dataclass(frozen=True)
class Excluded:
    """不计入期间：the days after `after` through `through` are not counted, for each of the reasons named."""

    after: date
    through: date
    reasons: tuple[str, ...]
    basis: Citation

    def __contains__(self, day: date) -> bool:
        return self.after < day <= self.through


def merged(spans: Iterable[Excluded]) -> tuple[Excluded, ...]:
    """期间合并：join spans that overlap or touch, so that a day two letters share is left out once.

    Empty spans vanish. The joined span names every reason once, in the order they began, and cites the first basis.
    """
    joined: list[Excluded] = []
    for span in sorted((s for s in spans if s.through > s.after), key=lambda s: (s.after, s.through, s.reasons)):
        last = joined[-1] if joined else None
        if last is None or span.after > last.through:
            joined.append(span)
            continue
        reasons = last.reasons + tuple(r for r in span.reasons if r not in last.reasons)
        joined[-1] = Excluded(last.after, max(last.through, span.through), reasons, last.basis)
    return tuple(joined)

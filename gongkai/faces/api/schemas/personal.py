"""个人信息检查的数据结构：findings in place, and the decisions on them."""

from datetime import datetime

from ninja import Field, Schema

from gongkai.engines.publishing.personal import Concern, Inspection
from gongkai.faces.api.schemas import texts


class ConcernOut(Schema):
    """一处个人信息：`value` as written between `before` and `after`; `covered` would stand in its place.

    `blocks`: must be decided before submission. `decision` is kept, or null.
    """

    fingerprint: str
    kind: str
    kind_name: str
    where: str
    before: str
    value: str
    after: str
    covered: str
    confidence: str
    blocks: bool
    decision: str | None
    reason: str
    decided_by: str
    decided_at: datetime | None

    @classmethod
    def of(cls, concern: Concern) -> "ConcernOut":
        """From the engine's value."""
        finding, decision = concern.finding, concern.decision
        return cls(
            fingerprint=concern.fingerprint,
            kind=finding.kind.code,
            kind_name=finding.kind.name,
            where=concern.where,
            before=finding.before,
            value=finding.value,
            after=finding.after,
            covered=concern.covered,
            confidence=finding.confidence,
            blocks=finding.blocks,
            decision=decision.verdict if decision else None,
            reason=decision.reason if decision else "",
            decided_by=decision.by_name if decision else "",
            decided_at=decision.at if decision else None,
        )


class InspectionOut(Schema):
    """个人信息检查结果：`open` counts findings that must be decided; `unread` says which files could not be read."""

    open: int
    concerns: list[ConcernOut]
    unread: list[str]

    @classmethod
    def of(cls, inspection: Inspection) -> "InspectionOut":
        """From the engine's value."""
        return cls(
            open=len(inspection.open),
            concerns=[ConcernOut.of(concern) for concern in inspection.concerns],
            unread=list(inspection.unread),
        )


class RedactIn(Schema):
    """遮盖：the findings to cover, by fingerprint."""

    fingerprints: list[texts.Sha256] = Field(max_length=20000)


class KeepIn(RedactIn):
    """保留：the findings to keep, and why; the reason tells nothing personal."""

    reason: texts.Line

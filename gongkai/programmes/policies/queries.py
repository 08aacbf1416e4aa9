"""Questions to policies."""

from dataclasses import dataclass
from datetime import datetime

from gongkai.engines.publishing import permission
from gongkai.engines.publishing.models import Edition, State
from gongkai.foundation.now import china_date
from gongkai.foundation.people.actors import Actor
from gongkai.foundation.permission import Decision
from gongkai.programmes.policies.models import InterpretationNote
from gongkai.programmes.policies.rules import Arrangement, InterpretationDue, gate, interpretation_due

READY = (State.APPROVED, State.SCHEDULED, State.RELEASED)


def arrangement(record: str) -> Arrangement:
    """解读情况：of one document. Two SQL queries."""
    note = note_of(record)
    interpreted = Edition.objects.filter(
        relations__type="interprets", relations__target__uid=record, state__in=READY
    ).exists()
    return Arrangement(
        interpreted=interpreted,
        exempt=note is not None and note.type == InterpretationNote.EXEMPTION,
        promised=note is not None and note.type == InterpretationNote.PROMISE,
    )


def release_gate(*, record: str, at: datetime) -> Decision:  # noqa: ARG001 — the port's signature
    """发布条件：bound to publishing's gate for normative documents."""
    return gate(arrangement(record))


def note_of(record: str) -> InterpretationNote | None:
    """解读安排：the exemption or promise on record."""
    return InterpretationNote.objects.filter(record=record).first()


@dataclass(frozen=True)
class MissingInterpretation:
    """解读缺失：a released normative document whose promised interpretation is not there."""

    record: str
    title: str
    due: InterpretationDue | None
    late: bool


def missing_interpretations(person: Actor, at: datetime) -> tuple[MissingInterpretation, ...]:
    """解读欠账：released normative documents with a promise and no interpretation yet, latest first."""
    promised = InterpretationNote.objects.filter(type=InterpretationNote.PROMISE).values("record")
    answered = Edition.objects.released(at).filter(relations__type="interprets").values("relations__target")
    rows = (
        permission.visible_to(person)
        .filter(state=State.RELEASED, record__uid__in=promised)
        .exclude(record__in=answered)
        .order_by("-published_at")
        .values_list("record__uid", "title", "published_at")[:200]
    )
    found = []
    for uid, title, published in rows:
        due = interpretation_due(china_date(published)) if published else None
        late = due is not None and china_date(at) > due.due_on
        found.append(MissingInterpretation(uid, title, due, late))
    return tuple(found)

"""Questions to policies."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef

from gongkai.engines.publishing import permission
from gongkai.engines.publishing import queries as publishing
from gongkai.engines.publishing.models import Edition, State
from gongkai.engines.publishing.queries import Filters
from gongkai.foundation.now import china_date
from gongkai.foundation.people.actors import Actor
from gongkai.foundation.permission import Decision
from gongkai.programmes.policies.models import InterpretationNote
from gongkai.programmes.policies.programme import INTERPRETATION, NORMATIVE
from gongkai.programmes.policies.rules import Arrangement, InterpretationDue, gate, interpretation_due

READY = (State.APPROVED, State.SCHEDULED, State.RELEASED)


def arrangement(record: str) -> Arrangement:
    """解读情况：of one document. Two SQL queries.

    An interpretation counts when it is one, is to be public, was not taken back, and has passed its reviews.
    """
    note = note_of(record)
    interpreted = Edition.objects.filter(
        kind=INTERPRETATION.code,
        attribute="proactive",
        record__withdrawn_at__isnull=True,
        relations__type="interprets",
        relations__target__uid=record,
        state__in=READY,
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
    """解读安排：the exemption or promise on record; the latest rules."""
    return InterpretationNote.objects.filter(record=record).order_by("-at", "-pk").first()


@dataclass(frozen=True)
class Promise:
    """解读承诺：a released document whose interpretation was promised and is not out yet, and its last day."""

    record: str
    title: str
    issuer: str
    due_on: date
    released_at: datetime
    number: int


def promises(at: datetime, filters: Filters, *, limit: int) -> tuple[Promise, ...]:
    """解读承诺日：of released documents, soonest first. One SQL query without promises, two with, three for an organ's.

    Among the `limit` newest promises (件); a day no calendar reaches is left out.
    """
    noted = InterpretationNote.objects.filter(type=InterpretationNote.PROMISE).order_by("-pk")
    uids = list(noted.values_list("record", flat=True)[:limit])
    answered = (
        Edition.objects.released(at)
        .among_kinds([INTERPRETATION.code])
        .filter(record__withdrawn_at__isnull=True, relations__type="interprets", relations__target=OuterRef("record"))
    )
    rows = publishing.narrowed(at, filters).filter(record__uid__in=uids, record__withdrawn_at__isnull=True)
    columns = ("record__uid", "title", "issuer", "published_at", "released_at", "number")
    found = []
    for uid, title, issuer, published, released, number in rows.filter(~Exists(answered)).values_list(*columns):
        due = interpretation_due(china_date(published)) if published else None
        if due is not None and released is not None:
            found.append(Promise(uid, title, issuer, due.due_on, released, number))
    return tuple(sorted(found, key=lambda each: (each.due_on, each.record)))


@dataclass(frozen=True)
class MissingInterpretation:
    """解读缺失：a released normative document that is neither interpreted nor exempt."""

    record: str
    title: str
    due: InterpretationDue | None
    late: bool


def missing_interpretations(person: Actor, at: datetime) -> tuple[MissingInterpretation, ...]:
    """解读欠账：released normative documents without a public interpretation or an exemption, longest owed first.

    Whatever once opened the gate: an interpretation discarded or taken back is owed again. One SQL query.
    """
    exempt = InterpretationNote.objects.filter(record=OuterRef("record__uid"), type=InterpretationNote.EXEMPTION)
    answered = (
        Edition.objects.released(at)
        .among_kinds([INTERPRETATION.code])
        .filter(record__withdrawn_at__isnull=True, relations__type="interprets", relations__target=OuterRef("record"))
    )
    rows = (
        permission.visible_to(person)
        .filter(state=State.RELEASED, kind=NORMATIVE.code, record__withdrawn_at__isnull=True)
        .filter(~Exists(exempt), ~Exists(answered))
        .order_by("published_at")
        .values_list("record__uid", "title", "published_at")[:200]
    )
    found = []
    for uid, title, published in rows:
        due = interpretation_due(china_date(published)) if published else None
        late = due is not None and china_date(at) > due.due_on
        found.append(MissingInterpretation(uid, title, due, late))
    return tuple(found)

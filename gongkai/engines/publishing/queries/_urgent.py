"""Emergencies: the public's running record of what was released, and the office's list of reviews owed."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from gongkai.engines.publishing import emergencies, permission
from gongkai.engines.publishing.emergency_tables import Emergency, UrgentRelease
from gongkai.engines.publishing.models import Edition, State
from gongkai.foundation.errors import NotFound
from gongkai.foundation.people.actors import DRAFTER, PUBLISHER, Actor
from gongkai.foundation.review import queries as reviews
from gongkai.foundation.review.rules import Step


@dataclass(frozen=True)
class Bulletin:
    """突发事件发布一条：one release about an emergency, at its minute; `reviewed` whether the reviews are complete."""

    record: str
    title: str
    issuer: str
    at: datetime
    reviewed: bool


@dataclass(frozen=True)
class RunningRecord:
    """突发事件发布记录：an emergency and everything released about it that is public, the latest first."""

    uid: str
    name: str
    began_at: datetime
    closed_at: datetime | None
    bulletins: tuple[Bulletin, ...]


def running_record(emergency: str, at: datetime) -> RunningRecord:
    """突发事件发布记录。Two SQL queries.

    :raises NotFound: for none, and for one of which nothing is public: the same answer.
    """
    found = Emergency.objects.filter(uid=emergency).first()
    if found is None:
        raise NotFound
    rows = Edition.objects.released(at).filter(urgent__emergency=found).select_related("record", "urgent")
    bulletins = tuple(
        Bulletin(e.record.uid, e.title, e.issuer, e.urgent.at, e.urgent.state == UrgentRelease.State.PASSED)
        for e in rows.order_by("-urgent__at", "-pk")
    )
    if not bulletins:
        raise NotFound
    return RunningRecord(found.uid, found.name, found.began_at, found.closed_at, bulletins)


def emergencies_with_releases(
    at: datetime, *, limit: int = 100, open_only: bool = False
) -> tuple[tuple[str, str, datetime], ...]:
    """有发布的突发事件：uid, name and the minute of the latest release; the latest first. One SQL query.

    `open_only`: those that have not been declared over.
    """
    public = Edition.objects.released(at).filter(pk__in=UrgentRelease.objects.values("edition")).values("pk")
    rows = Emergency.objects.filter(releases__edition__in=public).annotate(latest=Max("releases__at"))
    if open_only:
        rows = rows.filter(closed_at=None)
    return tuple(rows.order_by("-latest").values_list("uid", "name", "latest")[:limit])


def urgency(edition: Edition) -> UrgentRelease | None:
    """紧急发布情况：of an edition about an emergency. One SQL query, none for any other."""
    if edition.art20 != emergencies.ARTICLE:
        return None
    return UrgentRelease.objects.filter(edition=edition).select_related("emergency").first()


@dataclass(frozen=True)
class Owed:
    """待补审一件：an urgent release whose reviews are owed, or were refused and nothing was done about it.

    `mine`: whether this person holds a post that has to act.
    """

    record: str
    title: str
    organ: str
    emergency: str
    at: datetime
    due_at: datetime
    late: bool
    refused: str
    waits_for: str
    mine: bool = False


def reviews_owed(person: Actor, at: datetime) -> tuple[Owed, ...]:
    """补审清单：what this person may see, the earliest due first; a correction or a withdrawal settles it.

    Two SQL queries.
    """
    # Named by key: SQLite would look at every released edition for the few that were released in a hurry.
    open_ = UrgentRelease.objects.exclude(state=UrgentRelease.State.PASSED).values("edition")
    seen = permission.visible_to(person).filter(state=State.RELEASED, pk__in=open_)
    rows = list(seen.select_related("record", "organ", "urgent__emergency").order_by("urgent__due_at")[:200])
    verdicts = reviews.verdicts_of(permission.subject(edition) for edition in rows)
    found = []
    for edition in rows:
        urgent = edition.urgent
        step = permission.pending(edition, verdicts.get(permission.subject(edition), ()))
        refused = urgent.remark if urgent.state == UrgentRelease.State.REFUSED else ""
        if refused and edition.record.withdrawn_at is not None:
            continue
        found.append(
            Owed(
                record=edition.record.uid,
                title=edition.title,
                organ=edition.organ.code,
                emergency=urgent.emergency.name,
                at=urgent.at,
                due_at=urgent.due_at,
                late=urgent.due_at < at,
                refused=refused,
                waits_for=step.name if step and not refused else "",
                mine=any(person.holds(role, edition.organ.code) for role in _roles(refused, step)),
            )
        )
    return tuple(found)


def _roles(refused: str, step: Step | None) -> tuple[str, ...]:
    """Who has to act: the reviewer of the step, or those who correct and withdraw what was refused."""
    return (DRAFTER, PUBLISHER) if refused else (step.role,) if step else ()


def open_emergencies(person: Actor) -> tuple[Emergency, ...]:
    """进行中的突发事件：those this person may release under. A few SQL queries."""
    rows = emergencies.visible_to(person).filter(closed_at__isnull=True).select_related("organ")
    return tuple(rows.order_by("-began_at")[:50])

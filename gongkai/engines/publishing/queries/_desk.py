"""What the desk asks beside an item: who else is editing it, and what of the last act can be taken back."""

from dataclasses import dataclass
from datetime import datetime

from gongkai.engines.publishing import permission, undoing
from gongkai.engines.publishing.desk_tables import Editing, UndoPoint
from gongkai.engines.publishing.models import Edition, State
from gongkai.engines.publishing.rules import EDITING_LASTS
from gongkai.foundation.journal import queries as journal
from gongkai.foundation.people.actors import Actor


@dataclass(frozen=True)
class Attending:
    """正在修改的人：who, since when, and when last seen."""

    name: str
    since: datetime
    seen_at: datetime


@dataclass(frozen=True)
class Undo:
    """撤销：the act one did last and may take back: why that is possible, and until when; `instead` where it is not.

    `until` is None while nothing else happens to the record.
    """

    act: str
    name: str
    at: datetime
    why: str = ""
    until: datetime | None = None
    instead: str = ""


@dataclass(frozen=True)
class Discarded:
    """作废的稿件：a draft one gave up a short while ago, which can still be brought back."""

    record: str
    title: str
    undo: Undo


def editing(person: Actor, record: str, at: datetime) -> tuple[Attending, ...]:
    """正在修改的人：others who have the newest draft of a record open, the longest first. One SQL query."""
    seen = permission.visible_to(person).filter(record__uid=record)
    rows = Editing.objects.filter(edition__in=seen, seen_at__gt=at - EDITING_LASTS).exclude(person=person.uid)
    return tuple(Attending(row.name, row.since, row.seen_at) for row in rows.order_by("since")[:10])


def undo(person: Actor, edition: Edition, at: datetime) -> Undo | None:
    """可撤销的办理：of the record's last act, when this person did it; None when there is nothing to say.

    Two SQL queries, one when the last act is another's.
    """
    last = journal.last(f"record:{edition.record.uid}")
    if last is None or last.by != person.uid:
        return None
    act = last.act.removeprefix("publishing.")
    if act in undoing.INSTEAD:
        if at - last.at >= undoing.A_DAY:
            return None
        return Undo(act, act, last.at, instead=undoing.INSTEAD[act])
    point = UndoPoint.objects.filter(edition=edition, entry=last.number).first()
    return _undo(person, edition, point, at) if point else None


def discarded(person: Actor, at: datetime) -> tuple[Discarded, ...]:
    """刚作废的稿件：what this person gave up and may bring back, the latest first. One SQL query, one more for each."""
    points = UndoPoint.objects.filter(by=person.uid, act="discarded", at__gt=at - undoing.A_DAY)
    rows = points.filter(edition__in=permission.visible_to(person).filter(state=State.DISCARDED))
    found = []
    for point in rows.select_related("edition__record", "edition__organ").order_by("-at")[:3]:
        edition = point.edition
        last = journal.last(f"record:{edition.record.uid}")
        undo = _undo(person, edition, point, at) if last and last.number == point.entry else None
        if undo is not None:
            found.append(Discarded(edition.record.uid, edition.title, undo))
    return tuple(found)


def _undo(person: Actor, edition: Edition, point: UndoPoint, at: datetime) -> Undo | None:
    if not undoing.may_undo(person, edition, point, newest=point.entry, at=at):
        return None
    way = undoing.WAYS[point.act]
    return Undo(point.act, way.name, point.at, way.why, undoing.until(point))

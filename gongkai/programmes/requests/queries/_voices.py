"""What applicants say of how they were served: for the case page and for those who supervise."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from gongkai.engines.casework.models import Case
from gongkai.foundation.now import china_date
from gongkai.foundation.people.actors import Actor
from gongkai.programmes.requests.models import Application, Complaint, Rating
from gongkai.programmes.requests.permission import visible_to

SHOWN = 30


@dataclass(frozen=True)
class Voice:
    """申请人的意见：a complaint, or a rating with its score of one to five; and what was written."""

    case: Case
    on: date
    score: int | None
    text: str


def voices_of(application: Application) -> tuple[Voice, ...]:
    """本件的投诉和评价：in the order they came. Two SQL queries."""
    said = Complaint.objects.filter(application=application), Rating.objects.filter(application=application)
    return tuple(sorted(_voices(*said, SHOWN), key=lambda voice: voice.on))


def voices_seen(person: Actor, *, limit: int = SHOWN) -> tuple[Voice, ...]:
    """投诉和评价：of every case this person may see, newest first. Two SQL queries."""
    seen = visible_to(person)
    said = Complaint.objects.filter(application__in=seen), Rating.objects.filter(application__in=seen)
    return tuple(sorted(_voices(*said, limit), key=lambda voice: voice.on, reverse=True)[:limit])


def _voices(complaints: QuerySet[Complaint], ratings: QuerySet[Rating], limit: int) -> Iterator[Voice]:
    for complaint in complaints.select_related("application__case__organ").order_by("-pk")[:limit]:
        yield Voice(complaint.application.case, china_date(complaint.at), None, complaint.text)
    for rating in ratings.select_related("application__case__organ").order_by("-pk")[:limit]:
        yield Voice(rating.application.case, china_date(rating.at), rating.score, rating.words)

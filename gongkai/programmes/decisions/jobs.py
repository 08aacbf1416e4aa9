"""What time does to decisions: released papers are noted in their matters; who enrolled for a hearing is forgotten."""

from datetime import datetime, timedelta

from gongkai.engines.publishing.models import Edition
from gongkai.foundation.errors import Refusal
from gongkai.foundation.people.actors import SYSTEM
from gongkai.programmes.decisions import operations
from gongkai.programmes.decisions.models import DecisionPaper

NOTE_EVERY = 20
# 本机关配置，法规未规定：how long who enrolled is kept after a hearing.
KEPT = timedelta(days=730)


def note_papers(*, at: datetime) -> int:
    """登记公布：every few seconds, what was released since; each in a transaction of its own; answers how many (件)."""
    waiting = DecisionPaper.objects.filter(noted=False).values_list("record", flat=True)
    released = Edition.objects.filter(record__uid__in=list(waiting), released_at__isnull=False)
    noted = 0
    for record in sorted(set(released.values_list("record__uid", flat=True))):
        try:
            noted += operations.note_paper(record=record, by=SYSTEM, at=at)
        except Refusal:  # the matter is being worked on, or is not there yet: the next time
            continue
    return noted


def erase_enrolments(*, at: datetime) -> int:
    """清除听证报名：every day, of hearings held long ago, some at once until none is left; answers how many (人)."""
    erased = 0
    while rows := operations.erase_enrolments(held_before=at - KEPT, by=SYSTEM, at=at):
        erased += rows
    return erased

"""Answers that became public, as the office and the public ask of them."""

from dataclasses import dataclass
from datetime import datetime

from gongkai.engines.casework.models import Case
from gongkai.engines.publishing import permission as publishing
from gongkai.engines.publishing.models import Edition, State
from gongkai.foundation.people.actors import Actor
from gongkai.programmes.requests.models import AnswerPublication


@dataclass(frozen=True)
class Publication:
    """转为主动公开的答复：its record, and how that stands now."""

    record: str
    title: str
    state: str
    released: bool


def publications_of(person: Actor, case: Case) -> tuple[Publication, ...]:
    """本件转为主动公开的答复：as far as this person may see the records, oldest first. Two SQL queries."""
    records = list(AnswerPublication.objects.filter(case=case).order_by("pk").values_list("record", flat=True))
    if not records:
        return ()
    seen = publishing.visible_to(person).filter(record__uid__in=records).select_related("record").order_by("number")
    latest = {edition.record.uid: edition for edition in seen}
    return tuple(
        Publication(uid, latest[uid].title, State(latest[uid].state).label, latest[uid].state == State.RELEASED)
        for uid in records
        if uid in latest
    )


def published_answer(case: Case, at: datetime) -> str:
    """本件答复公开的记录：the latest the public may read; empty while there is none. Two SQL queries at most."""
    records = list(AnswerPublication.objects.filter(case=case).values_list("record", flat=True))
    if not records:
        return ""
    public = Edition.objects.released(at).filter(record__uid__in=records).order_by("-published_at")
    return public.values_list("record__uid", flat=True).first() or ""

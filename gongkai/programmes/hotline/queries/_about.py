"""所指的公开内容：how many messages speak of a public entry, and those made public with their answer."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.db.models.functions import Coalesce

from gongkai.engines.publishing.models import Edition
from gongkai.programmes.hotline.models import CasePublication, Message, SpokenOf
from gongkai.programmes.hotline.outcomes import ANSWERED
from gongkai.programmes.hotline.publication import PUBLISHED, parts_of

MOST_SHOWN = 20
"""一个条目下列出的：the newest so many; the rest is counted, and found among the published cases."""


@dataclass(frozen=True)
class SaidPublicly:
    """公开的意见和答复：as it was rewritten for everybody; `handler` is the code of who answered."""

    record: str
    title: str
    published_at: datetime | None
    question: str
    answer: str
    handler: str


@dataclass(frozen=True)
class SaidOf:
    """对一个条目的意见：how many came, were answered and are public, and the newest of these."""

    received: int
    answered: int
    public: int
    shown: tuple[SaidPublicly, ...]


def said_of(about: str, at: datetime) -> SaidOf:
    """对一个条目的意见：a merged repeat counts as its own and shows with the case it was merged into. 5 SQL.

    A 举报 and what is kept confidential are not counted: a number that grows may tell who spoke.
    """
    came = Message.objects.filter(spoken_of__about=about, confidential=False)
    answered = came.filter(Q(case__result__in=ANSWERED) | Q(leading__result__in=ANSWERED))
    answering = came.annotate(its=Coalesce("leading_id", "case_id")).values("its")
    records = CasePublication.objects.filter(case__in=answering)
    released = Edition.objects.released(at).filter(kind=PUBLISHED.code, record__uid__in=records.values("record"))
    newest = released.order_by("-published_at", "-id").values_list("record__uid", "title", "published_at", "body")
    rows = list(newest[:MOST_SHOWN])
    handlers = dict(records.filter(record__in=[row[0] for row in rows]).values_list("record", "handler"))
    shown = tuple(
        SaidPublicly(record, title, moment, *parts_of(body), handlers.get(record, ""))
        for record, title, moment, body in rows
    )
    return SaidOf(came.count(), answered.count(), released.count(), shown)


def about_of(message: Message) -> str:
    """所指的公开内容：`register:key`; empty where the message names none. 1 SQL."""
    found = SpokenOf.objects.filter(message=message).values_list("about", flat=True).first()
    return found or ""

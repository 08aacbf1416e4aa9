"""What time does to public concern: feeds are read, released statements are noted in their topics."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, OuterRef, Subquery

from gongkai.engines.publishing.models import Edition
from gongkai.foundation import jobs
from gongkai.foundation.errors import Conflict, Refusal
from gongkai.foundation.people.actors import SYSTEM
from gongkai.programmes.concerns import fetching, operations, reading
from gongkai.programmes.concerns.contents import Said
from gongkai.programmes.concerns.models import Feed, Statement

EVERY, NOTE_EVERY = 600, 20
READ = "concerns.read_feed"
STALE = timedelta(days=30)
"""过时的：said longer ago, it is no matter of hours any more; our measure."""


def read_feeds(*, at: datetime) -> int:
    """读取信息源：every ten minutes, each by a job of its own; answers how many (个)."""
    feeds = list(Feed.objects.filter(stopped_at=None).values_list("pk", flat=True))
    minute = int(at.timestamp()) // EVERY
    with transaction.atomic():
        for feed in feeds:
            jobs.enqueue(READ, key=f"feed:{feed}:{minute}", feed=feed)
    return len(feeds)


def read_feed(*, feed: int, at: datetime) -> int:
    """读取一个信息源：enter what it has that is new; outside a transaction, and may run twice."""
    found = Feed.objects.select_related("organ").filter(pk=feed, stopped_at=None).first()
    if found is None:
        return 0
    entered, trouble = 0, ""
    try:
        content = fetching.fetch(found.url, allow=frozenset(settings.GONGKAI_FEEDS_INSIDE))
        entered, trouble = _enter_all(found, reading.entries(content, base=found.url), at=at)
    except fetching.Unreadable as error:
        trouble = error.sentence
    except Refusal as refusal:
        trouble = f"读到的不是RSS或者Atom：{refusal.sentence}"
    operations.note_read(feed=feed, trouble=trouble, entered=entered, by=SYSTEM, at=at)
    return entered


def _enter_all(feed: Feed, found: Sequence[reading.Found], *, at: datetime) -> tuple[int, str]:
    """How many were entered, and what is wrong with the first that could not be; the others are entered all the same.

    What is known already counts for nothing. It is found now, whenever it was said; what was said long ago, such as
    the archive a feed brings when it is first read, is not entered.
    """
    entered, trouble = 0, ""
    for one in found:
        if one.said_at is not None and one.said_at < at - STALE:
            continue
        said = Said(title=one.title, source=feed.name, url=one.url, words=one.words)
        try:
            operations.enter_item(
                organ=feed.organ, said=said, found_at=at, channel="feed", known_by=f"{feed.pk}:{one.name}",
                by=SYSTEM, at=at,
            )  # fmt: skip
            entered += 1
        except Conflict:
            continue
        except Refusal as refusal:
            trouble = trouble or f"有条目没有登记：{refusal.sentence}"
    return entered, trouble


def erase_items(*, at: datetime) -> int:
    """清除舆情条目：every day, what was found as long ago as it is kept; 0 days: for ever; answers how many (条)."""
    days = int(settings.GONGKAI_CONCERN_DAYS)
    erased = 0
    while days and (some := operations.erase_items(found_before=at - timedelta(days=days), by=SYSTEM, at=at)):
        erased += some
    return erased


def note_releases(*, at: datetime) -> int:
    """登记发布：every few seconds, what was released since; each in a transaction of its own; answers how many (次)."""
    editions = Edition.objects.filter(record__uid=OuterRef("record"), released_at__isnull=False)
    newest = Subquery(editions.order_by("-number").values("number")[:1])
    waiting = Statement.objects.annotate(newest=newest).filter(newest__gt=F("noted")).order_by("pk")
    noted = 0
    for record, last, newest_number in list(waiting.values_list("record", "noted", "newest")):
        for edition in range(last + 1, newest_number + 1):
            try:
                noted += operations.note_release(record=record, edition=edition, by=SYSTEM, at=at)
            except Refusal:  # the topic is being worked on, or is closed to it: the next time
                break
    return noted

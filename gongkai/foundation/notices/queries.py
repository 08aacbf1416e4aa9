"""Questions about notices: each person's inbox."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import QuerySet

from gongkai.foundation.notices.models import Notice

FRESH = timedelta(days=3)
"""after which what no digest could carry is left to the office's page."""


def inbox(uid: str, *, before: int | None = None) -> QuerySet[Notice]:
    """收件箱：a person's notices, newest first; `before` is the id of the last one already shown (keyset paging)."""
    notices = Notice.objects.filter(to_uid=uid).order_by("-id")
    return notices if before is None else notices.filter(pk__lt=before)


def unread_count(uid: str) -> int:
    """未读数：how many notices a person has not read."""
    return Notice.objects.filter(to_uid=uid, read_at=None).count()


def undelivered(before: datetime) -> QuerySet[Notice]:
    """未发出的通知：made before an instant and not mailed; oldest first."""
    return Notice.objects.filter(sent_at=None, created_at__lt=before).order_by("id")


def for_digest(uid: str, at: datetime) -> QuerySet[Notice]:
    """待汇总的通知：of one person, not read and not mailed yet, the oldest first."""
    return _waiting(at).filter(to_uid=uid).order_by("id")


def waiting_for_digest(at: datetime) -> list[str]:
    """待汇总的人：uids of those for whom some wait. 1 SQL."""
    return sorted(set(_waiting(at).values_list("to_uid", flat=True)))


def posted(keys: Iterable[str]) -> set[str]:
    """已发过的通知：which of these keys were posted already. 1 SQL."""
    return set(Notice.objects.filter(key__in=list(keys)).values_list("key", flat=True))


def _waiting(at: datetime) -> QuerySet[Notice]:
    return Notice.objects.filter(digest=True, sent_at=None, read_at=None, created_at__gt=at - FRESH)

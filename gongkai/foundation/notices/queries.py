"""Questions about notices: each person's inbox."""

from datetime import datetime

from django.db.models import QuerySet

from gongkai.foundation.notices.models import Notice


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

"""Drafts of applications, and answers that spare one: by the public, who have no account."""

import json
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, QuerySet

from gongkai.engines.publishing.models import Edition
from gongkai.foundation import sealing
from gongkai.foundation.codes import digest_of
from gongkai.foundation.errors import NotFound
from gongkai.programmes.requests.models import AnswerFound, ApplicationDraft

KEPT = timedelta(days=30)
"""草稿保留多久：ours, not the law's."""


@transaction.atomic
def keep_draft(*, content: Mapping[str, str], key: str = "", at: datetime) -> str:
    """保存申请草稿：under its key, or under a new one; answers the key.

    :raises NotFound: for a key under which nothing is kept any more.
    """
    sealed = sealing.seal(json.dumps(dict(content), ensure_ascii=False))
    if not key:
        key = secrets.token_hex(16)
        ApplicationDraft.objects.create(key_hash=digest_of(key), sealed=sealed, saved_at=at)
    elif not ApplicationDraft.objects.filter(key_hash=digest_of(key)).update(sealed=sealed, saved_at=at):
        raise NotFound
    return key


@transaction.atomic
def forget_drafts(*, key: str = "", at: datetime) -> int:
    """清除申请草稿：the one under a key, or all that nobody went on with in time; answers how many (件)."""
    if key:
        return _erased(ApplicationDraft.objects.filter(key_hash=digest_of(key)))
    return _erased(ApplicationDraft.objects.filter(saved_at__lt=at - KEPT))


def _erased(drafts: QuerySet[ApplicationDraft]) -> int:
    """How many drafts went; what was kept with them goes too and is not counted."""
    return drafts.delete()[1].get(ApplicationDraft._meta.label, 0)


@transaction.atomic
def note_answer_found(*, record: str, at: datetime) -> None:
    """记找到答案：count that a released record was what somebody wanted.

    :raises NotFound: for a record that is not public.
    """
    if not Edition.objects.released(at).filter(record__uid=record).exists():
        raise NotFound
    AnswerFound.objects.get_or_create(record=record)
    AnswerFound.objects.filter(record=record).update(times=F("times") + 1)

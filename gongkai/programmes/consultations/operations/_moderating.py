"""Moderation: a comment is shown, or hidden with its reason, which stays to be seen in its place."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from gongkai.foundation.errors import Invalid
from gongkai.foundation.people.actors import Actor
from gongkai.programmes.consultations import contents
from gongkai.programmes.consultations.models import CommentText
from gongkai.programmes.consultations.operations import _common as common
from gongkai.programmes.consultations.programme import HIDDEN, HIDING, SHOWN


@transaction.atomic
def show_comments(*, consultation: str, texts: Sequence[str], by: Actor, at: datetime) -> int:
    """公开显示意见：those that wait, were hidden before, or have new names under them; answers how many (条).

    :raises NotFound: for a consultation or a comment that is not theirs to see.
    :raises NotPermitted: unless by a drafter or head of the organ.
    :raises Invalid: when none is chosen.
    :raises Conflict: once the report is public: it could no longer be answered.
    """
    found = common.worked_on(by, consultation)
    common.insist_unreported(found)
    rows = [one.pk for one in common.chosen(found, texts)]
    many = CommentText.objects.filter(pk__in=rows).update(
        standing=SHOWN, hidden_for="", hidden_note="", moderated_by=by.uid, moderated_at=at
    )
    common.note("shown", found, by=by, at=at, texts=many)
    return many


@transaction.atomic
def hide_comments(
    *, consultation: str, texts: Sequence[str], reason: str, note: str = "", by: Actor, at: datetime
) -> int:
    """不予显示意见：with a reason of the closed list, which the public reads in its place; it is still counted.

    :raises NotFound: for a consultation or a comment that is not theirs to see.
    :raises NotPermitted: unless by a drafter or head of the organ.
    :raises Invalid: when none is chosen, or without a reason.
    """
    found = common.worked_on(by, consultation)
    if reason not in HIDING:
        raise Invalid("请选择不予显示的理由，公众会在原处看到。", field="hidden_for")
    said = contents.tidied(note, "note")
    rows = [one.pk for one in common.chosen(found, texts)]
    many = CommentText.objects.filter(pk__in=rows).update(
        standing=HIDDEN, hidden_for=reason, hidden_note=said, moderated_by=by.uid, moderated_at=at
    )
    common.note("hidden", found, by=by, at=at, texts=many, reason=reason)
    return many

"""Moderation: a comment is shown, or hidden with its reason, which stays to be seen in its place."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from gongkai.foundation.errors import Invalid, NotFound
from gongkai.foundation.people.actors import Actor
from gongkai.programmes.consultations import contents
from gongkai.programmes.consultations.models import Comment, CommentText, Consultation
from gongkai.programmes.consultations.operations import _common as common
from gongkai.programmes.consultations.programme import HIDDEN, HIDING, NAME_HIDING, SHOWN


@transaction.atomic
def show_comments(
    *, consultation: str, texts: Sequence[str], seen: Mapping[str, int] | None = None, by: Actor, at: datetime
) -> int:
    """公开显示意见：those that wait, were hidden before, or have new names under them; answers how many (条).

    `seen`: text → the last comment whose name was on the page (`queries.seen_until`): names that came since stay as
    they are. Without it, all that there are now.

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
    _look_at_names(rows, seen)
    common.note("shown", found, by=by, at=at, texts=many)
    return many


def _look_at_names(rows: Sequence[int], seen: Mapping[str, int] | None) -> None:
    """The texts are locked by now: no comment on them comes in between."""
    last = Comment.objects.filter(words=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    texts = CommentText.objects.filter(pk__in=rows).annotate(last=Coalesce(Subquery(last), 0))
    changed = []
    for one in texts:
        until = one.last if seen is None else min(seen.get(one.uid, 0), one.last)
        if until > one.names_until:
            one.names_until = until
            changed.append(one)
    CommentText.objects.bulk_update(changed, ["names_until"], batch_size=500)


@transaction.atomic
def hide_name(*, consultation: str, text: str, first: int, reason: str, by: Actor, at: datetime) -> int:
    """不公开署名：one name under one text, with a reason of the closed list that is shown in its place; the text stays.

    `first`: the row of the first comment that bears it, see `queries.signatures_of`. Answers how many bear it (份).

    :raises NotFound: for a consultation, a text or a name that is not theirs to see.
    :raises NotPermitted: unless by a drafter or head of the organ.
    :raises Invalid: without a reason.
    """
    if reason not in NAME_HIDING:
        raise Invalid("请选择不公开署名的理由，公众会在原处看到。", field="reason")
    found, rows = _named(consultation, text, first, by=by)
    many = rows.filter(name_hidden_for="").update(name_hidden_for=reason)
    common.note("name_hidden", found, by=by, at=at, text=text, comments=many, reason=reason)
    return many


@transaction.atomic
def show_name(*, consultation: str, text: str, first: int, by: Actor, at: datetime) -> int:
    """恢复公开署名：a name that was hidden, together with its text and as soon as that is shown; how many bear it (份).

    :raises NotFound: for a consultation, a text or a name that is not theirs to see.
    :raises NotPermitted: unless by a drafter or head of the organ.
    """
    found, rows = _named(consultation, text, first, by=by)
    many = rows.exclude(name_hidden_for="").update(name_hidden_for="")
    common.note("name_shown", found, by=by, at=at, text=text, comments=many)
    return many


def _named(uid: str, text: str, first: int, *, by: Actor) -> tuple[Consultation, QuerySet[Comment]]:
    """Every comment under the text that bears the same name."""
    found = common.worked_on(by, uid)
    one = Comment.objects.filter(pk=first, consultation=found, words__uid=text).exclude(shown_name="").first()
    if one is None:
        raise NotFound
    return found, Comment.objects.filter(words=one.words_id, shown_name=one.shown_name)


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

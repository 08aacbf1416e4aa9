"""Acts over every text that matches a filter, not only those on the page: asked for once, done some at a time."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from gongkai.foundation.errors import Conflict, Invalid, NotPermitted
from gongkai.foundation.jobs import enqueue
from gongkai.foundation.people.actors import SYSTEM, Actor
from gongkai.foundation.text import storable
from gongkai.foundation.uids import new_uid
from gongkai.programmes.consultations import contents, queries
from gongkai.programmes.consultations.models import CommentSweep, CommentText, Consultation
from gongkai.programmes.consultations.operations import _answering as answering
from gongkai.programmes.consultations.operations import _common as common
from gongkai.programmes.consultations.operations import _grouping as grouping
from gongkai.programmes.consultations.programme import (
    HIDDEN,
    HIDING,
    SHOWN,
    SWEEP_ANSWER,
    SWEEP_HIDE,
    SWEEP_SHOW,
    SWEPT,
)

SWEEP = "consultations.sweep"
BATCH = 1_000
"""条：so many in one transaction; comments that come in meanwhile wait no longer than these take."""


@transaction.atomic
def begin_sweep(
    *,
    consultation: str,
    act: str,
    which: str,
    words: str = "",
    many: int,
    reason: str = "",
    note: str = "",
    outcome: str = "",
    by: Actor,
    at: datetime,
) -> CommentSweep:
    """开始批量办理意见：show, hide or answer every text that matches, the first thousand at once, the others by a job.

    What comes in afterwards is not touched. `many`: how many the clerk was shown. One journal entry, however many.

    :raises NotFound: for a consultation that is not theirs to see.
    :raises NotPermitted: unless by a drafter or head of the organ.
    :raises Invalid: for no such act, or without its reason or outcome.
    :raises Conflict: when there are none, or not as many as were shown; while another goes on; once the report is
        public.
    """
    found = common.worked_on(by, consultation)
    common.insist_unreported(found)
    if act not in SWEPT.get(which, ()):
        raise Invalid("这些意见不能这样批量办理。请返回意见清单重新选择。", field="act")
    if CommentSweep.objects.filter(consultation=found, ended_at__isnull=True).exists():
        raise Conflict("上一次批量办理还没有办完。请稍后再办理。")
    said = storable(words).strip()[:60]
    counted = queries.sweepable(found, act=act, which=which, words=said)
    if counted.texts != many:
        raise Conflict(f"现在符合的是{counted.texts}条，页面上是{many}条。请核对后再办理。")
    if not many:
        raise Conflict("没有符合的意见。请返回意见清单重新选择。")
    made = CommentSweep(
        uid=new_uid(), consultation=found, act=act, which=which, words=said, many=many, by=by.uid, at=at,
        last=queries.swept(found, act=act, which=which, words=said).aggregate(last=Max("pk"))["last"],
    )  # fmt: skip
    _prepare(made, reason, note, outcome, by=by, at=at)
    made.save()
    common.note("swept", found, by=by, at=at, does=act, which=which, texts=many, narrowed=bool(said))
    _batch(found, made, at=at)
    return made


@transaction.atomic
def continue_sweep(*, sweep: str, by: Actor, at: datetime) -> int:
    """接续批量办理意见：the next thousand; answers how many are left (条). Called twice, it goes on where it stopped.

    :raises NotPermitted: unless by the system.
    """
    if by != SYSTEM:
        raise NotPermitted("批量办理由系统接续。")
    pk = CommentSweep.objects.filter(uid=sweep).values_list("consultation", flat=True).get()
    found = Consultation.objects.select_for_update(of=("self",)).select_related("organ").get(pk=pk)
    one = CommentSweep.objects.select_for_update().get(uid=sweep)
    if one.ended_at is None:
        _batch(found, one, at=at)
    return max(one.many - one.done, 0) if one.ended_at is None else 0


def _prepare(made: CommentSweep, reason: str, note: str, outcome: str, *, by: Actor, at: datetime) -> None:
    """What the act needs, said once for all of them."""
    if made.act == SWEEP_HIDE:
        if reason not in HIDING:
            raise Invalid("请选择不予显示的理由，公众会在原处看到。", field="hidden_for")
        made.hidden_for, made.hidden_note = reason, contents.tidied(note, "note")
    if made.act == SWEEP_ANSWER:
        group = grouping.new_group(made.consultation, "", wanted=False)
        made.group = answering.answered(group, outcome, reason, by, at)


def _batch(found: Consultation, one: CommentSweep, *, at: datetime) -> None:
    """The next of them; the last one ends it. Once the report is public, what is left stays as it is."""
    try:
        common.insist_unreported(found)
    except Conflict:
        rows: Sequence[int] = ()
    else:
        left = queries.swept(found, act=one.act, which=one.which, words=one.words)
        between = left.filter(pk__gt=one.after, pk__lte=one.last).order_by("pk")
        rows = list(between.values_list("pk", flat=True)[:BATCH])
        _do(one, rows)
    one.done += len(rows)
    one.after = rows[-1] if rows else one.last
    if len(rows) < BATCH:
        one.ended_at = at
    else:
        enqueue(SWEEP, key=f"sweep:{one.uid}:{one.after}", sweep=one.uid)
    one.save(update_fields=["done", "after", "ended_at"])


def _do(one: CommentSweep, rows: Sequence[int]) -> None:
    texts = CommentText.objects.filter(pk__in=rows)
    if one.act == SWEEP_ANSWER:
        texts.update(group=one.group)
    elif one.act == SWEEP_SHOW:
        texts.update(standing=SHOWN, hidden_for="", hidden_note="", moderated_by=one.by, moderated_at=one.at)
    else:
        texts.update(
            standing=HIDDEN, hidden_for=one.hidden_for, hidden_note=one.hidden_note, moderated_by=one.by,
            moderated_at=one.at,
        )  # fmt: skip

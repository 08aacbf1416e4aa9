"""Grouping and answering: comments that say the same in other words are answered together, each is answered."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from gongkai.foundation.errors import Invalid
from gongkai.foundation.people.actors import Actor
from gongkai.programmes.consultations import contents
from gongkai.programmes.consultations.models import CommentGroup
from gongkai.programmes.consultations.operations import _common as common
from gongkai.programmes.consultations.operations import _grouping as grouping
from gongkai.programmes.consultations.programme import OUTCOMES, SHOWN


@transaction.atomic
def group_comments(
    *, consultation: str, texts: Sequence[str], title: str = "", group: str = "", by: Actor, at: datetime
) -> CommentGroup:
    """归并意见：put comments into a group, a new one under its title or one there is; they are answered together.

    :raises NotFound: for a consultation, a comment or a group that is not theirs to see.
    :raises NotPermitted: unless by a drafter or head of the organ.
    :raises Invalid: without a title for a new group, or when none is chosen.
    :raises Conflict: once the report is public.
    """
    found = common.worked_on(by, consultation)
    common.insist_unreported(found)
    rows = common.chosen(found, texts)
    kept = grouping.group(found, group) if group else grouping.new_group(found, contents.tidied(title, "title"))
    grouping.move(rows, kept)
    common.note("grouped", found, by=by, at=at, group=kept.uid, texts=len(rows))
    return kept


@transaction.atomic
def ungroup_comments(*, consultation: str, texts: Sequence[str], by: Actor, at: datetime) -> int:
    """移出意见组：comments that were put together wrongly; they wait for an answer of their own (条).

    :raises NotFound: for a consultation or a comment that is not theirs to see.
    :raises NotPermitted: unless by a drafter or head of the organ.
    :raises Conflict: once the report is public.
    """
    found = common.worked_on(by, consultation)
    common.insist_unreported(found)
    rows = common.chosen(found, texts)
    grouping.move(rows, None)
    common.note("ungrouped", found, by=by, at=at, texts=len(rows))
    return len(rows)


@transaction.atomic
def answer_group(*, consultation: str, group: str, outcome: str, reason: str, by: Actor, at: datetime) -> CommentGroup:
    """答复意见组：adopted, partly adopted or not, and why; for every comment in it.

    依据：《重大行政决策程序暂行条例》第十八条、第三十二条；《优化营商环境条例》第六十二条。

    :raises NotFound: for a consultation or a group that is not theirs to see.
    :raises NotPermitted: unless by a drafter or head of the organ.
    :raises Invalid: without outcome or reason.
    :raises Conflict: once the report is public.
    """
    found = common.worked_on(by, consultation)
    common.insist_unreported(found)
    kept = answered(grouping.group(found, group), outcome, reason, by, at)
    common.note("answered", found, by=by, at=at, group=kept.uid, outcome=outcome)
    return kept


@transaction.atomic
def answer_comments(
    *, consultation: str, texts: Sequence[str], outcome: str, reason: str, by: Actor, at: datetime
) -> CommentGroup:
    """答复意见：those chosen, with the same answer; one that is in a group with others leaves it.

    依据：《重大行政决策程序暂行条例》第十八条、第三十二条；《优化营商环境条例》第六十二条。

    :raises NotFound: for a consultation or a comment that is not theirs to see.
    :raises NotPermitted: unless by a drafter or head of the organ.
    :raises Invalid: without outcome or reason, or for one that was not looked at yet.
    :raises Conflict: once the report is public.
    """
    found = common.worked_on(by, consultation)
    common.insist_unreported(found)
    rows = common.chosen(found, texts)
    if any(one.standing != SHOWN for one in rows):
        raise Invalid("所选的意见有的还没有审核，或者不予显示。请先审核，再答复。", field="texts")
    kept = answered(grouping.new_group(found, "", wanted=False), outcome, reason, by, at)
    grouping.move(rows, kept)
    common.note("answered", found, by=by, at=at, group=kept.uid, outcome=outcome, texts=len(rows))
    return kept


def answered(kept: CommentGroup, outcome: str, reason: str, by: Actor, at: datetime) -> CommentGroup:
    """答复：written into the group.

    :raises Invalid: without outcome or reason.
    """
    if outcome not in OUTCOMES:
        raise Invalid("请选择采纳情况：采纳、部分采纳或者未采纳。", field="outcome")
    said = contents.tidied(reason, "reason")
    if not said:
        raise Invalid("请写明理由：采纳的写改在哪里，未采纳的写为什么。", field="reason")
    kept.outcome, kept.reason = outcome, said
    kept.answered_by, kept.answered_by_name, kept.answered_at = by.uid, by.name, at
    kept.save(update_fields=["outcome", "reason", "answered_by", "answered_by_name", "answered_at"])
    return kept

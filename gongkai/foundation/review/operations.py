"""The only code that writes reviews. Called inside an engine's act, which writes the journal entry."""

from datetime import datetime

from django.db import IntegrityError, transaction

from gongkai.foundation.errors import Conflict
from gongkai.foundation.people.actors import Actor
from gongkai.foundation.review.models import Opinion
from gongkai.foundation.review.rules import Step


def give(
    *, subject: str, round_: int, step: Step, approved: bool, sha256: str, remark: str, by: Actor, at: datetime
) -> Opinion:
    """出具审查意见：keep one opinion on exactly this content.

    :raises Conflict: when this step of this round was decided a moment ago by somebody else.
    """
    try:
        with transaction.atomic():
            return Opinion.objects.create(
                subject=subject,
                round=round_,
                step=step.code,
                verdict=Opinion.APPROVED if approved else Opinion.RETURNED,
                sha256=sha256,
                reviewer=by.uid,
                reviewer_name=by.name,
                remark=remark,
                at=at,
            )
    except IntegrityError as error:
        raise Conflict(f"“{step.name}”刚刚已由他人作出意见。请刷新页面查看。") from error


def retract(*, subject: str, round_: int, step: str, by: Actor, at: datetime) -> None:
    """撤销审查意见：one's own opinion at a step of this round counts no more; that it was given stays to be read."""
    mine = Opinion.objects.filter(subject=subject, round=round_, step=step, reviewer=by.uid, retracted_at=None)
    mine.update(retracted_at=at)


def forget(*, subject: str) -> None:
    """清除审查意见：the remarks on something that had to be erased; who decided what, when, stays."""
    Opinion.objects.filter(subject=subject).update(remark="")

"""What an act over everything that matches would touch, and how far the last one is."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet, Sum

from gongkai.programmes.consultations.models import CommentSweep, CommentText, Consultation
from gongkai.programmes.consultations.programme import SWEEP_ANSWER
from gongkai.programmes.consultations.queries._office import queue


@dataclass(frozen=True)
class Sweepable:
    """符合的意见：条 and 份."""

    texts: int
    copies: int


def swept(consultation: Consultation, *, act: str, which: str, words: str) -> QuerySet[CommentText]:
    """符合的意见：what is in a group is answered with its group, and not one by one."""
    rows = queue(consultation, which=which, words=words).select_related(None).order_by()
    return rows.filter(group__isnull=True) if act == SWEEP_ANSWER else rows


def sweepable(consultation: Consultation, *, act: str, which: str, words: str) -> Sweepable:
    """符合的条数和份数：for the page that asks whether it is meant. One SQL query."""
    rows = swept(consultation, act=act, which=which, words=words)
    counted = rows.aggregate(texts=Count("pk"), copies=Sum("copies"))
    return Sweepable(counted["texts"], counted["copies"] or 0)


def sweep_under_way(consultation: Consultation) -> CommentSweep | None:
    """正在办的批量办理。One SQL query."""
    return CommentSweep.objects.filter(consultation=consultation, ended_at__isnull=True).first()

"""Texts that nearly repeat each other, for those who decide whether they are one group."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Max, Min, QuerySet, Sum, Window
from django.db.models.functions import RowNumber

from gongkai.foundation.text.difference import Piece, differing_words
from gongkai.programmes.consultations.models import CommentText, Consultation
from gongkai.programmes.consultations.programme import SHOWN

BUNCHES, SHOWN_NEAR = 10, 20


@dataclass(frozen=True)
class NearText:
    """相近的一条：how many in a hundred are the same as of the first, and what is not."""

    text: CommentText
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Bunch:
    """相近的意见：the first, and those that nearly repeat it and are in no group, how many of them and how alike.

    `near` are the least alike: where they belong together, so do the others.
    """

    lead: CommentText
    many: int
    sent: int
    least: int
    most: int
    near: tuple[NearText, ...]

    @property
    def takes_lead(self) -> bool:
        """第一条是否一并归入。"""
        return takes_lead(self.lead)

    @property
    def texts(self) -> int:
        """归并的条数。"""
        return self.many + self.takes_lead

    @property
    def copies(self) -> int:
        """归并的份数。"""
        return self.sent + (self.lead.copies if self.takes_lead else 0)

    @property
    def more(self) -> int:
        """没有列出的条数：nearer than those listed."""
        return self.many - len(self.near)


def ungrouped_near(lead: CommentText) -> QuerySet[CommentText]:
    """可以归并的：those that nearly repeat it, looked at and in no group, itself left out; by an index."""
    same = CommentText.objects.filter(consultation=lead.consultation_id, near_to=lead)
    return same.filter(standing=SHOWN, group__isnull=True)


def takes_lead(lead: CommentText) -> bool:
    """第一条是否一并归入：looked at, and in no group yet."""
    return lead.standing == SHOWN and lead.group_id is None


def bunches(consultation: Consultation, *, limit: int = BUNCHES) -> tuple[list[Bunch], bool]:
    """相近的意见：what most people said first, and whether there are more. Four SQL queries, one where there are none.

    The first reads an index of those that nearly repeat another, and of no others.
    """
    rows = CommentText.objects.filter(
        consultation=consultation, near_to__isnull=False, standing=SHOWN, group__isnull=True
    ).order_by()
    numbers = (
        rows.values("near_to")
        .annotate(many=Count("pk"), sent=Sum("copies"), least=Min("nearness"), most=Max("nearness"))
        .order_by("-sent", "near_to")
    )
    found: list[Any] = list(numbers[: limit + 1])
    shown = found[:limit]
    if not shown:
        return [], False
    leads = CommentText.objects.select_related("group").in_bulk([row["near_to"] for row in shown])
    near = _near(rows, leads)
    return [_bunch(row, leads[row["near_to"]], near[row["near_to"]]) for row in shown], len(found) > limit


def _bunch(row: Mapping[str, Any], lead: CommentText, near: tuple[NearText, ...]) -> Bunch:
    return Bunch(lead, row["many"], row["sent"], row["least"], row["most"], near)


def _near(rows: QuerySet[CommentText], leads: Mapping[int, CommentText]) -> dict[int, tuple[NearText, ...]]:
    """Of each the least alike, with what is different; which they are the index alone says."""
    order = [F("nearness").asc(), F("pk").asc()]
    placed = rows.filter(near_to__in=list(leads)).annotate(
        place=Window(RowNumber(), partition_by=[F("near_to")], order_by=order)
    )
    chosen: list[tuple[Any, int]] = list(
        placed.filter(place__lte=SHOWN_NEAR).order_by("near_to", "place").values_list("near_to", "pk")
    )
    texts = CommentText.objects.in_bulk([pk for _, pk in chosen])
    found: dict[int, list[NearText]] = {pk: [] for pk in leads}
    for lead, pk in chosen:
        found[lead].append(NearText(texts[pk], differing_words(leads[lead].text, texts[pk].text)))
    return {pk: tuple(some) for pk, some in found.items()}

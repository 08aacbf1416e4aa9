"""Names under a text: which are public, which wait to be looked at with it, which are hidden and why.

A name is looked at with the text it stands under: those that came after whoever showed the text saw them wait until it
is shown again. `CommentText.names_until` is the row of the last comment that was seen. Comments on one text come one
after the other, for each locks it to count itself: so whatever came later has a higher number.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Max, Min, QuerySet, Window
from django.db.models.functions import RowNumber

from gongkai.programmes.consultations.contents import covered_name
from gongkai.programmes.consultations.models import Comment, CommentText
from gongkai.programmes.consultations.programme import NAME_HIDING, SHOWN

_NAMES = 5


@dataclass(frozen=True)
class Signature:
    """署名：as the public reads it, or will once the text is shown or shown again.

    `first` is the row of the first comment that bears it; `hidden_for` says why it is not shown.
    """

    name: str
    public: bool
    hidden_for: str = ""
    first: int = 0


def names_of(texts: Collection[int], today: date) -> Mapping[int, tuple[Signature, ...]]:
    """公开的署名：the first few under each shown text, hidden ones without the name. One SQL query or none."""
    if not texts:
        return {}
    rows = Comment.objects.filter(words__in=texts, words__standing=SHOWN, pk__lte=F("words__names_until"))
    found: dict[int, tuple[Signature, ...]] = {}
    for text, name, why, first in _first_names(rows):
        said = "" if why else covered_name(name, today=today)
        found[text] = (*found.get(text, ()), Signature(said, not why, NAME_HIDING.get(why, ""), first))
    return found


def signatures_of(texts: Collection[CommentText], today: date) -> Mapping[int, tuple[Signature, ...]]:
    """待审核的署名：the names that showing each text makes public, for those who show it. One SQL query."""
    until = {one.pk: one.names_until for one in texts if one.standing == SHOWN}
    found: dict[int, tuple[Signature, ...]] = {}
    for text, name, why, first in _first_names(Comment.objects.filter(words__in=[one.pk for one in texts])):
        public = not why and first <= until.get(text, 0)
        said = Signature(covered_name(name, today=today), public, NAME_HIDING.get(why, ""), first)
        found[text] = (*found.get(text, ()), said)
    return found


def seen_until(texts: Collection[CommentText]) -> Mapping[int, int]:
    """看到哪一份：the last comment on each text at this moment; asked for before its names are read. One SQL query."""
    rows = Comment.objects.filter(words__in=[one.pk for one in texts]).order_by().values_list("words")
    return dict(rows.annotate(Max("pk")))


def hidden_names(consultation: int) -> int:
    """未公开的署名：how many different ones under how many texts, each counted once. One SQL query."""
    rows = Comment.objects.filter(consultation=consultation).exclude(name_hidden_for="").order_by()
    return rows.values("words", "shown_name").distinct().count()


def _first_names(rows: QuerySet[Comment]) -> Iterable[tuple[int, str, str, int]]:
    """The first few under each text, in the order they came: what is public of them is always the beginning.

    Hidden ones keep their place, so that hiding one brings up none that nobody looked at.
    """
    named = rows.exclude(shown_name="").order_by().values("words", "shown_name", "name_hidden_for")
    came = named.annotate(first=Min("pk"))
    placed = came.annotate(place=Window(RowNumber(), partition_by=[F("words")], order_by=F("first").asc()))
    columns = ("words", "shown_name", "name_hidden_for", "first")
    return placed.filter(place__lte=_NAMES).order_by("words", "place").values_list(*columns)

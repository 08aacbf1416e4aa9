"""Names under a text: which are public, which wait to be looked at with it, which are hidden and why.

A name is looked at with the text it stands under: those that came after whoever showed the text saw them wait until it
is shown again. `CommentText.names_until` is the row of the last comment that was seen. Comments on one text come one
after the other, for each locks it to count itself: so whatever came later has a higher number.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery

from gongkai.programmes.consultations.contents import covered_name
from gongkai.programmes.consultations.models import Comment, CommentText
from gongkai.programmes.consultations.programme import NAME_HIDING, SHOWN

_NAMES, _READ = 5, 12
"""署名：so many are shown under a text, out of the first so many signatures of which some may be the same."""


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
    """公开的署名：the first few under each shown text, hidden ones without the name. Two SQL queries or none."""
    if not texts:
        return {}
    shown = CommentText.objects.filter(pk__in=texts, standing=SHOWN)
    looked_at = Comment.objects.filter(pk__lte=OuterRef("names_until"))
    found: dict[int, tuple[Signature, ...]] = {}
    for text, name, why, first in _first_names(shown, looked_at):
        said = "" if why else covered_name(name, today=today)
        found[text] = (*found.get(text, ()), Signature(said, not why, NAME_HIDING.get(why, ""), first))
    return found


def signatures_of(texts: Collection[CommentText], today: date) -> Mapping[int, tuple[Signature, ...]]:
    """待审核的署名：the names that showing each text makes public, for those who show it. Two SQL queries."""
    until = {one.pk: one.names_until for one in texts if one.standing == SHOWN}
    found: dict[int, tuple[Signature, ...]] = {}
    rows = CommentText.objects.filter(pk__in=[one.pk for one in texts])
    for text, name, why, first in _first_names(rows, Comment.objects.all()):
        public = not why and first <= until.get(text, 0)
        said = Signature(covered_name(name, today=today), public, NAME_HIDING.get(why, ""), first)
        found[text] = (*found.get(text, ()), said)
    return found


def seen_until(texts: Collection[CommentText]) -> Mapping[int, int]:
    """看到哪一份：the last comment on each text at this moment; asked for before its names are read. One SQL query."""
    last = Comment.objects.filter(words=OuterRef("pk")).order_by("-pk").values("pk")[:1]
    rows = CommentText.objects.filter(pk__in=[one.pk for one in texts]).annotate(last=Subquery(last))
    return dict(rows.filter(last__isnull=False).values_list("pk", "last"))


def hidden_names(consultation: int) -> int:
    """未公开的署名：how many different ones under how many texts, each counted once. One SQL query."""
    rows = Comment.objects.filter(consultation=consultation).exclude(name_hidden_for="").order_by()
    return rows.values("words", "shown_name").distinct().count()


def _first_names(texts: QuerySet[CommentText], rows: QuerySet[Comment]) -> Iterable[tuple[int, str, str, int]]:
    """The first few under each text, in the order they came: what is public of them is always the beginning.

    Of each text the first dozen signatures are read, each one step in an index, however many thousand signed it.
    Hidden ones keep their place, so that hiding one brings up none that nobody looked at.
    """
    signed = rows.filter(words=OuterRef("pk")).exclude(shown_name="").order_by("pk").values("pk")
    places = {f"signed_{at}": Subquery(signed[at : at + 1]) for at in range(_READ)}
    wanted = [pk for row in texts.annotate(**places).values_list(*places) for pk in row if pk is not None]
    found = Comment.objects.filter(pk__in=wanted).order_by("words", "pk")
    before: dict[int, set[tuple[str, str]]] = {}
    for text, name, why, pk in found.values_list("words", "shown_name", "name_hidden_for", "pk"):
        seen = before.setdefault(text, set())
        if (name, why) not in seen and len(seen) < _NAMES:
            seen.add((name, why))
            yield text, name, why, pk

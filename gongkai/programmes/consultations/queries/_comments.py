"""Comments as everybody reads them: one text once, with how many said it, and its answer once the report is out."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet, Sum

from gongkai.foundation import sealing
from gongkai.foundation.now import china_date
from gongkai.programmes.consultations.models import Comment, CommentText
from gongkai.programmes.consultations.programme import HIDDEN, HIDING, NAME_HIDING, OUTCOMES, SHOWN, STANDINGS, WAITING
from gongkai.programmes.consultations.queries._names import Signature, names_of
from gongkai.programmes.consultations.queries._public import Seen

PAGE = 50
_COLUMNS = (
    "pk", "uid", "version", "passage", "text", "copies", "standing", "hidden_for", "at", "group__uid", "group__outcome",
    "group__reason", "group__title",
)  # fmt: skip


@dataclass(frozen=True)
class Answer:
    """意见的答复：the outcome in words and why; `group` when other texts have the same answer."""

    outcome: str
    outcome_name: str
    reason: str
    group: str
    title: str


@dataclass(frozen=True)
class Shown:
    """一条公开的意见：`text` is empty where it is hidden, then `hidden_for` says why; `names` are those who signed."""

    pk: int
    uid: str
    version: int
    passage: int
    text: str
    copies: int
    hidden_for: str
    on: date
    answer: Answer | None
    names: tuple[str, ...] = ()
    unnamed: tuple[str, ...] = ()
    """署名未公开的理由：one for each name that is not shown."""


@dataclass(frozen=True)
class ShownPage:
    """一页意见：`next` is passed as `after`; empty at the end."""

    rows: tuple[Shown, ...]
    next: str


def public(one: Seen, *, version: int = 0, passage: int | None = None, outcome: str = "") -> QuerySet[CommentText]:
    """公开的意见：shown, and hidden ones as a trace; nothing that waits to be looked at."""
    rows = CommentText.objects.filter(consultation=one.pk).exclude(standing=WAITING)
    if version:
        rows = rows.filter(version=version)
    if passage is not None:
        rows = rows.filter(passage=passage)
    if outcome and one.reported_on is not None:
        rows = rows.filter(group__outcome=outcome)
    return rows


def comments(
    one: Seen,
    *,
    version: int = 0,
    passage: int | None = None,
    outcome: str = "",
    after: str = "",
    limit: int = PAGE,
    named: bool = True,
) -> ShownPage:
    """一页意见：what most people said first. Three SQL queries, one without names."""
    rows = public(one, version=version, passage=passage, outcome=outcome)
    copies, _, pk = after.partition("-")
    if copies.isdecimal() and pk.isdecimal() and len(after) < 30:
        rows = rows.filter(Q(copies__lt=int(copies)) | Q(copies=int(copies), pk__gt=int(pk)))
    found = list(rows.order_by("-copies", "pk").values(*_COLUMNS)[: limit + 1])
    shown = found[:limit]
    names = names_of([row["pk"] for row in shown if row["standing"] == SHOWN], one.today) if named else {}
    made = tuple(_shown(row, one, names) for row in shown)
    last = made[-1] if made else None
    return ShownPage(made, f"{last.copies}-{last.pk}" if last and len(found) > limit else "")


def every_comment(one: Seen, *, chunk: int = 1_000) -> Iterator[Shown]:
    """全部公开的意见：in the order they came, for files; a batch at a time. Three SQL queries a batch."""
    last = 0
    while True:
        found = list(public(one).filter(pk__gt=last).order_by("pk").values(*_COLUMNS)[:chunk])
        names = names_of([row["pk"] for row in found if row["standing"] == SHOWN], one.today)
        yield from (_shown(row, one, names) for row in found)
        if len(found) < chunk:
            return
        last = found[-1]["pk"]


def counts_by_passage(one: Seen, version: int) -> Mapping[int, int]:
    """逐段的意见数：copies on each passage of a version, those still to be looked at included. One SQL query."""
    rows = CommentText.objects.filter(consultation=one.pk, version=version).order_by()
    return dict(rows.values_list("passage").annotate(Sum("copies")))


def _shown(row: Mapping[str, Any], one: Seen, names: Mapping[int, tuple[Signature, ...]]) -> Shown:
    hidden = row["standing"] == HIDDEN
    outcome = row["group__outcome"]
    signed = names.get(row["pk"], ())
    answer = None
    if outcome and one.reported_on is not None and not hidden:
        answer = Answer(outcome, OUTCOMES[outcome], row["group__reason"], row["group__uid"], row["group__title"])
    return Shown(
        pk=row["pk"],
        uid=row["uid"],
        version=row["version"],
        passage=row["passage"],
        text="" if hidden else row["text"],
        copies=row["copies"],
        hidden_for=HIDING[row["hidden_for"]] if hidden else "",
        on=china_date(row["at"]),
        answer=answer,
        names=tuple(each.name for each in signed if each.public),
        unnamed=tuple(each.hidden_for for each in signed if not each.public),
    )


@dataclass(frozen=True)
class Followed:
    """一条意见的去向：for whoever has number and code: their own words and name in full, and what became of them."""

    text: str
    name: str
    standing: str
    hidden_for: str
    copies: int
    answer: Answer | None
    name_hidden_for: str = ""
    erased_on: date | None = None
    """清除日期：of name, contact and the words as they came; then the words are those that are public."""


def followed(comment: Comment, one: Seen) -> Followed:
    """一条意见的去向。

    :raises Conflict: when no key opens what is sealed.
    """
    words = comment.words
    secret = json.loads(sealing.unseal(comment.sealed)) if comment.sealed else {}
    group = words.group
    answer = None
    if group is not None and group.outcome and one.reported_on is not None and words.standing != HIDDEN:
        answer = Answer(group.outcome, OUTCOMES[group.outcome], group.reason, group.uid, group.title)
    return Followed(
        text=secret.get("text") or words.text,
        name=secret.get("name", ""),
        standing=STANDINGS[words.standing],
        hidden_for=HIDING.get(words.hidden_for, ""),
        copies=words.copies,
        answer=answer,
        name_hidden_for=NAME_HIDING.get(comment.name_hidden_for, ""),
        erased_on=china_date(comment.erased_at) if comment.erased_at else None,
    )

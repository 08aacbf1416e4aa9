"""复议诉讼登记的查询：the register of challenges as a person sees it, the newest first, narrowed and read on."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from gongkai.foundation.errors import Invalid, NotFound
from gongkai.foundation.people.actors import Actor
from gongkai.programmes.reports import permission
from gongkai.programmes.reports.models import Challenge

PAGE = 100
OPEN = "open"
"""尚未审结：stands for an empty outcome in a narrowing."""


@dataclass(frozen=True)
class Narrowing:
    """筛选：`outcome` a result or `open`; `organ` a code; `year` in which it was decided. Empty shows all."""

    outcome: str = ""
    organ: str = ""
    year: int = 0


def narrowed(person: Actor, asked: Narrowing) -> QuerySet[Challenge]:
    """登记清单：the newest first; an outcome nobody knows narrows nothing."""
    rows = permission.challenges_of(person).order_by("-filed_on", "-id")
    if asked.outcome == OPEN:
        rows = rows.filter(outcome="")
    elif asked.outcome in Challenge.Outcome.values:
        rows = rows.filter(outcome=asked.outcome)
    if asked.organ:
        rows = rows.filter(organ__code=asked.organ[:9])
    return rows.filter(decided_on__year=asked.year) if asked.year else rows


def page_of(person: Actor, asked: Narrowing, *, after: str = "", limit: int = PAGE) -> tuple[list[Challenge], str]:
    """登记一页：rows, and the cursor of the page after; "" at the end. 1 SQL.

    :raises Invalid: for a cursor that is none of ours.
    """
    rows = narrowed(person, asked)
    if after:
        rows = rows.filter(_beyond(after))
    found = list(rows[: limit + 1])
    last = found[limit - 1] if len(found) > limit else None
    return found[:limit], f"{last.filed_on.isoformat()}~{last.pk}" if last else ""


def challenge_of(person: Actor, uid: str) -> Challenge:
    """一件登记。1 SQL.

    :raises NotFound: when it does not exist or is not theirs to see: the same answer for both.
    """
    row = permission.challenges_of(person).filter(uid=uid).first()
    if row is None:
        raise NotFound
    return row


def _beyond(cursor: str) -> Q:
    day, _, number = cursor.partition("~")
    try:
        filed_on, pk = date.fromisoformat(day), int(number)
    except ValueError as error:
        raise Invalid("翻页位置无法识别。请回到列表第一页。", field="after") from error
    return Q(filed_on__lt=filed_on) | Q(filed_on=filed_on, pk__lt=pk)

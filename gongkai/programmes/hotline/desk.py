"""热线工作台查询：what the office's pages of the hotline ask; read only, from what a person may see."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from gongkai.engines.casework.models import Case, CaseAssignment
from gongkai.foundation.errors import NotFound
from gongkai.foundation.now import day_begins
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import Actor
from gongkai.programmes.hotline import permission, remembering
from gongkai.programmes.hotline.models import Message
from gongkai.programmes.hotline.ports import Like
from gongkai.programmes.hotline.remembering import NO_REPEATS, QUARTER

FEW, MOST, FOLLOWERS = 5, 500, 100
YEAR = timedelta(days=365)
MAIN = CaseAssignment.Part.MAIN


def said_in(words: str) -> Q:
    """按内容查找：cases whose message says the words, as its handlers may read it; no SQL of its own."""
    return Q(message__text__icontains=words) | Q(message__handed__icontains=words)


def message_of(person: Actor, case: str) -> Message:
    """办件的诉求：of a case this person may see. 1 SQL.

    :raises NotFound: for any other.
    """
    found = permission.visible_to(person).filter(case__uid=case).select_related("case__organ", "leading").first()
    if found is None:
        raise NotFound
    return found


def messages_of(cases: Collection[Case]) -> Mapping[int, Message]:
    """多件的诉求：case → message, of cases this person was given already. 1 SQL."""
    return {one.case_id: one for one in Message.objects.filter(case__in=cases)}


def followers_of(case: Case) -> list[Message]:
    """并入本件的诉求：the newest, so many at most. 1 SQL."""
    return list(Message.objects.filter(leading=case).select_related("case").order_by("-pk")[:FOLLOWERS])


def main_handlers(cases: Collection[Case]) -> Mapping[int, str]:
    """主办单位：case → organisation code, of those assigned to one. 1 SQL."""
    rows = CaseAssignment.objects.filter(case__in=cases, part=MAIN, until=0)
    return dict(rows.values_list("case_id", "organ__code"))


def handled_alike(*, organ: Organ, matter: str, at: datetime) -> Counter[str]:
    """同类诉求由谁主办：of those on the matter that ended within a year, how many by each organ. 1 SQL."""
    rows = CaseAssignment.objects.filter(
        part=MAIN, until=0, case__organ=organ, case__open=False, case__message__matter=matter,
        case__message__at__gte=at - YEAR,
    )  # fmt: skip
    return Counter(dict(rows.order_by().values_list("organ__code").annotate(Count("pk"))))


def repeats_of(message: Message, *, at: datetime) -> list[tuple[Message, Like]]:
    """疑似重复：messages of the quarter before that say the same or nearly so, the nearest first. 4 SQL.

    Where the words are sealed, only those that say exactly the same are known.
    """
    seen = Message.objects.filter(case__organ=message.case.organ, at__gte=at - QUARTER, leading=None)
    seen = seen.exclude(pk=message.pk).exclude(case__state__in=NO_REPEATS).select_related("case")
    same = list(seen.filter(alike=message.alike).order_by("-pk")[:FEW])
    near = [] if message.confidential else remembering.near(message, at=at)
    known = {one.pk for one in same}
    more = [(one, like) for one, like in near if one.pk not in known and one.leading_id is None]
    return [*((one, Like(one.case.number, 1.0, ())) for one in same), *more]


@dataclass(frozen=True)
class Asked:
    """诉求最多的：a matter in a place, and how many messages (件)."""

    matter: str
    place: str
    many: int


def asked_in(organs: Collection[str], *, on: date, days: int, before: int) -> Mapping[tuple[str, str], tuple[int, int]]:
    """近期来件：(matter, place) → how many in the last `days`, how many in the `before` days before. 1 SQL.

    Only where so many came lately that a rise may be told.
    """
    start = day_begins(on - timedelta(days=days - 1))
    came = _came(organs, start - timedelta(days=before), on)
    counted = came.annotate(now=Count("pk", filter=Q(at__gte=start)), earlier=Count("pk", filter=Q(at__lt=start)))
    rows = counted.filter(now__gte=FEW).order_by("-now", "matter", "place")[:MOST]
    return {(row["matter"], row["place"]): (row["now"], row["earlier"]) for row in rows}


def most_asked(organs: Collection[str], *, on: date, days: int, most: int) -> list[Asked]:
    """诉求最多的：of the last `days`, the most frequent first. 1 SQL."""
    came = _came(organs, day_begins(on - timedelta(days=days - 1)), on).annotate(many=Count("pk"))
    return [Asked(**row) for row in came.order_by("-many", "matter", "place")[:most]]


def _came(organs: Collection[str], since: datetime, on: date) -> QuerySet[Message, Any]:
    """What came to these hotlines, by matter and place."""
    until = day_begins(on + timedelta(days=1))
    rows = Message.objects.filter(case__organ__code__in=organs, at__gte=since, at__lt=until)
    return rows.exclude(case__state="refused").order_by().values("matter", "place")

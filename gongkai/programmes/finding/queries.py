"""Questions to the search service."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet, Sum

from gongkai.engines.publishing import permission
from gongkai.engines.publishing import queries as publishing
from gongkai.engines.publishing.queries import Item
from gongkai.foundation.now import china_date
from gongkai.foundation.people.actors import OPENNESS_OFFICER, Actor
from gongkai.programmes.finding.models import BestBet, MissedQuery, SavedSearch
from gongkai.programmes.finding.rules import RESTORABLE, keys_in

SHOWN_BETS = 3


def best_bets(words: str, at: datetime) -> tuple[Item, ...]:
    """推荐结果：what the office puts first for this query, the closest words first. One SQL query, two if any.

    A record that is not public at this instant is left out, whatever the office wished.
    """
    keys = keys_in(words)
    rows = BestBet.objects.in_force(china_date(at)).filter(words__in=keys).values_list("words", "record")
    place = {key: number for number, key in enumerate(keys)}
    records = [record for _, record in sorted(rows, key=lambda row: (place[row[0]], row[1]))]
    return publishing.items_of(list(dict.fromkeys(records))[:SHOWN_BETS], at) if records else ()


def kept_bets(person: Actor, day: date) -> QuerySet[BestBet]:
    """推荐结果清单：those in force for records this person may see, newest first."""
    seen = permission.visible_to(person).values("record__uid")
    return BestBet.objects.in_force(day).filter(record__in=seen).order_by("-at", "-pk")


def removed_bets(person: Actor, at: datetime) -> QuerySet[BestBet]:
    """刚取消的推荐结果：taken off less than a day ago, for records this person may see, the latest first."""
    seen = permission.visible_to(person).values("record__uid")
    return BestBet.objects.filter(removed_at__gt=at - RESTORABLE, record__in=seen).order_by("-removed_at")


def may_keep(person: Actor) -> bool:
    """可否维护检索：the openness office, of whatever place."""
    return bool(person.organs(OPENNESS_OFFICER))


@dataclass(frozen=True)
class Missed:
    """无结果检索一行：the words, how often (次) and on how many days (天)."""

    words: str
    times: int
    days: int


def missed(since: date, until: date, *, limit: int = 200) -> tuple[Missed, ...]:
    """无结果检索：of the days from `since` until before `until`, the most frequent first. One SQL query."""
    rows = MissedQuery.objects.filter(day__gte=since, day__lt=until).values("words")
    counted = rows.annotate(total=Sum("times"), days=Count("day")).order_by("-total", "words")[:limit]
    return tuple(Missed(row["words"], row["total"], row["days"]) for row in counted)


@dataclass(frozen=True)
class Subscribed:
    """检索订阅数：confirmed and not (件); never whose."""

    confirmed: int
    waiting: int


def subscribed() -> Subscribed:
    """检索订阅数。One SQL query."""
    counts = SavedSearch.objects.aggregate(
        confirmed=Count("pk", filter=Q(confirmed_at__isnull=False)), waiting=Count("pk", filter=Q(confirmed_at=None))
    )
    return Subscribed(**counts)


def saved(key: str) -> SavedSearch | None:
    """检索订阅：by the key in its letters."""
    return SavedSearch.objects.filter(key=key).first()


def address_of(uid: str) -> str:
    """订阅邮箱：of a saved search whose notices are addressed to `saved:<key>`; "" once it is ended."""
    found = saved(uid.removeprefix(ADDRESSEE))
    return found.email if found else ""


ADDRESSEE = "saved:"


def confirmed_after(after: int, limit: int) -> Sequence[SavedSearch]:
    """已确认的订阅：in the order of their numbers, for those who go through all."""
    rows = SavedSearch.objects.filter(confirmed_at__isnull=False, pk__gt=after)
    return list(rows.order_by("pk")[:limit])

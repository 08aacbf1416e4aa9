"""人员查询：who somebody is, today. Read only."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Q

from gongkai.foundation.errors import NotFound, NotPermitted
from gongkai.foundation.now import china_date
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import REVIEWER_ROLES, SYSTEM, PostFact
from gongkai.foundation.people.actors import Actor as Actor  # noqa: PLC0414 — what `actor` answers with
from gongkai.foundation.people.models import ApiToken, Person, Post, PostQuerySet
from gongkai.foundation.people.rules import token_digest
from gongkai.foundation.places.models import Place
from gongkai.foundation.places.rules import stem, subtree


def actor(person_id: int, at: datetime, second_factor: bool) -> Actor:
    """行为人：the person of a session with the posts held at a moment. 2 SQL.

    :raises NotFound: when there is no such account, or it was deactivated.
    """
    person = Person.objects.filter(pk=person_id, is_active=True).first()
    if person is None:
        raise NotFound()
    return _actor(person, at, second_factor)


def actor_for_token(token: str, at: datetime) -> Actor:
    """令牌的行为人：the person a token acts for; with a second factor only if it was issued with one. 2 SQL.

    :raises NotPermitted: code `bad-token`, when it is unknown, expired, revoked, or its person deactivated.
    """
    found = (
        ApiToken.objects.select_related("person")
        .filter(token_sha256=token_digest(token), revoked_at__isnull=True, until__gt=china_date(at))
        .filter(person__is_active=True)
        .first()
    )
    if found is None:
        raise NotPermitted("令牌无效、已过期或者已吊销。请重新签发令牌。", code="bad-token")
    return _actor(found.person, at, found.second_factor)


def by_uid(uid: str) -> Person:
    """按编号查人。1 SQL.

    :raises NotFound: when there is none.
    """
    person = Person.objects.filter(uid=uid).first()
    if person is None:
        raise NotFound()
    return person


def by_username(username: str) -> Person:
    """按用户名查人。1 SQL.

    :raises NotFound: when there is none.
    """
    person = Person.objects.filter(username=username).first()
    if person is None:
        raise NotFound()
    return person


def names(uids: Iterable[str]) -> dict[str, str]:
    """姓名：uid → name, the system's included, unknown ones left out. 1 SQL."""
    wanted = set(uids)
    known = dict(Person.objects.filter(uid__in=wanted).values_list("uid", "name"))
    return {SYSTEM.uid: SYSTEM.name, **known} if SYSTEM.uid in wanted else known


def posts(person: Person, *, day: date) -> PostQuerySet:
    """任职：the posts of a person on a day, with their organs. 1 SQL."""
    return Post.objects.on(day).select_related("organ__place").filter(person=person)


def staff(organ: Organ, *, day: date) -> PostQuerySet:
    """在任人员：the posts held in an organ on a day, with their people, by unit then name. 1 SQL."""
    held = Post.objects.on(day).select_related("person").filter(organ=organ, person__is_active=True)
    return held.order_by("unit", "person__name", "role")


def holders(*, organ_code: str, role: str, day: date) -> list[str]:
    """某职人员：uids of those who hold a role in an organ on a day; to whom a notice goes. 1 SQL."""
    held = Post.objects.on(day).filter(organ__code=organ_code, role=role, person__is_active=True)
    return sorted(set(held.values_list("person__uid", flat=True)))


def holders_at(*, place: Place, role: str, day: date) -> list[str]:
    """某地某职人员：uids of those who hold a role in any organ of a place on a day. 1 SQL."""
    held = Post.objects.on(day).filter(organ__place=place, role=role, person__is_active=True)
    return sorted(set(held.values_list("person__uid", flat=True)))


def organs_holding(*, role: str, place: str, day: date) -> list[str]:
    """有某职人员的机关：codes of the organs of a place and below in which somebody holds a role on a day. 1 SQL."""
    first, last = subtree(stem(place))
    held = Post.objects.on(day).filter(role=role, person__is_active=True)
    held = held.filter(organ__place__code__gte=first, organ__place__code__lte=last)
    return sorted(set(held.values_list("organ__code", flat=True)))


def tokens(person: Person) -> list[ApiToken]:
    """令牌：every token of a person, the newest first, revoked ones included. 1 SQL."""
    return list(ApiToken.objects.filter(person=person))


def reviews(person_id: int, *, day: date) -> bool:
    """审查岗位：does this person hold a role that needs a second factor? 1 SQL."""
    return Post.objects.on(day).filter(person_id=person_id, role__in=REVIEWER_ROLES).exists()


def search(words: str) -> list[Person]:
    """查人：accounts in use whose name or username contains the words, the first 50. 1 SQL."""
    found = Person.objects.filter(Q(name__contains=words) | Q(username__contains=words), is_active=True)
    return list(found[:50])


def _actor(person: Person, at: datetime, second_factor: bool) -> Actor:
    held = Post.objects.on(china_date(at)).filter(person=person).order_by("organ__code", "role", "unit")
    facts = held.values_list("organ__code", "role", "unit", "organ__place__code")
    return Actor(
        uid=person.uid,
        name=person.name,
        posts=tuple(PostFact(*fact) for fact in facts),
        second_factor=second_factor,
    )

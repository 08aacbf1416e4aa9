"""政务舆情的可见范围：items and feeds of an organ by its concern officers, its place's supervisors and auditors."""

from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import AUDITOR, CONCERN_OFFICER, OPENNESS_OFFICER, SYSTEM, Actor
from gongkai.foundation.permission import ALLOWED, Decision, Refused
from gongkai.foundation.places.rules import stem, subtree
from gongkai.programmes.concerns.models import Feed, Item

M = TypeVar("M", bound=Model)
NOT_THEIRS = "舆情由本机关政务舆情工作人员登记和归并，您没有这个岗位。请联系本机关系统管理员。"


def sees_any(person: Actor) -> bool:
    """有无岗位：whether any item could be theirs to see."""
    return bool(person.organs(CONCERN_OFFICER, OPENNESS_OFFICER, AUDITOR))


def items_of(person: Actor) -> QuerySet[Item]:
    """可见范围：items; who answers sees those of the topic on the topic's page."""
    return Item.objects.filter(_seen(person))


def feeds_of(person: Actor) -> QuerySet[Feed]:
    """可见范围：feeds."""
    return Feed.objects.filter(_seen(person))


def _seen(person: Actor) -> Q:
    if person == SYSTEM or person.organs(AUDITOR):
        return Q()
    seen = Q(organ__code__in=person.organs(CONCERN_OFFICER)) if person.organs(CONCERN_OFFICER) else Q(pk__in=())
    for place in person.places(OPENNESS_OFFICER):
        first, last = subtree(stem(place))
        seen |= Q(organ__place__code__gte=first, organ__place__code__lte=last)
    return seen


def may_keep(person: Actor, organ: Organ) -> Decision:
    """可否登记和归并：a concern officer of the organ; the system for what it fetches."""
    if person == SYSTEM or person.holds(CONCERN_OFFICER, organ.code):
        return ALLOWED
    return Refused(NOT_THEIRS)

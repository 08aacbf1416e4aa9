"""突发事件：who may open one, who sees it in the office, and which information it is about."""

from django.db.models import Q, QuerySet

from gongkai.engines.publishing.content import Content
from gongkai.engines.publishing.emergency_tables import Emergency
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import DRAFTER, OPENNESS_OFFICER, PUBLISHER, SIGNER, SYSTEM, Actor
from gongkai.foundation.permission import ALLOWED, Decision, Refused
from gongkai.foundation.places.rules import stem, subtree

ARTICLE = "A20-12"  # 突发公共事件的应急预案、预警信息及应对情况
HEAD = SIGNER  # 值班负责人：who signs for the organ, at night as by day
OPENS = (DRAFTER, SIGNER, PUBLISHER)


def may_open(person: Actor, organ: Organ) -> Decision:
    """可否登记、结束：those who make the organ's information public."""
    if person == SYSTEM or any(person.holds(role, organ.code) for role in OPENS):
        return ALLOWED
    return Refused("突发事件由本机关拟稿人、签发人或者发布员登记，您没有这个岗位。")


def visible_to(person: Actor) -> QuerySet[Emergency]:
    """可见范围：those of one's organs and of the organs above them; of one's place for an openness officer."""
    if person == SYSTEM or any(post.role == "auditor" for post in person.posts):
        return Emergency.objects.all()
    own = person.organs()
    codes = set(own)
    for organ in Organ.objects.filter(code__in=own).select_related("place", "parent"):
        codes |= organs.superiors(place=organ.place, parent=organ.parent)
    seen = Q(organ__code__in=codes)
    for code in person.places(OPENNESS_OFFICER):
        first, last = subtree(stem(code))
        seen |= Q(organ__place__code__gte=first, organ__place__code__lte=last)
    return Emergency.objects.filter(seen)


def as_content(name: str) -> Content:
    """The name as a content, so that the same rules look for a mark of secrecy in it."""
    return Content(title=name)

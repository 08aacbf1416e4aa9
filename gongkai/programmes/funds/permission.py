"""资金异议的可见范围：who answers, who supervises the place; and who objected, by number and code."""

from django.db.models import Q, QuerySet

from gongkai.foundation.codes import is_code_of
from gongkai.foundation.errors import NotFound
from gongkai.foundation.people.actors import AUDITOR, FOI_CLERK, FOI_HEAD, OPENNESS_OFFICER, SYSTEM, UNIT_HEAD, Actor
from gongkai.foundation.permission import ALLOWED, Decision, Refused
from gongkai.foundation.places.rules import stem, subtree
from gongkai.foundation.text import normalise
from gongkai.programmes.funds.models import FundObjection

READERS = (FOI_CLERK, FOI_HEAD, UNIT_HEAD)
ANSWERERS = (FOI_HEAD, UNIT_HEAD)
NOT_PROVEN = "没有查到这件异议。请核对编号和查询码；查询码只在提交时显示一次。"
NOT_THEIRS = "资金异议由本机关处室负责人或者政府信息公开工作机构负责人答复，您没有这些岗位。"


def visible_to(person: Actor) -> QuerySet[FundObjection]:
    """可见范围：objections of the organs where the person answers for them, and of places they supervise."""
    rows = FundObjection.objects.all()
    if person == SYSTEM or any(post.role == AUDITOR for post in person.posts):
        return rows
    seen = Q(organ__code__in=person.organs(*READERS))
    for place in person.places(OPENNESS_OFFICER):
        first, last = subtree(stem(place))
        seen |= Q(organ__place__code__gte=first, organ__place__code__lte=last)
    return rows.filter(seen)


def sees_any(person: Actor) -> bool:
    """有无岗位：whether anything could be theirs to see."""
    return bool(person.organs(*READERS) or person.places(OPENNESS_OFFICER)) or any(
        post.role == AUDITOR for post in person.posts
    )


def may_read_words(person: Actor, objection: FundObjection) -> Decision:
    """可否看内容：who objects and what they wrote, by those who answer; who supervises sees that it waits, no more."""
    if objection.organ.code in person.organs(*READERS):
        return ALLOWED
    return Refused("提出的人和所写的内容只有承办机关答复异议的工作人员能看。您可以看到收到、最迟答复和答复的情况。")


def may_answer(person: Actor, objection: FundObjection) -> Decision:
    """可否答复：a head of the organ, once."""
    if objection.answered_at is not None:
        return Refused("这件异议已经答复，不能再次答复。有新的情况，请对方另行提出。")
    if any(person.holds(role, objection.organ.code) for role in ANSWERERS):
        return ALLOWED
    return Refused(NOT_THEIRS)


def proven(*, number: str, code: str) -> FundObjection:
    """凭编号和查询码：the objection, for whoever has both.

    :raises NotFound: for a wrong number and for a wrong code alike.
    """
    plain = "".join(normalise(number).split()).upper()
    found = FundObjection.objects.select_related("organ").filter(number=plain).first()
    if found is None or not is_code_of(code, found.code_hash):
        raise NotFound(NOT_PROVEN)
    return found

"""意见征集的权限：who works on a consultation, who sees it, and who has number and code of a comment."""

from django.db.models import Q, QuerySet

from gongkai.foundation.codes import is_code_of, number_of
from gongkai.foundation.errors import NotFound
from gongkai.foundation.people.actors import AUDITOR, DRAFTER, OPENNESS_OFFICER, SYSTEM, UNIT_HEAD, Actor
from gongkai.foundation.permission import ALLOWED, Decision, Refused
from gongkai.foundation.places.rules import stem, subtree
from gongkai.programmes.consultations.models import Comment, Consultation

WORKERS = (DRAFTER, UNIT_HEAD)
NOT_PROVEN = "没有查到这条意见。请核对编号和查询码；查询码只在提交时显示一次。"
NOT_THEIRS = "意见征集由本机关拟稿人和处室负责人办理，您没有这些岗位。"
NOT_DRAFTER = "意见征集由本机关拟稿人发起，您没有这个岗位。"


def visible_to(person: Actor) -> QuerySet[Consultation]:
    """可见范围：of the organs where the person has a post, and of places they supervise; an auditor sees all."""
    rows = Consultation.objects.all()
    if person == SYSTEM or any(post.role == AUDITOR for post in person.posts):
        return rows
    seen = Q(organ__code__in=person.organs())
    for place in person.places(OPENNESS_OFFICER):
        first, last = subtree(stem(place))
        seen |= Q(organ__place__code__gte=first, organ__place__code__lte=last)
    return rows.filter(seen)


def find(person: Actor, uid: str) -> Consultation:
    """取一件：what one may not see does not exist.

    :raises NotFound: when it does not exist or is not theirs to see.
    """
    found = visible_to(person).select_related("organ", "record", "report").filter(uid=uid).first()
    if found is None:
        raise NotFound
    return found


def may_work(person: Actor, organ: str) -> Decision:
    """可否办理：enter, moderate, group and answer comments: a drafter or head of the organ."""
    if person == SYSTEM or any(person.holds(role, organ) for role in WORKERS):
        return ALLOWED
    return Refused(NOT_THEIRS)


def may_begin(person: Actor, organ: str) -> Decision:
    """可否发起：write notice, draft and report: a drafter of the organ."""
    return ALLOWED if person == SYSTEM or person.holds(DRAFTER, organ) else Refused(NOT_DRAFTER)


def proven(*, number: str, code: str) -> Comment:
    """凭编号和查询码：the comment, for whoever has both.

    :raises NotFound: for a wrong number and for a wrong code alike.
    """
    found = Comment.objects.select_related("consultation", "words__group").filter(number=number_of(number)).first()
    if found is None or not is_code_of(code, found.code_hash):
        raise NotFound(NOT_PROVEN)
    return found

"""Enforcement's one permission object: who sees cases, changes to publicity and reports, and who may act on them."""

from django.db.models import Q, QuerySet

from gongkai.foundation.organs.models import Organ, OrganQuerySet
from gongkai.foundation.people.actors import AUDITOR, DRAFTER, OPENNESS_OFFICER, SIGNER, SYSTEM, UNIT_HEAD, Actor
from gongkai.foundation.permission import ALLOWED, Decision, Refused
from gongkai.foundation.places.rules import stem, subtree
from gongkai.foundation.review.rules import four_eyes
from gongkai.programmes.enforcement.models import EnforcementCase, EnforcementReport, PublicityChange, RepairApplication

HANDLERS = (DRAFTER, UNIT_HEAD, SIGNER)
"""办理信用修复申请的岗位：who reads what the party wrote."""
TWO_STEPS = "这一步须用两步验证登录后办理。请退出后使用动态口令重新登录。"


def _reached(person: Actor, organ: str) -> Q:
    seen = Q(**{f"{organ}code__in": person.organs()})
    for place in person.places(OPENNESS_OFFICER):
        first, last = subtree(stem(place))
        seen |= Q(**{f"{organ}place__code__gte": first, f"{organ}place__code__lte": last})
    return seen


def _all(person: Actor) -> bool:
    return person == SYSTEM or bool(person.organs(AUDITOR))


def organs_of(person: Actor) -> OrganQuerySet:
    """可见机关：one's own, and those of the places one supervises; an auditor sees all."""
    return Organ.objects.all() if _all(person) else Organ.objects.filter(_reached(person, ""))


def cases_of(person: Actor) -> QuerySet[EnforcementCase]:
    """可见的执法案件。"""
    rows = EnforcementCase.objects.select_related("organ__place")
    return rows if _all(person) else rows.filter(_reached(person, "organ__"))


def changes_of(person: Actor) -> QuerySet[PublicityChange]:
    """可见的公示变动。"""
    rows = PublicityChange.objects.select_related("organ__place")
    return rows if _all(person) else rows.filter(_reached(person, "organ__"))


def repairs_of(person: Actor) -> QuerySet[RepairApplication]:
    """可见的信用修复申请：of the organs where the person handles them, and of the places they supervise."""
    rows = RepairApplication.objects.select_related("organ__place", "change").defer("file")
    if _all(person):
        return rows
    seen = Q(organ__code__in=person.organs(*HANDLERS))
    for place in person.places(OPENNESS_OFFICER):
        first, last = subtree(stem(place))
        seen |= Q(organ__place__code__gte=first, organ__place__code__lte=last)
    return rows.filter(seen)


def sees_repairs(person: Actor) -> bool:
    """有无岗位：whether any application could be theirs to see."""
    return bool(person.organs(*HANDLERS) or person.places(OPENNESS_OFFICER)) or _all(person)


def may_read_words(person: Actor, repair: RepairApplication) -> Decision:
    """可否看申请的内容：by those who handle it; who supervises sees that it waits, no more."""
    if repair.organ.code in person.organs(*HANDLERS):
        return ALLOWED
    return Refused("申请人和所写的内容只有承办机关办理的工作人员能看。您可以看到收到的时间和办理的情况。")


def may_decide(person: Actor, repair: RepairApplication) -> Decision:
    """可否决定不予修复：a unit head or signer of the organ who did not propose it."""
    if not any(person.holds(role, repair.organ.code) for role in (UNIT_HEAD, SIGNER)):
        return Refused("不予修复由本机关处室负责人或者签发人决定，您没有这些岗位。")
    if not four_eyes(person.uid, {repair.proposed_by}):
        return Refused("不予修复不能由提出意见的人自己决定，请交另一位同事。")
    return ALLOWED if person.second_factor else Refused(TWO_STEPS)


def reports_of(person: Actor) -> QuerySet[EnforcementReport]:
    """可见的执法年度报告。"""
    rows = EnforcementReport.objects.select_related("organ__place")
    return rows if _all(person) else rows.filter(_reached(person, "organ__"))


def may_enter(person: Actor, organ: Organ) -> Decision:
    """可否登记：a drafter of the organ."""
    if person.holds(DRAFTER, organ.code):
        return ALLOWED
    return Refused("这一步由本机关拟稿人办理，您没有这个岗位。")


def may_publish(person: Actor, report: EnforcementReport) -> Decision:
    """可否公布：a signer of the organ, with a second factor, who did not compute it."""
    if report.published_at is not None:
        return Refused("这份年度报告已经公布。")
    if not person.holds(SIGNER, report.organ.code):
        return Refused("公布执法年度报告由本机关签发人办理，您没有这个岗位。")
    if not four_eyes(person.uid, {report.computed_by}):
        return Refused("公布不能由计算数据的人自己办理，请交另一位同事。")
    if not person.second_factor:
        return Refused(TWO_STEPS)
    return ALLOWED

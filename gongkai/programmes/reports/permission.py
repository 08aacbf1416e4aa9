"""The report's one permission object: what is permitted, and who sees what."""

from django.db.models import Q, QuerySet

from gongkai.foundation.errors import NotFound
from gongkai.foundation.organs.models import Organ, OrganQuerySet
from gongkai.foundation.people.actors import (
    AUDITOR,
    DRAFTER,
    FOI_CLERK,
    FOI_HEAD,
    OPENNESS_OFFICER,
    ROLES,
    SIGNER,
    SYSTEM,
    Actor,
)
from gongkai.foundation.permission import ALLOWED, Decision, Refused
from gongkai.foundation.places.rules import contains, stem, subtree
from gongkai.foundation.review.rules import four_eyes
from gongkai.programmes.reports.models import AnnualReport, Challenge, Stage
from gongkai.programmes.reports.programme import ACTS

OWN = (FOI_CLERK, FOI_HEAD, SIGNER, DRAFTER)
REGISTER = (FOI_CLERK, FOI_HEAD, SIGNER)
NO_SECOND_FACTOR = "这一步须用两步验证登录后办理。请退出后使用动态口令重新登录。"


def organs_of(person: Actor, *roles: str) -> OrganQuerySet:
    """可见机关：those where the person has one of the posts, and those of the places they supervise."""
    organs = Organ.objects.all()
    if person == SYSTEM or person.organs(AUDITOR):
        return organs
    return organs.filter(_reached(person, roles or OWN, ""))


def visible_to(person: Actor) -> QuerySet[AnnualReport]:
    """可见范围：reports of one's organ and of the places one supervises; an auditor reads all."""
    reports = AnnualReport.objects.select_related("organ__place")
    if person == SYSTEM or person.organs(AUDITOR):
        return reports
    return reports.filter(_reached(person, OWN, "organ__"))


def challenges_of(person: Actor) -> QuerySet[Challenge]:
    """可见的复议诉讼案件。"""
    rows = Challenge.objects.select_related("organ__place")
    if person == SYSTEM or person.organs(AUDITOR):
        return rows
    return rows.filter(_reached(person, REGISTER, "organ__"))


def _reached(person: Actor, roles: tuple[str, ...], organ: str) -> Q:
    seen = Q(**{f"{organ}code__in": person.organs(*roles)})
    for place in person.places(OPENNESS_OFFICER):
        first, last = subtree(stem(place))
        seen |= Q(**{f"{organ}place__code__gte": first, f"{organ}place__code__lte": last})
    return seen


def find(person: Actor, organ: str, year: int) -> AnnualReport:
    """取一份报告。

    :raises NotFound: when it does not exist or is not theirs to see: the same answer for both.
    """
    report = visible_to(person).filter(organ__code=organ, year=year).first()
    if report is None:
        raise NotFound
    return report


def may_begin(person: Actor, organ: Organ) -> Decision:
    """可否编制：a clerk of the organ."""
    return _may_as(person, FOI_CLERK, organ, "编制年度报告")


def may_register(person: Actor, organ: Organ) -> Decision:
    """可否登记复议诉讼案件：a clerk of the organ."""
    return _may_as(person, FOI_CLERK, organ, "登记复议诉讼案件")


def may_set_due(person: Actor, place: str) -> Decision:
    """可否设定内部报送期限：the openness office of the place or of one above it."""
    if person == SYSTEM or any(contains(stem(held), place) for held in person.places(OPENNESS_OFFICER)):
        return ALLOWED if person.second_factor else Refused(NO_SECOND_FACTOR)
    return Refused("内部报送期限由本级政务公开办设定，您没有这个岗位。")


def may(person: Actor, act: str, report: AnnualReport) -> Decision:
    """可否办理：may this person do this act to this report now?"""
    rule = ACTS[act]
    if report.state not in rule.states:
        return Refused(
            f"报告当前状态为“{Stage(report.state).label}”，不能“{rule.name}”。请刷新页面查看可以办理的事项。"
        )
    decision = _may_as(person, rule.role, report.organ, rule.name)
    if not decision or not rule.four_eyes:
        return decision
    eyes = four_eyes(person.uid, report.authors)
    if not eyes:
        return eyes
    return ALLOWED if person.second_factor else Refused(NO_SECOND_FACTOR)


def _may_as(person: Actor, role: str, organ: Organ, what: str) -> Decision:
    if person == SYSTEM or person.holds(role, organ.code):
        return ALLOWED
    return Refused(f"“{what}”由本机关{ROLES[role]}办理，您没有这个岗位。")

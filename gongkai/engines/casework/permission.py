"""Casework's one permission object: what is permitted, and who sees what."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from gongkai.engines.casework.models import Case
from gongkai.engines.casework.ports import procedure_of
from gongkai.engines.casework.rules import CaseAct, Done
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import ROLES, SYSTEM, Actor
from gongkai.foundation.permission import ALLOWED, Decision, Refused
from gongkai.foundation.places.rules import stem, subtree


def visible_to(person: Actor) -> QuerySet[Case]:
    """可见范围：cases of organs where the person has a post in the procedure, and of places they supervise.

    A case holds personal data: a post elsewhere in the organ does not open it. An auditor reads every case.
    """
    cases = Case.objects.all()
    if person == SYSTEM or any(post.role == "auditor" for post in person.posts):
        return cases
    seen = Q(organ__code__in=person.organs("foi_clerk", "foi_head", "signer"))
    for place in person.places("openness_officer"):
        first, last = subtree(stem(place))
        seen |= Q(organ__place__code__gte=first, organ__place__code__lte=last)
    return cases.filter(seen)


def may_enter(person: Actor, organ: Organ) -> Decision:
    """可否登记：a clerk of the organ; the system, for an applicant who applies online."""
    if person == SYSTEM or person.holds("foi_clerk", organ.code):
        return ALLOWED
    return Refused("登记由本机关依申请公开经办人办理，您没有这个岗位。")


def may(person: Actor, act: str, case: Case, *, done: Sequence[Done]) -> Decision:
    """可否办理：may this person do this act in this case now? `done` are the acts done so far."""
    procedure = procedure_of(case.procedure)
    row = next((row for row in procedure.acts if row.key == act), None)
    if row is None or case.state not in row.from_:
        name = row.name if row else act
        return Refused(
            f"本件当前状态为“{procedure.state(case.state).name}”，不能“{name}”。请刷新页面查看可以办理的事项。"
        )
    if row.once and any(item.act == act for item in done):
        return Refused(f"“{row.name}”在同一件中只能办理一次，本件已经办理过。")
    if person == SYSTEM:
        return ALLOWED
    if not person.holds(row.role, case.organ.code):
        return Refused(f"“{row.name}”由本机关{ROLES[row.role]}办理，您没有这个岗位。")
    return _eyes(person, row, done)


def _eyes(person: Actor, row: CaseAct, done: Sequence[Done]) -> Decision:
    last = next((item for item in reversed(done) if item.act in row.four_eyes), None)
    if last is not None and last.by == person.uid:
        return Refused(f"“{row.name}”不能由提交的人自己办理，请交另一位同事。")
    if row.four_eyes and not person.second_factor:
        return Refused("这一步须用两步验证登录后办理。请退出后使用动态口令重新登录。")
    return ALLOWED

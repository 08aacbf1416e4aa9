"""Casework's one permission object: what is permitted, and who sees what."""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

from django.db.models import Q, QuerySet

from gongkai.engines.casework.models import Case, CaseAssignment, ReviewPractice
from gongkai.engines.casework.ports import procedure_of, procedures
from gongkai.engines.casework.rules import (
    LIVE,
    SHOWN,
    CaseAct,
    Done,
    Effect,
    Kind,
    Part,
    Procedure,
    assignments,
    letters_for,
)
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import AUDITOR, OPENNESS_OFFICER, ROLES, SYSTEM, Actor
from gongkai.foundation.permission import ALLOWED, Decision, Refused
from gongkai.foundation.places.rules import contains, stem, subtree


def visible_to(person: Actor) -> QuerySet[Case]:
    """可见范围：cases of organs where the person has a post in the procedure, and of places they supervise.

    A case holds personal data: a post elsewhere in the organ does not open it, and who reviews a reply sees it in the
    states the procedure names. An auditor reads every case.
    """
    cases = Case.objects.all()
    if person == SYSTEM or any(post.role == AUDITOR for post in person.posts):
        return cases
    return cases.filter(_by_post(person) | _by_place(person))


def _by_post(person: Actor) -> Q:
    seen = Q(pk__in=())
    for roles, keys in _alike(lambda one: one.seen_by):
        if organs := person.organs(*roles):
            seen |= Q(procedure__in=keys, organ__code__in=organs)
    for procedure, role, state in _shown():
        if organs := person.organs(role):
            seen |= Q(procedure=procedure, state=state, organ__code__in=organs)
    for roles, keys in _alike(lambda one: one.handled_by):
        if organs := person.organs(*roles):
            seen |= Q(procedure__in=keys, pk__in=assigned_to(organs))
    return seen


def _by_place(person: Actor) -> Q:
    seen = Q(pk__in=())
    for roles, keys in _alike(lambda one: one.supervised_by):
        for place in person.places(*roles):
            first, last = subtree(stem(place))
            seen |= Q(procedure__in=keys, organ__place__code__gte=first, organ__place__code__lte=last)
    return seen


def assigned_to(organs: Collection[str], *, standing: Collection[str] = SHOWN) -> QuerySet[CaseAssignment, Any]:
    """交办给这些机关的办件：those they handle or have handled, not those they were let go from."""
    return CaseAssignment.objects.filter(organ__code__in=organs, standing__in=standing).values("case")


def _alike(roles_of: Callable[[Procedure], tuple[str, ...]]) -> Iterator[tuple[tuple[str, ...], list[str]]]:
    """The procedures by the roles of one sort they name, so that those alike are asked for at once."""
    alike: dict[tuple[str, ...], list[str]] = {}
    for procedure in procedures():
        alike.setdefault(roles_of(procedure), []).append(procedure.key)
    return ((roles, keys) for roles, keys in alike.items() if roles)


def _shown() -> Iterator[tuple[str, str, str]]:
    for procedure in procedures():
        for state in procedure.states:
            yield from ((procedure.key, role, state.key) for role in state.shown_to)


def may_enter(person: Actor, procedure: Procedure, organ: Organ) -> Decision:
    """可否登记：who has a post the procedure names in the organ; the system, for a party who comes online."""
    if person == SYSTEM or any(person.holds(role, organ.code) for role in procedure.entered_by):
        return ALLOWED
    whose = "、".join(ROLES[role] for role in procedure.entered_by) or "系统"
    return Refused(f"登记由本机关{whose}办理，您没有这个岗位。")


def may_recompute(person: Actor) -> Decision:
    """可否重新核算期限：the system alone, every night."""
    return ALLOWED if person == SYSTEM else Refused("期限由系统按办理经过和工作日历核算，不由个人改写。")


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
    order = _order(procedure, row, done)
    if not order or person == SYSTEM:
        return order
    if not _holds_any(person, procedure, row, case, done):
        return Refused(_whose(procedure, row))
    return _eyes(person, row, done) and _apart(person, procedure, row, case, done)


def _order(procedure: Procedure, row: CaseAct, done: Sequence[Done]) -> Decision:
    """Whether what the act belongs to is open, or no longer is."""
    keys = [item.act for item in done]
    if row.within and not procedure.opened(row.within, keys):
        return Refused(f"“{procedure.act(row.within).name}”以后才能“{row.name}”。")
    if procedure.opens(row.key) and procedure.opened(row.key, keys):
        closing = next(one.name for one in procedure.acts if one.within == row.key and one.closes)
        return Refused(f"上一次“{row.name}”尚未了结，请先办理“{closing}”。")
    return _letter_left(procedure, row, done)


def _letter_left(procedure: Procedure, row: CaseAct, done: Sequence[Done]) -> Decision:
    """An act that speaks of a letter needs one of which it has not been said yet."""
    if not any(need.kind is Kind.LETTER for need in row.needs) or letters_for(procedure, row, done):
        return ALLOWED
    if row.about and not row.drops:
        sent = procedure.act(row.about).name
        return Refused(f"收到“{sent}”的意见以后才能“{row.name}”；每份征求意见书只告知一次。")
    waiting = "尚未登记送达" if row.effect is Effect.RECEIVED else "尚未收到意见"
    return Refused(f"本件没有{waiting}的征求意见书，不能“{row.name}”。")


def _holds_any(person: Actor, procedure: Procedure, row: CaseAct, case: Case, done: Sequence[Done]) -> bool:
    if acting_for(person, procedure, row, done):
        return True
    return any(_holds(person, role, case) for role in row.roles if role not in procedure.handled_by)


def acting_for(person: Actor, procedure: Procedure, row: CaseAct, done: Sequence[Done]) -> str:
    """代哪个机关办理：the organ handling the case in which this person holds a post for the act; "" for none."""
    roles = set(row.roles) & set(procedure.handled_by)
    # Asked for no role, `organs` would give those of every post.
    organs = person.organs(*roles) if roles else ()
    for one in assignments(procedure, done):
        if not one.until and one.standing in LIVE and one.organ in organs and _fits(row, one.part):
            return one.organ
    return ""


def _fits(row: CaseAct, part: Part) -> bool:
    return not (row.by_main and part is Part.CO) and not (row.by_co and part is Part.MAIN)


def _holds(person: Actor, role: str, case: Case) -> bool:
    """岗位：in the organ of the case; an openness officer, in a place the organ belongs to."""
    if role != OPENNESS_OFFICER:
        return person.holds(role, case.organ.code)
    place = stem(case.organ.place.code)
    return any(contains(stem(code), place) for code in person.places(OPENNESS_OFFICER))


def _whose(procedure: Procedure, row: CaseAct) -> str:
    where = "本级或者上级" if row.role == OPENNESS_OFFICER else "本机关"
    if row.role in procedure.handled_by:
        where = "主办单位" if row.by_main else "协办单位" if row.by_co else "承办单位"
    whose = "、".join(ROLES[role] for role in row.roles)
    return f"“{row.name}”由{where}{whose}办理，您没有这个岗位。"


def _eyes(person: Actor, row: CaseAct, done: Sequence[Done]) -> Decision:
    if person.uid in _authors(row, done):
        return Refused(f"“{row.name}”不能由提交的人自己办理，请交另一位同事。")
    if row.four_eyes and not person.second_factor:
        return Refused("这一步须用两步验证登录后办理。请退出后使用动态口令重新登录。")
    return ALLOWED


def _apart(person: Actor, procedure: Procedure, row: CaseAct, case: Case, done: Sequence[Done]) -> Decision:
    """One person does at most one of these on one draft, unless the head of a small organ let one do several."""
    own = [item.act for item in _since_drafted(row, done) if item.by == person.uid and item.act in row.apart]
    if not own or may_combine(case.organ):
        return ALLOWED
    return Refused(
        f"这一稿的“{procedure.act(own[0]).name}”是您办理的，“{row.name}”须由另一个人办理。请交有这个岗位的另一位同事；"
        "本机关人员少、不能分开的，请政府信息公开工作机构负责人在“公函设置”中设定一人可以兼办。"
    )


def _since_drafted(row: CaseAct, done: Sequence[Done]) -> Sequence[Done]:
    """The acts since the draft that is before the reviewers was proposed."""
    first = max((place for place, item in enumerate(done) if row.four_eyes and item.act == row.four_eyes[0]), default=0)
    return done[first:]


def may_combine(organ: Organ) -> bool:
    """可否兼办审查：whether the organ lets one person give several of the reviews of one draft. One SQL query."""
    return ReviewPractice.objects.filter(organ=organ, combined=True).exists()


def may_set_practice(person: Actor, organ: Organ) -> Decision:
    """可否设定：the head of the organ's FOI office."""
    if person.holds("foi_head", organ.code):
        return ALLOWED
    return Refused("审查能否由一人兼办，由本机关政府信息公开工作机构负责人设定，您没有这个岗位。")


def _authors(row: CaseAct, done: Sequence[Done]) -> set[str]:
    """Who has a hand in what the act passes: the first of `four_eyes` begins it anew, the others add to it."""
    found: set[str] = set()
    for item in done:
        if item.act in row.four_eyes:
            found = {item.by} if item.act == row.four_eyes[0] else found | {item.by}
    return found

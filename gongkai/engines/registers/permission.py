"""Registers' one permission object: what is permitted, and who sees which adjustment.

Entries and versions are public from their adoption on; an adjustment before it is the organ's own.
"""

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from gongkai.engines.registers.declared import register_of
from gongkai.engines.registers.models import Adjustment, AdjustmentState
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import AUDITOR, DRAFTER, OPENNESS_OFFICER, ROLES, SIGNER, Actor
from gongkai.foundation.permission import ALLOWED, Decision, Refused, insist
from gongkai.foundation.places.rules import stem, subtree
from gongkai.foundation.review.rules import Step, Verdict, covers, four_eyes, pending_step

CONSENT = Step("consent", "划转另一方同意", SIGNER, "双方机关的划转意见")
"""另一方同意：what moves from one organ to another needs both."""
ROUND = 1
"""轮次：an adjustment is reviewed once; what is returned is proposed anew."""


def visible_to(person: Actor) -> QuerySet[Adjustment]:
    """可见范围：adjustments of organs where the person has a post, or from or to which they move entries; an openness
    officer's places; all for an auditor.
    """
    adjustments = Adjustment.objects.all()
    if person.organs(AUDITOR):
        return adjustments
    seen = Q(organ__code__in=person.organs()) | Q(other__code__in=person.organs())
    for place in person.places(OPENNESS_OFFICER):
        first, last = subtree(stem(place))
        seen |= Q(organ__place__code__gte=first, organ__place__code__lte=last)
    return adjustments.filter(seen)


def may_propose(person: Actor, organ: Organ) -> Decision:
    """可否提出：a drafter of the organ."""
    if person.holds(DRAFTER, organ.code):
        return ALLOWED
    return Refused("提出名录调整由本机关拟稿人办理，您没有这个岗位。")


def insist_may_propose(person: Actor, organ: Organ) -> None:
    """须可提出：before a file is even read.

    :raises NotPermitted: unless for a drafter of the organ.
    """
    insist(may_propose(person, organ))


def may_recall(person: Actor, adjustment: Adjustment) -> Decision:
    """可否撤回：whoever proposed it, until it is decided."""
    if adjustment.state != AdjustmentState.PROPOSED:
        return _not_open(adjustment)
    if adjustment.proposed_by != person.uid:
        return Refused("只有提出的人可以撤回这项调整。")
    return ALLOWED


def steps_of(adjustment: Adjustment) -> tuple[Step, ...]:
    """审查环节：those of the register, and for what moves the consent of the other organ.

    An organ abolished by the day consents to nothing any more; that its successor proposes is examined with the lines.
    """
    steps, other = register_of(adjustment.register).steps, adjustment.other
    if other is None or (other.until is not None and other.until <= adjustment.since):
        return steps
    return (*steps, CONSENT)


def deciding(adjustment: Adjustment, step: Step | None) -> Organ:
    """办理的机关：whose people decide at a step; the adoption is that of the organ that proposed."""
    return adjustment.other if step == CONSENT and adjustment.other is not None else adjustment.organ


def pending(adjustment: Adjustment, verdicts: Sequence[Verdict]) -> Step | None:
    """待审环节：the next review; none when only the adoption is left."""
    return pending_step(steps_of(adjustment), verdicts, round_=ROUND, sha256=adjustment.sha256)


def may_review(person: Actor, adjustment: Adjustment, verdicts: Sequence[Verdict]) -> Decision:
    """可否审查：the role of the step that is due, in the organ, and not who proposed it."""
    if adjustment.state != AdjustmentState.PROPOSED:
        return _not_open(adjustment)
    step = pending(adjustment, verdicts)
    if step is None:
        return Refused("各项审查都已通过，等待签发人批准。")
    return _acts(person, adjustment, step.role, step.name, step)


def may_return(person: Actor, adjustment: Adjustment, verdicts: Sequence[Verdict]) -> Decision:
    """可否退回：whoever it waits for."""
    if adjustment.state != AdjustmentState.PROPOSED:
        return _not_open(adjustment)
    if pending(adjustment, verdicts) is not None:
        return may_review(person, adjustment, verdicts)
    return _acts(person, adjustment, SIGNER, "退回")


def may_adopt(person: Actor, adjustment: Adjustment, verdicts: Sequence[Verdict]) -> Decision:
    """可否批准：a signer of the organ who did not propose it, when every review covers exactly this content."""
    if adjustment.state != AdjustmentState.PROPOSED:
        return _not_open(adjustment)
    allowed = _acts(person, adjustment, SIGNER, "批准")
    if not allowed:
        return allowed
    step = pending(adjustment, verdicts)
    if step is not None:
        return Refused(f"“{step.name}”尚未完成，审查通过后才能批准。")
    return covers(
        steps_of(adjustment), verdicts, round_=ROUND, sha256=adjustment.sha256, authors={adjustment.proposed_by}
    )


def may_undo(person: Actor, adjustment: Adjustment) -> Decision:
    """可否撤销批准：a signer of the organ who did not propose it. Whether it is already in force is asked apart."""
    if adjustment.state != AdjustmentState.ADOPTED:
        return Refused("这项调整没有批准，不需要撤销。")
    return _acts(person, adjustment, SIGNER, "撤销批准")


def _acts(person: Actor, adjustment: Adjustment, role: str, name: str, step: Step | None = None) -> Decision:
    if not person.holds(role, deciding(adjustment, step).code):
        whose = "划转的另一方机关" if step == CONSENT else "本机关"
        return Refused(f"“{name}”由{whose}{ROLES[role]}办理，您没有这个岗位。")
    if not four_eyes(person.uid, {adjustment.proposed_by}):
        return Refused(f"“{name}”不能由提出调整的人自己办理，请交另一位同事。")
    if not person.second_factor:
        return Refused("这一步须用两步验证登录后办理。请退出后使用动态口令重新登录。")
    return ALLOWED


def _not_open(adjustment: Adjustment) -> Refused:
    state = AdjustmentState(adjustment.state).label
    return Refused(f"这项调整{state}，不能再办理。请刷新页面查看。")

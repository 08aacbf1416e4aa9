"""Publishing's one permission object: what is permitted, and who sees what.

`may` answers for one edition, `visible_to` for all of them; both read the same facts, so a list never shows what
its object would refuse, and what one may not see answers exactly as what does not exist.
"""

from collections.abc import Sequence

from django.db.models import Q

from gongkai.engines.publishing.acts import ACTS
from gongkai.engines.publishing.kinds import kind_of
from gongkai.engines.publishing.models import Edition, EditionQuerySet, State
from gongkai.engines.publishing.rules import PROACTIVE
from gongkai.foundation.errors import NotFound
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import REVIEWER_ROLES, SYSTEM, Actor
from gongkai.foundation.permission import ALLOWED, Allowed, Decision, Refused, insist
from gongkai.foundation.places.rules import stem, subtree
from gongkai.foundation.review.rules import Step, Verdict, covers, four_eyes, pending_step

ROLE_NAMES = {
    "drafter": "拟稿人",
    "unit_head": "处室负责人",
    "secrecy_reviewer": "保密审查员",
    "legality_reviewer": "合法性审查员",
    "signer": "签发人",
    "publisher": "发布员",
}

# 四眼：acts nobody does to what they wrote.
NOT_OF_ONES_OWN = frozenset({"approve", "return", "release", "schedule", "file", "release_urgently", "review_after"})


def subject(edition: Edition) -> str:
    """审查对象：the name under which reviews of an edition are kept."""
    return f"edition:{edition.pk}"


def visible_to(person: Actor) -> EditionQuerySet:
    """可见范围：the editions this person may see in the office: their organs', or their place's to supervise.

    An auditor reads every organ; nobody sees a foreign organ's draft.
    """
    editions = Edition.objects.all()
    if person == SYSTEM or any(post.role in {"auditor"} for post in person.posts):
        return editions
    seen = Q(organ__code__in={post.organ_code for post in person.posts})
    for post in person.posts:
        if post.role == "openness_officer":
            first, last = subtree(stem(post.place_code))
            seen |= Q(organ__place__code__gte=first, organ__place__code__lte=last)
    return editions.filter(seen)


def find(person: Actor, record: str, number: int | None = None) -> Edition:
    """取一版：the edition of a record this person may see; the newest unless a number is named.

    :raises NotFound: when it does not exist or is not theirs to see: the same answer for both.
    """
    editions = visible_to(person).filter(record__uid=record).select_related("record", "organ", "organ__place")
    if number is not None:
        editions = editions.filter(number=number)
    edition = editions.exclude(state=State.DISCARDED).order_by("-number").first()
    if edition is None:
        raise NotFound
    return edition


def may_draft(person: Actor, organ: Organ) -> Decision:
    """可否拟稿：only a drafter of the organ itself."""
    if person == SYSTEM or person.holds("drafter", organ.code):
        return ALLOWED
    return Refused("只有本机关的拟稿人可以起草。请联系系统管理员确认您的岗位。")


def insist_may_draft(person: Actor, organ: Organ) -> None:
    """非准许则拒绝：before an upload is read.

    :raises NotPermitted: as `may_draft`.
    """
    insist(may_draft(person, organ))


def may(person: Actor, act: str, edition: Edition, *, verdicts: Sequence[Verdict] = ()) -> Decision:
    """可否办理：may this person do this act to this edition now? `verdicts` are those of `subject(edition)`."""
    rule = ACTS[act]
    if edition.state not in rule.states:
        return Refused(f"本稿当前状态为“{State(edition.state).label}”，不能“{rule.name}”。")
    if act == "review_after" and pending(edition, verdicts) is None:
        return Refused("这份文件的审查已全部完成，没有待补的审查。")
    if person == SYSTEM:
        return _particular(person, act, edition, verdicts)
    step = pending(edition, verdicts) if not rule.role else None
    role = rule.role or (step.role if step else "")
    drafts = person.holds(role, edition.organ.code)
    guard = act == "purge" and not drafts and person.holds("secrecy_reviewer", edition.organ.code)
    if not guard and not drafts:
        return Refused(f"“{rule.name}”由本机关{ROLE_NAMES.get(role, '相应岗位')}办理，您没有这个岗位。")
    if (guard or role in REVIEWER_ROLES) and not person.second_factor:
        return Refused("这一步须用两步验证登录后办理。请退出后使用动态口令重新登录。")
    return _particular(person, act, edition, verdicts)


def pending(edition: Edition, verdicts: Sequence[Verdict]) -> Step | None:
    """待审环节：the review step an edition waits for."""
    return pending_step(kind_of(edition.kind).steps, verdicts, round_=edition.round, sha256=edition.sha256)


def _particular(person: Actor, act: str, edition: Edition, verdicts: Sequence[Verdict]) -> Decision:
    if act in NOT_OF_ONES_OWN:
        eyes = four_eyes(person.uid, edition.authors)
        if not isinstance(eyes, Allowed):
            return eyes
    if act in {"release", "schedule", "release_urgently"} and edition.attribute != PROACTIVE:
        return Refused("本稿的公开属性不是“主动公开”，不能发布。请改为归档，或者退回修改公开属性。")
    if act == "file" and edition.record.published_at is not None:
        return Refused("这份文件已经公开过，不能归档不公开。确需不再公开的，请“撤回发布”（依法不宜公开）。")
    if act == "file" and edition.attribute == PROACTIVE:
        return Refused("本稿的公开属性是“主动公开”，应当发布，不能归档不公开。")
    if act in {"release", "schedule", "file"}:
        steps = kind_of(edition.kind).steps
        return covers(steps, verdicts, round_=edition.round, sha256=edition.sha256, authors=edition.authors)
    return ALLOWED

"""法规变动的许可：who proposes, who decides, who sees a proposal; the library itself everybody reads."""

from django.db.models import Q, QuerySet

from gongkai.foundation.organs.models import Organ, OrganName
from gongkai.foundation.people.actors import AUDITOR, DRAFTER, LEGALITY_REVIEWER, OPENNESS_OFFICER, Actor
from gongkai.foundation.permission import ALLOWED, Decision, Refused
from gongkai.foundation.places.rules import ancestors, contains, stem, subtree
from gongkai.foundation.review.rules import four_eyes
from gongkai.programmes.statutes.models import ProposalState, StatuteProposal
from gongkai.programmes.statutes.rules import CATEGORIES, NATIONAL

OWN = (DRAFTER, LEGALITY_REVIEWER)
"""本机关提出的岗位：for what the organ itself made."""


def visible_to(person: Actor) -> QuerySet[StatuteProposal]:
    """可见范围：of organs where the person has a post; an openness officer's places; all for an auditor."""
    rows = StatuteProposal.objects.all()
    if person.organs(AUDITOR):
        return rows
    seen = Q(organ__code__in=person.organs())
    for place in person.places(OPENNESS_OFFICER):
        first, last = subtree(stem(place))
        seen |= Q(organ__place__code__gte=first, organ__place__code__lte=last)
    return rows.filter(seen)


def proposes(person: Actor) -> frozenset[str]:
    """提出的机关：codes of organs for which this person may propose anything."""
    return frozenset(person.organs(*OWN, OPENNESS_OFFICER))


def may_propose(person: Actor, organ: Organ, issuer: str, category: str) -> Decision:
    """可否提出：people of the organ that made the statute; an openness office for organs of its place too.

    What is made by nobody here, laws above all, is proposed by the openness office of the highest place alone: the
    library is one for everybody. 3 SQL.
    """
    office = person.holds(OPENNESS_OFFICER, organ.code)
    if not office and not any(person.holds(role, organ.code) for role in OWN):
        return Refused("法规变动由制定机关的拟稿人、合法性审查员或者政务公开办提出，您没有这些岗位。")
    if office and _highest(organ):
        return ALLOWED
    if category in NATIONAL:
        return Refused(f"{CATEGORIES[category]}不是本地机关制定的，请交最高一级政府的政务公开办提出。")
    makers = {one.strip() for one in issuer.replace("，", "、").split("、")} - {""}
    if not _names(organ, below=office).filter(Q(name__in=makers) | Q(short_name__in=makers)).exists():
        said = f"“{issuer}”" if issuer else "没有填写"
        whose = "本地区机关" if office else "本机关"
        return Refused(f"只能提出{whose}制定的法规，这一部的制定机关{said}。其他的请交政务公开办提出。")
    return ALLOWED


def _names(organ: Organ, *, below: bool) -> QuerySet[OrganName]:
    """Every name the organ ever bore, or any organ of its place; several issuers are parted by 、."""
    if not below:
        return OrganName.objects.filter(organ=organ)
    first, last = subtree(stem(organ.place.code))
    return OrganName.objects.filter(organ__place__code__gte=first, organ__place__code__lte=last)


def _highest(organ: Organ) -> bool:
    """Whether no organ here is of a place above."""
    return not Organ.objects.filter(place__code__in=ancestors(stem(organ.place.code))[:-1]).exists()


def may_adopt(person: Actor, proposal: StatuteProposal) -> Decision:
    """可否批准：a reviewer of legality of the organ, or the openness office of its place; never who proposed it."""
    if proposal.state != ProposalState.PROPOSED:
        return _closed(proposal)
    place = proposal.organ.place.code
    office = any(contains(stem(one), stem(place)) for one in person.places(OPENNESS_OFFICER))
    if not office and not person.holds(LEGALITY_REVIEWER, proposal.organ.code):
        return Refused("法规变动由本机关合法性审查员或者政务公开办批准，您没有这些岗位。")
    if not four_eyes(person.uid, {proposal.proposed_by}):
        return Refused("不能批准自己提出的，请交另一位同事。")
    if not person.second_factor:
        return Refused("这一步须用两步验证登录后办理。请退出后使用动态口令重新登录。")
    return ALLOWED


def may_recall(person: Actor, proposal: StatuteProposal) -> Decision:
    """可否撤回：whoever proposed it, until it is decided."""
    if proposal.state != ProposalState.PROPOSED:
        return _closed(proposal)
    return ALLOWED if proposal.proposed_by == person.uid else Refused("只有提出的人可以撤回。")


def _closed(proposal: StatuteProposal) -> Refused:
    return Refused(f"这件法规变动{ProposalState(proposal.state).label}，不能再办理。请刷新页面查看。")

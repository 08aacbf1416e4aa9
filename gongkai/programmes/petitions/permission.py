"""信访的可见范围：who sees a case sees its petition without who it is from; opening that is an act of its own."""

from django.db.models import QuerySet

from gongkai.engines.casework import permission as casework
from gongkai.engines.casework.models import Case, CaseAssignment
from gongkai.foundation.codes import is_code_of, number_of
from gongkai.foundation.errors import NotFound
from gongkai.foundation.people.actors import HANDLER, HANDLER_HEAD, HOTLINE_CLERK, HOTLINE_OFFICER, Actor
from gongkai.foundation.permission import ALLOWED, Decision, Refused
from gongkai.programmes.petitions.models import Petition

OFFICE, HANDLERS = (HOTLINE_CLERK, HOTLINE_OFFICER), (HANDLER, HANDLER_HEAD)
NOT_FOUND = "没有找到这件信访事项。请核对编号和查询码；查询码遗失的，请与受理机关联系。"


def visible_to(person: Actor) -> QuerySet[Petition]:
    """可见范围：petitions whose case this person may see."""
    return Petition.objects.filter(case__in=casework.visible_to(person))


def in_office(person: Actor, case: Case) -> bool:
    """是否受理机关的人：of the office the petition came to."""
    return any(person.holds(role, case.organ.code) for role in OFFICE)


def may_reveal(person: Actor, petition: Petition) -> Decision:
    """可否查看信访人：the office always; unless it is confidential, the organ that has it now. At most 1 SQL."""
    if in_office(person, petition.case) or (not petition.confidential and _has_it(person, petition.case)):
        return ALLOWED
    if not petition.confidential:
        return Refused("信访人的身份由受理机关和现在承办的机关查看，您没有这些岗位。需要联系信访人的，请通过受理机关。")
    return Refused("这一件对信访人的身份保密，由受理机关掌握。需要联系信访人的，请通过受理机关。")


def _has_it(person: Actor, case: Case) -> bool:
    """A post elsewhere opens nothing, nor does having handled it before another organ reviews what one decided."""
    organs = person.organs(*HANDLERS)
    return bool(organs) and CaseAssignment.objects.filter(case=case, until=0, organ__code__in=organs).exists()


def may_hand(person: Actor, petition: Petition) -> Decision:
    """可否填写承办内容：the office, of a petition whose words are sealed."""
    if not petition.confidential:
        return Refused("这一件的原文没有密封，承办机关看得到，不需要另写承办内容。")
    if in_office(person, petition.case):
        return ALLOWED
    return Refused("承办内容由受理机关填写，您没有这个岗位。")


def proven(*, number: str, code: str) -> Petition:
    """凭编号和查询码取信访事项。

    :raises NotFound: unless both are right; the same words whatever is wrong.
    """
    asked = number_of(number)
    found = Petition.objects.select_related("case__organ").filter(case__number=asked).first()
    if found is None or not is_code_of(code, found.code_hash):
        raise NotFound(NOT_FOUND)
    return found

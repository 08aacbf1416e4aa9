"""热线的可见范围：who sees a case sees its message without who it is from; opening that is an act of its own."""

from django.db.models import QuerySet

from gongkai.engines.casework import permission as casework
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import DRAFTER, HOTLINE_CLERK, HOTLINE_OFFICER, Actor
from gongkai.foundation.permission import ALLOWED, Decision, Refused
from gongkai.programmes.hotline.models import Message

BEFORE = ("received", "accepted", "return_asked")
"""未交承办单位的：states in which nobody works by the words handed yet."""


def visible_to(person: Actor) -> QuerySet[Message]:
    """可见范围：messages whose case this person may see."""
    return Message.objects.filter(case__in=casework.visible_to(person))


def may_reveal(person: Actor, message: Message) -> Decision:
    """可否查看诉求人：the hotline office alone; those who handle a message reach the person through it."""
    if in_office(person, message.case.organ.code):
        return ALLOWED
    return Refused("诉求人的身份由热线工作机构保密，需要联系的，请通过热线工作机构。")


def may_hand(person: Actor, message: Message) -> Decision:
    """可否填写承办内容：the hotline office, of a message whose words are kept from its handlers."""
    if not message.confidential:
        return Refused("这件诉求的内容没有保密，承办单位看到的就是原文，不需要另写承办内容。")
    if not in_office(person, message.case.organ.code):
        return Refused("承办内容由热线工作机构填写，您没有这个岗位。")
    # Answered directly and taken up again, it is in hand, while nobody has received a word yet.
    if not message.case.open or (message.handed and message.case.state not in BEFORE):
        return Refused("承办单位已经收到承办内容，不能再改。需要补充的，请用“增加协办单位”“督办”等办理事项说明。")
    return ALLOWED


def in_office(person: Actor, organ: str) -> bool:
    """热线工作机构的人：who holds a post of the hotline in the organ."""
    return any(person.holds(role, organ) for role in (HOTLINE_CLERK, HOTLINE_OFFICER))


def may_propose_knowledge(person: Actor, message: Message) -> Decision:
    """可否提出知识：the hotline office, out of a message that was answered."""
    if not in_office(person, message.case.organ.code):
        return Refused("知识由热线工作机构整理提出，您没有这个岗位。")
    if message.confidential:
        return Refused("举报和要求保密的诉求不整理成知识：答复和办件编号会让人联系到诉求人。")
    if message.case.state not in {"answered", "closed"}:
        return Refused("办结的诉求才能整理成知识。")
    if not person.holds(DRAFTER, message.case.organ.code):
        return Refused("提出知识要有本机关拟稿人的岗位，您没有。请联系本机关系统管理员。")
    return ALLOWED


def may_set_profile(person: Actor, organ: Organ) -> Decision:
    """可否设定办理期限方案：the head of the hotline office."""
    if person.holds(HOTLINE_OFFICER, organ.code):
        return ALLOWED
    return Refused("办理期限方案由热线工作机构负责人设定，您没有这个岗位。")


def may_publish_cases(person: Actor, organ: Organ) -> Decision:
    """可否选登诉求：the head of the hotline office."""
    if person.holds(HOTLINE_OFFICER, organ.code):
        return ALLOWED
    return Refused("选哪些诉求公开，由热线工作机构负责人决定，您没有这个岗位。")

"""热线的可见范围：who sees a case sees its message without who it is from; opening that is an act of its own."""

import hashlib
import secrets

from django.db.models import QuerySet

from gongkai.engines.casework import permission as casework
from gongkai.foundation.people.actors import HOTLINE_CLERK, HOTLINE_OFFICER, Actor
from gongkai.foundation.permission import ALLOWED, Decision, Refused
from gongkai.programmes.hotline.models import Message

_ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"
_LENGTH = 16


def visible_to(person: Actor) -> QuerySet[Message]:
    """可见范围：messages whose case this person may see."""
    return Message.objects.filter(case__in=casework.visible_to(person))


def may_reveal(person: Actor, message: Message) -> Decision:
    """可否查看诉求人：the hotline office alone; those who handle a message reach the person through it."""
    organ = message.case.organ.code
    if any(person.holds(role, organ) for role in (HOTLINE_CLERK, HOTLINE_OFFICER)):
        return ALLOWED
    return Refused("诉求人的身份由热线工作机构保密，需要联系的，请通过热线工作机构。")


def new_code() -> str:
    """查询码：sixteen characters that cannot be misread."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))


def hash_of(code: str) -> str:
    """查询码的摘要：all that is kept of it."""
    return hashlib.sha256(code.encode()).hexdigest()

"""依申请公开的可见范围：who sees a case sees its application; an applicant proves number and code."""

import hashlib
import secrets

from django.db.models import QuerySet

from gongkai.engines.casework import permission as casework
from gongkai.engines.casework.models import Case
from gongkai.foundation.errors import NotFound
from gongkai.foundation.people.actors import Actor
from gongkai.foundation.text import normalise
from gongkai.programmes.requests.models import Application

_ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"
_GROUPS, _GROUP = 4, 4
NOT_PROVEN = "没有查到这件申请。请核对申请编号和查询码；查询码只在提交时显示一次，遗失的请与受理机关联系。"


def visible_to(person: Actor) -> QuerySet[Application]:
    """可见范围：applications whose case this person may see."""
    return Application.objects.filter(case__in=casework.visible_to(person))


def new_code() -> str:
    """查询码：sixteen characters that cannot be misread: 78 bits, so that nobody guesses one from its hash."""
    signs = [secrets.choice(_ALPHABET) for _ in range(_GROUPS * _GROUP)]
    return "-".join("".join(signs[start : start + _GROUP]) for start in range(0, len(signs), _GROUP))


def hash_of(code: str) -> str:
    """查询码的摘要：the same however the code was typed."""
    plain = "".join(sign for sign in normalise(code).lower() if sign in _ALPHABET)
    return hashlib.sha256(plain.encode()).hexdigest()


def key_hash(key: str) -> str:
    """草稿钥匙的摘要：all that is kept of the key of a draft."""
    return hashlib.sha256(key.encode()).hexdigest()


def proven(*, number: str, code: str) -> Application:
    """凭编号和查询码：the application of a case, for whoever has both.

    :raises NotFound: for a wrong number and for a wrong code alike.
    """
    found = Application.objects.select_related("case__organ").filter(case__number=number_of(number)).first()
    kept = found.code_hash if found else ""
    if found is None or not kept or not secrets.compare_digest(kept, hash_of(code)):
        raise NotFound(NOT_PROVEN)
    return found


def number_of(typed: str) -> str:
    """申请编号：as it is kept, however it was typed."""
    plain = "".join(normalise(typed).split()).replace("－", "-").replace("—", "-")
    organ, dash, rest = plain.partition("-")
    return organ.upper() + dash + rest.lower()


def case_seen(person: Actor, uid: str) -> Case:
    """可见的办件。

    :raises NotFound: for a case this person may not see.
    """
    case = casework.visible_to(person).select_related("organ__place").filter(uid=uid, procedure="requests").first()
    if case is None:
        raise NotFound
    return case

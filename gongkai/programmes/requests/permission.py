"""依申请公开的可见范围：who sees a case sees its application; an applicant proves number and code."""

from django.db.models import QuerySet

from gongkai.engines.casework import permission as casework
from gongkai.engines.casework.models import Case
from gongkai.foundation.codes import is_code_of, number_of
from gongkai.foundation.errors import NotFound
from gongkai.foundation.people.actors import Actor
from gongkai.programmes.requests.models import Application

NOT_PROVEN = "没有查到这件申请。请核对申请编号和查询码；查询码只在提交时显示一次，遗失的请与受理机关联系。"


def visible_to(person: Actor) -> QuerySet[Application]:
    """可见范围：applications whose case this person may see."""
    return Application.objects.filter(case__in=casework.visible_to(person))


def proven(*, number: str, code: str) -> Application:
    """凭编号和查询码：the application of a case, for whoever has both.

    :raises NotFound: for a wrong number and for a wrong code alike.
    """
    found = Application.objects.select_related("case__organ").filter(case__number=number_of(number)).first()
    kept = found.code_hash if found else ""
    if found is None or not kept or not is_code_of(code, kept):
        raise NotFound(NOT_PROVEN)
    return found


def case_seen(person: Actor, uid: str) -> Case:
    """可见的办件。

    :raises NotFound: for a case this person may not see.
    """
    case = casework.visible_to(person).select_related("organ__place").filter(uid=uid, procedure="requests").first()
    if case is None:
        raise NotFound
    return case

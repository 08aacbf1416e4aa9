"""邮件的权限：mail lies with the organ it was written to; what belongs to nobody, with the openness office at the top.

Mail of a matter is for who may see the matter.
"""

from django.db.models import Q, QuerySet

from gongkai.foundation.mail.models import ReceivedMail
from gongkai.foundation.people.actors import FOI_CLERK, FOI_HEAD, HOTLINE_CLERK, OPENNESS_OFFICER, Actor
from gongkai.foundation.permission import ALLOWED, Decision, Refused
from gongkai.foundation.places.models import Place

SORTERS = (FOI_CLERK, FOI_HEAD, HOTLINE_CLERK, OPENNESS_OFFICER)
"""分拣人：of the organ it was written to."""


def may_sort(person: Actor) -> Decision:
    """可否分拣来信：who has one of the posts that sort, in any organ; each sees only what lies with theirs."""
    if person.organs(*SORTERS):
        return ALLOWED
    return Refused(
        "来信由收件机关的依申请公开经办人、政府信息公开工作机构负责人、热线受理员和政务公开办分拣，您没有这些岗位。"
    )


def is_top(person: Actor) -> bool:
    """是否顶层分拣：an openness officer of a place that has none above it here. 1 SQL at most."""
    codes = person.places(OPENNESS_OFFICER)
    return bool(codes) and Place.objects.filter(code__in=codes, parent=None).exists()


def lying_with(person: Actor) -> QuerySet[ReceivedMail]:
    """待分拣范围：what lies with this person's organs; with nobody's, for the office at the top."""
    lying = ReceivedMail.objects.filter(about="", set_aside_at=None)
    mine = Q(organ__in=person.organs(*SORTERS))
    return lying.filter(mine | Q(organ="") if is_top(person) else mine)

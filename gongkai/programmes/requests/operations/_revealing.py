"""Reading what is sealed: an act like any other, so that it is known who looked and when."""

from datetime import datetime

from django.db import transaction

from gongkai.foundation.errors import NotPermitted
from gongkai.foundation.journal import operations as journal
from gongkai.foundation.people.actors import FOI_CLERK, FOI_HEAD, Actor
from gongkai.programmes.requests.contents import Applicant
from gongkai.programmes.requests.queries import applicant_of, of_case


@transaction.atomic
def reveal(*, case: str, by: Actor, at: datetime) -> Applicant:
    """查看证件号码：open the number of the proof of who asked, whole, for who has to check it; the journal keeps who.

    :raises NotFound: for a case this person may not see.
    :raises NotPermitted: unless by a clerk or the head of the organ's FOI office.
    :raises Conflict: when no key opens it.
    """
    found = of_case(by, case)
    organ = found.case.organ.code
    if not (by.holds(FOI_CLERK, organ) or by.holds(FOI_HEAD, organ)):
        raise NotPermitted("证件号码只供本机关依申请公开经办人和政府信息公开工作机构负责人核对，您没有这些岗位。")
    opened = applicant_of(found)
    journal.record(act="requests.revealed", by=by.uid, at=at, organ=organ, subject=f"case:{case}", facts={})
    return opened

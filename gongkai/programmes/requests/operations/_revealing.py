"""Reading what is sealed: an act like any other, so that it is known who looked and when."""

from datetime import datetime

from django.db import transaction

from gongkai.foundation import sealing
from gongkai.foundation.errors import NotFound, NotPermitted
from gongkai.foundation.journal import operations as journal
from gongkai.foundation.people.actors import FOI_CLERK, FOI_HEAD, Actor
from gongkai.programmes.requests.contents import Applicant
from gongkai.programmes.requests.copies import Copy
from gongkai.programmes.requests.models import Application, ProofCopy
from gongkai.programmes.requests.queries import applicant_of, of_case


@transaction.atomic
def reveal(*, case: str, by: Actor, at: datetime) -> Applicant:
    """查看证件号码：open the number of the proof of who asked, whole, for who has to check it; the journal keeps who.

    :raises NotFound: for a case this person may not see.
    :raises NotPermitted: unless by a clerk or the head of the organ's FOI office.
    :raises Conflict: when no key opens it.
    """
    found = insist_may_reveal(case, by)
    opened = applicant_of(found)
    note_revealed(found, by=by, at=at)
    return opened


@transaction.atomic
def reveal_copy(*, case: str, by: Actor, at: datetime) -> Copy:
    """查看证件副本：open the scan of what proves who asks, for who has to check it; the journal keeps who.

    :raises NotFound: for a case this person may not see, and where no copy was brought.
    :raises NotPermitted: unless by a clerk or the head of the organ's FOI office.
    :raises Conflict: when no key opens it.
    """
    found = insist_may_reveal(case, by)
    kept = ProofCopy.objects.filter(application=found).first()
    if kept is None:
        raise NotFound
    opened = Copy(sealing.unseal_bytes(bytes(kept.sealed)), kept.extension)
    note_revealed(found, by=by, at=at, copy=True)
    return opened


def insist_may_reveal(case: str, by: Actor) -> Application:
    """可否查看：the application of a case, for who has to check what is sealed with it."""
    found = of_case(by, case)
    organ = found.case.organ.code
    if not (by.holds(FOI_CLERK, organ) or by.holds(FOI_HEAD, organ)):
        raise NotPermitted("身份证明只供本机关依申请公开经办人和政府信息公开工作机构负责人核对，您没有这些岗位。")
    return found


def note_revealed(found: Application, *, by: Actor, at: datetime, **facts: bool) -> None:
    """记下查看：who looked at what of which case; never what stood there."""
    case = found.case
    subject = f"case:{case.uid}"
    journal.record(act="requests.revealed", by=by.uid, at=at, organ=case.organ.code, subject=subject, facts=dict(facts))

"""答复义务：what a request owes: a reply by its last day, and another where it was taken up anew; pure.

From the index of the case, as the numbers of the workload are (`engines.casework.counting`), so that both say the same.
"""

from collections.abc import Iterator
from datetime import date

from gongkai import law
from gongkai.engines.assessment.duties import Duty
from gongkai.engines.casework.models import Case

REPLY, REPLY_ANEW = "reply", "reply_anew"
NAMES = {REPLY: "答复政府信息公开申请", REPLY_ANEW: "重新答复政府信息公开申请"}


def duties_of(case: Case) -> tuple[Duty, ...]:
    """一件申请的答复义务：none before it is received.

    The first is met by the first end, also where it ended without a reply, and late by the day that stood then; while a
    case is open again the second runs. 依据：《政府信息公开条例》第三十三条。
    """
    return tuple(_duties(case))


def _duties(case: Case) -> Iterator[Duty]:
    received = case.first_received_on
    if received is None:
        return
    limit = law.REPLY_LIMIT.at(received_on=received)

    def owed(kind: str, since: date, due: date | None, met: date | None) -> Duty:
        return Duty(kind, case.organ.code, case.number, NAMES[kind], since, due, met, limit.citation, limit=limit.value)

    yield owed(REPLY, received, case.ended_due_on if case.ended_on else case.due_on, case.ended_on)
    if case.ended_on and case.open:
        yield owed(REPLY_ANEW, max(case.received_on or case.ended_on, case.ended_on), case.due_on, None)

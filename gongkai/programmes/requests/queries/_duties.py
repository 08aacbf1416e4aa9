"""What is owed to applicants: the replies longest overdue, of the cases a person sees."""

from dataclasses import dataclass
from datetime import date

from gongkai.engines.assessment.duties import Duty, Judged
from gongkai.engines.casework import permission
from gongkai.engines.casework.counting import counted
from gongkai.foundation.people.actors import Actor
from gongkai.programmes.requests.duties import duties_of
from gongkai.programmes.requests.programme import REQUESTS

MOST = 10


@dataclass(frozen=True)
class Overdue:
    """逾期未答复的义务：the case, what is owed in it, and how it stands on the day."""

    case: str
    duty: Duty
    judged: Judged


def most_overdue(person: Actor, *, on: date, limit: int = MOST) -> list[Overdue]:
    """逾期最久的：open requests past their last day, the longest first. 1 SQL."""
    rows = permission.visible_to(person).filter(counted(on)["overdue"], procedure=REQUESTS.key)
    found = []
    for case in rows.select_related("organ").order_by("due_on", "id")[:limit]:
        found += [Overdue(case.uid, duty, duty.judged(on)) for duty in duties_of(case)[-1:]]
    return found

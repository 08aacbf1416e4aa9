"""欠办的义务：what organs owe of every programme that makes duties, asked once for the pages and for programs."""

from collections.abc import Collection, Iterator
from datetime import datetime
from itertools import chain

from gongkai.engines.assessment.duties import Duty
from gongkai.foundation.now import china_date
from gongkai.programmes.consultations import queries as consultations
from gongkai.programmes.decisions import owing as decisions
from gongkai.programmes.departments import queries as departments
from gongkai.programmes.enforcement import queries as enforcement
from gongkai.programmes.execution import queries as execution
from gongkai.programmes.purchases import queries as purchases

MOST = 500
"""每类义务最多列出的件数。"""


def duties_of(codes: Collection[str], at: datetime) -> Iterator[Duty]:
    """这些机关的义务：of every programme, met or not, in no order."""
    today, theirs = china_date(at), set(codes)
    contracts = (duty for _, duty in purchases.unannounced(theirs, today, limit=MOST))
    tasks = execution.duties(today, theirs, seen_on=None, limit=MOST)
    reports = (duty for duty in consultations.duties(at) if duty.organ in theirs)
    updates = departments.update_duties(today, theirs)
    made = decisions.duties(theirs, limit=MOST)
    return chain(enforcement.survey(theirs, today).duties, contracts, updates, tasks, reports, made)

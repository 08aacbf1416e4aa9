"""办理规则：what the law says of a case's clock; pure, from facts to a date and its basis."""

from gongkai.engines.casework.rules._assigned import LIVE, SHOWN, Assignment, AssignmentStanding, Part, assignments
from gongkai.engines.casework.rules._clock import Clock, ClockState, clock
from gongkai.engines.casework.rules._happened import (
    Extended,
    Happened,
    Replaced,
    Restarted,
    Resumed,
    Started,
    Stopped,
    Suspended,
)
from gongkai.engines.casework.rules._history import Done, LimitOf, first_received, happened, result_of, until_end
from gongkai.engines.casework.rules._intervals import Excluded, merged
from gongkai.engines.casework.rules._letters import SentLetter, letters, letters_for
from gongkai.engines.casework.rules._procedure import (
    CaseAct,
    CaseState,
    Choices,
    Effect,
    Handling,
    Kind,
    Need,
    Procedure,
)
from gongkai.engines.casework.rules._rows import MOST_ROWS, problems_in, read_rows, shown_rows, write_rows
from gongkai.engines.casework.rules._units import ClockStep

__all__ = [
    "LIVE",
    "MOST_ROWS",
    "SHOWN",
    "Assignment",
    "AssignmentStanding",
    "CaseAct",
    "CaseState",
    "Choices",
    "Clock",
    "ClockState",
    "ClockStep",
    "Done",
    "Effect",
    "Excluded",
    "Extended",
    "Handling",
    "Happened",
    "Kind",
    "LimitOf",
    "Need",
    "Part",
    "Procedure",
    "Replaced",
    "Restarted",
    "Resumed",
    "SentLetter",
    "Started",
    "Stopped",
    "Suspended",
    "assignments",
    "clock",
    "first_received",
    "happened",
    "letters",
    "letters_for",
    "merged",
    "problems_in",
    "read_rows",
    "result_of",
    "shown_rows",
    "until_end",
    "write_rows",
]

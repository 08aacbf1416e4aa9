"""办理规则：what the law says of a case's clock; pure, from facts to a date and its basis."""

from gongkai.engines.casework.rules._clock import Clock, ClockState, ClockStep, clock
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
from gongkai.engines.casework.rules._history import Done, first_received, happened, result_of, until_end
from gongkai.engines.casework.rules._intervals import Excluded, merged
from gongkai.engines.casework.rules._letters import SentLetter, letters, letters_for
from gongkai.engines.casework.rules._procedure import (
    CaseAct,
    CaseState,
    Choices,
    Effect,
    Kind,
    Need,
    Procedure,
)
from gongkai.engines.casework.rules._rows import MOST_ROWS, problems_in, read_rows, shown_rows, write_rows

__all__ = [
    "MOST_ROWS",
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
    "Happened",
    "Kind",
    "Need",
    "Procedure",
    "Replaced",
    "Restarted",
    "Resumed",
    "SentLetter",
    "Started",
    "Stopped",
    "Suspended",
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

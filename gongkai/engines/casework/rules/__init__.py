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
from gongkai.engines.casework.rules._intervals import Excluded, merged

__all__ = [
    "Clock",
    "ClockState",
    "ClockStep",
    "Excluded",
    "Extended",
    "Happened",
    "Replaced",
    "Restarted",
    "Resumed",
    "Started",
    "Stopped",
    "Suspended",
    "clock",
    "merged",
]

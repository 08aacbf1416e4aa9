"""名录规则：what a register is, how a value is read, when a version holds, what differs; pure."""

from gongkai.engines.registers.rules._difference import Change, FieldChange, change, difference
from gongkai.engines.registers.rules._marks import asked, facet_mark, marks
from gongkai.engines.registers.rules._schema import (
    PLAIN_MANNERS,
    Action,
    Choice,
    Field,
    Manner,
    Openness,
    Register,
    Type,
    faults,
)
from gongkai.engines.registers.rules._spans import Span, covers, ends_on, overlapping
from gongkai.engines.registers.rules._values import NO, YES, Value, Values, every, in_words, masked, read, shown

__all__ = [
    "NO",
    "PLAIN_MANNERS",
    "YES",
    "Action",
    "Change",
    "Choice",
    "Field",
    "FieldChange",
    "Manner",
    "Openness",
    "Register",
    "Span",
    "Type",
    "Value",
    "Values",
    "asked",
    "change",
    "covers",
    "difference",
    "ends_on",
    "every",
    "facet_mark",
    "faults",
    "in_words",
    "marks",
    "masked",
    "overlapping",
    "read",
    "shown",
]

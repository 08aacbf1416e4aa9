"""名录规则：what a register is, how a value is read, when a version holds, what differs; pure."""

from gongkai.engines.registers.rules._difference import Change, FieldChange, change, difference
from gongkai.engines.registers.rules._faults import faults
from gongkai.engines.registers.rules._files import file_name, files_in, parts_of
from gongkai.engines.registers.rules._hiding import Published, hidden_from, last_shown
from gongkai.engines.registers.rules._marks import asked, facet_mark, marks
from gongkai.engines.registers.rules._schema import (
    MOVE,
    PLAIN_MANNERS,
    Action,
    Choice,
    Field,
    Former,
    Manner,
    Openness,
    Register,
    Type,
    Value,
    Values,
    choices_of,
    under_headings,
)
from gongkai.engines.registers.rules._spans import Span, covers, ends_on, overlapping
from gongkai.engines.registers.rules._values import NO, PARTED, YES, cells, every, in_words, masked, read, shown

__all__ = [
    "MOVE",
    "NO",
    "PARTED",
    "PLAIN_MANNERS",
    "YES",
    "Action",
    "Change",
    "Choice",
    "Field",
    "FieldChange",
    "Former",
    "Manner",
    "Openness",
    "Published",
    "Register",
    "Span",
    "Type",
    "Value",
    "Values",
    "asked",
    "cells",
    "change",
    "choices_of",
    "covers",
    "difference",
    "ends_on",
    "every",
    "facet_mark",
    "faults",
    "file_name",
    "files_in",
    "hidden_from",
    "in_words",
    "last_shown",
    "marks",
    "masked",
    "overlapping",
    "parts_of",
    "read",
    "shown",
    "under_headings",
]

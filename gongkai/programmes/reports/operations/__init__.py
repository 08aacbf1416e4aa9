"""年度报告的操作：the only code that writes its tables: one transaction and one journal entry an act."""

from gongkai.programmes.reports.operations._challenging import (
    correct_challenge,
    decide_challenge,
    register_challenge,
)
from gongkai.programmes.reports.operations._drafting import (
    begin,
    compute,
    enter_cells,
    explain,
    set_internal_due,
    take_in,
    write_section,
)
from gongkai.programmes.reports.operations._publishing import hand_over, link_record, reopen
from gongkai.programmes.reports.operations._reviewing import approve, recall, return_, submit

__all__ = [
    "approve",
    "begin",
    "compute",
    "correct_challenge",
    "decide_challenge",
    "enter_cells",
    "explain",
    "hand_over",
    "link_record",
    "recall",
    "register_challenge",
    "reopen",
    "return_",
    "set_internal_due",
    "submit",
    "take_in",
    "write_section",
]

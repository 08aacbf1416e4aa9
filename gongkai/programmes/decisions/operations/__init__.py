"""办理：the only code that writes the tables of decisions; acts on a matter are casework's."""

from gongkai.programmes.decisions.operations._enrolling import (
    LONGEST,
    Receipt,
    choose_participants,
    enrol_for_hearing,
    erase_enrolments,
    reseal_enrolments,
)
from gongkai.programmes.decisions.operations._filing import (
    file_paper,
    note_package_taken,
    open_filed_paper,
    reseal_filed_papers,
    void_filed_paper,
)
from gongkai.programmes.decisions.operations._papers import draft_papers, note_paper
from gongkai.programmes.decisions.operations._proposing import keep_listed, propose_matter

__all__ = [
    "LONGEST",
    "Receipt",
    "choose_participants",
    "draft_papers",
    "enrol_for_hearing",
    "erase_enrolments",
    "file_paper",
    "keep_listed",
    "note_package_taken",
    "note_paper",
    "open_filed_paper",
    "propose_matter",
    "reseal_enrolments",
    "reseal_filed_papers",
    "void_filed_paper",
]

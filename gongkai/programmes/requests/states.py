"""状态和岗位：how a request may stand, whose turn it then is, and who may see it."""

from gongkai.engines.casework.rules import CaseState

CLERK = "foi_clerk"
HEAD = "foi_head"
SIGNER = "signer"
OFFICER = "openness_officer"
LEGALITY = "legality_reviewer"
SECRECY = "secrecy_reviewer"
REVIEWERS = (LEGALITY, SECRECY)

PROCEDURES = ("requests", "rectifications")
"""本栏目的办件：the procedures whose cases these pages, letters and numbers are about."""

STATES = (
    CaseState("unconfirmed", "待双方确认", waits_for=CLERK),
    CaseState("in_hand", "办理中", waits_for=CLERK),
    CaseState("correcting", "待补正"),
    CaseState("explaining", "待说明理由"),
    CaseState("paying", "待缴费"),
    CaseState("in_review", "待合法性审查", waits_for=LEGALITY, shown_to=REVIEWERS),
    CaseState("in_secrecy", "待保密审查", waits_for=SECRECY, shown_to=REVIEWERS),
    CaseState("approved", "待签发", waits_for=SIGNER, shown_to=REVIEWERS),
    CaseState("signed", "待送达", waits_for=CLERK, shown_to=REVIEWERS),
    CaseState("replied", "已答复", ended=True),
    CaseState("abandoned", "视为放弃", ended=True),
    CaseState("withdrawn", "申请人撤回", ended=True),
    CaseState("archived", "已归档", ended=True),
)
WAITING = ("correcting", "explaining", "paying")
"""States in which the organ waits for the applicant."""
REVIEWED = ("in_review", "in_secrecy", "approved")
"""States in which a draft of the answer is before a reviewer or the signer."""
DECIDING = ("in_hand", *REVIEWED)
"""States in which the answer is still being made: letters may go out and time may be extended."""
OPEN = ("unconfirmed", *DECIDING, "signed", *WAITING)

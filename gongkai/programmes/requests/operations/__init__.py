"""依申请公开：the only code that writes the programme's tables."""

from gongkai.programmes.requests.operations._copies import add_copy, drop_copy, erase_copies, keep_copy
from gongkai.programmes.requests.operations._copying import attach_copy, blacken_copy, detach_copy, give_copies
from gongkai.programmes.requests.operations._drafting import forget_drafts, keep_draft, note_answer_found
from gongkai.programmes.requests.operations._following import (
    answer_correction,
    complain,
    give_reasons,
    give_up,
    rate,
)
from gongkai.programmes.requests.operations._paying import ask_for_bill, bill, take_payment
from gongkai.programmes.requests.operations._publishing import publish_answer
from gongkai.programmes.requests.operations._rectifying import ask_to_rectify, enter_rectification, reveal_evidence
from gongkai.programmes.requests.operations._revealing import reveal, reveal_copy
from gongkai.programmes.requests.operations._sealing import reseal, reseal_claims, reseal_copies, reseal_drafts
from gongkai.programmes.requests.operations._splitting import split
from gongkai.programmes.requests.operations._taking import Receipt, apply, enter_application, hand_in

__all__ = [
    "Receipt",
    "add_copy",
    "answer_correction",
    "apply",
    "ask_for_bill",
    "ask_to_rectify",
    "attach_copy",
    "bill",
    "blacken_copy",
    "complain",
    "detach_copy",
    "drop_copy",
    "enter_application",
    "enter_rectification",
    "erase_copies",
    "forget_drafts",
    "give_copies",
    "give_reasons",
    "give_up",
    "hand_in",
    "keep_copy",
    "keep_draft",
    "note_answer_found",
    "publish_answer",
    "rate",
    "reseal",
    "reseal_claims",
    "reseal_copies",
    "reseal_drafts",
    "reveal",
    "reveal_copy",
    "reveal_evidence",
    "split",
    "take_payment",
]

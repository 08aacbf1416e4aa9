"""办理：the only code that writes publishing's tables: one transaction and one journal entry an act."""

from gongkai.engines.publishing.operations._attending import attend, leave
from gongkai.engines.publishing.operations._bulk import cancel_bulk, decide_bulk, do_bulk, propose_bulk, try_bulk
from gongkai.engines.publishing.operations._drafting import attach, detach, discard, draft, reorder, save
from gongkai.engines.publishing.operations._protecting import keep, redact
from gongkai.engines.publishing.operations._releasing import (
    file,
    release,
    release_due,
    schedule,
    unschedule,
)
from gongkai.engines.publishing.operations._reviewing import approve, recall, return_, submit
from gongkai.engines.publishing.operations._revising import reconsider, revise
from gongkai.engines.publishing.operations._transferring import transfer
from gongkai.engines.publishing.operations._undoing import undo
from gongkai.engines.publishing.operations._urgent import (
    close_emergency,
    open_emergency,
    release_urgently,
    review_after,
)
from gongkai.engines.publishing.operations._withdrawing import purge, tally_secret, withdraw

__all__ = [
    "approve",
    "attach",
    "attend",
    "cancel_bulk",
    "close_emergency",
    "decide_bulk",
    "detach",
    "discard",
    "do_bulk",
    "draft",
    "file",
    "keep",
    "leave",
    "open_emergency",
    "propose_bulk",
    "purge",
    "recall",
    "reconsider",
    "redact",
    "release",
    "release_due",
    "release_urgently",
    "reorder",
    "return_",
    "review_after",
    "revise",
    "save",
    "schedule",
    "submit",
    "tally_secret",
    "transfer",
    "try_bulk",
    "undo",
    "unschedule",
    "withdraw",
]

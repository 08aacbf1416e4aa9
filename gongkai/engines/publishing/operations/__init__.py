"""办理：the only code that writes publishing's tables: one transaction and one journal entry an act."""

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
from gongkai.engines.publishing.operations._withdrawing import purge, tally_secret, withdraw

__all__ = [
    "approve",
    "attach",
    "detach",
    "discard",
    "draft",
    "file",
    "keep",
    "purge",
    "recall",
    "reconsider",
    "redact",
    "release",
    "release_due",
    "reorder",
    "return_",
    "revise",
    "save",
    "schedule",
    "submit",
    "tally_secret",
    "unschedule",
    "withdraw",
]

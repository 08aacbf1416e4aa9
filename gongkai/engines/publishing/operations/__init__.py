"""办理：the only code that writes publishing's tables: one transaction and one journal entry an act."""

from gongkai.engines.publishing.operations._drafting import attach, detach, discard, draft, reorder, revise, save
from gongkai.engines.publishing.operations._releasing import (
    file,
    release,
    release_due,
    schedule,
    tally_secret,
    unschedule,
    withdraw,
)
from gongkai.engines.publishing.operations._reviewing import approve, recall, return_, submit

__all__ = [
    "approve",
    "attach",
    "detach",
    "discard",
    "draft",
    "file",
    "recall",
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

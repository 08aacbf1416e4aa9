"""信访：the only code that writes the tables of petitions."""

from gongkai.programmes.petitions.operations._files import (
    attach_petition_file,
    open_petition_file,
    reseal_petition_files,
)
from gongkai.programmes.petitions.operations._petitions import (
    RATEABLE,
    SENTENCES,
    Lodged,
    hand_petition,
    lodge_petition,
    rate_petition,
    request_review,
    reseal_petitions,
    reveal_petitioner,
    turn_into_message,
    turn_into_petition,
    withdraw_petition,
)

__all__ = [
    "RATEABLE",
    "SENTENCES",
    "Lodged",
    "attach_petition_file",
    "hand_petition",
    "lodge_petition",
    "open_petition_file",
    "rate_petition",
    "request_review",
    "reseal_petition_files",
    "reseal_petitions",
    "reveal_petitioner",
    "turn_into_message",
    "turn_into_petition",
    "withdraw_petition",
]

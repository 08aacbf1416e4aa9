"""热线：the only code that writes the hotline's tables."""

from gongkai.programmes.hotline.operations._counting import count_hotline
from gongkai.programmes.hotline.operations._drafting import (
    add_photo,
    drop_photo,
    forget_message_drafts,
    hand_in_message,
    keep_message_draft,
)
from gongkai.programmes.hotline.operations._following import (
    LEADS,
    SENTENCES,
    add_words,
    ask_again,
    give_up_message,
    rate_message,
)
from gongkai.programmes.hotline.operations._learning import forget_words, learn_words
from gongkai.programmes.hotline.operations._messages import (
    Lodged,
    hand_words,
    lodge,
    note_merged,
    propose_knowledge,
    reseal_messages,
    reveal_person,
    set_profile,
)
from gongkai.programmes.hotline.operations._photos import bring_photo, open_photo
from gongkai.programmes.hotline.operations._publishing import publish_case
from gongkai.programmes.hotline.operations._sealing import reseal_additions, reseal_message_drafts, reseal_photos

__all__ = [
    "LEADS",
    "SENTENCES",
    "Lodged",
    "add_photo",
    "add_words",
    "ask_again",
    "bring_photo",
    "count_hotline",
    "drop_photo",
    "forget_message_drafts",
    "forget_words",
    "give_up_message",
    "hand_in_message",
    "hand_words",
    "keep_message_draft",
    "learn_words",
    "lodge",
    "note_merged",
    "open_photo",
    "propose_knowledge",
    "publish_case",
    "rate_message",
    "reseal_additions",
    "reseal_message_drafts",
    "reseal_messages",
    "reseal_photos",
    "reveal_person",
    "set_profile",
]

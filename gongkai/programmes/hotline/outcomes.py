"""办理结果和评价：the codes that answers and ratings are counted by. Pure."""

from collections.abc import Sequence

from gongkai.engines.casework.rules import Done
from gongkai.foundation.people.actors import SYSTEM
from gongkai.programmes.hotline.programme import OUTCOME

ANSWERED = tuple(code for code, _ in OUTCOME.choices())
"""答复的结果：of a case that was answered, by a handler or by the hotline office itself."""
RATINGS = ("yes", "mostly", "no")
"""可以自己选的评价：满意、基本满意、不满意."""
SATISFIED_BY = frozenset({"yes", "mostly"})


def rating_of(done: Sequence[Done], *, own: bool = False) -> str:
    """本次答复的评价：the last given since the message was last sent back; `own` for what its sender gave online."""
    for item in reversed(done):
        if item.act == "redo":
            return ""
        if item.act == "call_back" and (not own or item.by == SYSTEM.uid):
            return item.given["satisfied"]
    return ""

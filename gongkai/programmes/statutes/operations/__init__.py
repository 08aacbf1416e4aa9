"""法规库的办理：the only code that writes the statute library's tables."""

from gongkai.programmes.statutes.operations._library import enter_version, mark_repealed, note_cited, rebuild_words
from gongkai.programmes.statutes.operations._proposing import (
    adopt_statute,
    propose_repeal,
    propose_version,
    recall_statute,
    return_statute,
)

__all__ = [
    "adopt_statute",
    "enter_version",
    "mark_repealed",
    "note_cited",
    "propose_repeal",
    "propose_version",
    "rebuild_words",
    "recall_statute",
    "return_statute",
]

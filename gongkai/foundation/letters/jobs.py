"""What time does to letters: their files are made after the act that numbered them."""

import logging
from datetime import datetime

from gongkai.foundation.errors import Conflict
from gongkai.foundation.letters import operations, queries
from gongkai.foundation.people.actors import SYSTEM

log = logging.getLogger(__name__)
MOST = 200
"""件：tried again at one time."""


def make(*, letter: str, at: datetime) -> None:
    """制成公函文件：for a letter just numbered; running twice makes nothing twice.

    Where the fonts lack a character the docx has to do; the case page says so, and the PDF is tried again every day.
    """
    try:
        operations.make_files(letter=letter, by=SYSTEM, at=at)
    except Conflict as refusal:
        if not queries.has_docx(letter):
            raise
        log.warning("letter %s has no PDF yet (%s)", letter, refusal.code)


def make_missing(*, at: datetime) -> None:
    """补做 PDF：every day, of letters that have only a docx, once the fonts they lacked are installed."""
    for letter in queries.without_pdf()[:MOST]:
        make(letter=letter, at=at)

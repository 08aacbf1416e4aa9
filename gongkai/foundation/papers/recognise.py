"""要素识别：title, number, issuer, date, addressees and attachments of an official paper, as proposals.

A paper is read from both ends: its head (letterhead, number, title, addressees) and its signature. What is uncertain
stays empty and is said so; nothing is guessed from the running text.
"""

from collections.abc import Sequence

from gongkai.foundation.papers.foot import decide_issuer, read_attachments, read_signature, read_small_print
from gongkai.foundation.papers.head import check_number, check_title, read_addressees, read_head
from gongkai.foundation.papers.recognised import Recognised


def recognise(texts: Sequence[str], titled: frozenset[int] = frozenset()) -> Recognised:
    """识别要素：of paragraphs in order (a table is ""); `titled` are those whose style says title."""
    found = Recognised()
    head = read_head(texts, titled, found)
    check_title(head, bool(titled), found)
    check_number(head, found)
    body = read_addressees(texts, head.end, found)
    signers = read_signature(texts, body, head, found)
    decide_issuer(head, signers, found)
    read_attachments(texts, body, found)
    read_small_print(texts, body, found)
    return found

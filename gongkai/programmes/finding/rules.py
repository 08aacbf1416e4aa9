"""What may be put first, what may be counted, when news is due. Pure."""

import re
from datetime import datetime, timedelta

from gongkai.foundation.now import CHINA
from gongkai.foundation.text import normalise, segment
from gongkai.foundation.text.traditional import simplified

LONGEST = 80  # characters of a query that are kept
MOST_SAVED = 20  # searches one address may keep
MOST_LETTERS = 5  # letters of confirmation to one address while none is confirmed
MOST_MISSED = 5_000  # different questions counted a day
RESTORABLE = timedelta(days=1)  # how long what was taken off can be put back
UNCONFIRMED = timedelta(days=7)
RHYTHMS = {"daily": timedelta(days=1), "weekly": timedelta(days=7)}
NEWS = 20  # records named in one letter
# A run of six digits may be part of a person's number; @ of an address; both stay out of any count.
_PERSONAL = re.compile(r"\d{6}|@")


def key_of(words: str) -> str:
    """检索词的键：one spelling of a query, for what is kept of it; traditional characters are read as simplified."""
    return " ".join(segment(simplified(normalise(words))))[:LONGEST].strip()


def keys_in(words: str) -> tuple[str, ...]:
    """可匹配的键：the query itself and each run of words in it, the longest first; at most a few hundred."""
    tokens = key_of(words).split()[:24]
    runs = [
        " ".join(tokens[start : start + length])
        for length in range(min(len(tokens), 6), 0, -1)
        for start in range(len(tokens) - length + 1)
    ]
    return tuple(dict.fromkeys((" ".join(tokens), *runs)))


def is_countable(words: str) -> bool:
    """可否计数：whether a question without answer may be written down: nothing that looks like a person's number.

    依据：《政府信息公开条例》第十五条（个人隐私）。
    """
    return bool(key_of(words)) and not _PERSONAL.search(normalise(words))


def due(told_until: datetime, rhythm: str, *, at: datetime) -> bool:
    """是否该告知：a letter goes at most once in each rhythm, counted in calendar days in China."""
    last, today = told_until.astimezone(CHINA).date(), at.astimezone(CHINA).date()
    return today - last >= RHYTHMS[rhythm]

"""词汇：the words and phrases titles are made of: what is offered while one types, and what a mistyped word is held to.

Pure: a title, its numbers and its names in; wordings out.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gongkai.foundation.search.rules import STOP_WORDS
from gongkai.foundation.text import document_number, normalise, parts
from gongkai.foundation.text.segmenting import pieces
from gongkai.foundation.text.sounds import blurred, initials, pinyin

TERM, NAME, SERIES = "term", "name", "series"
LONGEST = 40
_LONGEST_PHRASE = 8
_NOT_SAID = re.compile(r"[\s\"'<>{}\[\]()]+")


@dataclass(frozen=True)
class Wording:
    """说法：one thing that may be offered: a word or phrase of titles, an organ's name, a series of 文号."""

    kind: str
    text: str


@cache
def _leading() -> frozenset[str]:
    """Words that open a phrase nobody looks for: 加强、做好、关于."""
    return frozenset(Path(__file__).with_name("leading_words.txt").read_text(encoding="utf-8").split())


def wordings(title: str, numbers: Iterable[str], names: Iterable[str]) -> frozenset[Wording]:
    """词汇：all that one document brings."""
    found = {Wording(TERM, term) for term in terms(title)}
    found |= {Wording(NAME, _NOT_SAID.sub("", normalise(name))[:LONGEST]) for name in names}
    for number in numbers:
        parsed = document_number.parse(number)
        if parsed is not None and parsed.year is not None and parsed.agency_code:
            found.add(Wording(SERIES, f"{parsed.agency_code}〔{parsed.year}〕"[-LONGEST:]))
    return frozenset(one for one in found if len(one.text) > 1)


def terms(title: str) -> Iterator[str]:
    """词与短语：words of two characters and more, and pairs of neighbours up to eight characters."""
    before, end = "", -1
    for start, word in pieces(normalise(title)):
        stop = word in STOP_WORDS or word[0].isdigit()
        if not stop and len(word) > 1 and word not in _leading():
            yield word[:LONGEST]
            yield from (part for part in parts(word) if part not in STOP_WORDS)
        joined = before + word
        if before and start == end and not stop and len(word) > 1 and 3 <= len(joined) <= _LONGEST_PHRASE:
            yield joined
        before = "" if stop or word in _leading() or word.isascii() else word
        end = start + len(word)


@dataclass(frozen=True)
class Sound:
    """读音：the ways a wording is looked up by."""

    pinyin: str
    initials: str
    blurred: str


def sound(text: str) -> Sound:
    """读音。"""
    return Sound(pinyin(text)[:200], initials(text)[:LONGEST], blurred(text)[:200])

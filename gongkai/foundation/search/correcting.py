"""您是不是要找：a mistyped word held to the words of released titles.

Looked for: what sounds alike, what looks alike, one character too many, too few, wrong or swapped. Only where little
was found; offered only if more is found. At most three statements for the words, and as many more as there are guesses.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, reduce
from operator import or_
from pathlib import Path

from django.db.models import Q

from gongkai.foundation.search.reading import Reading
from gongkai.foundation.search.suggesting import COMMONEST, begins, wordings_of
from gongkai.foundation.search.wording import TERM
from gongkai.foundation.text import segment
from gongkai.foundation.text.sounds import blurred, pinyin

GUESSES = 3
_LONGEST_CHUNK, _LONGEST_PART = 12, 8
_PARTS = 16
_NEAR = 60


@dataclass(frozen=True)
class _Guess:
    part: str
    text: str
    likeness: int
    entries: int

    @property
    def rank(self) -> tuple[int, int, int, str]:
        """The longer the part that fits, the surer; then how alike, then how common."""
        return (-len(self.part) - self.likeness, -self.likeness, -self.entries, self.text)


@cache
def _lookalikes() -> dict[str, frozenset[str]]:
    lines = Path(__file__).with_name("lookalikes.txt").read_text(encoding="utf-8").splitlines()
    groups = [frozenset(group) for line in lines if not line.startswith("#") for group in line.split()]
    found: dict[str, frozenset[str]] = {}
    for group in groups:
        for one in group:
            found[one] = found.get(one, frozenset()) | group
    return found


def corrections(reading: Reading) -> tuple[str, ...]:
    """更正：at most three queries that may have been meant, the likeliest first."""
    said = reading.text
    guesses = sorted((guess for chunk in reading.chunks for guess in _guesses(chunk)), key=lambda guess: guess.rank)
    made = dict.fromkeys(said.replace(guess.part, guess.text, 1) for guess in guesses if guess.part in said)
    return tuple(sorted((one for one in list(made)[:_PARTS] if one != said), key=_loose)[:GUESSES])


def _loose(query: str) -> int:
    """How many characters of a query are in no word: what a good correction leaves none of."""
    return sum(len(word) == 1 for word in segment(query))


def _guesses(chunk: str) -> Iterator[_Guess]:
    if chunk.isascii() or not 2 <= len(chunk) <= _LONGEST_CHUNK:
        return
    parts = list(_suspicious(chunk))
    if not parts:
        return
    asked = reduce(or_, _asked(parts))
    rows = list(wordings_of(TERM).filter(asked).order_by(*COMMONEST).values_list("text", "entries")[:400])
    for part in parts:
        for text, entries in rows:
            likeness = _likeness(part, text)
            if likeness and text != part:
                yield _Guess(part, text, likeness, entries)


def _suspicious(chunk: str) -> Iterator[str]:
    """Stretches that may hold the mistake: the whole, and those round characters that belong to no word."""
    if len(chunk) <= _LONGEST_PART:
        yield chunk
    tokens = segment(chunk)
    found: dict[str, None] = {}
    for first in range(len(tokens)):
        for last in range(first + 1, min(len(tokens), first + 5) + 1):
            stretch = tokens[first:last]
            part = "".join(stretch)
            if 2 <= len(part) <= _LONGEST_PART and part != chunk and _odd(stretch):
                found[part] = None
    yield from list(found)[:_PARTS]


def _odd(stretch: list[str]) -> bool:
    return any(len(token) == 1 for token in stretch) or len(stretch) > 1 or len(stretch[0]) > 1


def _asked(parts: Iterable[str]) -> Iterator[Q]:
    yield Q(blurred__in=[blurred(part) for part in parts])
    spelled = [one for part in parts for one in (*_looking_alike(part), *_fewer(part), *_swapped(part))]
    yield Q(text__in=spelled)
    for part in parts:
        if len(part) > 2:
            half = max(2, len(part) // 2)
            yield begins("text", part[:half]) & Q(entries__gt=0)
            yield begins("backwards", part[: -half - 1 : -1])


def _looking_alike(part: str) -> Iterator[str]:
    for place, one in enumerate(part):
        for other in _lookalikes().get(one, frozenset()) - {one}:
            yield part[:place] + other + part[place + 1 :]


def _fewer(part: str) -> Iterator[str]:
    if len(part) > 2:
        for place in range(len(part)):
            yield part[:place] + part[place + 1 :]


def _swapped(part: str) -> Iterator[str]:
    for place in range(len(part) - 1):
        yield part[:place] + part[place + 1] + part[place] + part[place + 2 :]


def _likeness(part: str, text: str) -> int:
    """How alike, from 4 (the same sounds) to 1; 0 for what is no likely mistake."""
    if abs(len(part) - len(text)) > 1:
        return 0
    if len(part) == len(text):
        if pinyin(part) == pinyin(text):
            return 4
        if blurred(part) == blurred(text) or text in _looking_alike(part):
            return 3
        if text in _swapped(part):
            return 2
        wrong = sum(one != other for one, other in zip(part, text, strict=True))
        return 1 if wrong == 1 and len(part) > 2 else 0
    longer, shorter = (part, text) if len(part) > len(text) else (text, part)
    return 2 if len(shorter) > 1 and shorter in _fewer(longer) else 0

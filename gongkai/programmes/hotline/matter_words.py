"""事项参考：which matters of the list the words of a message speak of. Pure; who writes chooses.

By the words of the names in the list alone: no case is looked at, so that the public learns nothing of others'.
"""

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from gongkai.foundation.text import normalise, segment
from gongkai.law import Code, codes
from gongkai.law.matters import broader

MOST = 5
_SHORTEST = 2
OPINION = "的意见：\n"
"""对一件公开的事提意见：what stands before a person's own words ends so."""


def own_words(said: Mapping[str, str]) -> str:
    """本人的话：without what the platform wrote before them; a class is guessed from nothing else."""
    text = said.get("text", "")
    return text.partition(OPINION)[2] or text if said.get("about") else text


def suggested(text: str, *, most: int = MOST) -> tuple[Code, ...]:
    """像是哪些事项：those whose names share the most telling words with the text, the narrowest first."""
    plain = normalise(text)
    said = {word for word in segment(plain) if len(word) >= _SHORTEST}
    scores: dict[str, float] = {}
    for code, words in _words().items():
        met = [word for word in words if word in said or (len(word) >= _SHORTEST and word in plain)]
        if score := sum(_rarity()[word] for word in met):
            scores[code] = score
    ranked = sorted(scores, key=lambda code: (-scores[code], -len(code), code))
    return tuple(codes.appeal_matters[code] for code in ranked[:most])


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    """The words of each name, and of the name above it."""
    own = {one.code: {word for word in segment(one.name) if len(word) >= _SHORTEST} for one in codes.appeal_matters}
    return {code: frozenset(set().union(*(own[above] for above in broader(code)[-2:]))) for code in own}


@lru_cache(maxsize=1)
def _rarity() -> dict[str, float]:
    """A word that few names hold tells more."""
    count: defaultdict[str, int] = defaultdict(int)
    for words in _words().values():
        for word in words:
            count[word] += 1
    return {word: 1 / many for word, many in count.items()}

"""相近：how nearly two texts say the same, and keys by which near ones find each other without reading all. Pure.

A letter many people send with a few words of their own shares most of its neighbouring characters with the others. The
keys are min-hashes of those, in bands: two texts of which six tenths are the same have a key in common nine times in
ten, two that merely speak of the same thing hardly ever.
"""

import math
from collections.abc import Callable, Collection
from hashlib import blake2b
from itertools import pairwise
from zlib import crc32

from gongkai.foundation.text.folding import compact

BANDS, ROWS = 10, 3
SHORTEST = 12
"""字：shorter texts are not compared, of which one word changed is another opinion."""
_SIGNS = BANDS * ROWS
_PRIME = (1 << 61) - 1
_TURNS = tuple(
    tuple(int.from_bytes(blake2b(f"{what}{at}".encode(), digest_size=7).digest(), "big") | 1 for what in "ab")
    for at in range(_SIGNS)
)
_DENIALS = "不没未无非别勿莫反"


def sameness(one: Collection[str], other: Collection[str], heavy: Callable[[Collection[str]], float] = len) -> float:
    """相同程度：0 to 1, how much of their weight two sets of features share; each weighs one unless `heavy` says."""
    left, right = frozenset(one), frozenset(other)
    return heavy(left & right) / (math.sqrt(heavy(left) * heavy(right)) or 1)


def shingles(text: str) -> frozenset[str]:
    """邻字：the pairs of neighbouring characters, whatever the spacing and punctuation; none of a text too short."""
    said = "".join(sign for sign in compact(text) if sign.isalnum())
    return frozenset(map("".join, pairwise(said))) if len(said) >= SHORTEST else frozenset()


def denials(text: str) -> int:
    """否定：how many characters deny; texts that differ in them may mean the opposite."""
    return sum(text.count(sign) for sign in _DENIALS)


def keys(features: Collection[str], about: str) -> tuple[int, ...]:
    """检索键：one for each band, the same on every machine; texts `about` something else share none."""
    if not features:
        return ()
    signs = [crc32(each.encode()) for each in features]
    least = [min((a * sign + b) % _PRIME for sign in signs) for a, b in _TURNS]
    bands = (least[at * ROWS : (at + 1) * ROWS] for at in range(BANDS))
    return tuple(_key(f"{about}:{at}:{band}") for at, band in enumerate(bands))


def _key(said: str) -> int:
    return int.from_bytes(blake2b(said.encode(), digest_size=8).digest(), "big", signed=True)

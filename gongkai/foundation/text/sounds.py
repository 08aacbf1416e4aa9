"""读音：how Chinese is typed when it is typed by sound: full pinyin without tones, and the first letters.

| | 养老服务 |
|---|---|
| `pinyin` | yanglaofuwu |
| `initials` | ylfw |
| `blurred` | what southern ears do not tell apart written alike (zh/z, ch/c, sh/s, n/l, -ng/-n, f/h) |
"""

import re
from functools import lru_cache
from typing import Any

from pypinyin import lazy_pinyin

_BLURRED = ((re.compile("([zcs])h"), r"\1"), (re.compile("([aei])ng"), r"\1n"))
_FIRST = {"n": "l", "f": "h", "r": "l"}


def _each(soundless: str) -> Any:
    return list(soundless)


@lru_cache(maxsize=65536)
def syllables(text: str) -> tuple[str, ...]:
    """音节：one for each character, in small letters; what has no sound stays as it is."""
    return tuple(syllable.lower() for syllable in lazy_pinyin(text, errors=_each) if syllable.strip())


def pinyin(text: str) -> str:
    """全拼。"""
    return "".join(syllables(text))


def initials(text: str) -> str:
    """首字母。"""
    return "".join(syllable[0] for syllable in syllables(text))


def blurred(text: str) -> str:
    """模糊音：equal for what is often mistaken by ear."""
    return " ".join(_blur(syllable) for syllable in syllables(text))


def _blur(syllable: str) -> str:
    for pattern, plain in _BLURRED:
        syllable = pattern.sub(plain, syllable)
    return _FIRST.get(syllable[0], syllable[0]) + syllable[1:]

"""字形归一：one spelling for the many ways the same character is typed.

NFKC is applied where it is safe and only there: full-width forms, vertical forms, compatibility ideographs and the
radicals PDF extraction leaves behind (⽂ for 文). Superscripts, circled numbers and fractions stay as they are, because
10² is not 102.
"""

import re
import unicodedata
from functools import cache

_SAFE_RANGES = (
    (0x2160, 0x217F),  # Roman numerals
    (0x2E80, 0x2FDF),  # radicals
    (0x3000, 0x3000),  # ideographic space
    (0x3220, 0x3243),  # ㈠ … ㈩, ㈱
    (0xF900, 0xFAFF),  # compatibility ideographs
    (0xFB00, 0xFB06),  # Latin ligatures
    (0xFE10, 0xFE19),  # vertical punctuation
    (0xFE30, 0xFE6F),  # vertical and small forms
    (0xFF01, 0xFFEF),  # full-width and half-width forms
    (0x2F800, 0x2FA1F),  # compatibility ideographs, supplement
)
_BRACKETS = {
    "〔": "〔", "﹝": "〔", "〘": "〔", "❲": "〔",
    "〕": "〕", "﹞": "〕", "〙": "〕", "❳": "〕",
    "〖": "【", "〗": "】", "〈": "<", "〉": ">", "⟨": "<", "⟩": ">", "‹": "<", "›": ">",
    "“": '"', "”": '"', "„": '"', "‟": '"', "＂": '"', "〝": '"', "〞": '"', "‘": "'", "’": "'",
    "—": "-", "–": "-", "−": "-", "‐": "-", "‑": "-", "・": "·", "•": "·", "‧": "·",
}  # fmt: skip
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_SPACES = re.compile(r"\s+")
_NOWHERE = dict.fromkeys((0x00, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))


@cache
def _table() -> dict[int, str]:
    table: dict[int, str] = {}
    for first, last in _SAFE_RANGES:
        for code in range(first, last + 1):
            plain = unicodedata.normalize("NFKC", chr(code))
            if plain != chr(code):
                table[code] = plain
    table.update({ord(typed): plain for typed, plain in _BRACKETS.items()})
    return table


@cache
def _one_to_one() -> dict[int, str]:
    return {code: plain for code, plain in _table().items() if len(plain) == 1}


def fold(text: str) -> str:
    """等长归一：lower case and one width, with exactly one character for each character of `text`.

    Positions found in the answer are positions in `text`: what the highlighter and the finder of numbers need.
    """
    folded = _INVISIBLE.sub(" ", text.translate(_one_to_one()))
    lowered = folded.lower()
    if len(lowered) == len(folded):
        return lowered
    return "".join(small if len(small := one.lower()) == 1 else one for one in folded)


def normalise(text: str) -> str:
    """归一：the spelling under which text is compared; lower case, one width, single spaces, nothing invisible."""
    visible = _INVISIBLE.sub("", text).translate(_table())
    return _SPACES.sub(" ", visible.lower()).strip()


def compact(text: str) -> str:
    """紧缩：the normal spelling without any space, for comparing whole phrases across line breaks."""
    return normalise(text).replace(" ", "")


def storable(text: str) -> str:
    """可入库：without what a database refuses, NUL and lone surrogates, and without signs that turn a line round."""
    return text.translate(_NOWHERE).encode("utf-8", "ignore").decode("utf-8")

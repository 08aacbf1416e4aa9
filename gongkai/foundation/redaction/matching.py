"""找字串：a string as a reader would know it again: in full or half width, parted by spaces, lines or hyphens."""

import unicodedata
from collections.abc import Iterator, Sequence

_DASHES = "-‐‑‒–—―－_.．·,，/"
_DIGITS = 5


def folded(signs: Sequence[str], *, digits: bool) -> tuple[str, list[int]]:
    """折叠：the characters that count, and of each the place it came from. `digits` leaves out dashes as well."""
    made: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(signs):
        for piece in unicodedata.normalize("NFKC", sign).casefold():
            if piece.isspace() or unicodedata.category(piece) in {"Cf", "Cc", "Mn"} or (digits and piece in _DASHES):
                continue
            made.append(piece)
            places.append(place)
    return "".join(made), places


def is_number(string: str) -> bool:
    """是否号码：mostly digits, so that spaces and dashes within it mean nothing."""
    text, _ = folded(string, digits=True)
    return sum(sign.isdecimal() for sign in text) >= max(_DIGITS, 0.6 * len(text))


def occurrences(signs: Sequence[str], strings: Sequence[str]) -> Iterator[tuple[int, int]]:
    """出现之处：from the first to behind the last character, for every occurrence of every string."""
    views = {digits: folded(signs, digits=digits) for digits in (False, True)}
    for string in strings:
        digits = is_number(string)
        needle, _ = folded(string, digits=digits)
        text, places = views[digits]
        start = text.find(needle) if needle else -1
        while start >= 0:
            yield places[start], places[start + len(needle) - 1] + 1
            start = text.find(needle, start + 1)


def says(text: str, strings: Sequence[str]) -> bool:
    """是否说到：whether any of the strings stands in a text."""
    return next(occurrences(text, strings), None) is not None

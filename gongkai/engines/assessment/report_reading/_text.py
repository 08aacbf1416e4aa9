"""文字里的表格：tables that lost their lines and kept one cell a line, as copied from a page.

A row is its heading and the numbers on the lines after it: all of them, or none where all were blank; anything between
is refused when the rows are told. Numbers that ran together are not taken apart.
"""

import re
from collections.abc import Iterator

from ._numbers import NIL, number_of
from ._page import Line, Page, Place, half_width

BARE = 15
"""As many numbers in a run are the one line of table 四, which has no heading; no other row has as many."""
_BREAKS = re.compile(r"[\n\t]+|\u3000{2,}| {4,}")


def page(text: str) -> Page:
    """Read a text whose cells stand on lines of their own, or apart by tabs or wide space."""
    tokens = [token for token in map(half_width, _BREAKS.split(text)) if token]
    return Page((tuple(_lines(tokens)),), tokens[0] if tokens else "", "\n".join(tokens))


def _lines(tokens: list[str]) -> Iterator[Line]:
    heading, numbers = "", list[str]()
    for token in [*tokens, ""]:
        if token and (token in NIL or number_of(token, "") is not None):
            numbers.append(token)
            continue
        yield from _line(heading, numbers)
        heading, numbers = token, []


def _line(heading: str, numbers: list[str]) -> Iterator[Line]:
    if len(numbers) == BARE:
        yield (Place(0, heading),)
        yield tuple(Place(column, number) for column, number in enumerate(numbers))
    elif heading:
        yield tuple(Place(column, text) for column, text in enumerate((heading, *(numbers or [""] * BARE))))

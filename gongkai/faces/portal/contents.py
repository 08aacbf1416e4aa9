"""目录：where a long text's headings are, as addresses that need no mark in the text.

The bytes of the text are what the ledger committed to, so nothing is put into it. A heading is addressed by its words
and those before it (a text fragment); a browser that does not know these stays where it is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import quote

FEWEST = 4
"""几个标题以上才列目录。"""
SHORTEST = 1500
"""多长的正文才列目录：characters of the stored text."""
MOST = 60
_BLOCK = re.compile(r"<(p|h[2-5]|td|th|li|caption)(?:\s[^>]*)?>(.*?)</\1>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_SPACE = re.compile(r"\s+")
_MARKS = "，。；：、？！“”《》（）()"
_LAST_CLAUSE = re.compile(rf"(?:^|(?<=[{_MARKS}]))[^{_MARKS}]{{1,60}}[。；：？！）]?$")
_FIRST_CLAUSE = re.compile(rf"[^{_MARKS}]{{1,60}}(?=[{_MARKS}]|$)")


@dataclass(frozen=True)
class Heading:
    """目录一行：the words of a heading, its address on the page, and whether it stands under another."""

    text: str
    href: str
    under: bool


def headings(body: str) -> tuple[Heading, ...]:
    """目录：of a stored text; empty for a short one."""
    if len(body) < SHORTEST:
        return ()
    blocks = [(tag, _plain(inner)) for tag, inner in _BLOCK.findall(body)]
    blocks = [(tag, text) for tag, text in blocks if text]
    levels = {tag for tag, _ in blocks if tag[0] == "h"}
    top = min(levels, default="")
    found = [
        Heading(text, _address(text, before, after), tag != top)
        for tag, text, before, after in _with_neighbours(blocks)
    ]
    if len(found) > MOST:
        found = [heading for heading in found if not heading.under]
    return tuple(found[:MOST]) if len(found) >= FEWEST else ()


def _with_neighbours(blocks: list[tuple[str, str]]) -> Iterator[tuple[str, str, str, str]]:
    for at, (tag, text) in enumerate(blocks):
        if tag[0] == "h":
            before = blocks[at - 1][1] if at else ""
            after = blocks[at + 1][1] if at + 1 < len(blocks) else ""
            yield tag, text, before, after


def _address(text: str, before: str, after: str) -> str:
    """`#:~:text=prefix-,text` or `#:~:text=text,-suffix`: the list itself, which says the same words, is passed over.

    Browsers look for whole words only, so the clause before is taken whole, from one mark of punctuation to the next.
    """
    clause, suffix = _LAST_CLAUSE.search(before), _FIRST_CLAUSE.match(after)
    if clause and clause[0]:
        return f"#:~:text={_part(clause[0])}-,{_part(text)}"
    return f"#:~:text={_part(text)},-{_part(suffix[0])}" if suffix else f"#:~:text={_part(text)}"


def _part(text: str) -> str:
    return quote(text, safe="").replace("-", "%2D")


def _plain(inner: str) -> str:
    return _SPACE.sub(" ", unescape(_TAG.sub("", inner))).strip()

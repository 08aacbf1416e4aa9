"""层次：headings recognised from typed numbers: 一、（一）1.（1） and 编、章、节、条.

A numbered line is a heading only when it is short, ends without a full stop, and something other than its next sibling
follows; otherwise it stays a paragraph, its lead sentence or 第…条 strong. Nothing is moved or changed.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gongkai.foundation.papers.numerals import HAN_NUMBER

_N = HAN_NUMBER
_OWN = "(?![第的和至、，。规款所]|中(?![国央共小介心外]))"
KINDS = (
    ("chapter", re.compile(rf"第{_N}+(?:编|章|部分){_OWN}"), 1),
    ("section", re.compile(rf"第{_N}+节{_OWN}"), 2),
    ("article", re.compile(rf"第{_N}+条(?:之{_N}+)?{_OWN}"), 0),
    ("han", re.compile(rf"{_N}+、"), 1),
    ("han-paren", re.compile(rf"[（(]{_N}+[）)]、?"), 2),
    ("arabic", re.compile(r"\d{1,2}(?:[.．](?=(?:19|20)\d\d年)|[.．](?!\d)|、)"), 3),
    ("arabic-paren", re.compile(r"[（(]\d{1,2}[）)]"), 4),
)
_LONGEST = 40
_LEAD = 40
_SHORT_LEAD = 25


@dataclass(frozen=True)
class Heading:
    """层次：`level` 2–5 for a heading, else 0; `lead` is how many characters at the start of a paragraph are strong."""

    level: int
    lead: int = 0


def kind_of(text: str) -> tuple[str, int, int]:
    """编号种类：kind, level and length of the typed number a line opens with; ("", 0, 0) without one."""
    for kind, pattern, level in KINDS:
        match = pattern.match(text)
        if match:
            return kind, level, match.end()
    return "", 0, 0


def headings(texts: Sequence[str], styled: Mapping[int, int], taken: Mapping[int, str]) -> dict[int, Heading]:
    """各段层次：by index. `styled` are outline levels by style; `taken` paragraphs have a role of their own."""
    found: dict[int, Heading] = {}
    for index, text in enumerate(texts):
        if not text or index in taken:
            continue
        following = texts[index + 1] if index + 1 < len(texts) else None
        heading = Heading(styled[index]) if index in styled else _typed(text, following)
        if heading is not None:
            found[index] = heading
    return _ranked(found)


def _typed(text: str, following: str | None) -> Heading | None:
    kind, level, length = kind_of(text)
    if not kind:
        return None
    if kind == "article":
        return Heading(0, length)
    if _is_heading(text[length:], kind, following):
        return Heading(level)
    return _lead(text, kind, length)


def _is_heading(rest: str, kind: str, following: str | None) -> bool:
    words = rest.strip()
    if not words or len(words) > _LONGEST or following is None or kind_of(following)[0] == kind:
        return False
    inner = words.rstrip("：:") if kind in {"han", "han-paren"} and "，" not in words else words
    return not re.search(r"[。；;！!：:，,、]$", inner) and not re.search(r"[。；;：:\n]", inner)


def _lead(text: str, kind: str, length: int) -> Heading | None:
    """The lead sentence of （一）强化责任。各地要……"""
    if kind not in {"han", "han-paren"}:
        return None
    end = text.find("。", length) + 1
    words = text[length : end - 1]
    fits = len(words) <= _SHORT_LEAD or (len(words) <= _LEAD and "，" not in words)
    whole = 0 < end < len(text.rstrip()) and fits and not re.search(r"[；;：:\n]", words)
    return Heading(0, end) if whole else None


def _ranked(found: dict[int, Heading]) -> dict[int, Heading]:
    """Levels closed up, so that the highest in use is h2 and none is skipped; the fifth and lower are h5."""
    used = sorted({heading.level for heading in found.values() if heading.level})
    rank = {level: min(2 + place, 5) for place, level in enumerate(used)}
    return {index: Heading(rank.get(heading.level, 0), heading.lead) for index, heading in found.items()}

"""文字差异：two texts paragraph by paragraph and word by word, in a time that is bounded whatever they hold. Pure.

Paragraphs that occur once in both texts are the anchors; what lies between two anchors is compared closely while it is
small, and shown as replaced where it is not. A paragraph is compared with the one it most resembles, word by word; a
very long one clause by clause.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby, pairwise
from typing import Literal

from gongkai.foundation.text.segmenting import pieces as words_of

Kind = Literal["same", "changed", "removed", "added"]
Opcode = tuple[str, int, int, int, int]

MOST_COMPARED = 40_000
"""段与段比较的上限：pairs of paragraphs between two anchors."""
MOST_PAIRED = 2_500
"""配对的上限：pairs of paragraphs of which the most alike are sought."""
MOST_WORDS = 90_000
"""词与词比较的上限：pairs of words of two paragraphs; beyond it clauses are compared."""
MOST_WORK = 4_000_000
"""全文比较的上限：pairs of words, all paragraphs together."""
ALIKE = 0.35
_CLAUSE = re.compile(r"[^，。；：！？、｜\t]*[，。；：！？、｜\t]|[^，。；：！？、｜\t]+")
_SLIGHT = re.compile(r"[\W_]*|[的了和与及或]")


@dataclass(frozen=True)
class Piece:
    """片段：a stretch of text that stayed, went or came; `kind` is same, removed or added."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Paragraph:
    """段落：one paragraph of either text; `changed` holds pieces of both."""

    kind: Kind
    pieces: tuple[Piece, ...]


def difference(old: Sequence[str], new: Sequence[str]) -> tuple[Paragraph, ...]:
    """比较：the paragraphs of both texts in reading order, what went before what came in its place."""
    effort = _Effort(MOST_WORK)
    found: list[Paragraph] = []
    for code, a1, a2, b1, b2 in _lines(old, new):
        if code == "equal":
            found += [Paragraph("same", (Piece("same", line),)) for line in old[a1:a2]]
        else:
            found += _replaced(old[a1:a2], new[b1:b2], effort)
    return tuple(found)


def differing_words(old: str, new: str) -> tuple[Piece, ...]:
    """逐词比较：of two short texts, such as titles."""
    return _pieces(old, new, _Effort(MOST_WORK))


class _Effort:
    """What may still be spent on looking closely."""

    def __init__(self, left: int) -> None:
        self.left = left

    def spend(self, much: int) -> bool:
        """Spend it, if so much is left."""
        if much > self.left:
            return False
        self.left -= much
        return True


def _lines(old: Sequence[str], new: Sequence[str]) -> Iterator[Opcode]:
    """Which paragraphs stayed, by anchors; like `SequenceMatcher.get_opcodes`."""
    a, b = 0, 0
    for left, right in [*_anchors(old, new), (len(old), len(new))]:
        yield from _gap(old, new, (a, left, b, right))
        if left < len(old):
            yield ("equal", left, left + 1, right, right + 1)
        a, b = left + 1, right + 1


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Paragraphs that occur once in each text, as many as stand in the same order in both."""
    once_old, once_new = _once(old), _once(new)
    pairs = [(place, once_new[line]) for line, place in once_old.items() if line in once_new]
    tails: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, right) in enumerate(pairs):
        length = bisect_left(tails, right)
        before.append(last[length - 1] if length else -1)
        if length == len(tails):
            tails.append(right)
            last.append(number)
        else:
            tails[length], last[length] = right, number
    chain: list[tuple[int, int]] = []
    number = last[-1] if last else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]


def _once(lines: Sequence[str]) -> dict[str, int]:
    counts = Counter(lines)
    return {line: place for place, line in enumerate(lines) if counts[line] == 1}


def _gap(old: Sequence[str], new: Sequence[str], span: tuple[int, int, int, int]) -> Iterator[Opcode]:
    a1, a2, b1, b2 = span
    if a1 == a2 and b1 == b2:
        return
    if (a2 - a1) * (b2 - b1) > MOST_COMPARED:
        yield ("replace", a1, a2, b1, b2)
        return
    matcher = SequenceMatcher(a=old[a1:a2], b=new[b1:b2], autojunk=False)
    for code, i1, i2, j1, j2 in matcher.get_opcodes():
        yield (code, a1 + i1, a1 + i2, b1 + j1, b1 + j2)


def _replaced(old: Sequence[str], new: Sequence[str], effort: _Effort) -> list[Paragraph]:
    """Paragraphs that gave way to others: those that resemble each other side by side, the rest apart."""
    found: list[Paragraph] = []
    a = b = 0
    for left, right in [*_alike(old, new), (len(old), len(new))]:
        found += [Paragraph("removed", (Piece("removed", line),)) for line in old[a:left]]
        found += [Paragraph("added", (Piece("added", line),)) for line in new[b:right]]
        if left < len(old):
            found.append(Paragraph("changed", _pieces(old[left], new[right], effort)))
        a, b = left + 1, right + 1
    return found


def _alike(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Pairs of paragraphs in order, of the greatest likeness in all."""
    if not old or not new or len(old) * len(new) > MOST_PAIRED:
        return []
    bags = [_bag(line) for line in new]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    likeness = [[_likeness(bag, other) for other in bags] for bag in map(_bag, old)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            together = best[i + 1][j + 1] + likeness[i][j] if likeness[i][j] >= ALIKE else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], together)
    pairs, i, j = [], 0, 0
    while i < len(old) and j < len(new):
        if likeness[i][j] >= ALIKE and best[i][j] == best[i + 1][j + 1] + likeness[i][j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _bag(line: str) -> frozenset[str]:
    """The pairs of neighbouring characters of a paragraph's beginning."""
    line = line[:400]
    return frozenset(map("".join, pairwise(line))) or frozenset(line)


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other) or 1)


def _pieces(old: str, new: str, effort: _Effort) -> tuple[Piece, ...]:
    start = _shared(old, new)
    end = _shared(old[start:][::-1], new[start:][::-1])
    start, end = _to_words(old, new, start, end)
    middle_old, middle_new = old[start : len(old) - end], new[start : len(new) - end]
    middle = _words(middle_old, middle_new, effort)
    whole = [Piece("same", old[:start]), *middle, Piece("same", old[len(old) - end :])]
    return _joined(piece for piece in whole if piece.text)


def _shared(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _to_words(old: str, new: str, start: int, end: int) -> tuple[int, int]:
    """Draw the shared edges back by a few characters, so that a word changed in part is compared whole."""
    return max(0, start - 4), max(0, min(end - 4, len(old) - start, len(new) - start))


def _words(old: str, new: str, effort: _Effort) -> list[Piece]:
    left, right = _tokens(old), _tokens(new)
    if len(left) * len(right) > MOST_WORDS:
        left, right = _CLAUSE.findall(old), _CLAUSE.findall(new)
    if len(left) * len(right) > MOST_WORDS or not effort.spend(len(left) * len(right)):
        return [Piece("removed", old), Piece("added", new)]
    steps = SequenceMatcher(a=left, b=right, autojunk=False).get_opcodes()
    found: list[Piece] = []
    for number, (code, a1, a2, b1, b2) in enumerate(steps):
        gone, come = "".join(left[a1:a2]), "".join(right[b1:b2])
        if code == "equal" and not (0 < number < len(steps) - 1 and _SLIGHT.fullmatch(gone)):
            found.append(Piece("same", gone))
        else:
            found += [Piece("removed", gone), Piece("added", come)]
    return found


def _tokens(text: str) -> list[str]:
    """Words, and each character between two words; joined they are the text again."""
    found: list[str] = []
    at = 0
    for start, word in words_of(text):
        found += text[at:start]
        found.append(word)
        at = start + len(word)
    return [*found, *text[at:]]


def _joined(pieces: Iterator[Piece]) -> tuple[Piece, ...]:
    """Neighbours of one kind made one; within a change what went stands before what came."""
    found: list[Piece] = []
    for changed, run in groupby(pieces, key=lambda piece: piece.kind != "same"):
        members = list(run)
        kinds: tuple[Kind, ...] = ("removed", "added") if changed else ("same",)
        for kind in kinds:
            text = "".join(piece.text for piece in members if piece.kind == kind)
            found += [Piece(kind, text)] if text else []
    return tuple(found)

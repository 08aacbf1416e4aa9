"""高亮：the words found, marked in the original text, as safe HTML. Pure.

A word is marked where it is a word or a part of one, as the index sees it: 民政 is not marked inside 人民政府.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

from gongkai.foundation.search.reading import Reading
from gongkai.foundation.search.rules import STOP_WORDS
from gongkai.foundation.text import document_number, fold, index_number, parts
from gongkai.foundation.text.segmenting import pieces

SNIPPET = 120  # characters of a snippet
_BEFORE = 30
_MARGIN = 12
_LOOKED_AT = 200_000
_PLACES = 60
_SPACES = re.compile(r"\s+")
_SENTENCE_END = re.compile(r"[。！？；\n]")


@dataclass(frozen=True)
class Marks:
    """所标：what to mark: whole words, strings wherever they stand, and numbers however they are typed."""

    words: frozenset[str]
    strings: tuple[str, ...]
    numbers: frozenset[str]
    codes: tuple[str, ...] = ()


def marks(reading: Reading, *, loosely: bool) -> Marks:
    """所标：for a reading; with `loosely` the parts of its words too, where only they were found."""
    words = {word.text for word in reading.words}
    words |= {each for word in reading.words for other in word.others for each in other}
    if loosely:
        words |= {part for word in reading.words for part in parts(word.text)}
    names = tuple(one for one in (*reading.literals, *reading.names) if one)
    if names:
        words = {word for word in words if len(word) > 1 or word.isascii()}
    numbers = frozenset(number.canonical for number in reading.numbers)
    return Marks(frozenset(words - STOP_WORDS), names, numbers, reading.codes)


def title_html(title: str, wanted: Marks) -> str:
    """标题：the whole title with what was found marked."""
    return _html(title, _spans(title, fold(title), wanted))


def snippet_html(body: str, wanted: Marks) -> str:
    """摘要：about 120 characters round the place where most of what was sought stands together."""
    text = body[:_LOOKED_AT]
    folded = fold(text)
    for start in _windows(text, folded, wanted):
        end = min(len(text), start + SNIPPET)
        left, right = max(0, start - _MARGIN), min(len(text), end + _MARGIN)
        inside = _spans(text[left:right], folded[left:right], wanted)
        spans = [(max(start, left + a) - start, min(end, left + b) - start) for a, b in inside]
        spans = [(a, b) for a, b in spans if a < b]
        if spans:
            return ("…" if start else "") + _html(text[start:end], spans) + ("…" if end < len(body) else "")
    return _html(text[:SNIPPET], []) + ("…" if len(body) > SNIPPET else "")


def _windows(text: str, folded: str, wanted: Marks) -> list[int]:
    """Where snippets could begin, the richest first, the earliest of equals."""
    places = sorted({place for place, _ in _places(text, folded, wanted)})[: 4 * _PLACES]
    strings = (*wanted.strings, *wanted.words)
    starts = list(dict.fromkeys(_beginning(text, place) for place in places))
    rich = {start: sum(string in folded[start : start + SNIPPET] for string in strings) for start in starts}
    return sorted(starts, key=lambda start: (-rich[start], start))[:_PLACES]


def _places(text: str, folded: str, wanted: Marks) -> Iterator[tuple[int, int]]:
    yield from _number_spans(text, wanted)
    for string in (*wanted.strings, *wanted.words):
        found = -1
        for _ in range(_PLACES):
            found = folded.find(string, found + 1)
            if found < 0:
                break
            yield found, found + len(string)


def _beginning(text: str, place: int) -> int:
    """A little before the place, at the beginning of its sentence where that is near."""
    earliest = max(0, place - _BEFORE)
    ends = [end.end() for end in _SENTENCE_END.finditer(text, earliest, place)]
    return ends[-1] if ends else earliest


def _spans(text: str, folded: str, wanted: Marks) -> list[tuple[int, int]]:
    found = [*_number_spans(text, wanted), *_word_spans(folded, wanted)]
    for string in wanted.strings:
        found += [(match.start(), match.end()) for match in re.finditer(re.escape(string), folded)]
    return sorted(found)


def _word_spans(folded: str, wanted: Marks) -> Iterator[tuple[int, int]]:
    for start, word in pieces(folded):
        if word in wanted.words:
            yield start, start + len(word)
            continue
        for part in parts(word):
            if part in wanted.words:
                inside = word.find(part)
                yield start + inside, start + inside + len(part)


def _number_spans(text: str, wanted: Marks) -> Iterator[tuple[int, int]]:
    if wanted.numbers:
        for found in document_number.occurrences(text):
            if any(_same(found.number.canonical, number) for number in wanted.numbers):
                yield found.start, found.end
    if wanted.codes:
        yield from ((start, end) for start, end, code in index_number.occurrences(text) if code in wanted.codes)


def _same(found: str, typed: str) -> bool:
    return found.endswith(typed) or typed.endswith(found)


def _html(text: str, spans: Iterable[tuple[int, int]]) -> str:
    out: list[str] = []
    done = 0
    for start, end in spans:
        if end <= done:
            continue
        begin = max(start, done)
        out += [escape(text[done:begin]), "<mark>", escape(text[begin:end]), "</mark>"]
        done = end
    out.append(escape(text[done:]))
    return _SPACES.sub(" ", "".join(out)).strip().replace("</mark><mark>", "")

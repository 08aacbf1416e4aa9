"""读懂查询：what a person typed, as numbers, words and literal strings. Pure; never raises, whatever was typed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from gongkai.foundation.search.rules import LONGEST_ATOM, LONGEST_QUERY, MOST_WORDS, STOP_WORDS
from gongkai.foundation.text import compact, document_number, index_number, is_word, normalise, segment
from gongkai.foundation.text.document_number import DocumentNumber
from gongkai.foundation.text.traditional import simplified

_QUOTED = re.compile(r"\"([^\"]+)\"|「([^」]+)」|『([^』]+)』")
_DATES = r"(?:19|20)\d\d[-/](?:(?:19|20)\d\d|\d{1,2}(?:[-/]\d{1,2})?)"  # 2021-2025, 2021-05-01: no codes
_CODE = re.compile(rf"(?<![a-z0-9])(?!{_DATES}(?![a-z0-9]))(?=[a-z0-9/-]*[0-9])[a-z0-9]+(?:[-/][a-z0-9]+)+(?![a-z0-9])")
_SERIES = re.compile(r"([\u4e00-\u9fff]{2,12})\s*[〔\[【(<]\s*((?:19|20)\d\d)\s*[〕\]】)>](?!\s*第?\s*\d)")
_BRACKET = re.compile(r"[〔\[【(<{「]")
_CHUNK = re.compile(r"[a-z0-9]+|[^\Wa-z0-9_]+")
_SOFT = frozenset("省市县区镇乡村年月日号第次条款项届期个所等各该于以")


@dataclass(frozen=True)
class Word:
    """查询词：one word, and the other words that would do as well; each of them a tuple of words wanted together."""

    text: str
    others: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Reading:
    """查询的读法：`literals` must stand as typed; `names` are strings no dictionary knows, better found as typed."""

    numbers: tuple[DocumentNumber, ...] = ()
    codes: tuple[str, ...] = ()
    words: tuple[Word, ...] = ()
    literals: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    known: tuple[Word, ...] = ()
    chunks: tuple[str, ...] = ()
    text: str = ""

    def __bool__(self) -> bool:
        return bool(self.numbers or self.codes or self.words or self.literals or self.names)


@cache
def synonyms() -> dict[str, tuple[tuple[str, ...], ...]]:
    """同义词：for a word, the words that would do as well."""
    given = yaml.safe_load(Path(__file__).with_name("synonyms.yaml").read_text(encoding="utf-8"))
    pairs = [(word, other) for group in given["互通"] for word in group for other in group if word != other]
    pairs += [(word, other) for word, others in given["单向"].items() for other in others]
    found: dict[str, dict[tuple[str, ...], None]] = {}
    for word, other in pairs:
        found.setdefault("".join(segment(word)), {})[tuple(segment(other))] = None
    return {word: tuple(others) for word, others in found.items()}


def read(query: str, *, fold: bool = True) -> Reading:
    """读查询：numbers and quoted strings first, so that no segmenter cuts them; then words.

    With `fold` traditional characters are read as the simplified ones documents are written in.
    """
    text = normalise(query[: 4 * LONGEST_QUERY])[:LONGEST_QUERY]
    if fold:
        text = simplified(text)[:LONGEST_QUERY]
    said = text
    numbers, codes, text = _numbers(text)
    quoted = [compact(next(filter(None, found))) for found in _QUOTED.findall(text)]
    rest = _QUOTED.sub(" ", text)
    chunks = [chunk for chunk in _CHUNK.findall(rest) if chunk not in STOP_WORDS] or _CHUNK.findall(rest)
    exact = [one for one in quoted if is_word(one)]
    units = [(token, is_name) for chunk in chunks for token, is_name in _units(chunk)][:MOST_WORDS]
    tokens = _meaningful([token for chunk in chunks for token in segment(chunk)])
    return Reading(
        numbers=numbers,
        codes=codes,
        words=(*map(Word, exact), *map(_word, tokens)),
        literals=tuple(one for one in quoted if not is_word(one) and _CHUNK.search(one)),
        names=tuple(dict.fromkeys(token for token, is_name in units if is_name)),
        known=(*map(Word, exact), *map(_word, _meaningful([token for token, is_name in units if not is_name]))),
        chunks=tuple(dict.fromkeys(chunks)),
        text=said,
    )


def unquoted(text: str) -> str:
    """不加引号：the same words, each looked for as a word."""
    return _QUOTED.sub(lambda found: f" {next(filter(None, found.groups()))} ", text)


def _numbers(text: str) -> tuple[tuple[DocumentNumber, ...], tuple[str, ...], str]:
    bracketed = bool(_BRACKET.search(text))
    whole = document_number.parse(text) if bracketed or text.endswith("号") else None
    if whole:
        return (whole,), (), "" if bracketed else text
    codes: list[str] = []
    for start, end, canonical in reversed(index_number.occurrences(text)):
        codes.append(canonical)
        text = f"{text[:start]} {text[end:]}"
    numbers: list[DocumentNumber] = []
    for found in reversed(tuple(document_number.occurrences(text))):
        numbers.append(found.number)
        text = f"{text[: found.start]} {text[found.end :]}"
    for pattern in (_SERIES, _CODE):
        for match in pattern.finditer(text):
            codes.append(f"{match[1]}〔{match[2]}〕" if pattern is _SERIES else match[0])
        text = pattern.sub(" ", text)
    return tuple(dict.fromkeys(reversed(numbers))), tuple(dict.fromkeys(codes)), text


def _word(token: str) -> Word:
    return Word(token[:LONGEST_ATOM], synonyms().get(token, ()))


def _meaningful(tokens: list[str]) -> list[str]:
    """Without stop words, and without lone characters like 省 and 年 beside real words; never empty-handed."""
    kept = [token for token in dict.fromkeys(tokens) if token not in STOP_WORDS]
    if any(len(token) > 1 for token in kept):
        kept = [token for token in kept if token not in _SOFT]
    return (kept or list(dict.fromkeys(tokens)))[:MOST_WORDS]


def _units(chunk: str) -> Iterator[tuple[str, bool]]:
    """The words of a run of characters, with lone characters joined to the name they seem to belong to (李建国)."""
    tokens = segment(chunk)
    if len(chunk) == 1:
        yield chunk, not chunk.isascii()
        return
    position = 0
    while position < len(tokens):
        end = position
        while end < len(tokens) and _lone(tokens[end]):
            end += 1
        if end == position:
            yield tokens[position], False
            position += 1
            continue
        if end - position == 1 and end < len(tokens) and len(tokens[end]) == 2 and tokens[end] not in STOP_WORDS:
            end += 1
        name = "".join(tokens[position:end])
        yield name, len(name) > 1
        position = end


def _lone(token: str) -> bool:
    return len(token) == 1 and not token.isascii() and token not in STOP_WORDS and token not in _SOFT

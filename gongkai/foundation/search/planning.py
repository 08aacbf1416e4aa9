"""查法：from a reading to the questions put to the index, the surest first. Pure.

A tier is asked only while there are fewer hits than its `below`. Where the reading is sure the broadest tier holds
all the others, so the total does not depend on the order asked for.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from gongkai.foundation.search.ports import Atom, Every, Expression, Some
from gongkai.foundation.search.reading import Reading, Word
from gongkai.foundation.search.rules import (
    CITED,
    COUNTED,
    EVER,
    FEW,
    FILTER,
    GRAM,
    NUMBER,
    RANKED,
    SUBJECT,
    TITLE,
    VERIFIED,
    YEAR,
    Span,
    atom,
    grams,
    year_span,
)
from gongkai.foundation.text import parts
from gongkai.foundation.text.document_number import DocumentNumber

_ALWAYS = COUNTED + 1
_MOST_LEFT_OUT = 5
_LONGEST_CODE = 12


@dataclass(frozen=True)
class Tier:
    """一层：one question to the index. `verify`: strings the text itself must hold; `score`: of its hits.

    `broad`: its answers hold those of the tiers that are `within_broad`, and no others.
    """

    score: float
    wanted: Expression
    below: int = _ALWAYS
    depth: int = COUNTED
    verify: tuple[str, ...] = ()
    by_title: bool = False
    relaxed: bool = False
    broad: bool = False
    within_broad: bool = False


def filtered(filters: Iterable[str], given: Span = EVER) -> tuple[list[Expression], Span]:
    """筛选：values of one dimension are alternatives, dimensions are joined; and the span they leave of the one given.

    One year of publication is a span of the index's own order, which costs nothing to keep to: no atom.
    """
    dimensions: dict[str, list[str]] = {}
    for one in filters:
        dimensions.setdefault(one.partition(":")[0], []).append(one)
    within = given
    if len(years := dimensions.get(YEAR, [])) == 1 and (year := year_span(years[0].partition(":")[2])):
        within = within & year
        del dimensions[YEAR]
    return [Some(tuple(Atom(atom(FILTER, one)) for one in values)) for values in dimensions.values()], within


def plan(reading: Reading) -> list[Tier]:
    """查法：the tiers for a reading."""
    return [*_number_tiers(reading), *_agency_tier(reading), *_text_tiers(reading)]


def _number_tiers(reading: Reading) -> Iterable[Tier]:
    wanted = [Atom(atom(NUMBER, way)) for number in reading.numbers for way in _suffixes(number)]
    wanted += [Atom(atom(NUMBER, code)) for code in reading.codes]
    if wanted:
        yield Tier(1.0, Some(tuple(wanted)))
    cited = [Atom(atom(CITED, way)) for number in reading.numbers for way in _suffixes(number)]
    if cited:
        yield Tier(0.6, Some(tuple(cited)))
    half = [Atom(atom(NUMBER, number.without_agency)) for number in reading.numbers]
    if half:
        yield Tier(0.5, Some(tuple(half)), below=1, relaxed=any(number.agency_code for number in reading.numbers))


def _suffixes(number: DocumentNumber) -> list[str]:
    """根据浙政办发〔2024〕12号 is also asked for as 浙政办发〔2024〕12号: words may have run into the agency's code."""
    code = number.agency_code
    rest = number.canonical[len(code) :]
    return [code[start:] + rest for start in range(min(12, len(code) - 1))] or [number.canonical]


def _agency_tier(reading: Reading) -> Iterable[Tier]:
    """杭民发 alone: whatever was issued under this agency's code."""
    if len(reading.chunks) == 1 and not (reading.numbers or reading.literals or reading.codes):
        code = reading.chunks[0]
        if 2 < len(code) <= _LONGEST_CODE and len(reading.words) > 1:
            yield Tier(0.95, Atom(atom(NUMBER, code)))


def _text_tiers(reading: Reading) -> Iterable[Tier]:
    below = 1 if reading.numbers or reading.codes else _ALWAYS
    if reading.literals:
        strings = _grams(reading.literals)
        yield Tier(0.9, Every((*_plain(reading.words), *strings)), below, VERIFIED, reading.literals)
        return
    if reading.names:
        wanted = Every((*_plain(reading.known), *_grams(reading.names)))
        yield Tier(0.9, wanted, below, VERIFIED, reading.names)
        below = min(below, FEW if any(len(word.text) > 1 for word in reading.words) else 1)
    if reading.words and not (reading.names and all(len(name) == 1 for name in reading.names)):
        yield from _word_tiers(reading.words, below)
        yield from _looser_tiers(reading, min(below, FEW))


def _word_tiers(words: tuple[Word, ...], below: int) -> Iterable[Tier]:
    yield Tier(0.8, _all(words, lambda word: Atom(TITLE + word)), below, RANKED, by_title=True, within_broad=True)
    yield Tier(0.7, _all(words, lambda word: Atom(SUBJECT + word)), below, RANKED, within_broad=True)
    yield Tier(0.4, _all(words, Atom), below, broad=True)


def _looser_tiers(reading: Reading, below: int) -> Iterable[Tier]:
    cut = [parts(word.text) for word in reading.words]
    if any(cut):
        pieces = [
            piece for word, shorter in zip(reading.words, cut, strict=True) for piece in (shorter or (word.text,))
        ]
        yield Tier(0.3, Every(tuple(Atom(piece) for piece in dict.fromkeys(pieces))), below)
    strings = tuple(chunk for chunk in reading.chunks if len(chunk) > 2)
    if strings and len(strings) == len(reading.chunks):
        yield Tier(0.3, Every(tuple(_grams(strings))), below, VERIFIED, strings)
    if 1 < len(reading.words) <= _MOST_LEFT_OUT:
        left = [reading.words[:out] + reading.words[out + 1 :] for out in range(len(reading.words))]
        yield Tier(0.2, Some(tuple(_all(words, Atom) for words in left)), 1, RANKED, by_title=True, relaxed=True)


def last_resorts(reading: Reading, entries: Mapping[str, int]) -> Iterable[Tier]:
    """退而求其次：where nothing holds the words, those of them that say most; `entries`: how many titles hold each.

    A word in no title is left out first: it is mistyped, or no word. Then the common ones, down to the two rarest.
    """
    if reading.literals or not reading.words:
        return
    known = sorted((word for word in reading.words if word.text in entries), key=lambda word: entries[word.text])
    for many in dict.fromkeys((len(known), -(-len(known) // 2), 2)):
        if 1 < many <= len(known) and many < len(reading.words):
            yield Tier(0.15, _all(tuple(known[:many]), Atom), FEW, RANKED, by_title=True, relaxed=True)
    cut = parts(reading.words[0].text)
    if len(reading.words) == 1 and len(cut) > 1:
        yield Tier(0.1, Some(tuple(Atom(SUBJECT + piece) for piece in cut)), FEW, RANKED, relaxed=True)
    if len(reading.words) > 2:
        wanted = Some(tuple(_one(word, _subject) for word in reading.words))
        yield Tier(0.1, wanted, FEW, RANKED, by_title=True, relaxed=True)


def _subject(word: str) -> Expression:
    return Atom(SUBJECT + word)


def _plain(words: tuple[Word, ...]) -> list[Expression]:
    return [_one(word, Atom) for word in words]


def _all(words: tuple[Word, ...], mark: Callable[[str], Expression]) -> Expression:
    return Every(tuple(_one(word, mark) for word in words))


def _one(word: Word, mark: Callable[[str], Expression]) -> Expression:
    if not word.others:
        return mark(word.text)
    return Some((mark(word.text), *(Every(tuple(mark(each) for each in other)) for other in word.others)))


def _grams(strings: Iterable[str]) -> list[Expression]:
    """The neighbouring characters of each string; its last lone character says nothing more, unless it is all."""
    wanted: list[Expression] = []
    for string in strings:
        pairs = list(grams(string))
        inner = [Atom(pair) for pair in pairs if len(pair) > 1 + len(GRAM) or pair[1:].isascii()]
        wanted += inner or [Atom(pair, prefix=True) for pair in pairs]
    return wanted

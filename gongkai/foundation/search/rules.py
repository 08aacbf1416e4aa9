"""检索的规则：what goes into the index, and what an answer looks like. Pure.

Every index row is a bag of *atoms*: strings without spaces whose first character says what they are, so that one
inverted index on either database answers every kind of question without columns, weights or rechecks.

| first character | what | example |
|---|---|---|
| none | a word of title or body | `养老` |
| `¶` | a word of the title | `¶养老` |
| `†` | a word the text is about: in the title, the opening, or often in the body | `†养老` |
| `№` | a number of the document itself | `№浙政办发〔2024〕12号` |
| `§` | a number the text cites | `§国办发〔2019〕5号` |
| `‡` | a filter | `‡organ：002489401` |
| `·` | two neighbouring characters, for strings no dictionary knows | `·晓明` |
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from gongkai.foundation.now import CHINA
from gongkai.foundation.text import (
    SEG_VERSION,
    compact,
    document_number,
    index_number,
    index_tokens,
    normalise,
    storable,
)

COUNTED = 1_000  # hits counted and counted into facets; beyond it the answer says "more than"
RANKED = 300  # newest hits in the title put in order by closeness
VERIFIED = 300  # newest candidates compared with a literal string
FEW = 3  # fewer hits than this call for the looser readings of a query
SURE = 0.4  # scores from here on are of answers that hold every word as it was read
LONGEST_QUERY = 200
MOST_WORDS = 24
OPENING = 160  # characters of the body that count as its subject
INDEXED_BODY = 1_000_000
LONGEST_ATOM = 64

VERSION = f"{SEG_VERSION}/3"  # shape of what is stored: changes with the dictionary, and with the making of rows

YEAR = "year"  # the one dimension the index need not look up: it is stored in the order of publication
TITLE, SUBJECT, NUMBER, CITED, FILTER, GRAM = "¶", "†", "№", "§", "‡", "·"
STOP_WORDS = frozenset(Path(__file__).with_name("stop_words.txt").read_text(encoding="utf-8").split())
_RUN = re.compile(r"[a-z0-9]+|[^\Wa-z0-9_]+")
_UNSAFE = re.compile(r"[\x00-\x20]+")
_SERIES = "〔{}〕"


@dataclass(frozen=True)
class SearchDocument:
    """检索条目：what one released thing shows to the search; `filters` are `dimension:value`.

    The dimension `year` is the year of `published_at` in China and nothing else: it is asked for as a span of time.
    `names`: of organs, offered while one types.
    """

    key: str
    title: str
    body: str
    numbers: tuple[str, ...]
    filters: tuple[str, ...]
    published_at: datetime
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Hit:
    """命中：one answer; the two HTML strings are escaped, with `<mark>` the only element in them."""

    key: str
    title_html: str
    snippet_html: str
    score: float
    published_at: datetime


@dataclass(frozen=True)
class Found:
    """检索结果：a page of hits. `capped`: there are more than `total`; `relaxed`: not every word was found together.

    `query` is what was typed in one spelling, fit for counting what people look for; `read_as` the words pinyin was
    taken for; `suggestion` a query that finds more, where what was typed looks mistyped.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    capped: bool = False
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
    relaxed: bool = False
    query: str = ""
    suggestion: str = ""
    read_as: str = ""


@dataclass(frozen=True)
class Span:
    """时段：newness from `low` to `high`, both included."""

    low: int = 0
    high: int = (1 << 63) - 1

    def __and__(self, other: "Span") -> "Span":
        """What lies in both."""
        return Span(max(self.low, other.low), min(self.high, other.high))


EVER = Span()


@dataclass(frozen=True)
class Columns:
    """索引行：the atoms of one document, by column."""

    title: tuple[str, ...]
    body: tuple[str, ...]
    numbers: tuple[str, ...]
    filters: tuple[str, ...]
    grams: tuple[str, ...]
    tally: str = ""  # the filters as given, one a line: what facets are counted from

    def all(self) -> list[str]:
        """全部：every atom once, the least dispensable first."""
        return list(dict.fromkeys((*self.numbers, *self.filters, *self.title, *self.body, *self.grams)))


def atom(mark: str, value: str) -> str:
    """原子：a value made safe for both indexes: no space, no ASCII punctuation, lower case."""
    plain = _UNSAFE.sub("", storable(value))[:LONGEST_ATOM].lower()
    return mark + "".join(one if one.isalnum() or ord(one) > 127 else chr(ord(one) + 0xFEE0) for one in plain)


def newness(document: SearchDocument, step: int = 0) -> int:
    """新旧：an integer that is larger for what was published later; the index is stored in its order.

    The seconds of publication, then 24 bits of the key's digest: the same on every machine and after a rebuild.
    """
    seconds = int(document.published_at.astimezone(UTC).timestamp())
    return (seconds << 24) + ((int.from_bytes(sha256(document.key.encode()).digest()[:3], "big") + step) & 0xFFFFFF)


def span(since: datetime | None, until: datetime | None) -> Span:
    """时段：what was published at `since` or later and before `until`."""
    low = int(since.astimezone(UTC).timestamp()) << 24 if since else EVER.low
    high = (int(until.astimezone(UTC).timestamp()) << 24) - 1 if until else EVER.high
    return Span(low, high)


def year_span(year: str) -> Span | None:
    """年度时段：what was published in a year, by China's clock; None for what is no year."""
    if not (len(year) == 4 and year.isascii() and year.isdecimal() and "1970" <= year < "9999"):
        return None
    begins, ends = (datetime(int(year) + more, 1, 1, tzinfo=CHINA) for more in (0, 1))
    return span(begins, ends)


def columns(document: SearchDocument) -> Columns:
    """成行：the atoms of a document."""
    title, body = document.title, document.body[:INDEXED_BODY]
    in_title = _words(title)
    in_body = _words(body)
    return Columns(
        title=tuple(dict.fromkeys(TITLE + word for word in in_title)),
        body=(*dict.fromkeys((*in_title, *in_body)), *_subject(in_title, in_body, body), *_cited(f"{title}\n{body}")),
        numbers=tuple(dict.fromkeys(one for number in document.numbers for one in number_atoms(number))),
        filters=tuple(dict.fromkeys(atom(FILTER, one) for one in document.filters)),
        grams=tuple(dict.fromkeys((*grams(title), *grams(body)))),
        tally="\n".join(dict.fromkeys(one.replace("\n", " ") for one in document.filters)),
    )


def _words(text: str) -> list[str]:
    return [word[:LONGEST_ATOM] for word in index_tokens(text) if word not in STOP_WORDS]


def _subject(in_title: list[str], in_body: list[str], body: str) -> list[str]:
    """Words of the title and the opening, and those that make up more than one in three hundred of the body."""
    often = max(3, len(in_body) // 300)
    frequent = (word for word, times in Counter(in_body).items() if times >= often)
    return list(dict.fromkeys(SUBJECT + word for word in (*in_title, *_words(body[:OPENING]), *frequent)))


def _cited(text: str) -> list[str]:
    return [atom(CITED, number.canonical) for number in document_number.find(text)]


def number_atoms(number: str) -> tuple[str, ...]:
    """编号的原子：the whole number, and the ways it is half remembered: without the agency, without the serial."""
    parsed = document_number.parse(number)
    if parsed is None:
        return tuple(atom(NUMBER, one) for one in (index_number.find(number) or (compact(number),)) if one)
    ways = [parsed.canonical, parsed.without_agency, parsed.agency_code]
    if parsed.year is not None:
        ways.append(parsed.agency_code + _SERIES.format(parsed.year))
    return tuple(atom(NUMBER, way) for way in ways)


def grams(text: str) -> Iterable[str]:
    """双字：each two neighbouring characters, and the last one alone; runs of letters and digits stay whole."""
    for run in _RUN.findall(compact(text)):
        if run[0].isascii():
            yield GRAM + run[:LONGEST_ATOM]
        else:
            for start in range(len(run)):
                yield GRAM + run[start : start + 2]


def facets(tallies: Iterable[str]) -> dict[str, dict[str, int]]:
    """分面：how many of the hits carry each value of each dimension, the most frequent first.

    `tallies` are the filters of the hits, one filter a line.
    """
    times = Counter("\n".join(tallies).split("\n"))
    counted: dict[str, dict[str, int]] = {}
    for one in sorted(sorted(times), key=times.__getitem__, reverse=True):
        dimension, colon, value = one.partition(":")
        if colon:
            counted.setdefault(dimension, {})[value] = times[one]
    return counted


def spelled(title: str) -> str:
    """比较形：the title as closeness is judged on it, only letters, digits and characters."""
    return "".join(one for one in normalise(title) if one.isalnum())

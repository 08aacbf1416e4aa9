"""已知文件检索：a document that is there is asked for in the ways people half remember it.

An answer is right when it is the document, or another of the same title or number: the corpora hold many twice.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from random import Random

import opencc

from gongkai.foundation.search import Hit, SearchDocument
from gongkai.foundation.search.queries import find
from gongkai.foundation.search.rules import STOP_WORDS, spelled
from gongkai.foundation.text import document_number, segment
from gongkai.foundation.text.sounds import pinyin

Ask = Callable[[SearchDocument, Random], str | tuple[str, str]]  # the question; and the words an answer must hold


@dataclass(frozen=True)
class Miss:
    """未中：what was asked, what was wanted, and the place it came at; 0: not among the first ten."""

    query: str
    wanted: str
    place: int
    first: str


@dataclass(frozen=True)
class Figures:
    """一种问法的结果。"""

    way: str
    asked: int
    first: float
    ten: float
    mrr: float
    misses: tuple[Miss, ...]


def figures(documents: Sequence[SearchDocument], *, each: int, chance: Random) -> Iterator[Figures]:
    """各种问法：each asked of as many documents, drawn by chance."""
    for way, ask in WAYS.items():
        drawn = chance.sample(documents, len(documents))
        asked: list[tuple[str, SearchDocument, str]] = []
        for one in drawn:
            query = ask(one, chance) if len(asked) < each else ""
            if query:
                asked.append((query, one, "") if isinstance(query, str) else (query[0], one, query[1]))
        if asked:
            yield _figures(way, asked)


def _figures(way: str, asked: Sequence[tuple[str, SearchDocument, str]]) -> Figures:
    places, misses = [], []
    for query, wanted, words in asked:
        place, first = _place(query, wanted, words)
        places.append(place)
        if place != 1:
            misses.append(Miss(query, words or wanted.title, place, first))
    many = len(places)
    return Figures(
        way,
        many,
        sum(place == 1 for place in places) / many,
        sum(place > 0 for place in places) / many,
        sum(1 / place for place in places if place) / many,
        tuple(sorted(misses, key=lambda miss: miss.place or 99, reverse=True)),
    )


def _place(query: str, wanted: SearchDocument, words: str) -> tuple[int, str]:
    """Where the wanted one stands among the first ten; of the query offered in its place, where one is offered."""
    found = find(query, limit=10)
    place, first = _among(found.hits, wanted, words)
    if not place and found.suggestion:
        place, first = _among(find(found.suggestion, limit=10).hits, wanted, words)
    return place, first


def _among(hits: Sequence[Hit], wanted: SearchDocument, words: str) -> tuple[int, str]:
    from gongkai.foundation.search.models import SearchEntry

    keys = [hit.key for hit in hits]
    entries = {one.key: one for one in SearchEntry.objects.filter(key__in=keys).defer("body")}
    same = [
        key == wanted.key
        or bool(words and words in entries[key].title)
        or spelled(entries[key].title) == spelled(wanted.title)
        or bool(set(entries[key].numbers) & set(wanted.numbers))
        for key in keys
    ]
    return same.index(True) + 1 if True in same else 0, entries[keys[0]].title if keys else ""


def _number(one: SearchDocument, _: Random) -> str:
    return next((number for number in one.numbers if document_number.parse(number)), "")


def _number_otherwise(one: SearchDocument, chance: Random) -> str:
    number = _number(one, chance)
    for opening, closing in (("[", "]"), ("(", ")"), ("【", "】"), ("（", "）"), ("〔 ", " 〕"), ("", "年")):
        if chance.random() < 0.3 or opening == "":
            return number.replace("〔", opening).replace("〕", closing)
    return number


def _title(one: SearchDocument, _: Random) -> str:
    return one.title


def _meaning(title: str) -> list[str]:
    return [word for word in segment(title) if word not in STOP_WORDS and len(word) > 1]


def _some_words(one: SearchDocument, chance: Random) -> str:
    """Three of the words of a title that has five and more, in their order."""
    words = _meaning(one.title)
    if len(words) < 5:
        return ""
    kept = sorted(chance.sample(range(len(words)), max(3, len(words) // 2)))
    return " ".join(words[place] for place in kept)


def _words_dropped(one: SearchDocument, chance: Random) -> str:
    """The title with every third word gone, run together as one would type it."""
    words = segment(one.title)
    kept = [word for word in words if word in STOP_WORDS or len(word) == 1 or chance.random() < 0.67]
    return "".join(kept) if len(_meaning("".join(kept))) > 2 and len(kept) < len(words) else ""


@cache
def _traditional() -> opencc.OpenCC:
    return opencc.OpenCC("s2hk")


def _in_traditional(one: SearchDocument, _: Random) -> str:
    said: str = _traditional().convert(one.title)
    return said if said != one.title else ""


def _wide(one: SearchDocument, chance: Random) -> str:
    """With spaces where none were, and digits of full width."""
    spaced = one.title
    for word in _meaning(one.title):
        if chance.random() < 0.3:
            spaced = spaced.replace(word, f"{word} ", 1)
    return spaced.translate({code: code + 0xFEE0 for code in range(0x30, 0x3A)})


@cache
def _same_sound() -> dict[str, str]:
    """Characters the corpora's titles use often, by their sound."""
    from collections import Counter

    from gongkai.foundation.search.models import SearchEntry

    titles = SearchEntry.objects.values_list("title", flat=True)[:10_000]
    times = Counter(one for title in titles for one in title if "\u4e00" <= one <= "\u9fff")
    by_sound: dict[str, str] = {}
    for one, _ in times.most_common(1_200):
        by_sound[pinyin(one)] = by_sound.get(pinyin(one), "") + one
    return by_sound


def _slip(said: str, chance: Random) -> str:
    """One character in the place of another of the same sound; empty where there is none."""
    for _ in range(8):
        at = chance.randrange(len(said))
        others = [other for other in _same_sound().get(pinyin(said[at]), "") if other != said[at]]
        if "\u4e00" <= said[at] <= "\u9fff" and others:
            return said[:at] + chance.choice(others) + said[at + 1 :]
    return ""


def _title_mistyped(one: SearchDocument, chance: Random) -> str:
    return _slip(one.title, chance)


def _words_mistyped(one: SearchDocument, chance: Random) -> str | tuple[str, str]:
    """Two neighbouring words, mistyped: right is whatever holds them as they should be."""
    words = _meaning(one.title)
    pairs = [first + second for first, second in pairwise(words) if first + second in one.title]
    said = chance.choice(pairs) if pairs else ""
    slipped = _slip(said, chance) if 4 <= len(said) <= 8 else ""
    return (slipped, said) if slipped else ""


WAYS: dict[str, Ask] = {
    "文号": _number,
    "文号，括号和写法不同": _number_otherwise,
    "整个标题": _title,
    "标题，漏了约三分之一的词": _words_dropped,
    "标题里的一半词，空格隔开": _some_words,
    "标题，繁体": _in_traditional,
    "标题，多了空格、全角数字": _wide,
    "标题，一个同音错字": _title_mistyped,
    "两个词，一个同音错字": _words_mistyped,
}

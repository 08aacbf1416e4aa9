"""条文引用：citations like 《…》第十二条第二款第（三）项, found in any text."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from .chinese import NUMERAL, numeral_value

_NUMBER = rf"(?:[{NUMERAL}]+|\d{{1,4}})"
_TITLE = re.compile(r"《((?:[^《》\n]|《[^《》\n]*》){2,120})》")
# What may stand between a title and the article: a number, a date, a short name; and the stroke of a list.
_ASIDE = re.compile(r"(?:\s*[（(][^（()）]{1,80}[）)]){0,2}\s*的?")
_PLACE = re.compile(
    rf"(?:第(?P<article>{_NUMBER})条(?:之(?P<inserted>{_NUMBER}))?)?"
    rf"(?:第(?P<paragraph>{_NUMBER})款)?"
    rf"(?:第[（(]?(?P<item>{_NUMBER})[）)]?项)?"
)
_JOINT = re.compile(r"\s*(?P<span>至|到|—|－|-)?\s*(?:、|，|,|以及|及其|及|和|与|或者|或)?\s*(?=第)")
_ALIAS = re.compile(
    r"[（(]\s*(?:以下|下称|下同)[^（()）]{0,6}?称[：:]?\s*[“\"]?《?([^（()）《》“”\"、，]{2,40})》?[”\"]?\s*[）)]"
)
_EDITION = re.compile(r"\((?:\d{4}年?)?(?:修订|修正|修改|第?[一二三四五六七八九十]+次修正|\d{4}年?)(?:本|版|稿)?\)$")
_STATE = "中华人民共和国"


@dataclass(frozen=True, order=True)
class Place:
    """条、款、项：0 where the citation does not say; `inserted` is the 之一 of 第一百二十条之一."""

    article: int
    inserted: int = 0
    paragraph: int = 0
    item: int = 0


@dataclass(frozen=True)
class Citation:
    """一处引用：the title as cited, the places in their order, and where it stands in the text (characters, half-open).

    `spans` holds pairs of places that mean everything between them: 第十条至第十五条. `at` says of each place where it
    stands in the text.
    """

    title: str
    places: tuple[Place, ...]
    spans: tuple[tuple[Place, Place], ...]
    start: int
    end: int
    at: tuple[tuple[int, int], ...] = ()


def citations(text: str, *, names: Iterable[str] = ()) -> list[Citation]:
    """找出引用：every 《title》 in the text with the places named right after it, in the order of the text.

    A short name the text itself introduces (以下简称…) and each of `names` are found without marks too, where an
    article follows.
    """
    short = _introduced(text)
    found = [_cited(text, match.end(), match[1], match.start()) for match in _TITLE.finditer(text)]
    found = [_renamed(one, short) for one in found]
    taken = [(one.start, one.end) for one in found]
    for bare in sorted({*short, *names}, key=len, reverse=True):
        for match in re.finditer(re.escape(bare) + r"(?=第)", text):
            inside = any(start <= match.start() < end for start, end in taken)
            cited = None if inside else _cited(text, match.end(), short.get(bare, bare), match.start())
            if cited is not None and cited.places:
                found.append(cited)
                taken.append((cited.start, cited.end))
    return sorted(found, key=lambda one: one.start)


def _renamed(one: Citation, short: Mapping[str, str]) -> Citation:
    if one.title not in short:
        return one
    return replace(one, title=short[one.title])


def _introduced(text: str) -> dict[str, str]:
    """Short names by what they stand for: 《…》（以下简称“民事诉讼法”）."""
    found = {}
    for match in _TITLE.finditer(text):
        aside = _ALIAS.match(text, match.end()) or _after_number(text, match.end())
        if aside is not None and aside[1] != match[1]:
            found[aside[1]] = match[1]
    return found


def _after_number(text: str, at: int) -> re.Match[str] | None:
    number = re.compile(r"\s*[（(][^（()）]{1,60}[）)]").match(text, at)
    return _ALIAS.match(text, number.end()) if number else None


def _cited(text: str, at: int, title: str, start: int) -> Citation:
    aside = _ASIDE.match(text, at)
    begin = aside.end() if aside else at
    places, spans, stands = _places(text, begin)
    return Citation(title.strip(), places, spans, start, stands[-1][1] if stands else at, stands)


def _places(
    text: str, at: int
) -> tuple[tuple[Place, ...], tuple[tuple[Place, Place], ...], tuple[tuple[int, int], ...]]:
    places: list[Place] = []
    spans: list[tuple[Place, Place]] = []
    stands: list[tuple[int, int]] = []
    spanning = False
    while match := _PLACE.match(text, at):
        place = _place(match, places[-1] if places else None)
        if place is None:
            break
        if spanning and places:
            spans.append((places[-1], place))
        places.append(place)
        stands.append(match.span())
        joint = _JOINT.match(text, match.end())
        if joint is None or joint.end() == match.end():
            break
        at, spanning = joint.end(), joint["span"] is not None
    return tuple(places), tuple(spans), tuple(stands)


def _place(match: re.Match[str], before: Place | None) -> Place | None:
    """What one 第… names; a paragraph or an item alone belongs to the article before it."""
    said = {name: numeral_value(value) for name, value in match.groupdict().items() if value}
    if not said:
        return None
    if "article" in said:
        return Place(**said)
    if before is None:
        return None
    if "paragraph" in said:
        return Place(before.article, before.inserted, said["paragraph"], said.get("item", 0))
    return Place(before.article, before.inserted, before.paragraph, said["item"])


@lru_cache(maxsize=20_000)
def title_key(title: str) -> str:
    """标题归一：one key for each usual way to write a title: with 中华人民共和国 or without, any edition."""
    folded = "".join(unicodedata.normalize("NFKC", title).split())
    folded = folded.translate(str.maketrans("《》〈〉<>", "〈〉〈〉〈〉"))
    folded = _EDITION.sub("", folded)
    return folded.removeprefix(_STATE).replace(f"〈{_STATE}", "〈")


def titles_by_key(titles: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each title with its key, and with the key it has when it is cited without （试行） or （一）'s brackets."""
    for title in titles:
        key = title_key(title)
        yield key, title
        bare = re.sub(r"\((?:试行|暂行)\)$", "", key)
        if bare != key:
            yield bare, title

"""输入提示：what may be meant by what has been typed so far. Bounded: a few short statements, whatever was typed.

Characters are taken as the beginning of a term, of a series of numbers or of a whole number, as part of an organ's
name, and as words of a title. Letters are taken as pinyin: first letters, or spelled out.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from django.db import connection
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Concat

from gongkai.foundation.search.backends import index
from gongkai.foundation.search.models import SearchEntry, SearchWording
from gongkai.foundation.search.ports import Atom, Every, Expression, Some
from gongkai.foundation.search.rules import NUMBER, TITLE, atom
from gongkai.foundation.search.wording import LONGEST, NAME, SERIES, TERM
from gongkai.foundation.text import compact, document_number, segment
from gongkai.foundation.text.traditional import simplified

TITLE_KIND, NUMBER_KIND = "title", "number"
_LETTERS = re.compile(r"[a-z]+")
_SPELLED_OUT = 3  # letters from which they may be pinyin spelled out
_TERMS, _NAMES, _SERIES, _TITLES = 6, 3, 3, 4
_DIGITS = "0123456789"
_CANDIDATES = 5
_HEARD = 200
COMMONEST = ((F("entries") + 0).desc(), "text")  # sorted, and not read from an index in that order


@dataclass(frozen=True)
class Suggested:
    """提示：`text` is what to look for; a title or a number names the `key` of its entry."""

    kind: str
    text: str
    key: str = ""


def suggest(typed: str) -> tuple[Suggested, ...]:
    """输入提示：at most sixteen, the likeliest kind first. Two to six SQL statements; none of a blank."""
    text = compact(simplified(typed[:200]))[:LONGEST]
    if not text:
        return ()
    if _LETTERS.fullmatch(text):
        return _by_sound(text)
    return _by_characters(text)


def heard(letters: str) -> tuple[str, ...]:
    """按音：the commonest terms that sound like these letters, first letters or spelled out; failing that, two terms
    one after the other. One SQL query.
    """
    if not 2 <= len(letters) <= LONGEST or not _LETTERS.fullmatch(letters):
        return ()
    splits = [(letters[:place], letters[place:]) for place in range(len(letters) - 2, 1, -1)]
    sought = {letters, *(part for split in splits for part in split)}
    spoken = Q(initials__in=sought) | Q(pinyin__in=sought)
    rows = wordings_of(TERM).filter(spoken).order_by(*COMMONEST)
    known: dict[str, dict[str, None]] = {}
    for text, first, whole in rows.values_list("text", "initials", "pinyin")[:_HEARD]:
        for said in {first, whole} & sought:
            known.setdefault(said, {})[text] = None
    if letters in known:
        return tuple(known[letters])[:_CANDIDATES]
    pairs = (
        f"{one} {other}" for left, right in splits for one in known.get(left, ()) for other in known.get(right, ())
    )
    return tuple(islice(pairs, _CANDIDATES))


def _by_sound(letters: str) -> tuple[Suggested, ...]:
    if len(letters) == 1:
        spoken = Q(letter=letters)
    elif len(letters) < _SPELLED_OUT:
        spoken = begins("initials", letters)
    else:
        spoken = begins("initials", letters) | begins("pinyin", letters)
    terms = _wordings(TERM, spoken, _TERMS) if len(letters) > 1 else _headed(spoken)
    names = _wordings(NAME, spoken, _NAMES) if len(letters) > 1 else ()
    typed = _wordings(TERM, begins("text", letters), 2)
    titles = _titles([], (*terms, *typed)) if len(letters) > 1 else ()
    return (*_as(TERM, dict.fromkeys((*typed, *terms))), *_as(NAME, names), *titles)


def _by_characters(text: str) -> tuple[Suggested, ...]:
    numbers = _numbers(text)
    series = _as(SERIES, _wordings(SERIES, begins("text", _as_number(text)), _SERIES)) if len(text) > 1 else ()
    if numbers:
        return (*numbers, *series)
    terms = _wordings(TERM, begins("text", text), _TERMS) if len(text) > 1 else _headed(Q(head=text))
    names = _wordings(NAME, Q(text__contains=text), _NAMES) if len(text) > 1 else ()
    words = segment(text)
    ends = _wordings(TERM, begins("text", words[-1]), _CANDIDATES) if len(words) > 1 and not terms else terms
    titles = _titles(words[:-1], dict.fromkeys((*words[-1:], *ends)))
    return (*_as(TERM, terms), *_as(NAME, names), *series, *titles)


def _as(kind: str, texts: Iterable[str]) -> tuple[Suggested, ...]:
    return tuple(Suggested(kind, text) for text in texts)


def _headed(first: Q) -> tuple[str, ...]:
    """By the first character or letter alone: read from an index that is in the order asked for."""
    return _once(SearchWording.objects.filter(first).order_by("-entries"), _TERMS)


def _wordings(kind: str, asked: Q, most: int) -> tuple[str, ...]:
    return _once(wordings_of(kind).filter(asked).order_by(*COMMONEST), most)


def wordings_of(kind: str) -> QuerySet[SearchWording]:
    """一类用语。Of the many terms an index by what is looked for must be used: both databases would rather walk all
    terms from the commonest to the rarest, since that is the order asked for.
    """
    if kind == NAME:
        return SearchWording.objects.filter(kind=kind)
    return SearchWording.objects.alias(sort=Concat("kind", Value(""))).filter(sort=kind)


def _once(rows: QuerySet[SearchWording], most: int) -> tuple[str, ...]:
    """The texts; while the index is renewed a wording may be counted in both shapes."""
    return tuple(dict.fromkeys(rows.values_list("text", flat=True)[: 2 * most]))[:most]


def begins(column: str, beginning: str) -> Q:
    """开头是：answered from an index on both databases, in whatever order PostgreSQL sorts."""
    if connection.vendor == "postgresql":
        return Q(**{f"{column}__startswith": beginning})
    return Q(**{f"{column}__gte": beginning, f"{column}__lt": beginning[:-1] + chr(ord(beginning[-1]) + 1)})


def _as_number(text: str) -> str:
    return re.sub(r"[\[(【<{]", "〔", text)


def _numbers(text: str) -> tuple[Suggested, ...]:
    """A number typed so far, 浙政办发〔2024〕1: it and those with one digit more."""
    number = document_number.parse(text) or document_number.parse(f"{text}号")
    if number is None or number.year is None:
        return ()
    begun = number.canonical.removesuffix("号")
    wanted = (begun, *(begun + digit for digit in _DIGITS))
    rows = index().newest(Some(tuple(Atom(atom(NUMBER, f"{one}号")) for one in wanted)), _CANDIDATES)
    found = SearchEntry.objects.filter(newness__in=[row[0] for row in rows]).order_by("-newness")
    return tuple(
        Suggested(NUMBER_KIND, known, key)
        for key, numbers in found.values_list("key", "numbers")
        for known in (document_number.normalise(one) for one in numbers)
        if known.startswith(begun)
    )


def _titles(words: Sequence[str], ends: Iterable[str]) -> tuple[Suggested, ...]:
    """The newest titles that hold these words, and one of the endings."""
    last: list[Expression] = [Every(tuple(Atom(TITLE + word) for word in segment(end))) for end in ends]
    if not last:
        return ()
    wanted = Every((*(Atom(TITLE + word) for word in words), Some(tuple(last))))
    rows = index().newest(wanted, _TITLES)
    found = SearchEntry.objects.filter(newness__in=[row[0] for row in rows]).order_by("-newness")
    return tuple(Suggested(TITLE_KIND, title, key) for key, title in found.values_list("key", "title"))

"""用语规则：the shipped list, and the check of texts against rules. Pure; no Django.

A rule is a pair of words; the longest that fits wins, and a rule is silent where the text already reads as it should.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from gongkai.foundation.privacy.rules import Grid, Passage, Place

GROUPS = ("错别字", "固定表述", "机构名称", "法律名称", "量和单位", "本机关用语")
_AROUND = 16  # 字
_FEW = 3  # 字：shorter words of letters only stand apart from other letters


@dataclass(frozen=True)
class Rule:
    """用语规则：`wrong` becomes `right`; `unless` are words within which it is in order."""

    wrong: str
    right: str
    group: str
    note: str = ""
    unless: tuple[str, ...] = ()


@dataclass(frozen=True)
class Suggestion:
    """建议：`wrong` stands at `start` of the text at a place; `before` and `after` are its neighbours."""

    place: Place
    start: int
    end: int
    rule: Rule
    before: str
    after: str


@cache
def shipped() -> tuple[Rule, ...]:
    """自带的用语表：by group, in the order of the file."""
    said = yaml.safe_load(Path(__file__).with_name("list.yaml").read_text(encoding="utf-8"))
    return tuple(
        Rule(row["wrong"], row["right"], group, row.get("note", ""), tuple(row.get("unless", ())))
        for group, rows in said.items()
        for row in rows
    )


def merged(*lists: Iterable[Rule]) -> tuple[Rule, ...]:
    """合并：later lists win over earlier ones; a rule without `right` takes the word off."""
    rules: dict[str, Rule] = {}
    for rule in (rule for each in lists for rule in each):
        rules[rule.wrong] = rule
    return tuple(rule for rule in rules.values() if rule.right)


def check(texts: Iterable[Passage | Grid], rules: Sequence[Rule]) -> tuple[Suggestion, ...]:
    """检查用语：suggestions in the order of the texts."""
    if not rules:
        return ()
    by_word = {rule.wrong: rule for rule in rules}
    pattern = re.compile("|".join(_shape(word) for word in sorted(by_word, key=len, reverse=True)))
    return tuple(
        suggestion
        for place, text in _stretches(texts)
        for match in pattern.finditer(text)
        if (suggestion := _suggestion(place, text, match, by_word[match[0]])) is not None
    )


def _shape(word: str) -> str:
    """Latin words stand apart from other letters: KM is no part of OKMAN."""
    if word.isascii() and len(word) <= _FEW:
        return rf"(?<![A-Za-z]){re.escape(word)}(?![A-Za-z])"
    return re.escape(word)


def _stretches(texts: Iterable[Passage | Grid]) -> Iterator[tuple[Place, str]]:
    for text in texts:
        if isinstance(text, Passage):
            yield text.place, text.text
            continue
        for number, row in enumerate(text.rows):
            for column, cell in enumerate(row):
                yield Place(text.place.part, text.place.block, number, column), cell


def _suggestion(place: Place, text: str, match: "re.Match[str]", rule: Rule) -> Suggestion | None:
    start, end = match.span()
    if any(_within(text, start, end, word) for word in (*rule.unless, rule.right)):
        return None
    return Suggestion(place, start, end, rule, text[max(0, start - _AROUND) : start], text[end : end + _AROUND])


def _within(text: str, start: int, end: int, word: str) -> bool:
    """Whether a longer word, in which this one is in order, stands around it here."""
    length = len(word)
    if length <= end - start:
        return False
    first = max(0, end - length)
    found = text.find(word, first, start + length)
    return found >= 0

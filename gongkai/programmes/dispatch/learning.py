"""派单参考：suggestions learned from past cases, each with its reasons; near repeats; rising matters. Pure.

Nothing here decides anything: a suggestion is a sentence beside a form that people fill in.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from gongkai.foundation.text.folding import normalise
from gongkai.foundation.text.likeness import sameness
from gongkai.foundation.text.segmenting import pieces

REASONS = 5
RARE = 12
"""少见的词：near repeats are looked for among messages that share one of so many of the rarest words."""
LEAST_NEAR, MOST_NEAR = 0.35, 5


@dataclass(frozen=True)
class Past:
    """以往的诉求：what is learned from: its text and what became of it (`label`: a matter or an organ)."""

    key: str
    text: str
    label: str = ""
    place: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Suggestion:
    """参考：a label, how sure (0 to 1 among all labels), and the words that spoke for it."""

    label: str
    share: float
    words: tuple[str, ...]


@dataclass(frozen=True)
class Near:
    """疑似重复：a message that says nearly the same, how nearly (0 to 1), by which rare words."""

    key: str
    nearness: float
    words: tuple[str, ...]


def words_of(text: str) -> frozenset[str]:
    """特征词：words of two characters and more, numbers left out.

    Single characters side by side count in pairs: that is how names no dictionary has (荷溪) are cut.
    """
    found, before, ends = set(), "", -1
    for start, word in pieces(normalise(text)):
        if len(word) > 1:
            found.add(word)
        elif len(before) == 1 and start == ends:
            found.add(before + word)
        before, ends = word, start + len(word)
    return frozenset(word for word in found if not word.isdigit())


@dataclass
class Heard:
    """听到的词：of how many messages, under which labels; of each word, in how many messages of each label.

    It is all that suggestions need of the past, so that it may be kept instead of the messages. Messages without a
    label count under the empty one.
    """

    labels: Counter[str] = field(default_factory=Counter)
    said: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def hear(self, words: Iterable[str], label: str) -> None:
        """听一件：each word counts once a message."""
        self.labels[label] += 1
        for word in words:
            self.said[word][label] += 1

    @property
    def total(self) -> int:
        """听过的件数。"""
        return self.labels.total()

    def holding(self, word: str) -> int:
        """说过这个词的件数。"""
        return self.said[word].total() if word in self.said else 0

    def rarity(self, word: str) -> float:
        """词的少见程度：near 0 where every message has it."""
        return math.log((2 + self.total) / (1 + self.holding(word)))

    def rarest(self, words: Iterable[str]) -> list[str]:
        """最少见的词：so many of them, the rarest first."""
        return sorted(words, key=lambda word: (-self.rarity(word), word))[:RARE]

    def suggest(self, said: Iterable[str], *, most: int = 3) -> tuple[Suggestion, ...]:
        """参考：the likeliest labels, naive Bayes over words heard before; none before anything is learned."""
        words = {word for word in said if word in self.said}
        labels = {label: many for label, many in self.labels.items() if label}
        if not labels or not words:
            return ()
        heard = sum(labels.values())
        scores = {label: math.log(many / heard) for label, many in labels.items()}
        for label in scores:
            scores[label] += sum(self._weight(word, label) for word in words)
        top = max(scores.values())
        whole = sum(math.exp(score - top) for score in scores.values())
        chosen = sorted(scores, key=lambda label: (-scores[label], label))[:most]
        return tuple(
            Suggestion(label, math.exp(scores[label] - top) / whole, self._speaking(words, label)) for label in chosen
        )

    def _weight(self, word: str, label: str) -> float:
        """How much more often messages of a label say a word than all do; smoothed towards all."""
        overall = (self.holding(word) + 0.5) / (self.total + 1)
        return math.log((self.said[word][label] + 2 * overall) / (self.labels[label] + 2) / overall)

    def _speaking(self, words: Iterable[str], label: str) -> tuple[str, ...]:
        weighed = sorted(((self._weight(word, label), word) for word in words), reverse=True)
        return tuple(word for weight, word in weighed[:REASONS] if weight > 0)

    def nearness(self, one: frozenset[str], other: frozenset[str]) -> float:
        """相近程度：0 to 1, by how much of their weight two messages share; a rare word weighs more."""
        return sameness(one, other, self._heavy)

    def _heavy(self, words: Iterable[str]) -> float:
        return sum(self.rarity(word) ** 2 for word in words)


def nearest(
    text: str, past: Iterable[Past], heard: Heard, *, at: datetime | None = None, place: str = "",
    within: timedelta | None = None, least: float = LEAST_NEAR, most: int = MOST_NEAR,
) -> tuple[Near, ...]:  # fmt: skip
    """疑似重复：of these messages, those that share rare words; near in time and place where given.

    They are shown to whoever decides to merge; nobody is kept from asking again.
    """
    words, found = words_of(text), []
    for one in past:
        if not _close(one, at, place, within):
            continue
        said = words_of(one.text)
        nearness = heard.nearness(words, said)
        if nearness >= least:
            found.append(Near(one.key, nearness, tuple(heard.rarest(words & said)[:REASONS])))
    return tuple(sorted(found, key=lambda one: (-one.nearness, one.key))[:most])


@dataclass
class Memory:
    """记忆：words counted by label, and who said them; grows by one message at a time."""

    heard: Heard = field(default_factory=Heard)
    holding: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    kept: dict[str, Past] = field(default_factory=dict)

    def learn(self, past: Past) -> None:
        """记住一件：a message known already is not counted twice."""
        if past.key in self.kept:
            return
        words = words_of(past.text)
        self.kept[past.key] = past
        for word in words:
            self.holding[word].append(past.key)
        self.heard.hear(words, past.label)

    def suggest(self, text: str, *, most: int = 3) -> tuple[Suggestion, ...]:
        """参考。"""
        return self.heard.suggest(words_of(text), most=most)

    def near(
        self, text: str, *, at: datetime | None = None, place: str = "", within: timedelta | None = None,
        least: float = LEAST_NEAR, most: int = MOST_NEAR,
    ) -> tuple[Near, ...]:  # fmt: skip
        """疑似重复：among those that share one of the rarest words."""
        rarest = self.heard.rarest(word for word in words_of(text) if word in self.holding)
        asked = sorted({key for word in rarest for key in self.holding[word]})
        past = (self.kept[key] for key in asked)
        return nearest(text, past, self.heard, at=at, place=place, within=within, least=least, most=most)


def _close(past: Past, at: datetime | None, place: str, within: timedelta | None) -> bool:
    if within and at and past.at and abs(past.at - at) > within:
        return False
    return not (place and past.place) or past.place.startswith(place) or place.startswith(past.place)


@dataclass(frozen=True)
class Rising:
    """热点：a matter in a place that is asked of much more than usual: how many now, how many usually."""

    matter: str
    place: str
    many: int
    usual: float

    @property
    def growth(self) -> float:
        """增长：now against the usual rate; one message more on both sides keeps small numbers from shouting."""
        return (self.many + 1) / (self.usual + 1)


def rising(
    counted: Mapping[tuple[str, str], tuple[int, int]], *, days: int, before: int, least: int = 5, growth: float = 2.0
) -> tuple[Rising, ...]:
    """热点：(matter, place) → how many in the last `days`, how many in the `before` days before → what rose."""
    found = (Rising(*of, now, earlier * days / before) for of, (now, earlier) in counted.items() if now >= least)
    return tuple(sorted((one for one in found if one.growth >= growth), key=lambda o: (-o.growth, o.matter, o.place)))

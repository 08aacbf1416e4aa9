"""派单参考：suggestions learned from past cases, each with its reasons; near repeats; rising matters. Pure.

Nothing here decides anything: a suggestion is a sentence beside a form that people fill in.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from gongkai.foundation.text.folding import normalise
from gongkai.foundation.text.segmenting import pieces

REASONS = 5
RARE = 12
"""少见的词：near repeats are looked for among messages that share one of so many of the rarest words."""


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
    """参考：a label, how sure (0 to 1 among all labels), the words that spoke for it, and like cases."""

    label: str
    share: float
    words: tuple[str, ...]
    like: tuple[str, ...]


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
class Memory:
    """记忆：words counted by label, and who said them; grows by one message at a time."""

    counts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    labels: Counter[str] = field(default_factory=Counter)
    holding: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    kept: dict[str, tuple[Past, frozenset[str]]] = field(default_factory=dict)

    def learn(self, past: Past) -> None:
        """记住一件：words are counted once a message; a message known already is not counted twice."""
        if past.key in self.kept:
            return
        words = words_of(past.text)
        self.kept[past.key] = (past, words)
        for word in words:
            self.holding[word].append(past.key)
        if past.label:
            self.labels[past.label] += 1
            self.counts[past.label].update(words)

    def rarity(self, word: str) -> float:
        """词的少见程度：0 where every message has it."""
        return math.log((1 + len(self.kept)) / (1 + len(self.holding.get(word, ()))))

    def suggest(self, text: str, *, most: int = 3) -> tuple[Suggestion, ...]:
        """参考：the likeliest labels, naive Bayes over words heard before; none before anything is learned."""
        words = {word for word in words_of(text) if word in self.holding}
        if not self.labels or not words:
            return ()
        heard = sum(self.labels.values())
        scores = {label: math.log(many / heard) for label, many in self.labels.items()}
        for label in scores:
            scores[label] += sum(self._weight(word, label) for word in words)
        top = max(scores.values())
        whole = sum(math.exp(score - top) for score in scores.values())
        like = self.near(text, most=20, least=0.0)
        chosen = sorted(scores, key=lambda label: (-scores[label], label))[:most]
        return tuple(
            Suggestion(label, math.exp(scores[label] - top) / whole, self._speaking(words, label),
                       tuple(one.key for one in like if self.kept[one.key][0].label == label)[:REASONS])
            for label in chosen
        )  # fmt: skip

    def _weight(self, word: str, label: str) -> float:
        """How much more often messages of a label say a word than all do; smoothed towards all."""
        overall = (len(self.holding[word]) + 0.5) / (len(self.kept) + 1)
        return math.log((self.counts[label][word] + 2 * overall) / (self.labels[label] + 2) / overall)

    def _speaking(self, words: Iterable[str], label: str) -> tuple[str, ...]:
        weighed = sorted(((self._weight(word, label), word) for word in words), reverse=True)
        return tuple(word for weight, word in weighed[:REASONS] if weight > 0)

    def near(
        self, text: str, *, at: datetime | None = None, place: str = "", within: timedelta | None = None,
        least: float = 0.35, most: int = 5,
    ) -> tuple[Near, ...]:  # fmt: skip
        """疑似重复：the messages that share rare words, by rarity; near in time and place where given.

        They are shown to whoever decides to merge; nobody is kept from asking again.
        """
        words = words_of(text)
        rarest = sorted((word for word in words if word in self.holding), key=lambda word: (-self.rarity(word), word))
        asked = {key for word in rarest[:RARE] for key in self.holding[word]}
        found = []
        for key in asked:
            past, said = self.kept[key]
            if not _close(past, at, place, within):
                continue
            shared = words & said
            nearness = self._heavy(shared) / (math.sqrt(self._heavy(words) * self._heavy(said)) or 1)
            if nearness >= least:
                by = sorted(shared, key=lambda word: (-self.rarity(word), word))[:REASONS]
                found.append(Near(key, nearness, tuple(by)))
        return tuple(sorted(found, key=lambda one: (-one.nearness, one.key))[:most])

    def _heavy(self, words: Iterable[str]) -> float:
        return sum(self.rarity(word) ** 2 for word in words)


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
    seen: Sequence[tuple[date, str, str]], *, on: date, days: int, before: int, least: int = 5, growth: float = 2.0
) -> tuple[Rising, ...]:
    """热点：(day, matter, place) of messages → what rose in the last `days` against those `before`."""
    start, earlier = on - timedelta(days=days - 1), on - timedelta(days=days - 1 + before)
    now: Counter[tuple[str, str]] = Counter((m, p) for day, m, p in seen if start <= day <= on)
    past: Mapping[tuple[str, str], int] = Counter((m, p) for day, m, p in seen if earlier <= day < start)
    found = (Rising(m, p, many, past.get((m, p), 0) * days / before) for (m, p), many in now.items() if many >= least)
    return tuple(sorted((one for one in found if one.growth >= growth), key=lambda o: (-o.growth, o.matter, o.place)))

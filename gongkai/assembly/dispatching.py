"""派单参谋：what the directory and what past cases say, as the hotline asks for it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from gongkai.programmes.dispatch import learning
from gongkai.programmes.dispatch.queries import candidates
from gongkai.programmes.hotline.ports import Advice, Heard, Hot, Known, Learned, Like

WITHIN = timedelta(days=90)


class Dispatch:
    """参谋：the directory of dispatch, and suggestions learned from past cases."""

    def directory(self, *, matter: str, place: str, on: date, platform: str) -> Sequence[Advice]:
        """派单目录。3 SQL, more where organs were abolished."""
        found = candidates(matter=matter, place=place, on=on, platform=platform)
        return [Advice(one.main, one.others, one.reasons) for one in found]

    def words(self, text: str) -> frozenset[str]:
        """特征词。"""
        return learning.words_of(text)

    def rarest(self, words: Iterable[str], heard: Heard) -> Sequence[str]:
        """最少见的词。"""
        return _heard(heard).rarest(words)

    def learned(self, words: Iterable[str], heard: Heard) -> Sequence[Learned]:
        """从以往诉求学到的。"""
        return [Learned(one.label, one.share, one.words) for one in _heard(heard).suggest(words)]

    def like(self, *, text: str, at: datetime, place: str, past: Sequence[Known], heard: Heard) -> Sequence[Like]:
        """疑似重复的诉求。"""
        kept = (learning.Past(one.key, one.text, place=one.place, at=one.at) for one in past)
        found = learning.nearest(text, kept, _heard(heard), at=at, place=place, within=WITHIN)
        return [Like(one.key, one.nearness, one.words) for one in found]

    def rising(self, counted: Mapping[tuple[str, str], tuple[int, int]], *, days: int, before: int) -> Sequence[Hot]:
        """热点。"""
        found = learning.rising(counted, days=days, before=before)
        return [Hot(one.matter, one.place, one.many, one.usual) for one in found]


def _heard(heard: Heard) -> learning.Heard:
    said = {word: Counter(many) for word, many in heard.said.items()}
    return learning.Heard(Counter(heard.labels), said)

"""派单参谋：what the directory and what past cases say, as the hotline asks for it."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from gongkai.programmes.dispatch import learning
from gongkai.programmes.dispatch.queries import candidates
from gongkai.programmes.hotline.ports import Advice, Hot, Known, Learned, Like

WITHIN = timedelta(days=90)


class Dispatch:
    """参谋：the directory of dispatch, and suggestions learned from past cases."""

    def directory(self, *, matter: str, place: str, on: date, platform: str) -> Sequence[Advice]:
        """派单目录。3 SQL, more where organs were abolished."""
        found = candidates(matter=matter, place=place, on=on, platform=platform)
        return [Advice(one.main, one.others, one.reasons) for one in found]

    def learned(self, *, text: str, past: Sequence[Known]) -> Sequence[Learned]:
        """从以往诉求学到的。"""
        found = _memory(past).suggest(text)
        return [Learned(one.label, one.share, one.words, one.like) for one in found]

    def like(self, *, text: str, at: datetime, place: str, past: Sequence[Known]) -> Sequence[Like]:
        """疑似重复的诉求。"""
        found = _memory(past).near(text, at=at, place=place, within=WITHIN)
        return [Like(one.key, one.nearness, one.words) for one in found]

    def rising(self, seen: Sequence[tuple[date, str, str]], *, on: date, days: int, before: int) -> Sequence[Hot]:
        """热点。"""
        found = learning.rising(seen, on=on, days=days, before=before)
        return [Hot(one.matter, one.place, one.many, one.usual) for one in found]


def _memory(past: Sequence[Known]) -> learning.Memory:
    memory = learning.Memory()
    for one in past:
        memory.learn(learning.Past(one.key, one.text, one.organ, one.place, one.at))
    return memory

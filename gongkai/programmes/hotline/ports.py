"""What the hotline asks of who knows duties and past cases: suggestions with reasons. Bound by the assembly."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol


@dataclass(frozen=True)
class Known:
    """以往的诉求：its number, its words, where and when."""

    key: str
    text: str
    place: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Heard:
    """学到的词：of how many ended messages by main handler; of a word, how many of them said it."""

    labels: Mapping[str, int]
    said: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Advice:
    """派单建议：an organ and why; no organ where the matter is not the hotline's or nobody can be told."""

    organ: str
    others: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Learned:
    """派单参考：an organ, how sure (0 to 1), and the words that spoke for it."""

    organ: str
    share: float
    words: tuple[str, ...]


@dataclass(frozen=True)
class Like:
    """疑似重复：a message that says nearly the same, how nearly (0 to 1), by which rare words."""

    key: str
    nearness: float
    words: tuple[str, ...]


@dataclass(frozen=True)
class Hot:
    """热点：a matter in a place asked of much more than usual: how many now, how many usually."""

    matter: str
    place: str
    many: int
    usual: float


class Adviser(Protocol):
    """参谋：gives reasons to who decides; decides nothing."""

    def directory(self, *, matter: str, place: str, on: date, platform: str) -> Sequence[Advice]:
        """派单目录：who handles a matter in a place."""
        ...

    def words(self, text: str) -> frozenset[str]:
        """特征词：the words of a text that are learned by and looked for."""
        ...

    def rarest(self, words: Iterable[str], heard: Heard) -> Sequence[str]:
        """最少见的词：the few by which like messages are looked for."""
        ...

    def learned(self, words: Iterable[str], heard: Heard) -> Sequence[Learned]:
        """从以往诉求学到的。"""
        ...

    def like(self, *, text: str, at: datetime, place: str, past: Sequence[Known], heard: Heard) -> Sequence[Like]:
        """疑似重复的诉求：of these, the nearest."""
        ...

    def rising(self, counted: Mapping[tuple[str, str], tuple[int, int]], *, days: int, before: int) -> Sequence[Hot]:
        """热点：of (matter, place), how many in the last `days` and how many in those `before`, what rose."""
        ...


class _Nobody:
    """Before anything is bound: no advice."""

    def directory(self, *, matter: str, place: str, on: date, platform: str) -> Sequence[Advice]:  # noqa: ARG002
        return ()

    def words(self, text: str) -> frozenset[str]:  # noqa: ARG002
        return frozenset()

    def rarest(self, words: Iterable[str], heard: Heard) -> Sequence[str]:  # noqa: ARG002
        return ()

    def learned(self, words: Iterable[str], heard: Heard) -> Sequence[Learned]:  # noqa: ARG002
        return ()

    def like(self, *, text: str, at: datetime, place: str, past: Sequence[Known], heard: Heard) -> Sequence[Like]:  # noqa: ARG002
        return ()

    def rising(self, counted: Mapping[tuple[str, str], tuple[int, int]], *, days: int, before: int) -> Sequence[Hot]:  # noqa: ARG002
        return ()


_adviser: Adviser = _Nobody()


def bind(adviser: Adviser) -> None:
    """接线：who advises. Called by the assembly."""
    global _adviser  # noqa: PLW0603 — one adviser a process
    _adviser = adviser


def adviser() -> Adviser:
    """参谋。"""
    return _adviser

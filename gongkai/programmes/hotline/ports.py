"""What the hotline asks of who knows duties and past cases: suggestions with reasons. Bound by the assembly."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol


@dataclass(frozen=True)
class Known:
    """以往的诉求：what is learned from: its number, its words, who was the main handler, where and when."""

    key: str
    text: str
    organ: str = ""
    place: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Advice:
    """派单建议：an organ and why; no organ where the matter is not the hotline's or nobody can be told."""

    organ: str
    others: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Learned:
    """派单参考：an organ, how sure (0 to 1), the words that spoke for it, and like cases."""

    organ: str
    share: float
    words: tuple[str, ...]
    like: tuple[str, ...]


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

    def learned(self, *, text: str, past: Sequence[Known]) -> Sequence[Learned]:
        """从以往诉求学到的。"""
        ...

    def like(self, *, text: str, at: datetime, place: str, past: Sequence[Known]) -> Sequence[Like]:
        """疑似重复的诉求。"""
        ...

    def rising(self, seen: Sequence[tuple[date, str, str]], *, on: date, days: int, before: int) -> Sequence[Hot]:
        """热点：of (day, matter, place), what rose in the last `days` against those `before`."""
        ...


class _Nobody:
    """Before anything is bound: no advice."""

    def directory(self, *, matter: str, place: str, on: date, platform: str) -> Sequence[Advice]:  # noqa: ARG002
        return ()

    def learned(self, *, text: str, past: Sequence[Known]) -> Sequence[Learned]:  # noqa: ARG002
        return ()

    def like(self, *, text: str, at: datetime, place: str, past: Sequence[Known]) -> Sequence[Like]:  # noqa: ARG002
        return ()

    def rising(self, seen: Sequence[tuple[date, str, str]], *, on: date, days: int, before: int) -> Sequence[Hot]:  # noqa: ARG002
        return ()


_adviser: Adviser = _Nobody()


def bind(adviser: Adviser) -> None:
    """接线：who advises. Called by the assembly."""
    global _adviser  # noqa: PLW0603 — one adviser a process
    _adviser = adviser


def adviser() -> Adviser:
    """参谋。"""
    return _adviser

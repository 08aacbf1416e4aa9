"""Questions the engine asks whoever holds the statutes, answered through `assembly/wiring.py`."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from gongkai.engines.registers.rules import Values


@dataclass(frozen=True)
class Link:
    """引用之处：which characters of a text cite something, from `start` until before `end`, and its address."""

    start: int
    end: int
    address: str


class Basis(Protocol):
    """法律依据：what is known of the instruments a text cites. Asked for many texts at once: a file has 50,000 rows."""

    def problems(self, texts: Collection[str], on: date) -> Mapping[str, str]:
        """Text → a sentence, of those that cite what was not in force on a day; what is fine or unknown is left out."""
        ...

    def unknown(self, texts: Collection[str]) -> Collection[str]:
        """Those that cite nothing we hold; none where nothing at all is held."""
        ...

    def links(self, texts: Collection[str]) -> Mapping[str, Sequence[Link]]:
        """Text → what it cites, in order and without overlap; texts that cite nothing we hold may be left out."""
        ...


class _Unknown:
    """未接线：nothing is held, so nothing is wrong and nothing is linked."""

    def problems(self, texts: Collection[str], on: date) -> Mapping[str, str]:  # noqa: ARG002 — the port's signature
        return {}

    def unknown(self, texts: Collection[str]) -> Collection[str]:  # noqa: ARG002
        return ()

    def links(self, texts: Collection[str]) -> Mapping[str, Sequence[Link]]:  # noqa: ARG002
        return {}


class Doubting(Protocol):
    """请核对的：what a programme would have its people look at in lines of a register, seen together with what stands.

    Asked of every examination, for all its lines at once; what it answers is told and refuses nothing.
    """

    def __call__(self, lines: Mapping[str, Values], on: date) -> Mapping[str, Mapping[str, str]]:
        """Lines by key → field → a sentence, of those there is something to say of."""
        ...


class Objecting(Protocol):
    """不能成立的：what a programme has against lines of a register seen together with what stands in others.

    Asked as `Doubting` is; what it answers refuses the line.
    """

    def __call__(self, lines: Mapping[str, Values], on: date) -> Mapping[str, Mapping[str, str]]:
        """Lines by key → field → a sentence, of those that cannot stand."""
        ...


_bound: list[Basis] = [_Unknown()]
_doubting: dict[str, Doubting] = {}
_objecting: dict[str, Objecting] = {}


def bind(basis: Basis | None) -> None:
    """接线：who answers. Called once, by the assembly; none where nobody does."""
    _bound[:] = [basis or _Unknown()]


def basis() -> Basis:
    """法律依据的答复者。"""
    return _bound[0]


def bind_doubts(doubting: Mapping[str, Doubting]) -> None:
    """接线：register → what looks at its lines together. Called once, by the assembly."""
    _doubting.clear()
    _doubting.update(doubting)


def doubts(register: str, lines: Mapping[str, Values], on: date) -> Mapping[str, Mapping[str, str]]:
    """请核对的：of these lines; nothing for a register nobody looks at."""
    asked = _doubting.get(register)
    return asked(lines, on) if asked and lines else {}


def bind_objections(objecting: Mapping[str, Objecting]) -> None:
    """接线：register → what may refuse its lines beside what stands. Called once, by the assembly."""
    _objecting.clear()
    _objecting.update(objecting)


def objections(register: str, lines: Mapping[str, Values], on: date) -> Mapping[str, Mapping[str, str]]:
    """不能成立的：of these lines; nothing for a register nobody looks at."""
    asked = _objecting.get(register)
    return asked(lines, on) if asked and lines else {}

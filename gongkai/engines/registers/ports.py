"""Questions the engine asks whoever holds the statutes, answered through `assembly/wiring.py`."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol


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

    def links(self, texts: Collection[str]) -> Mapping[str, Sequence[Link]]:
        """Text → what it cites, in order and without overlap; texts that cite nothing we hold may be left out."""
        ...


class _Unknown:
    """未接线：nothing is held, so nothing is wrong and nothing is linked."""

    def problems(self, texts: Collection[str], on: date) -> Mapping[str, str]:  # noqa: ARG002 — the port's signature
        return {}

    def links(self, texts: Collection[str]) -> Mapping[str, Sequence[Link]]:  # noqa: ARG002
        return {}


_bound: list[Basis] = [_Unknown()]


def bind(basis: Basis | None) -> None:
    """接线：who answers. Called once, by the assembly; none where nobody does."""
    _bound[:] = [basis or _Unknown()]


def basis() -> Basis:
    """法律依据的答复者。"""
    return _bound[0]

"""填报：a form with its numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from gongkai.foundation.errors import Invalid
from gongkai.law import Cell, Form

Number: TypeAlias = int | Decimal


class Misfit(Invalid):
    """填报不相配：two filled forms that cannot be held against each other; the sentence says why."""


@dataclass(frozen=True)
class Filled:
    """填报：the numbers of one organ and one report year, by cell key. A cell that is not there was left blank.

    `prose` is the text of the report outside its tables, where it is known.
    """

    form: Form
    year: int
    cells: Mapping[str, Number]
    prose: str = ""

    def __getitem__(self, key: str) -> Number:
        """The number of a cell; a blank one counts as 0."""
        return self.cells.get(key, 0)

    def written(self, cell: Cell) -> str:
        """What stands in a cell, for a sentence."""
        return plain(self.cells[cell.key]) if cell.key in self.cells else "未填"


def distance(one: Number, other: Number) -> str:
    """How far two numbers are apart, written out."""
    return plain(one - other if one > other else other - one)


def plain(number: Number) -> str:
    """Write a number without exponent and without trailing zeros."""
    if isinstance(number, int):
        return str(number)
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text

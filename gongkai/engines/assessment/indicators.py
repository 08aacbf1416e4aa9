"""指标：what a number is called, in which unit, what exactly it counts, and the list that opens its rows; pure.

Heading, definition and evidence of a number come from one place, so that a page, its file and its list agree.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode


@dataclass(frozen=True)
class Period:
    """期间：`from_` up to `until`, which is left out; a single day where something is counted as it stands on it."""

    from_: date
    until: date

    def __post_init__(self) -> None:
        if self.until <= self.from_:
            raise ValueError(f"a period ends after it begins: {self.from_} to {self.until}")

    @classmethod
    def year(cls, year: int) -> "Period":
        """The calendar year."""
        return cls(date(year, 1, 1), date(year + 1, 1, 1))

    @classmethod
    def day(cls, on: date) -> "Period":
        """One day."""
        return cls(on, date.fromordinal(on.toordinal() + 1))

    def __contains__(self, on: date) -> bool:
        return self.from_ <= on < self.until


@dataclass(frozen=True)
class Indicator:
    """指标：a named question. `evidence` names the list that opens the rows, `asked` what the list is asked for.

    `short` heads a narrow column. `definition` says in words which rows count and by which day.
    """

    key: str
    name: str
    unit: str
    definition: str
    evidence: str
    asked: Mapping[str, str] = field(default_factory=dict)
    short: str = ""
    yearly: bool = False
    """Whether it counts what happened in a year; else it says how things stand on a day."""

    @property
    def heading(self) -> str:
        """What a column is headed with."""
        return self.short or self.name

    def query(self, **narrowed: str | int) -> str:
        """依据查询：what the evidence list is asked for, as the query of its address; empty values are left out."""
        asked = {key: str(value) for key, value in {**self.asked, **narrowed}.items() if value not in {"", None}}
        return urlencode(asked)


@dataclass(frozen=True)
class Reading:
    """指标值：what an indicator gave for an organ and a period; an empty organ stands for all that were asked."""

    indicator: Indicator
    organ: str
    period: Period
    value: int | Decimal
    narrowed: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def query(self) -> str:
        """依据查询：opens the very rows that were counted."""
        return self.indicator.query(**self.narrowed)


def by_key(indicators: Iterable[Indicator]) -> dict[str, Indicator]:
    """按键：indicators in their order.

    :raises ValueError: where a key stands twice.
    """
    found: dict[str, Indicator] = {}
    for each in indicators:
        if each.key in found:
            raise ValueError(f"two indicators are called {each.key}")
        found[each.key] = each
    return found

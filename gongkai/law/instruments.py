"""法律文件：instruments with dated editions, parameters and provisions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, Literal, Protocol, TypeVar

from .chinese import day_in_chinese
from .errors import OutsideCoverage, WrongFact
from .quantities import Quantity

Attested = Literal["verbatim", "excerpt", "unverified"]
OWN_CONFIGURATION = "本机关配置"
"""The title of what no instrument fixes and the office decides itself."""
Q_co = TypeVar("Q_co", bound=Quantity, covariant=True)


@dataclass(frozen=True)
class Citation:
    """依据：where a rule stands, in which words, and on what it was checked.

    `attested`: verbatim = word for word in a text this package ships; excerpt = checked on an excerpt;
    unverified = not checked, and the screen says so. `configuration` marks what the office itself decides.
    """

    title: str
    number: str
    article: str
    quote: str
    attested: Attested
    edition: str
    configuration: bool = False
    note: str = ""

    def __str__(self) -> str:
        if self.title == OWN_CONFIGURATION:
            return f"{self.title}：{self.article}" if self.article else self.title
        number = f"（{self.number}）" if self.number else ""
        return f"《{self.title}》{number}{self.article}"

    @property
    def caution(self) -> str:
        """The sentence the screen adds when the source was not verified; empty when it was."""
        if self.configuration:
            return "此为本机关可调整的配置，不是法定数值。"
        if self.attested == "unverified":
            return "此处依据尚未与正式文本核对，仅供参考。"
        return ""


@dataclass(frozen=True)
class Value(Generic[Q_co]):
    """法定数值：a quantity and the citation it rests on, never one without the other."""

    value: Q_co
    citation: Citation


@dataclass(frozen=True)
class Edition:
    """法律文件版本：one edition of an instrument, in force from `from_` until `until` (excluded)."""

    key: str
    title: str
    number: str
    issued_on: date | None
    from_: date
    until: date | None
    attested: Attested
    note: str


class Dated(Protocol):
    """有期间的：anything in force for a span of days."""

    @property
    def from_(self) -> date:
        """First day."""

    @property
    def until(self) -> date | None:
        """Day after the last, None while open."""


D = TypeVar("D", bound=Dated)


@dataclass(frozen=True)
class Row:
    """时间行：what a rule says in one span of time; `value` is None for a provision without a number."""

    from_: date
    until: date | None
    value: Quantity | None
    citation: Citation


@dataclass(frozen=True)
class Rule:
    """规则：one parameter or provision; the date of the fact `keyed_on` picks the row."""

    id: str
    name: str
    unit: str
    keyed_on: tuple[str, ...]
    rows: tuple[Row, ...]
    configuration: bool

    def row(self, facts: dict[str, date]) -> Row:
        """Pick the row in force on the day of the one fact given.

        :raises WrongFact: when it is not the fact this rule is keyed on, or not a plain date.
        :raises OutsideCoverage: when no row covers the day.
        """
        if len(facts) != 1 or next(iter(facts)) not in self.keyed_on:
            given = ", ".join(facts) or "nothing"
            raise WrongFact(f"{self.id} is keyed on {' or '.join(self.keyed_on)}; {given} was given")
        fact, day = next(iter(facts.items()))
        if not isinstance(day, date) or isinstance(day, datetime):
            raise WrongFact(f"{self.id}.at({fact}=…) takes a date, not {day!r}")
        for row in self.rows:
            if row.from_ <= day and (row.until is None or day < row.until):
                return row
        raise OutsideCoverage(
            f"{day_in_chinese(day)}不在“{self.name}”的适用期间内（本系统收录的规定自{day_in_chinese(self.rows[0].from_)}"
            f"起施行）。请核对日期；确需适用更早或更晚的规定的，请管理员在本地法规目录中补录。"
        )


@dataclass(frozen=True)
class Instrument:
    """法律文件：a law, regulation or document, with all editions and rules taken from it."""

    key: str
    editions: tuple[Edition, ...]
    rules: tuple[Rule, ...]
    replaces: str


def covering(spans: Sequence[D], day: date) -> D | None:
    """Find the span that covers the day."""
    return next((s for s in spans if s.from_ <= day and (s.until is None or day < s.until)), None)

"""法律文件：instruments with dated editions, parameters and provisions, and how they are read from YAML."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, Literal, Protocol, TypeVar, cast

from .chinese import day_in_chinese
from .errors import LawFileError, OutsideCoverage, WrongFact
from .quantities import UNITS, Quantity, Yuan
from .reading import Node

Attested = Literal["verbatim", "excerpt", "unverified"]
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


def read_instrument(node: Node) -> Instrument:
    """Read one instrument file.

    :raises LawFileError: naming file and path, on anything the schema does not know.
    """
    node.keys(
        required=("key", "title", "editions"),
        optional=("issuer", "note", "replaces", "configuration", "parameters", "provisions"),
    )
    title = node["title"].text()
    configuration = node.flag("configuration")
    editions = _in_order([(_read_edition(n, title), n) for n in node["editions"].items()])
    read = _RuleReader(editions, configuration)
    rules = [read(n, parameter=True) for n in node.optional_items("parameters")]
    rules += [read(n, parameter=False) for n in node.optional_items("provisions")]
    return Instrument(node["key"].text(), editions, tuple(rules), node.optional_text("replaces"))


def _read_edition(node: Node, title: str) -> Edition:
    node.keys(required=("key", "number", "from", "attested"), optional=("title", "issued_on", "until", "note"))
    return Edition(
        key=node["key"].text(),
        title=node.optional_text("title") or title,
        number=_unless_unverified(node["number"].text()),
        issued_on=node.optional_day("issued_on"),
        from_=node["from"].day(),
        until=node.optional_day("until"),
        attested=_attested(node["attested"]),
        note=node.optional_text("note"),
    )


def _unless_unverified(number: str) -> str:
    return "" if number == "unverified" else number


def _attested(node: Node) -> Attested:
    return cast(Attested, node.one_of("verbatim", "excerpt", "unverified"))


def _in_order(read: list[tuple[D, Node]]) -> tuple[D, ...]:
    """Check that spans are not empty, run forward and do not overlap."""
    previous: D | None = None
    for span, node in read:
        if span.until is not None and span.until <= span.from_:
            raise node.fail("until must lie after from (until is the first day no longer covered)")
        if previous is not None and (previous.until is None or previous.until > span.from_):
            raise node.fail("overlaps the row before it, or is out of order")
        previous = span
    return tuple(span for span, _ in read)


class _RuleReader:
    """Reads the rules of one instrument against its editions."""

    def __init__(self, editions: Sequence[Edition], configuration: bool) -> None:
        self.editions = editions
        self.configuration = configuration

    def __call__(self, node: Node, *, parameter: bool) -> Rule:
        required = ("id", "name", "keyed_on", "rows") + (("unit",) if parameter else ())
        node.keys(required=required, optional=("configuration",))
        unit = node["unit"].one_of(*UNITS) if parameter else "provision"
        configuration = node.flag("configuration", default=self.configuration)
        rows = _in_order([(self._row(n, unit, configuration), n) for n in node["rows"].items()])
        return Rule(
            id=node["id"].text(),
            name=node["name"].text(),
            unit=unit,
            keyed_on=_facts(node["keyed_on"]),
            rows=rows,
            configuration=configuration,
        )

    def _row(self, node: Node, unit: str, configuration: bool) -> Row:
        number = ("value",) if unit != "provision" else ()
        node.keys(required=("from", "article", "attested", *number), optional=("until", "quote", "note"))
        from_, until = node["from"].day(), node.optional_day("until")
        attested = _attested(node["attested"])
        quote = node.optional_text("quote")
        if attested != "unverified" and not quote:
            raise node.fail("a row attested as verbatim or excerpt needs its quote")
        edition = self._edition(node, from_, until)
        citation = Citation(
            title=edition.title,
            number=edition.number,
            article=node["article"].text(),
            quote=quote,
            attested=attested,
            edition=edition.key,
            configuration=configuration,
            note=node.optional_text("note"),
        )
        return Row(from_, until, _quantity(node["value"], unit) if number else None, citation)

    def _edition(self, node: Node, from_: date, until: date | None) -> Edition:
        edition = covering(self.editions, from_)
        if edition is None:
            raise node["from"].fail("no edition of this instrument was in force on that day")
        if edition.until is not None and (until is None or until > edition.until):
            raise node.fail(f"the row outlives its edition {edition.key}, which ended on {edition.until}")
        return edition


def _facts(node: Node) -> tuple[str, ...]:
    facts = tuple(n.text() for n in node.items()) if isinstance(node.value, list) else (node.text(),)
    for fact in facts:
        if not (fact.isidentifier() and fact.endswith("_on")):
            raise node.fail(f"the name of a fact is an identifier ending in _on, not {fact!r}")
    return facts


def _quantity(node: Node, unit: str) -> Quantity:
    kind = UNITS[unit]
    make: Callable[[], Quantity] = (lambda: Yuan(node.amount())) if kind is Yuan else (lambda: kind(node.number()))  # type: ignore[arg-type]
    try:
        return make()
    except (TypeError, ValueError) as error:
        if isinstance(error, LawFileError):
            raise
        raise node.fail(str(error)) from error

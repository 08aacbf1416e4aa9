"""法律文件的读取：reads one instrument from its YAML file, strictly."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar, cast

from .instruments import Attested, Citation, Dated, Edition, Instrument, Row, Rule, covering
from .quantities import NO_YUAN, UNITS, MonthDay, Quantity, Tier, Tiers, Yuan
from .reading import Node

D = TypeVar("D", bound=Dated)


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
    try:
        if kind is MonthDay:
            return _month_day(node)
        if kind is Tiers:
            return Tiers(tuple(_tier(item) for item in node.items()))
        return Yuan(node.amount()) if kind is Yuan else kind(node.number())  # type: ignore[arg-type, call-arg]
    except (TypeError, ValueError) as error:
        raise node.fail(str(error)) from error


def _month_day(node: Node) -> MonthDay:
    month, dash, day = node.text().partition("-")
    if not (dash and month.isdecimal() and day.isdecimal()):
        raise node.fail(f'a day of every year like "01-31" is expected, not {node.value!r}')
    return MonthDay(int(month), int(day))


def _tier(node: Node) -> Tier:
    node.keys(required=("over", "each"), optional=("every", "more"))
    every = node["every"].number() if node.has("every") else 0
    more = Yuan(node["more"].amount()) if node.has("more") else NO_YUAN
    return Tier(node["over"].number(), Yuan(node["each"].amount()), every, more)

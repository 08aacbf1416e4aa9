"""每一级的收支：allocations against what was passed on and paid from them, added up over all entries below."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongkai.engines.registers import queries
from gongkai.engines.registers.amounts import Line, Sum, amount_of
from gongkai.engines.registers.models import EntryVersion
from gongkai.programmes.funds.programme import ALLOCATIONS, PAYMENTS
from gongkai.programmes.funds.rules import Balance


def line_of(version: EntryVersion) -> Line:
    """一笔：of an entry with an amount."""
    return Line(version.register, version.key, version.title, amount_of(version.values.get("amount")))


def said(version: EntryVersion, field: str) -> str:
    """所写的：of a field with one value, "" where it is empty."""
    return str(version.values.get(field, ""))


@dataclass(frozen=True)
class Step:
    """一级：an allocation and its balance."""

    version: EntryVersion
    balance: Balance


def steps(versions: Iterable[EntryVersion], today: date) -> list[Step]:
    """几笔分配的收支：4 SQL, whatever lies below them."""
    wanted = list(versions)
    keys = [version.key for version in wanted]
    passed, paid = (
        queries.sums(register, field, keys, today, of=ALLOCATIONS, seen_on=today)
        for register, field in ((ALLOCATIONS, "upper"), (PAYMENTS, "allocation"))
    )
    return [
        Step(
            version,
            Balance(
                line_of(version),
                passed.get(version.key, Sum()),
                paid.get(version.key, Sum()),
                amount_of(version.values.get("kept")),
            ),
        )
        for version in wanted
    ]

"""层级之间是否相符：what lines of a register would do to the sums of the levels they touch; read only, refuses nothing.

A disagreement does not stop an adoption: levels enter their parts on different days, and a number held back until the
others agree would never be seen. It is told when proposed, and shown to everybody until it is put right.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from gongkai.engines.registers import queries
from gongkai.engines.registers.amounts import Line, amount_of, summed
from gongkai.engines.registers.rules import Values
from gongkai.programmes.funds.programme import ALLOCATIONS, PAYMENTS
from gongkai.programmes.funds.rules import Agreement, Balance

_MOST = 5_000


def of_allocations(lines: Mapping[str, Values], on: date) -> Mapping[str, Mapping[str, str]]:
    """资金分配：each line's own sum, and that of the allocation it comes from."""
    touched = {str(values.get("upper", "")): key for key, values in reversed(list(lines.items()))}
    touched |= {key: key for key in lines}
    return _told(touched, on, allocations=lines)


def of_payments(lines: Mapping[str, Values], on: date) -> Mapping[str, Mapping[str, str]]:
    """资金发放：the sum of the allocation each was paid from."""
    touched = {str(values.get("allocation", "")): key for key, values in reversed(list(lines.items()))}
    return _told(touched, on, payments=lines)


def _told(
    touched: Mapping[str, str],
    on: date,
    *,
    allocations: Mapping[str, Values] | None = None,
    payments: Mapping[str, Values] | None = None,
) -> dict[str, dict[str, str]]:
    """Allocation → the line that is told, where something was passed on or paid and the sums differ."""
    wanted = [key for key in touched if key]
    standing = queries.versions(ALLOCATIONS, wanted, on, seen_on=None)
    given = {key: version.values for key, version in standing.items()} | {
        key: values for key, values in (allocations or {}).items() if key in touched
    }
    passed = _below(ALLOCATIONS, "upper", wanted, on, allocations or {})
    paid = _below(PAYMENTS, "allocation", wanted, on, payments or {})
    found: dict[str, dict[str, str]] = {}
    for key in wanted:
        if key not in given:
            continue
        balance = Balance(
            _line(ALLOCATIONS, key, given[key]),
            summed(passed.get(key, [])),
            summed(paid.get(key, [])),
            amount_of(given[key].get("kept")),
        )
        if balance.used and balance.agreement is not Agreement.EVEN:
            told = found.setdefault(touched[key], {})
            told["amount"] = told.get("amount", "") + balance.sentence
    return found


def _below(
    register: str, field: str, wanted: Iterable[str], on: date, lines: Mapping[str, Values]
) -> dict[str, list[Line]]:
    """What names these allocations, as it would stand once the lines were adopted."""
    keys = list(wanted)
    versions = queries.naming(register, field, keys, on, of=ALLOCATIONS, seen_on=None, limit=_MOST)
    values: dict[str, Values] = {version.key: version.values for version in versions}
    found: dict[str, list[Line]] = {}
    for key, said in sorted((values | dict(lines)).items()):
        found.setdefault(str(said.get(field, "")), []).append(_line(register, key, said))
    return found


def _line(register: str, key: str, values: Values) -> Line:
    return Line(register, key, str(values.get("name", "")), amount_of(values.get("amount")))


DOUBTING = {ALLOCATIONS: of_allocations, PAYMENTS: of_payments}
"""名录 → 一并核对：for the wiring."""

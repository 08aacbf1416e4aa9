"""名录取值的名称：what organs, divisions and entries are called that the values of a register name by code."""

from collections.abc import Iterable, Mapping
from datetime import date

from gongkai.engines.registers import queries
from gongkai.engines.registers.rules import Field, Type, Values, every
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.places import queries as places
from gongkai.foundation.places.rules import stem

Names = Mapping[str, Mapping[str, str]]
"""字段 → 取值 → 名称。"""
NAMED = (Type.ORGAN, Type.PLACE, Type.REFERENCE)


def names_in(fields: Iterable[Field], values: Iterable[Values], day: date, *, seen_on: date | None) -> Names:
    """各字段取值的名称：as of a day. One SQL query a field that names anything.

    An entry that may not be read on `seen_on` has no name; `None` is the office.
    """
    said, names = list(values), {}
    for field in fields:
        if field.type in NAMED:
            wanted = {one for each in said for one in every(each.get(field.key))}
            names[field.key] = _called(field, wanted, day, seen_on) if wanted else {}
    return names


def _called(field: Field, wanted: set[str], day: date, seen_on: date | None) -> Mapping[str, str]:
    match field.type:
        case Type.PLACE:
            return place_names(wanted, day)
        case Type.REFERENCE:
            return queries.titles(field.of, wanted, day, seen_on=seen_on)
        case _:
            return organs.names_on(wanted, day)


def place_names(codes: Iterable[str], day: date) -> dict[str, str]:
    """区划的名称：with those above it below the province: 澜州市望川县青禾镇. 1 SQL."""
    found = places.paths(filter(_is_code, codes), on=day)
    return {code: "".join(path[1:]) or path[0] for code, path in found.items()}


def _is_code(code: str) -> bool:
    try:
        stem(code)
    except ValueError:
        return False
    return True

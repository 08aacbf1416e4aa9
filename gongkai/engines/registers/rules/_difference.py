"""差异：what changed in an entry between two days, field by field."""

from dataclasses import dataclass
from enum import StrEnum

from gongkai.engines.registers.rules._schema import Field, Register, Value, Values


class Change(StrEnum):
    """变化：what became of an entry between two days."""

    ADDED = "added"
    ENDED = "ended"
    AMENDED = "amended"


@dataclass(frozen=True)
class FieldChange:
    """字段变化：one field before and after; none where it said nothing."""

    field: Field
    before: Value | None
    after: Value | None


def difference(register: Register, before: Values, after: Values) -> tuple[FieldChange, ...]:
    """逐项差异：the fields whose value is another, in the order the register declares them."""
    return tuple(
        FieldChange(field, before.get(field.key), after.get(field.key))
        for field in register.fields
        if (before.get(field.key) or None) != (after.get(field.key) or None)
    )


def change(before: Values | None, after: Values | None) -> Change | None:
    """变化种类：of what stood on the one day and on the other; none when nothing changed."""
    if before is None:
        return None if after is None else Change.ADDED
    if after is None:
        return Change.ENDED
    return None if before == after else Change.AMENDED

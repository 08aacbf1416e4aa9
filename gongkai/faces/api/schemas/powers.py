"""权力各地对照的数据结构。"""

from collections.abc import Sequence
from typing import Annotated

from ninja import Field, Schema
from pydantic import StringConstraints

from gongkai.engines.registers.models import EntryVersion
from gongkai.engines.registers.rules import Value, every
from gongkai.faces.api.schemas import texts
from gongkai.faces.api.schemas.registers import EntryOut, FieldChangeOut
from gongkai.programmes.powers.queries import POWERS, Differing, Pair, changes

Division = Annotated[str, StringConstraints(pattern=r"^\d{2,12}$")]


class SaidOut(Schema):
    """一种说法：a value, and the keys of the entries that say it."""

    value: str | list[str] | None
    keys: list[str]


class DifferingOut(Schema):
    """一项差异：a field in which not all say the same."""

    field: str
    said: list[SaidOut]


class ElsewhereOut(Schema):
    """同一事项各地对照。"""

    holders: list[EntryOut]
    differences: list[DifferingOut]

    @classmethod
    def of(cls, holders: Sequence[EntryVersion], differences: Sequence[Differing]) -> "ElsewhereOut":
        """From what was found."""
        from gongkai.engines.registers.declared import register_of

        register = register_of(POWERS)
        return cls(
            holders=[EntryOut.of(register, one) for one in holders],
            differences=[
                DifferingOut(field=one.field.key, said=[_said(value, who) for value, who in one.said])
                for one in differences
            ],
        )


def _said(value: Value | None, who: Sequence[EntryVersion]) -> SaidOut:
    kept = every(value)
    return SaidOut(value=list(kept) or None, keys=[one.key for one in who])


class PlacesIn(Schema):
    """两地对照的条件。"""

    a: Division
    b: Division
    kind: Annotated[str, StringConstraints(pattern=r"^\d{0,2}$")] = ""
    on: texts.Day | None = None
    page: Annotated[int, Field(ge=1, le=1000)] = 1


class PairOut(Schema):
    """一个事项：its key on either side, null where a side does not hold it, and the fields that differ."""

    name: str
    first: str | None
    second: str | None
    fields: list[FieldChangeOut]

    @classmethod
    def of(cls, pair: Pair) -> "PairOut":
        """From what was found."""
        return cls(
            name=pair.name,
            first=pair.first.key if pair.first else None,
            second=pair.second.key if pair.second else None,
            fields=[FieldChangeOut(key=one.field.key, before=one.before, after=one.after) for one in changes(pair)],
        )


class PlacesOut(Schema):
    """两地对照：`total` counts all pairs, on every page."""

    pairs: list[PairOut]
    total: int

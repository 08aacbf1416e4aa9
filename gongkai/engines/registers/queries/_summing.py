"""合计查询：what entries say in 元, added up by the database over all of them, exact to the fen."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from django.db.models import BigIntegerField, Count, DecimalField, Expression, F, Q, QuerySet, Window
from django.db.models import Sum as Adding
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Coalesce, Round, RowNumber

from gongkai.engines.registers.amounts import MOST_NAMED, Sum
from gongkai.engines.registers.models import EntryVersion
from gongkai.engines.registers.queries._lines import chunks
from gongkai.engines.registers.queries._naming import named_by


def fen(field: str = "amount") -> Expression:
    """以分计的金额：of a field, zero where there is none.

    In whole fen, since SQLite adds fractions up as floating point.
    """
    written = Cast(KT(f"values__{field}"), DecimalField(max_digits=24, decimal_places=2))
    return Coalesce(Cast(Round(written * 100), BigIntegerField()), 0, output_field=BigIntegerField())


def yuan(amount: int | Decimal | None) -> Decimal:
    """元：of fen."""
    return Decimal(amount or 0) / 100


def sum_of(rows: QuerySet[EntryVersion], field: str = "amount") -> Sum:
    """一组条目的合计：none of them named. 1 SQL."""
    found = rows.aggregate(count=Count("pk"), amount=Adding(fen(field)))
    return Sum(yuan(found["amount"]), found["count"])


def sums(
    register: str,
    field: str,
    keys: Collection[str],
    day: date,
    *,
    of: str,
    seen_on: date | None,
    amount: str = "amount",
    named: int = MOST_NAMED,
) -> dict[str, Sum]:
    """引用各条目的合计：key → over all that name it, the first `named` of them by key.

    2 SQL for every 500 keys, 1 where none are named.
    """
    found: dict[str, Sum] = {}
    for some in chunks(sorted(set(keys))):
        rows = named_by(register, field, some, day, of=of, seen_on=seen_on)
        first: dict[str, list[str]] = {}
        if named:
            place = Window(RowNumber(), partition_by=[F("references__target")], order_by=["key"])
            kept = rows.annotate(place=place).filter(Q(place__lte=named)).order_by("key")
            for target, key in kept.values_list("references__target__key", "key"):
                first.setdefault(target, []).append(key)
        grouped = rows.values_list("references__target__key").annotate(count=Count("pk"), amount=Adding(fen(amount)))
        for target, count, added in grouped.order_by():
            found[target] = Sum(yuan(added), count, tuple(first.get(target, ())))
    return found

"""引用查询：which entries name others, by the field in which they do; for pages that follow money or duties."""

from collections.abc import Collection
from datetime import date

from django.db.models import F, Value
from django.db.models.functions import Concat

from gongkai.engines.registers.models import (
    AdjustmentLine,
    AdjustmentState,
    EntryVersion,
    EntryVersionQuerySet,
    RegisterEntry,
)
from gongkai.engines.registers.queries._lines import chunks
from gongkai.engines.registers.queries._reading import Page


def found_otherwise(*registers: str) -> EntryVersionQuerySet:
    """名录的版本，经别处找到：of registers, for questions that come to them by a reference or a mark.

    The register is compared as an expression: SQLite, which keeps no statistics unless told to, would take its index
    for the better way and read a whole register for every reference.
    """
    listed = EntryVersion.objects.alias(listed_in=Concat(F("register"), Value("")))
    return listed.filter(listed_in__in=registers)


def named_by(
    register: str, field: str, keys: Collection[str], day: date, *, of: str, seen_on: date | None
) -> EntryVersionQuerySet:
    """引用这些条目的版本：to be counted or added up; with `references__target__key` for whom each names."""
    rows = found_otherwise(register).filter(
        references__field=field, references__target__register=of, references__target__key__in=keys
    )
    return rows.holding(day).seen_on(seen_on)


def naming(
    register: str, field: str, keys: Collection[str], day: date, *, of: str, seen_on: date | None, limit: int
) -> list[EntryVersion]:
    """引用这些条目的条目：versions of a register that held on a day and name one of `keys` of `of` in a field.

    In the order of keys, at most `limit` for every 500 keys. 1 SQL for every 500.
    """
    found: list[EntryVersion] = []
    for some in chunks(sorted(set(keys))):
        rows = named_by(register, field, some, day, of=of, seen_on=seen_on)
        found += rows.select_related("organ", "adopted").distinct().order_by("key")[:limit]
    return found


def naming_page(
    register: str, field: str, key: str, day: date, *, of: str, seen_on: date | None, after: str = "", limit: int
) -> Page:
    """引用一个条目的条目，分页：in the order of keys, however many there are. 1 SQL."""
    rows = named_by(register, field, [key], day, of=of, seen_on=seen_on).filter(key__gt=after)
    found = list(rows.select_related("organ").order_by("key")[: limit + 1])
    return Page(tuple(found[:limit]), found[limit - 1].key if len(found) > limit else "")


def last_suffix(register: str, stem: str) -> int:
    """最后的编号：the highest number after `stem` that a key ever bore, or bears in what waits for review; 0 for none.

    What has ended keeps its key: another must not come under it. 2 SQL.
    """
    ever = RegisterEntry.objects.filter(register=register, key__startswith=stem).values_list("key", flat=True)
    waiting = AdjustmentLine.objects.filter(
        adjustment__register=register,
        adjustment__state__in=[AdjustmentState.PROPOSED, AdjustmentState.ADOPTING],
        key__startswith=stem,
    ).values_list("key", flat=True)
    tails = (key[len(stem) :] for key in (*ever, *waiting))
    return max((int(tail) for tail in tails if tail.isascii() and tail.isdigit()), default=0)


def versions(register: str, keys: Collection[str], day: date, *, seen_on: date | None) -> dict[str, EntryVersion]:
    """多个条目：key → the version that held on a day, of those there are. 1 SQL for every 500."""
    found: dict[str, EntryVersion] = {}
    for some in chunks(sorted(set(keys))):
        rows = EntryVersion.objects.filter(register=register, key__in=some).holding(day).seen_on(seen_on)
        found.update({version.key: version for version in rows.select_related("organ")})
    return found

"""引用查询：which entries name others, by the field in which they do; for pages that follow money or duties."""

from collections.abc import Collection
from datetime import date

from gongkai.engines.registers.models import EntryVersion
from gongkai.engines.registers.queries._lines import chunks


def naming(
    register: str, field: str, keys: Collection[str], day: date, *, of: str, seen_on: date | None, limit: int
) -> list[EntryVersion]:
    """引用这些条目的条目：versions of a register that held on a day and name one of `keys` of `of` in a field.

    In the order of keys, at most `limit` for every 500 keys. 1 SQL for every 500.
    """
    found: list[EntryVersion] = []
    for some in chunks(sorted(set(keys))):
        rows = EntryVersion.objects.filter(
            register=register,
            references__field=field,
            references__target__register=of,
            references__target__key__in=some,
        )
        standing = rows.holding(day).seen_on(seen_on).select_related("entry__organ").distinct()
        found += standing.order_by("key")[:limit]
    return found


def versions(register: str, keys: Collection[str], day: date, *, seen_on: date | None) -> dict[str, EntryVersion]:
    """多个条目：key → the version that held on a day, of those there are. 1 SQL for every 500."""
    found: dict[str, EntryVersion] = {}
    for some in chunks(sorted(set(keys))):
        rows = EntryVersion.objects.filter(register=register, key__in=some).holding(day).seen_on(seen_on)
        found.update({version.key: version for version in rows.select_related("entry__organ")})
    return found

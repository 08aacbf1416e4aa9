"""比较：what changed in a register between two days, entry by entry, without reading what did not change."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from gongkai.engines.registers.models import EntryVersion, EntryVersionQuerySet
from gongkai.engines.registers.queries._lines import chunks
from gongkai.engines.registers.rules import Change, FieldChange, Register, change, difference, shown
from gongkai.foundation.organs.models import Organ


@dataclass(frozen=True)
class EntryChange:
    """条目变化：what became of one entry, its versions on the two days, and the public fields that differ."""

    key: str
    title: str
    change: Change
    before: EntryVersion | None
    after: EntryVersion | None
    fields: tuple[FieldChange, ...]

    @property
    def moved(self) -> tuple[Organ, Organ] | None:
        """划转：which organ kept it on the first day and which on the second, where it is another."""
        if self.before is None or self.after is None or self.before.organ_id == self.after.organ_id:
            return None
        return self.before.organ, self.after.organ


@dataclass(frozen=True)
class Comparison:
    """两日对照：changes in the order of keys, and the key after which they go on; "" at the end."""

    changes: tuple[EntryChange, ...]
    next: str


def compare(
    register: Register, first: date, second: date, *, seen_on: date | None, after: str = "", limit: int
) -> Comparison:
    """两日对照：what differs between the first day and the second, at most `limit` entries read. 4 SQL.

    An entry that changed and changed back is no difference; one the public sees no more is none either.
    """
    seen = EntryVersion.objects.filter(register=register.code).seen_on(seen_on)
    keys = _touched(seen, first, second, after=after, limit=limit + 1)
    more = keys[limit - 1] if len(keys) > limit else ""
    keys = keys[:limit]
    old, new = _on(seen, keys, first), _on(seen, keys, second)
    found = (_changed(register, key, old.get(key), new.get(key)) for key in keys)
    return Comparison(tuple(one for one in found if one is not None), more)


def _touched(seen: EntryVersionQuerySet, first: date, second: date, *, after: str, limit: int) -> list[str]:
    """The keys whose versions began or ended after the first day, up to the second."""
    rows = seen.filter(key__gt=after)
    began = rows.filter(since__gt=first, since__lte=second).order_by("key").values_list("key", flat=True)
    ended = rows.filter(until__gt=first, until__lte=second).order_by("key").values_list("key", flat=True)
    return sorted({*began.distinct()[:limit], *ended.distinct()[:limit]})[:limit]


def _on(seen: EntryVersionQuerySet, keys: Collection[str], day: date) -> dict[str, EntryVersion]:
    rows = seen.holding(day).select_related("organ")
    return {version.key: version for some in chunks(keys) for version in rows.filter(key__in=some)}


def _changed(
    register: Register, key: str, before: EntryVersion | None, after: EntryVersion | None
) -> EntryChange | None:
    old = shown(register, before.values) if before else None
    new = shown(register, after.values) if after else None
    kind, standing = change(old, new), after or before
    if kind is None and before and after and before.organ_id != after.organ_id:
        kind = Change.AMENDED  # who keeps it is no field, and a difference all the same
    if kind is None or standing is None:
        return None
    return EntryChange(key, standing.title, kind, before, after, difference(register, old or {}, new or {}))

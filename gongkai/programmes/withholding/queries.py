"""负面清单的提问：what an organ's records may stand on, which stand on none, which entries are due again."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from gongkai.engines.publishing import queries as publishing
from gongkai.engines.publishing.queries import WithheldGroup
from gongkai.engines.registers import queries as registers
from gongkai.engines.registers.models import EntryVersion
from gongkai.engines.registers.rules import YES
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.permission import Decision, Refused
from gongkai.programmes.withholding.rules import REGISTER, Listed, OrganList


def gate(*, organ: str, ground: str, entry: str, at: datetime) -> Decision:
    """不予公开的条件：bound to the port of publishing. Where the entry named holds, only it is read: four SQL queries,
    more for organs above each other. Where none does, the list is, to say whether there is one: at most twice as many.
    """
    on = china_date(at)
    if entry and entry in (found := _lists([organ], on, key=entry)[organ]).entries:
        return found.gate(ground=ground, entry=entry)
    return list_of(organ, on).gate(ground=ground, entry=entry)


def list_of(organ: str, on: date) -> OrganList:
    """机关的负面清单：what its records may stand on, on a day."""
    return lists_of([organ], on)[organ]


def lists_of(codes: Collection[str], on: date) -> dict[str, OrganList]:
    """各机关的负面清单：by code. Three SQL queries, and those of each organ's superiors where anything is listed."""
    return _lists(codes, on)


def _lists(codes: Collection[str], on: date, *, key: str = "") -> dict[str, OrganList]:
    """`key`: only that entry is read of the register."""
    rows = registers.in_force(REGISTER, on, seen_on=None).select_related("organ")
    standing = [_listed(row) for row in (rows.filter(key=key) if key else rows)]
    own = set(
        EntryVersion.objects.filter(register=REGISTER, since__lte=on, organ__code__in=codes)
        .values_list("organ__code", flat=True)
        .distinct()
    )
    if not (standing or own):
        return {code: OrganList({}, adopted=False) for code in codes}
    those = Organ.objects.filter(code__in=codes).select_related("place", "parent")
    above = {organ.code: organs.superiors(place=organ.place, parent=organ.parent) for organ in those}
    return {code: _organ_list(code, above.get(code, frozenset()), standing, own, on) for code in codes}


def _organ_list(
    code: str, above: Collection[str], standing: Iterable[Listed], own: Collection[str], on: date
) -> OrganList:
    entries = {
        one.key: one
        for one in standing
        if one.stands(on) and (one.organ == code or (one.applies and one.organ in above))
    }
    return OrganList(entries, adopted=bool(entries) or code in own)


def _listed(version: EntryVersion) -> Listed:
    values = version.values
    return Listed(
        key=version.key,
        name=version.title,
        organ=version.organ.code,
        ground=str(values.get("ground", "")),
        applies=values.get("applies") == YES,
        rereview_on=date.fromisoformat(str(values["rereview_on"])),
        expires_on=date.fromisoformat(str(values["expires_on"])) if values.get("expires_on") else None,
    )


def choices(organ: str, on: date) -> tuple[tuple[str, str], ...]:
    """可选的清单事项：key and name, for whoever drafts; those of the organ first."""
    found = list_of(organ, on).entries.values()
    ordered = sorted(found, key=lambda one: (one.organ != organ, one.key))
    return tuple((one.key, f"{one.key} {one.name}") for one in ordered)


@dataclass(frozen=True)
class Unlisted:
    """没有清单依据的：so many withheld records of an organ, on one ground, under one entry or none, and why not."""

    group: WithheldGroup
    reason: str


def unlisted(at: datetime, codes: Collection[str] | None = None) -> tuple[Unlisted, ...]:
    """清单以外而没有公开的：withheld records without an entry in force, of organs whose list is adopted."""
    groups = publishing.withheld_groups(at, codes)
    lists = lists_of({group.organ for group in groups}, china_date(at)) if groups else {}
    said = ((one, lists[one.organ].gate(ground=one.ground, entry=one.entry)) for one in groups)
    return tuple(Unlisted(one, decision.reason) for one, decision in said if isinstance(decision, Refused))


def due(on: date, codes: Collection[str] | None = None) -> tuple[Listed, ...]:
    """应当再次审查的清单事项：entries in force whose day has come, or whose last day has passed. One SQL query."""
    rows = registers.in_force(REGISTER, on, seen_on=None).select_related("organ")
    if codes is not None:
        rows = rows.filter(organ__code__in=codes)
    found = (_listed(row) for row in rows)
    return tuple(sorted((one for one in found if one.due(on) or not one.stands(on)), key=lambda one: one.rereview_on))

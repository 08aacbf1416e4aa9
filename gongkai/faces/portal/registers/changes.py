"""名录的变化：between two days, entry by entry and field by field; and adjustment by adjustment, as page and feed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_noop

from gongkai.engines.registers import queries
from gongkai.engines.registers.declared import register_of
from gongkai.engines.registers.models import Adjustment
from gongkai.engines.registers.queries import EntryChange
from gongkai.engines.registers.rules import Change, Register
from gongkai.faces.kit.http import Request
from gongkai.faces.kit.register_names import Names
from gongkai.faces.portal.asking import a_day, number
from gongkai.faces.portal.feeding import FORMATS, Entry, short
from gongkai.faces.portal.http import absolute, page, public
from gongkai.faces.portal.registers.asked import names_of, read
from gongkai.faces.portal.registers.entries import in_both
from gongkai.foundation.errors import NotFound
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs

KEEPER = gettext_noop("维护机关")
SHOWN = 100
NEWEST = 30
LINES = 200


@dataclass(frozen=True)
class Changed:
    """对照的一行：an entry, and its fields on the two days in words, each with the name it bore before, if another."""

    change: EntryChange
    fields: tuple[tuple[str, str, str, str], ...]


@public
def compare(request: Request, register: str) -> HttpResponse:
    """两日对照：printable; without a first day, from the last 1 January.

    :raises NotFound: for a register there is not.
    """
    asked = read(request, register)
    first = a_day(request.GET.get("from", "")) or date(asked.today.year, 1, 1)
    second = a_day(request.GET.get("to", "")) or asked.today
    first, second = min(first, second), max(first, second)
    found = queries.compare(asked.register, first, second, seen_on=asked.today, after=asked.after, limit=SHOWN)
    versions = [one for change in found.changes for one in (change.before, change.after) if one]
    names = names_of(asked.register, versions, second, asked.today)
    moved = {one for change in found.changes for one in change.moved or ()}
    keepers = organs.names_at({(one.code, day) for one in moved for day in (first, second)}) if moved else {}
    span = {"from": first.isoformat(), "to": second.isoformat()}
    facts = {
        "register": asked.register,
        "first": first,
        "second": second,
        "rows": [
            Changed(one, (*_moved(one, keepers, first, second), *_fields(asked.register, one, names, first, second)))
            for one in found.changes
        ],
        "next": asked.address(**span, after=found.next, on="") if found.next else "",
        "again": asked.address(**span, on="") if asked.after else "",
    }
    return page(request, "registers/compare", facts)


def _moved(
    change: EntryChange, keepers: Mapping[tuple[str, date], str], first: date, second: date
) -> Iterator[tuple[str, str, str, str]]:
    """Who kept it on either day, where it moved."""
    if change.moved is not None:
        before, after = change.moved
        yield KEEPER, "", keepers[before.code, first], keepers[after.code, second]


def _fields(
    register: Register, change: EntryChange, names: Names, first: date, second: date
) -> Iterator[tuple[str, str, str, str]]:
    """Field by field; the key and the title of what came or went stand in columns of their own."""
    known = () if change.change is Change.AMENDED else (register.key, register.title)
    for each in change.fields:
        if each.field.key not in known:
            then, now = each.field.as_of(first).name, each.field.as_of(second).name
            yield now, then if then != now else "", *in_both(each, names)


@dataclass(frozen=True)
class Adopted:
    """一次调整：with how many entries it changed, in each manner."""

    adjustment: Adjustment
    counts: tuple[tuple[str, int], ...]


@public
def changes(request: Request, register: str) -> HttpResponse:
    """历次调整：the newest first.

    :raises NotFound: for a register there is not.
    """
    declared, before = register_of(register), number(request.GET.get("before", ""), 1, 10**9)
    found = queries.adjustments(declared.code, before=before, limit=NEWEST + 1, undone=True)
    facts = {
        "register": declared,
        "adjustments": _counted(declared, found[:NEWEST]),
        "older": f"?before={found[NEWEST - 1].number}" if len(found) > NEWEST else "",
        "newest": before is not None,
    }
    return page(request, "registers/changes", facts)


def _counted(register: Register, adjustments: list[Adjustment]) -> list[Adopted]:
    counts = queries.line_counts(adjustments)
    return [Adopted(one, _in_words(register, counts.get(one.pk, {}))) for one in adjustments]


def _in_words(register: Register, counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple((manner.name, counts[manner.code]) for manner in register.manners if manner.code in counts)


@public
def announced(request: Request, register: str, adjustment: str) -> HttpResponse:
    """一次调整：why, on what basis, from when, and each entry it changed.

    :raises NotFound: for what was never adopted.
    """
    declared, found = register_of(register), queries.announced(adjustment)
    if found is None or found.register != declared.code:
        raise NotFound
    names = {manner.code: manner.name for manner in declared.manners}
    today = china_date(request.at)
    lines, hidden = queries.public_lines(found, seen_on=today, limit=LINES)
    facts = {
        "register": declared,
        "adjustment": found,
        "counts": _in_words(declared, queries.line_counts([found]).get(found.pk, {})),
        "lines": [(names.get(line.manner, line.manner), line) for line in lines],
        "hidden": hidden,
        "cut": found.size > LINES,
        "undone": found.state == "undone",
        "sides": _sides(found),
        "in_force": found.since <= today,
    }
    return page(request, "registers/adjustment", facts)


def _sides(found: Adjustment) -> tuple[str, ...]:
    """The two organs between which it moved entries, under the names they bore on its day."""
    if found.other is None:
        return ()
    names = organs.names_on({found.organ.code, found.other.code}, found.since)
    return tuple(names[one.code] for one in (found.organ, found.other) if one.code in names)


@public
def feed(request: Request, register: str, format_: str = "atom") -> HttpResponse:
    """历次调整的订阅。

    :raises NotFound: for a register there is not.
    """
    declared, before = register_of(register), number(request.GET.get("before", ""), 1, 10**9)
    found = queries.adjustments(declared.code, before=before, limit=NEWEST + 1, undone=True)
    following = f"?before={found[NEWEST - 1].number}" if len(found) > NEWEST else ""
    entries = map(_entry, _counted(declared, found[:NEWEST]), [declared] * NEWEST)
    here = f"?before={before}" if before else ""
    path = reverse("portal:register", args=[declared.code])
    return FORMATS[format_](short(f"{declared.name}的调整", path, here, entries, following=following))


def _standing(found: Adjustment) -> str:
    late = "（补录）" if found.entered_late else ""
    return f"批准已撤销：{found.remark}" if found.state == "undone" else f"{found.since:%Y-%m-%d}起施行{late}"


def _entry(adopted: Adopted, register: Register) -> Entry:
    found = adopted.adjustment
    address = absolute(reverse("portal:adjustment", args=[register.code, found.uid]))
    said = "、".join(f"{name}{count}项" for name, count in adopted.counts)
    at = found.adopted_at or found.proposed_at
    return Entry(
        id=address,
        link=address,
        title=f"{register.name}{said}，{_standing(found)}",
        summary=f"理由：{found.reason}；依据：{found.basis}",
        author=found.organ.code,
        published=at,
        updated=at,
        categories=tuple((name, name) for name, _ in adopted.counts),
    )

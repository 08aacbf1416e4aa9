"""条目页：what one entry says as of a day, what it said before and will say, and what refers to it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import quote

from django.http import HttpResponse
from django.urls import reverse

from gongkai.engines.registers import ports, queries
from gongkai.engines.registers.declared import register_of
from gongkai.engines.registers.models import EntryVersion
from gongkai.engines.registers.ports import Link
from gongkai.engines.registers.rules import (
    Field,
    FieldChange,
    Register,
    Type,
    Values,
    cells,
    difference,
    every,
    in_words,
    shown,
    under_headings,
)
from gongkai.faces.kit.http import Request
from gongkai.faces.kit.register_files import path_of
from gongkai.faces.kit.register_names import Names
from gongkai.faces.portal.http import page, public
from gongkai.faces.portal.registers.asked import Asked, names_of, read
from gongkai.faces.portal.registers.drawing import Chart, chart
from gongkai.foundation.errors import NotFound
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.text import storable
from gongkai.programmes.enforcement import queries as enforcement
from gongkai.programmes.enforcement.after import PENALTIES

POWERS, DUTIES = "powers", "duties"
WHOLE = 20
SAID_BY_THE_POWER = frozenset({"code", "organ", "powers"})
"""权力条目已经写明的：what its duties need not say again."""


@dataclass(frozen=True)
class Said:
    """一段文字：and where it leads; nowhere where `href` is empty."""

    text: str
    href: str = ""


@dataclass(frozen=True)
class Shown:
    """一个字段：its lines, each in parts."""

    field: Field
    lines: tuple[tuple[Said, ...], ...]


@dataclass(frozen=True)
class Table:
    """分列的字段：the columns in which anything is said, its rows, and the chart of its steps where it is drawn."""

    field: Field
    columns: tuple[str, ...]
    rows: tuple[tuple[tuple[str, str], ...], ...]
    chart: Chart | None


@dataclass(frozen=True)
class Section:
    """一节：fields under one heading, those in columns after the others; the first may have none."""

    name: str
    fields: tuple[Shown, ...]
    tables: tuple[Table, ...]

    @property
    def heads_tables(self) -> bool:
        """表要不要自己的标题：a table alone under its heading needs no second one."""
        return not self.name or bool(self.fields) or len(self.tables) > 1


@dataclass(frozen=True)
class Step:
    """一个版本：and how it differs from the one before."""

    version: EntryVersion
    changes: tuple[tuple[FieldChange, str, str], ...]
    first: bool
    on: date | None
    moved: tuple[str, str] | None = None


@public
def entry(request: Request, register: str, key: str) -> HttpResponse:
    """一个条目：as of a day; before it began and after it ended its history remains.

    What was withdrawn answers with its key, the day and the reason; what is shown no longer, as if it never was.

    :raises NotFound: for an entry that never stood, or that the public may read no more.
    """
    asked, key = read(request, register), storable(key)
    history = queries.history(asked.register.code, key, seen_on=asked.today)
    if not history:
        return _withdrawn(request, asked, key)
    current = next((one for one in history if _holds(one, asked.day)), None)
    names = names_of(asked.register, history, asked.day, asked.today)
    keepers = _keepers(history, current, asked.day)
    referring, further = queries.referring_to(current, asked.day, seen_on=asked.today) if current else ([], False)
    duties = [one for one in referring if (asked.register.code, one.register) == (POWERS, DUTIES)][:WHOLE]
    facts = {
        "asked": asked,
        "register": asked.register,
        "key": key,
        "title": (current or history[0]).title,
        "current": current,
        "past": asked.day != asked.today,
        "sections": _sections(asked.register, asked.day, current.values, names) if current else (),
        "ended": None if current or history[0].since > asked.day else history[0].until,
        "history": _history(asked.register, history, names, keepers),
        "keeper": keepers[current.organ.code, asked.day] if current else "",
        "traced": _traced(current),
        "referring": [one for one in referring if one not in duties],
        "further": further,
        "duties": _answered_for(duties, asked),
        "to_come": next((one for one in reversed(history) if one.since > asked.day), None),
    }
    return page(request, "registers/entry", facts)


def _traced(version: EntryVersion | None) -> str:
    """办案过程：the case that led to a penalty, where its course may be read."""
    if version is None or version.register != PENALTIES:
        return ""
    return enforcement.traced_cases([version]).get(version.key, "")


def _answered_for(duties: Sequence[EntryVersion], asked: Asked) -> list[tuple[EntryVersion, tuple[Section, ...]]]:
    """责任清单 of a power, whole beside it: not who, which stands above, nor which powers. Two SQL queries for all."""
    if not duties:
        return []
    register = register_of(DUTIES)
    names = names_of(register, duties, asked.day, asked.today)
    found = []
    for duty in duties:
        values = {key: value for key, value in duty.values.items() if key not in SAID_BY_THE_POWER}
        found.append((duty, _sections(register, asked.day, values, names)))
    return found


def _withdrawn(request: Request, asked: Asked, key: str) -> HttpResponse:
    found = queries.withdrawal(asked.register.code, key, seen_on=asked.today)
    if found is None:
        raise NotFound
    facts = {"register": asked.register, "key": key, "adjustment": found}
    return page(request, "registers/withdrawn", facts, status=410)


def _holds(version: EntryVersion, day: object) -> bool:
    return version.since <= day and (version.until is None or day < version.until)  # type: ignore[operator]


def _sections(register: Register, day: date, values: Values, names: Names) -> tuple[Section, ...]:
    """The fields that say something, under their headings."""
    found = shown(register, values)
    said = {field.key: every(found.get(field.key)) for field in register.public if field.key != register.title}
    links = _links(register, said)
    kept = [field for field in register.public if said.get(field.key)]
    lines = {
        field.key: tuple(_said(register.code, field, one, names, links) for one in said[field.key]) for field in kept
    }
    return tuple(
        _section(name, tuple(field.as_of(day) for field in fields), said, lines)
        for name, fields in under_headings(kept)
    )


def _section(
    name: str,
    fields: Sequence[Field],
    said: Mapping[str, tuple[str, ...]],
    lines: Mapping[str, tuple[tuple[Said, ...], ...]],
) -> Section:
    tables = {field.key: _table(field, said[field.key]) for field in fields if field.columns}
    plain = tuple(Shown(field, lines[field.key]) for field in fields if tables.get(field.key) is None)
    return Section(name, plain, tuple(table for table in tables.values() if table is not None))


def _table(field: Field, values: Sequence[str]) -> Table | None:
    """None where nobody parted anything, and there are no steps to number."""
    rows = [cells(value) or (value,) for value in values]
    wide = min(max(map(len, rows)), len(field.columns))
    if wide == 1 and not field.drawn:
        return None
    columns = field.columns[:wide]
    padded = ((*row, *[""] * (wide - len(row))) for row in rows)
    named = tuple(tuple(zip(columns, row, strict=False)) for row in padded)
    return Table(field, columns, named, chart(rows) if field.drawn else None)


def _links(register: Register, said: Mapping[str, tuple[str, ...]]) -> Mapping[str, Sequence[Link]]:
    texts = {one for field in register.public if field.type is Type.BASIS for one in said.get(field.key, ())}
    return ports.basis().links(texts) if texts else {}


def _said(
    register: str, field: Field, value: str, names: Names, links: Mapping[str, Sequence[Link]]
) -> tuple[Said, ...]:
    text = in_words(field, value, names.get(field.key))
    match field.type:
        case Type.BASIS:
            return tuple(_in_parts(text, links.get(text, ())))
        case Type.REFERENCE:
            return (_reference(field, value, names.get(field.key, {})),)
        case Type.ORGAN:
            return (Said(text, reverse("portal:organ", args=[quote(value)])),)
        case Type.FILE:
            return (Said(text, path_of(register, value)),)
        case _:
            return (Said(text),)


def _reference(field: Field, key: str, titles: Mapping[str, str]) -> Said:
    """An entry the public reads no more is named by its key and leads nowhere."""
    address = reverse("portal:entry", args=[field.of, key])
    if key in titles:
        return Said(f"{titles[key]}（{key}）", address)
    return Said(key, "" if register_of(field.of).forgets else address)


def _in_parts(text: str, links: Sequence[Link]) -> Iterator[Said]:
    """A text cut where it cites something."""
    done = 0
    for link in links:
        if link.start > done:
            yield Said(text[done : link.start])
        yield Said(text[link.start : link.end], link.address)
        done = link.end
    if done < len(text):
        yield Said(text[done:])


Keepers = Mapping[tuple[str, date], str]


def _keepers(history: Sequence[EntryVersion], current: EntryVersion | None, day: date) -> Keepers:
    """维护机关的名称：of each version as of its first day, and of what stands as of the day asked. One SQL query."""
    wanted = {(version.organ.code, version.since) for version in history}
    return organs.names_at(wanted | ({(current.organ.code, day)} if current else set()))


def _history(register: Register, history: list[EntryVersion], names: Names, keepers: Keepers) -> list[Step]:
    """The newest first, each beside the one before it."""
    steps = []
    for place, version in enumerate(history):
        before = history[place + 1] if place + 1 < len(history) else None
        old = shown(register, before.values) if before else {}
        on = china_date(version.adopted.adopted_at) if version.adopted.adopted_at else None
        changes = difference(register, old, shown(register, version.values)) if before else ()
        named = (replace(one, field=one.field.as_of(version.since)) for one in changes)
        moved = None
        if before is not None and before.organ_id != version.organ_id:
            moved = (keepers[before.organ.code, before.since], keepers[version.organ.code, version.since])
        changed = tuple((one, *in_both(one, names)) for one in named)
        steps.append(Step(version, changed, before is None, on, moved))
    return steps


def in_both(change: FieldChange, names: Names) -> tuple[str, str]:
    """前后两种说法。"""
    known = names.get(change.field.key)
    return in_words(change.field, change.before, known), in_words(change.field, change.after, known)

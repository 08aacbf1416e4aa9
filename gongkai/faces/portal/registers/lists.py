"""名录列表：all registers; one as of a day, narrowed by words and facets."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse

from gongkai.engines.registers import queries
from gongkai.engines.registers.declared import all_registers
from gongkai.engines.registers.models import EntryVersion
from gongkai.engines.registers.rules import Field, Register, Type, in_words, shown
from gongkai.faces.kit.http import Request
from gongkai.faces.kit.register_names import Names, place_names
from gongkai.faces.portal.http import page, public
from gongkai.faces.portal.registers.asked import Asked, names_of, read
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs

SHOWN = 30


@dataclass(frozen=True)
class Row:
    """列表一行：a version and the fields lists show, besides its key and title."""

    version: EntryVersion
    said: tuple[tuple[Field, str], ...]


@dataclass(frozen=True)
class Option:
    """筛选的一个选项：`count` is none where there are too many to count."""

    value: str
    name: str
    count: int | None


@dataclass(frozen=True)
class Facet:
    """筛选项：a field, its options and the one chosen."""

    field: Field
    options: tuple[Option, ...]
    chosen: str


@dataclass(frozen=True)
class Listed:
    """一个名录：how many entries stand today, and the day it was last adjusted."""

    register: Register
    total: int
    adjusted_on: date | None


@public
def index(request: Request) -> HttpResponse:
    """全部名录：under the headings they declare. Two SQL queries a register."""
    day = china_date(request.at)
    found: dict[str, list[Listed]] = {}
    for register in all_registers():
        latest = next(iter(queries.adjustments(register.code, limit=1)), None)
        on = china_date(latest.adopted_at) if latest and latest.adopted_at else None
        total = queries.total(register, day, seen_on=day)
        found.setdefault(register.group, []).append(Listed(register, total, on))
    return page(request, "registers/index", {"groups": sorted(found.items()), "most": queries.MOST_COUNTED})


@public
def listing(request: Request, register: str) -> HttpResponse:
    """一个名录：as of a day, narrowed, a page at a time.

    :raises NotFound: for a register there is not.
    """
    asked = read(request, register)
    declared = asked.register
    day, today = asked.day, asked.today
    found = queries.listing(
        declared, day, seen_on=today, words=asked.words, chosen=asked.chosen, after=asked.after, limit=SHOWN
    )
    total = queries.total(declared, day, seen_on=today, words=asked.words, chosen=asked.chosen)
    counted = total <= queries.MOST_COUNTED
    names = names_of(declared, found.versions, asked.day, asked.today)
    facts = {
        "asked": asked,
        "register": declared,
        "rows": [_row(declared, version, names, day) for version in found.versions],
        "columns": _columns(declared, day),
        "facets": _facets(asked, counted=counted),
        "total": total if counted else queries.MOST_COUNTED,
        "counted": counted,
        "past": asked.day != asked.today,
        "next": asked.address(after=found.next) if found.next else "",
        "first": asked.address() or "?" if asked.after else "",
        "parameters": asked.address(q="", **dict.fromkeys(asked.chosen, "")),
    }
    return page(request, "registers/register", facts)


def _columns(register: Register, day: date) -> tuple[Field, ...]:
    named = (register.key, register.title)
    listed = (field for field in register.public if field.listed and field.key not in named)
    return tuple(field.as_of(day) for field in listed if field.asked_on(day))


def _row(register: Register, version: EntryVersion, names: Names, day: date) -> Row:
    values = shown(register, version.values)
    said = ((field, in_words(field, values.get(field.key), names.get(field.key))) for field in _columns(register, day))
    return Row(version, tuple(said))


def _facets(asked: Asked, *, counted: bool) -> list[Facet]:
    """What readers may narrow by; with counts while all answers can be counted."""
    found = queries.facets(asked.register, asked.day, seen_on=asked.today, words=asked.words, chosen=asked.chosen)
    borne = [one for one in asked.register.facets if one.asked_on(asked.day) or found.get(one.key)]
    return [_facet(asked, one.as_of(asked.day), found.get(one.key, {}), counted=counted) for one in borne]


def _facet(asked: Asked, field: Field, counts: Mapping[str, int], *, counted: bool) -> Facet:
    chosen = asked.chosen.get(field.key, "")
    if field.type is Type.CODE:
        names = {choice.code: choice.name for choice in field.choices if choice.code in counts or not counted}
    elif field.type is Type.ORGAN:
        names = organs.names_on(set(counts), asked.day)
    else:
        known = place_names(counts, asked.day) if field.type is Type.PLACE else {}
        names = {value: in_words(field, value, known) for value in counts}
    if chosen:
        names.setdefault(chosen, in_words(field, chosen))
    options = (Option(value, name, counts.get(value, 0) if counted else None) for value, name in sorted(names.items()))
    return Facet(field, tuple(options), chosen)

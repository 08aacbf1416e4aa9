"""条目页：what one entry says as of a day, what it said before and will say, and what refers to it."""

from dataclasses import dataclass
from urllib.parse import quote

from django.http import HttpResponse
from django.urls import reverse

from gongkai.engines.registers import queries
from gongkai.engines.registers.models import EntryVersion
from gongkai.engines.registers.rules import (
    Field,
    FieldChange,
    Register,
    Type,
    Values,
    difference,
    every,
    in_words,
    shown,
)
from gongkai.faces.kit.http import Request
from gongkai.faces.portal.http import page, public
from gongkai.faces.portal.registers.asked import Names, names_of, read
from gongkai.foundation.errors import NotFound
from gongkai.foundation.text import storable


@dataclass(frozen=True)
class Said:
    """一项内容：a line of a field, and where it leads."""

    text: str
    href: str


@dataclass(frozen=True)
class Shown:
    """一个字段：its lines."""

    field: Field
    lines: tuple[Said, ...]


@dataclass(frozen=True)
class Step:
    """一个版本：and how it differs from the one before."""

    version: EntryVersion
    changes: tuple[tuple[FieldChange, str, str], ...]
    first: bool


@public
def entry(request: Request, register: str, key: str) -> HttpResponse:
    """一个条目：as of a day; before it began and after it ended its history remains.

    :raises NotFound: for an entry that never stood.
    """
    asked = read(request, register)
    history = queries.history(asked.register.code, storable(key))
    if not history:
        raise NotFound
    current = next((one for one in history if _holds(one, asked.day)), None)
    names = names_of(asked.register, history, asked.day)
    facts = {
        "asked": asked,
        "register": asked.register,
        "key": key,
        "title": (current or history[0]).title,
        "current": current,
        "past": asked.day != asked.today,
        "fields": _fields(asked.register, current.values, names) if current else (),
        "ended": None if current or history[0].since > asked.day else history[0].until,
        "history": _history(asked.register, history, names),
        "referring": queries.referring_to(current, asked.day) if current else (),
        "to_come": next((one for one in reversed(history) if one.since > asked.day), None),
    }
    return page(request, "registers/entry", facts)


def _holds(version: EntryVersion, day: object) -> bool:
    return version.since <= day and (version.until is None or day < version.until)  # type: ignore[operator]


def _fields(register: Register, values: Values, names: Names) -> tuple[Shown, ...]:
    found = shown(register, values)
    lines = (
        Shown(field, tuple(_said(field, one, names) for one in every(found.get(field.key))))
        for field in register.public
        if field.key != register.title
    )
    return tuple(line for line in lines if line.lines)


def _said(field: Field, value: str, names: Names) -> Said:
    text = in_words(field, value, names.get(field.key))
    if field.type is Type.REFERENCE:
        return Said(f"{text}（{value}）" if text != value else value, reverse("portal:entry", args=[field.of, value]))
    href = reverse("portal:organ", args=[quote(value)]) if field.type is Type.ORGAN else ""
    return Said(text, href)


def _history(register: Register, history: list[EntryVersion], names: Names) -> list[Step]:
    """The newest first, each beside the one before it."""
    steps = []
    for place, version in enumerate(history):
        before = history[place + 1] if place + 1 < len(history) else None
        old = shown(register, before.values) if before else {}
        changes = difference(register, old, shown(register, version.values)) if before else ()
        steps.append(Step(version, tuple((one, *in_both(one, names)) for one in changes), before is None))
    return steps


def in_both(change: FieldChange, names: Names) -> tuple[str, str]:
    """前后两种说法。"""
    known = names.get(change.field.key)
    return in_words(change.field, change.before, known), in_words(change.field, change.after, known)

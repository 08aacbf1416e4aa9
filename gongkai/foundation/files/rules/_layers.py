"""隐藏图层：what optional content hides, taken out of the pages of a PDF."""

from collections.abc import Sequence
from typing import Any

from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, IndirectObject, NameObject

_SHOWS = {b"Tj", b"TJ", b"'", b'"', b"Do", b"sh", b"INLINE IMAGE"}
_PAINTS = {b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"S", b"s"}
Hidden = set[int]


def hidden_layers(root: DictionaryObject) -> Hidden:
    """隐藏图层：the object numbers of the groups that are off when the document is opened."""
    properties = _dictionary(root.get("/OCProperties"))
    default = _dictionary(properties.get("/D"))
    groups = _numbers(properties.get("/OCGs"))
    off = groups if default.get("/BaseState") == "/OFF" else set()
    return (off - _numbers(default.get("/ON"))) | _numbers(default.get("/OFF"))


def _dictionary(value: Any) -> DictionaryObject:
    found = value.get_object() if value is not None else None
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def _numbers(value: Any) -> Hidden:
    found = value.get_object() if value is not None else []
    return {item.idnum for item in found if isinstance(item, IndirectObject)} if isinstance(found, list) else set()


def is_hidden(group: Any, hidden: Hidden) -> bool:
    """是否隐藏：a group, or a membership dictionary by its policy; an expression counts when all it names are off."""
    if isinstance(group, IndirectObject) and group.idnum in hidden:
        return True
    held = _dictionary(group)
    if held.get("/Type") != "/OCMD":
        return False
    named = held.raw_get("/OCGs") if "/OCGs" in held else ArrayObject()
    listed = named.get_object() if isinstance(named, IndirectObject) and named.idnum not in hidden else named
    members = list(listed) if isinstance(listed, list) else [named]
    off = [isinstance(member, IndirectObject) and member.idnum in hidden for member in members]
    return {"/AllOn": any(off), "/AnyOff": not any(off), "/AllOff": bool(off) and not all(off)}.get(
        str(held.get("/P", "/AnyOn")), bool(off) and all(off)
    )


def without_hidden(content: ContentStream, resources: DictionaryObject, hidden: Hidden) -> bool:
    """去隐藏内容：takes out what is shown within hidden marks, and hidden pictures; the state they set stays.

    Whether anything was taken out.
    """
    names = _dictionary(resources.get("/Properties"))
    objects = _dictionary(resources.get("/XObject"))
    kept: list[tuple[Any, bytes]] = []
    marks: list[bool] = []
    for operands, operator in content.operations:
        if operator in {b"BDC", b"BMC"}:
            marks.append(operator == b"BDC" and _is_off(operands, names, hidden))
        elif operator == b"EMC" and marks:
            marks.pop()
        unseen = any(marks) or (operator == b"Do" and _is_object_off(operands, objects, hidden))
        if unseen and operator in _PAINTS:
            kept.append(([], b"n"))
        elif not (unseen and operator in _SHOWS):
            kept.append((operands, operator))
    changed = kept != content.operations
    content.operations = kept
    return changed


def _is_off(operands: Sequence[Any], names: DictionaryObject, hidden: Hidden) -> bool:
    if len(operands) < 2 or operands[0] != "/OC" or not isinstance(operands[1], NameObject):
        return False
    return operands[1] in names and is_hidden(names.raw_get(operands[1]), hidden)


def _is_object_off(operands: Sequence[Any], objects: DictionaryObject, hidden: Hidden) -> bool:
    held = _dictionary(objects.get(operands[0])) if operands else DictionaryObject()
    return "/OC" in held and is_hidden(held.raw_get("/OC"), hidden)

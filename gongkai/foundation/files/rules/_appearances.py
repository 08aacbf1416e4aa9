"""批注与表单：what a reader sees of them becomes part of the page, or goes; comments never go along."""

from typing import Any

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    StreamObject,
)

from gongkai.foundation.errors import Invalid
from gongkai.foundation.files.rules._layers import is_hidden

UNAPPLIED = (
    "这个 PDF 里有还没有“应用”的密文标记：方框下面的文字还在，公开后能被复制出来。"
    "请在原软件中应用密文，或者去掉标记，另存后再上传。"
)
_DRAWN = {"/Widget", "/Stamp"}
_LINK = {"/Type", "/Subtype", "/Rect", "/Border", "/C", "/H", "/Dest", "/A", "/QuadPoints", "/F", "/StructParent"}
_HIDDEN = 0x02 | 0x20


def settle_annotations(writer: PdfWriter, page: DictionaryObject, hidden: set[int]) -> None:
    """落定批注：links stay; filled forms, seals and typed text are drawn into the page; comments go.

    :raises Invalid: when something is marked to be blacked out and was not.
    """
    listed = page.get("/Annots")
    kept = ArrayObject()
    for entry in listed.get_object() if listed is not None else []:
        item = entry.get_object()
        if not isinstance(item, DictionaryObject):
            continue
        kind = item.get("/Subtype")
        if kind == "/Redact":
            raise Invalid(UNAPPLIED, code="unapplied-redaction")
        if kind == "/Link":
            for key in [key for key in item if key not in _LINK]:
                del item[key]
            kept.append(entry)
        elif _is_drawn(item, kind, hidden):
            _draw(writer, page, item)
    page.pop("/Annots", None)
    if kept:
        page[NameObject("/Annots")] = kept


def _is_drawn(item: DictionaryObject, kind: Any, hidden: set[int]) -> bool:
    """A seal, a form's field, or text typed onto the page; not what is hidden from view."""
    typed = kind == "/FreeText" and item.get("/IT") == "/FreeTextTypewriter"
    off = int(item.get("/F", 0)) & _HIDDEN or ("/OC" in item and is_hidden(item.raw_get("/OC"), hidden))
    return (kind in _DRAWN or typed) and not off


def _draw(writer: PdfWriter, page: DictionaryObject, item: DictionaryObject) -> None:
    """Its normal appearance, placed as a viewer places it (ISO 32000-1, 12.5.5)."""
    form = _normal(item)
    if form is None:
        return
    box, rect = _numbers(form.get("/BBox")), _numbers(item.get("/Rect"))
    matrix = _numbers(form.get("/Matrix")) or [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]
    if len(box) != 4 or len(rect) != 4 or len(matrix) != 6:
        return
    xs, ys = _corners(box, matrix)
    left, bottom = min(rect[0], rect[2]), min(rect[1], rect[3])
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    if not wide or not high:
        return
    across, up = abs(rect[2] - rect[0]) / wide, abs(rect[3] - rect[1]) / high
    _append(writer, page, form, f"{across:.5f} 0 0 {up:.5f} {left - min(xs) * across:.4f} {bottom - min(ys) * up:.4f}")


def _corners(box: list[float], matrix: list[float]) -> tuple[list[float], list[float]]:
    a, b, c, d, e, f = matrix
    points = [(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
    return [a * x + c * y + e for x, y in points], [b * x + d * y + f for x, y in points]


def _append(writer: PdfWriter, page: DictionaryObject, form: StreamObject, place: str) -> None:
    resources = DictionaryObject(page.get("/Resources", DictionaryObject()).get_object())
    objects = DictionaryObject(resources.get("/XObject", DictionaryObject()).get_object())
    name = NameObject(f"/Drawn{len(objects)}")
    form[NameObject("/Type")], form[NameObject("/Subtype")] = NameObject("/XObject"), NameObject("/Form")
    objects[name] = form.indirect_reference or writer._add_object(form)
    resources[NameObject("/XObject")] = objects
    page[NameObject("/Resources")] = resources
    before, after = DecodedStreamObject(), DecodedStreamObject()
    before.set_data(b"q\n")
    after.set_data(f"\nQ\nq {place} cm {name} Do Q\n".encode())
    contents = page.get("/Contents", ArrayObject())
    held = contents.get_object()
    parts = list(held) if isinstance(held, ArrayObject) else [contents.indirect_reference or writer._add_object(held)]
    pieces = [writer._add_object(before), *parts, writer._add_object(after)]
    page[NameObject("/Contents")] = ArrayObject(pieces)


def _normal(item: DictionaryObject) -> StreamObject | None:
    """The appearance in force: of a box or a button the one of its state."""
    appearances = item.get("/AP", DictionaryObject()).get_object()
    normal = appearances.get("/N")
    held = normal.get_object() if normal is not None else None
    if isinstance(held, StreamObject):
        return held
    state = held.get(item.get("/AS", "/Off")) if isinstance(held, DictionaryObject) else None
    found = state.get_object() if state is not None else None
    return found if isinstance(found, StreamObject) else None


def _numbers(value: Any) -> list[float]:
    held = value.get_object() if value is not None else None
    return [float(number.get_object()) for number in held] if isinstance(held, ArrayObject) else []

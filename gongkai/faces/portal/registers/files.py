"""名录的文件：the whole register as of a day, as CSV, XLSX or JSON; what programs are told is Chinese for everybody."""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from gongkai.engines.registers import queries
from gongkai.engines.registers.models import EntryVersion
from gongkai.engines.registers.rules import Field, Register, Type, in_words, shown
from gongkai.faces.kit.http import Request
from gongkai.faces.kit.register_files import addresses, with_addresses
from gongkai.faces.kit.tables import MOST_IN_BOOK, Cell, csv_stream, xlsx_file
from gongkai.faces.portal.http import absolute, machine
from gongkai.faces.portal.registers.asked import Asked, read
from gongkai.foundation.errors import Invalid

FORMAT = "gongkai-register-1"
_PROPERTIES = "docProps/core.xml"
_WRITTEN = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")
SPAN = ("有效期自", "有效期至（不含）", "维护机关代码")


@machine
def table(request: Request, register: str, format_: str) -> HttpResponseBase:
    """名录下载。

    :raises NotFound: for a register there is not.
    :raises Invalid: for a workbook too long to open.
    """
    asked = read(request, register)
    declared = asked.register
    name = f"{declared.code}-{asked.day.isoformat()}"
    if format_ == "json":
        return _json(asked, name)
    fields = _begun(asked)
    head = [*(field.as_of(asked.day).name for field in fields), *SPAN]
    rows = (
        _cells(declared, fields, version) for version in queries.everything(declared, asked.day, seen_on=asked.today)
    )
    if format_ == "csv":
        return csv_stream(name, head, rows)
    kept = []
    for row in rows:
        kept.append(row)
        if len(kept) > MOST_IN_BOOK:
            raise Invalid(f"这个名录超过{MOST_IN_BOOK}条，Excel 难以打开。请改为下载 CSV 或者 JSON。")
    response = xlsx_file(name, head, kept)
    response.content = steady(response.content)
    del response["Cache-Control"]  # as of every public address
    return response


def steady(book: bytes) -> bytes:
    """不变的工作簿：the same bytes for the same rows: when it was packed is left out, so a copy can be asked after."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(zipfile.ZipInfo(name), _WRITTEN.sub(b"", content) if name == _PROPERTIES else content)
    return kept.getvalue()


def _begun(asked: Asked) -> tuple[Field, ...]:
    """The fields there were by that day; what was given up since stays readable."""
    return tuple(field for field in asked.register.public if field.since is None or field.since <= asked.day)


def _cells(register: Register, fields: tuple[Field, ...], version: EntryVersion) -> list[Cell]:
    values = shown(register, version.values)
    said: list[Cell] = [_written(register, field, values.get(field.key)) for field in fields]
    return [*said, version.since, version.until, version.organ.code]


def _written(register: Register, field: Field, value: Any) -> str:
    """As an import reads it again: numbers without their unit, files by their address."""
    if field.type is Type.FILE and value:
        found = addresses(register, value)
        return found if isinstance(found, str) else "\n".join(found)
    if field.type in (Type.NUMBER, Type.AMOUNT) and isinstance(value, str):
        return value
    return in_words(field, value)


def _json(asked: Asked, name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(_pieces(asked), content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.json"'
    return response


def _pieces(asked: Asked) -> Iterator[str]:
    """The register entry by entry, so that its length costs no memory."""
    register = asked.register
    head = {
        "format": FORMAT,
        "register": register.code,
        "name": register.name,
        "on": asked.day.isoformat(),
        "url": absolute(reverse("portal:register", args=[register.code])),
        "fields": [_field(field.as_of(asked.day)) for field in _begun(asked)],
    }
    yield _dumped(head)[:-1] + ', "entries": ['
    for place, version in enumerate(queries.everything(register, asked.day, seen_on=asked.today)):
        yield (",\n" if place else "\n") + _dumped(as_dict(register, version))
    yield "\n]}\n"


def _dumped(said: Any) -> str:
    return json.dumps(said, ensure_ascii=False)


def _field(field: Field) -> dict[str, Any]:
    said: dict[str, Any] = {"key": field.key, "name": field.name, "type": field.type.value, "many": field.many}
    if field.unit:
        said["unit"] = field.unit
    if field.of:
        said["register"] = field.of
    if field.choices:
        said["choices"] = {choice.code: choice.name for choice in field.choices}
    return said


def as_dict(register: Register, version: EntryVersion) -> dict[str, Any]:
    """一个条目的机读形式。"""
    return {
        "key": version.key,
        "title": version.title,
        "number": version.number,
        "since": version.since.isoformat(),
        "until": version.until.isoformat() if version.until else None,
        "organ": version.organ.code,
        "adopted_at": version.adopted.adopted_at.isoformat() if version.adopted.adopted_at else None,
        "entered_late": version.adopted.entered_late,
        "url": absolute(reverse("portal:entry", args=[register.code, version.key])),
        "values": with_addresses(register, shown(register, version.values)),
    }

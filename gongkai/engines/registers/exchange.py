"""名录文件：rows of a register as a clerk edits them, from XLSX, CSV or JSON; columns are the fields' names."""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.engines.registers.rules import Register
from gongkai.foundation.errors import Invalid
from gongkai.foundation.files.rules import TXT, XLSX, check, encodings_for
from gongkai.foundation.tables import Line, Unreadable, first_sheet
from gongkai.foundation.text import storable

MANNER = "调整方式"
# 导出时写上、导入时不读的列：what the office program shows beside the fields.
IGNORED = frozenset({"有效期自", "有效期至（不含）", "维护机关代码", "行", "问题"})
MOST_ROWS = 50_000
AT_ONCE = 2_000
"""行：so many are tried while their sender waits; more are tried behind."""
_BYTES_AT_ONCE = 1_000_000
_PACKED_AT_ONCE = 150_000
"""工作簿的字节：some 5,000 rows, which take about two seconds to unpack and read."""
_FORMULA = "=+-@\t\r"


@dataclass(frozen=True)
class FileRow:
    """文件的一行：its number, the manner written there, its values, and what is wrong with the row itself."""

    number: int
    manner: str
    values: Mapping[str, object]
    problem: str = ""


def columns(register: Register, on: date) -> tuple[str, ...]:
    """列名：of a file that can be brought in on a day."""
    return (MANNER, *(field.name for field in register.asked_on(on)))


def read(register: Register, content: bytes) -> list[FileRow]:
    """读入：the rows of a file; empty ones are passed over.

    :raises Invalid: when it is no such file, lacks the key's column, or is too long.
    """
    kind = check(io.BytesIO(content), "")
    if kind not in {TXT, XLSX}:
        raise Invalid(_unreadable(register), field="file")
    if kind == TXT and content.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in (b"{", b"["):
        return _of_json(register, content)
    if kind == TXT:
        return _of_table(register, _of_text(content))
    try:
        return _of_table(register, first_sheet(content))
    except Unreadable as error:
        raise Invalid(_unreadable(register), field="file") from error


def takes_long(content: bytes) -> bool:
    """是否要久：so large that not even its rows are read while its sender waits."""
    return len(content) > (_PACKED_AT_ONCE if content[:2] == b"PK" else _BYTES_AT_ONCE)


def is_short(register: Register, content: bytes) -> bool:
    """是否简短：few enough rows to be tried while its sender waits.

    :raises Invalid: when it is no such file.
    """
    return not takes_long(content) and len(read(register, content)) <= AT_ONCE


def _unreadable(register: Register) -> str:
    key = register.field(register.key).name
    return f"读不出这个文件。请先下载{register.name}的表格，照样子填写后上传；第一行是列名，其中要有“{key}”。"


def _of_table(register: Register, lines: Iterator[Line]) -> list[FileRow]:
    first = next(lines, Line(1, ()))
    head = [_text(cell) for cell in first.cells]
    known = _known(register)
    if not any(known.get(name) == register.key for name in head):
        raise Invalid(_unreadable(register), field="file")
    if first.merged:  # a column without a name would be passed over
        raise Invalid("列名有合并单元格，请取消合并，每列写上列名后再上传。", field="file")
    fields = [known.get(name, name) for name in head]
    twice = sorted({name for name, field in zip(head, fields, strict=True) if field and fields.count(field) > 1})
    if twice:
        raise Invalid(f"“{'”“'.join(twice)}”这几列重复了，请每列只留一个。", field="file")
    found: list[FileRow] = []
    for line in lines:
        if any(_text(cell) for cell in line.cells):
            found.append(_row(line.number, dict(zip(head, line.cells, strict=False)), known, line.merged))
            _insist_short(found)
    return found


def _known(register: Register) -> dict[str, str]:
    """Column → field, by its name, a former one, its key or another heading; empty where the column is not read."""
    known = {former.name: field.key for field in register.fields for former in field.formerly} | dict(register.headings)
    known |= {field.name: field.key for field in register.fields}
    return known | {field.key: field.key for field in register.fields}


def _row(number: int, cells: Mapping[str, object], known: Mapping[str, str], problem: str) -> FileRow:
    """An empty cell empties its field; a column that is not there leaves it as it stands."""
    values = {
        known.get(name, name): _plain(cell)
        for name, cell in cells.items()
        if name and name != MANNER and (known[name] if name in known else name not in IGNORED and _text(cell))
    }
    return FileRow(number, _text(cells.get(MANNER)), values, problem)


def _insist_short(found: Sequence[FileRow]) -> None:
    if len(found) > MOST_ROWS:
        raise Invalid(f"一次最多导入{MOST_ROWS}行，请分成几个文件。", field="file")


def _of_json(register: Register, content: bytes) -> list[FileRow]:
    """The file this register is published as, or a plain list of entries."""
    try:
        said = _storable(json.loads(content.decode("utf-8-sig")))
    except (ValueError, RecursionError) as error:
        raise Invalid(_unreadable(register), field="file") from error
    entries = said.get("entries") if isinstance(said, dict) else said
    if not isinstance(entries, list):
        raise Invalid(_unreadable(register), field="file")
    known = _known(register)
    found: list[FileRow] = []
    for number, entry in enumerate(entries, start=1):
        values = entry.get("values", entry) if isinstance(entry, dict) else None
        if not isinstance(values, dict):
            found.append(FileRow(number, "", {}, "这一条不是“字段：取值”的形式。"))
            continue
        named = {known.get(str(name), str(name)): value for name, value in values.items()}
        named.pop("", None)
        manner = named.pop(MANNER, entry.get("manner", ""))
        found.append(FileRow(number, _text(manner), named))
        _insist_short(found)
    return found


def _storable(said: Any) -> Any:
    """What escapes may bring in, NUL or half a pair, is in no text a database, a page or a workbook takes."""
    match said:
        case str():
            return storable(said)
        case list():
            return [_storable(one) for one in said]
        case dict():
            return {storable(key): _storable(one) for key, one in said.items()}
        case _:
            return said


def _of_text(content: bytes) -> Iterator[Line]:
    for encoding in encodings_for(content[:4]):
        try:
            rows = list(csv.reader(io.StringIO(content.decode(encoding))))
        except (UnicodeDecodeError, csv.Error):
            continue
        yield from (Line(number, tuple(row)) for number, row in enumerate(rows, start=1))
        return


def _text(cell: object) -> str:
    return "" if cell is None else str(cell).strip()


def _plain(cell: object) -> object:
    """Without the mark that keeps an office program from reading text as a formula."""
    if isinstance(cell, str) and cell[:1] == "'" and cell[1:2] and cell[1] in _FORMULA:
        return cell[1:]
    return cell

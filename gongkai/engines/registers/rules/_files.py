"""文件字段：a stored file as a value names it: its SHA-256 and its name, `<sha256>/<name>`, the end of its address."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from gongkai.engines.registers.rules._schema import Field, Openness, Register, Type, Values

LONGEST_NAME = 120
_FILE = re.compile(r"(?:.*/)?([0-9a-f]{64})/([^/]+)", re.ASCII)
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|#%]')


def read_file(field: Field, text: str) -> str:
    """读取：the address everybody downloads it from, or its end.

    :raises ValueError: with a sentence, for what names no file.
    """
    match = _FILE.fullmatch(unquote(text))
    if match is None:
        raise ValueError(f"“{field.name}”请填写文件的网址，或者随表格一起上传的文件名，现为“{text[:60]}”。")
    return f"{match[1]}/{file_name(match[2])}"


def file_name(text: str) -> str:
    """文件名：as it may stand in an address and on a disk, its ending kept."""
    name = _FORBIDDEN.sub("", text.replace("\\", "/").rsplit("/", 1)[-1]).strip(" .")
    stem, dot, ending = name.rpartition(".")
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}{dot}{ending}" if dot else name[:LONGEST_NAME]


def parts_of(value: str) -> tuple[str, str]:
    """拆开：SHA-256 and name of a value as it is kept."""
    sha256, _, name = value.partition("/")
    return sha256, name


def files_in(register: Register, values: Values, *, public: bool) -> Iterator[tuple[str, str]]:
    """一个版本的文件：(field, value); with `public`, of those fields alone that everybody reads."""
    for field in register.fields:
        if field.type is Type.FILE and (field.openness is Openness.PUBLIC or not public):
            value = values.get(field.key) or ()
            for one in (value,) if isinstance(value, str) else value:
                yield field.key, one

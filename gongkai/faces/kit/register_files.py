"""名录文件的网址：where everybody downloads a file that an entry names."""

from typing import Any
from urllib.parse import quote

from django.conf import settings

from gongkai.engines.registers.rules import Register, Type, Value, every, parts_of


def path_of(register: str, value: str) -> str:
    """路径：of a file as a value names it."""
    sha256, name = parts_of(value)
    return f"/registers/{register}/files/{sha256}/{quote(name)}"


def with_addresses(register: Register, values: dict[str, Value]) -> dict[str, Any]:
    """带网址的取值：for programs: files by their full address, which an import takes too."""
    said: dict[str, Any] = dict(values)
    for field in register.public:
        if field.type is Type.FILE and field.key in values:
            said[field.key] = addresses(register, values[field.key])
    return said


def addresses(register: Register, value: Value) -> Any:
    """全部网址：of one value or many, in the same shape."""
    found = [f"{settings.GONGKAI_ORIGIN}{path_of(register.code, one)}" for one in every(value)]
    return found if isinstance(value, list) else found[0]

"""规范序列化：one way to write a value as bytes, so that a hash means something."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

# A JSON value. `Any` inside because the depth is the caller's; `canonical` refuses what JSON cannot say.
Json = Any
Facts = Mapping[str, Json]


def canonical(value: Json) -> str:
    """规范文本：sorted keys, no spaces, Chinese unescaped; the same value is always the same text.

    :raises TypeError: for what JSON cannot say, floats included (their text is not stable across languages).
    """
    _refuse_floats(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256(text: str) -> str:
    """摘要：SHA-256 of the UTF-8 bytes, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def _refuse_floats(value: Json) -> None:
    if isinstance(value, float):
        raise TypeError("规范文本不接受小数")
    if isinstance(value, Mapping):
        for part in value.values():
            _refuse_floats(part)
    elif isinstance(value, list | tuple):
        for part in value:
            _refuse_floats(part)

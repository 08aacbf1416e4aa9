"""繁简：a query typed in traditional characters, in the simplified ones documents are written in."""

from functools import cache

import opencc


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def simplified(text: str) -> str:
    """简化：`text` in simplified characters; what is simplified already comes back as it was, rare names excepted."""
    converted: str = _converter().convert(text)
    return converted

"""繁简：a query typed in traditional characters, in the simplified ones documents are written in."""

import re
from functools import cache

import opencc

# 覆 is a character of its own in 覆盖, and stands for 复 where something is answered or gone over again.
_ANSWERED = re.compile("覆(?=[函核议查信])|(?<=[答批回])覆(?!盖)")


@cache
def _converter() -> opencc.OpenCC:
    """The characters of Hong Kong, which our own traditional pages are written in (衞、峯), and the others too."""
    return opencc.OpenCC("hk2s")


def simplified(text: str) -> str:
    """简化：`text` in simplified characters; what is simplified already comes back as it was, rare names excepted."""
    converted: str = _converter().convert(text)
    return _ANSWERED.sub("复", converted)

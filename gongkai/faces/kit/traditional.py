"""繁体：a page converted to traditional characters: its text and what is read aloud, never what programs or forms use.

The conversion is `s2hk`: the characters Hong Kong prescribes (為、裏、着、台), word by word where one simplified
character stands for several (干部 → 幹部, 干净 → 乾淨), and no change of vocabulary: 软件 becomes 軟件, never 軟體. The
words of a law or a decision must not become other words, which rules out the `…p` tables; `s2t` writes forms nobody
prints (爲、羣), and `s2tw` reads 着 as 著. Those nearest to mainland texts read them in Hong Kong and Macao.
"""

import re
from functools import cache

from django.http.response import HttpResponseBase
from opencc import OpenCC

_PIECES = re.compile(
    r"(<!--.*?-->|<script\b.*?</script>|<style\b.*?</style>|<textarea\b.*?</textarea>|<[^>]*>)",
    re.DOTALL | re.IGNORECASE,
)
_SPOKEN = re.compile(r'(\s(?:aria-label|title|placeholder|alt)=")([^"]*)(")')
_META = re.compile(r'(\scontent=")([^"]*)(")')
_VERBATIM = re.compile(r'<(?:code|pre|kbd)\b|<[^>]*\stranslate="no"', re.IGNORECASE)
_NAME = re.compile(r"</?([a-zA-Z0-9]+)")
_EMPTY = frozenset({"input", "img", "link", "meta", "br", "hr", "source", "wbr", "col"})
_JOINT = "\x1f"


@cache
def _converter(table: str) -> OpenCC:
    return OpenCC(table)


def traditional(text: str) -> str:
    """转为繁体。"""
    return str(_converter("s2hk").convert(text))


def simplified(text: str) -> str:
    """转为简体：of whichever region."""
    return str(_converter("t2s").convert(text))


def page(html: str) -> str:
    """整页转换：text nodes and the attributes a reader sees or hears; what a form sends or an address says stays."""
    pieces = _PIECES.split(html)
    wanted = _readable(pieces)
    said = traditional(_JOINT.join(pieces[at] for at in wanted)).split(_JOINT) if wanted else ()
    for at, text in zip(wanted, said, strict=True):
        pieces[at] = text
    return "".join(_attributes(piece) if piece.startswith("<") else piece for piece in pieces)


def _readable(pieces: list[str]) -> list[int]:
    """Which pieces are text to be read; whatever stands inside a verbatim element is not."""
    found: list[int] = []
    verbatim, depth = "", 0
    for at, piece in enumerate(pieces):
        if not piece.startswith("<"):
            if not verbatim and not piece.isascii():
                found.append(at)
            continue
        named = _NAME.match(piece)
        name = named[1].lower() if named else ""
        if verbatim:
            depth += (name == verbatim) * (-1 if piece.startswith("</") else 1)
            verbatim = verbatim if depth else ""
        elif _VERBATIM.match(piece) and name not in _EMPTY:
            verbatim, depth = name, 1
    return found


def _attributes(tag: str) -> str:
    if tag.isascii():
        return tag
    tag = _SPOKEN.sub(_said, tag)
    return _META.sub(_said, tag) if tag.startswith("<meta") else tag


def _said(found: re.Match[str]) -> str:
    return f"{found[1]}{traditional(found[2])}{found[3]}"


def convert(response: HttpResponseBase) -> None:
    """转换应答：a page, once; files, feeds and data are left alone."""
    if getattr(response, "is_traditional", False) or response.streaming:
        return
    if not response.get("Content-Type", "").startswith("text/html"):
        return
    content = page(response.content.decode()).encode()  # type: ignore[attr-defined]
    response.content = content  # type: ignore[attr-defined]
    response.is_traditional = True  # type: ignore[attr-defined]
    if response.has_header("Content-Length"):
        response["Content-Length"] = str(len(content))

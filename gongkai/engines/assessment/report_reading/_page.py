"""页面：what was read of a file before it is known what its tables mean."""

import re
import unicodedata
from dataclasses import dataclass
from typing import TypeAlias

_TITLE = re.compile(r"(20\d\d)年?度?[^。;]{0,20}?政府信息公开(?:工作)?年度?报告?")
_PERIOD = re.compile(r"(20\d\d)年1月1日[起到至—-]{0,3}(?:\1年)?12月31日")
_MARKS = re.compile(r"[\s,。、;:.·()（）“”\"'‘’《》〈〉\[\]【】/\\-]+")
_NUMBERING = re.compile(r"^[（(]?(?:[一二三四五六七八九十]{1,2}|\d{1,2})[)）、.．,]+")


@dataclass(frozen=True)
class Place:
    """格：the text of a cell and the column its left edge stands in, from zero."""

    column: int
    text: str


Line: TypeAlias = tuple[Place, ...]


@dataclass(frozen=True)
class Page:
    """页面：tables as lines of cells, each cell once, where it begins; and the text around them."""

    tables: tuple[tuple[Line, ...], ...]
    title: str
    prose: str


def half_width(text: str) -> str:
    """Half-width digits and signs, white space folded."""
    return " ".join(unicodedata.normalize("NFKC", text).replace("\u2212", "-").split())


def key_of(text: str) -> str:
    """The words of a heading without numbering, white space and marks, so that two printings of it are equal."""
    tight = "".join(half_width(text).split())
    return _MARKS.sub("", _NUMBERING.sub("", tight))


def is_numbered(text: str) -> bool:
    """Whether a heading begins with a numbering like 3. or （七）."""
    return bool(_NUMBERING.match("".join(half_width(text).split())))


def year_of(page: Page) -> int | None:
    """The report year, from the title or else from the period the text says it covers."""
    for text in (page.title, page.prose):
        tight = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
        for pattern in (_TITLE, _PERIOD):
            if found := pattern.search(tight):
                return int(found[1])
    return None

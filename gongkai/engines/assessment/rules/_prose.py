"""正文引用的数字：where the text of a report says the number of a cell."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.law.form import Phrase

_BETWEEN = r"(?:总数|数量|共计|合计|共|计|为|了|约|:)*"
_NUMBER = r"(\d{1,3}(?:,\d{3})+|\d+)"
_UNIT = "(?:件|宗|份|起|条)"
_CLAUSE = re.compile(r"[。;!?\n]")
_YEAR = re.compile(r"(\d{4})年")
_OTHER_TIME = re.compile(r"去年|上年同期|同比|比上年")


@dataclass(frozen=True)
class Quoted:
    """引用：a number the text gives for a cell, and the words it stands in."""

    cell: str
    number: int
    text: str


def quoted(prose: str, phrase: Phrase, year: int) -> Iterator[Quoted]:
    """Find what the text says of a cell; sentences about another year are passed over."""
    words = "|".join(re.escape(_plain(word)) for word in sorted(phrase.words, key=len, reverse=True))
    text = _plain(prose)
    for found in re.finditer(f"(?:{words}){_BETWEEN}{_NUMBER}{_UNIT}", text):
        before = _CLAUSE.split(text[: found.start()])[-1]
        years = [int(number) for number in _YEAR.findall(before)]
        if _OTHER_TIME.search(before) or (years and years[-1] != year):
            continue
        yield Quoted(phrase.cell, int(found[1].replace(",", "")), found[0])


def _plain(text: str) -> str:
    """Half width, without white space inside lines."""
    return re.sub(r"[^\S\n]+", "", unicodedata.normalize("NFKC", text))

"""文号：the number an official document is issued under, read in every form people type it.

| form | canonical |
|---|---|
| 机关代字、年份、序号 | `浙政办发〔2024〕12号` |
| 令 | `浙江省人民政府令第302号` |
| 公告、通告 and numbers by year without brackets | `公告2018年第14号` |

GB/T 9704 writes the year in hexagonal brackets and the serial without 第 or leading zeros; people type any bracket or
none, spaces, full-width digits, 第12号, and forget 号.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.foundation.text.folding import fold
from gongkai.foundation.text.folding import normalise as _spelling

_HAN = r"\u3400-\u4dbf\u4e00-\u9fff〇"
_OPEN = r"[〔\[【(<{「『《]"
_CLOSE = r"[〕\]】)>}」』》]"
_YEAR = r"(?:19[4-9]\d|20\d\d|[5-9]\d)"
_FULL_YEAR = r"(?:19[4-9]\d|20\d\d)"
_SERIAL = r"\d{1,6}"
_CODE_ENDS = "发函字规办文电议任批复呈报"

_BRACKETED = re.compile(
    rf"{_OPEN}\s*(?P<year>{_YEAR})\s*年?\s*{_CLOSE}\s*第?\s*(?P<serial>{_SERIAL})(?!\d)(?P<mark>\s*号)?"
)
_ORDER = re.compile(rf"(?P<order>令)\s*第?\s*(?P<serial>{_SERIAL})\s*号")
_ORDER_LAST = re.compile(rf"(?:第\s*|(?<!\d))(?P<serial>{_SERIAL})\s*号\s*令")
_BY_YEAR = re.compile(rf"(?P<year>{_FULL_YEAR})\s*年\s*第\s*(?P<serial>{_SERIAL})\s*号")
_BARE = re.compile(
    rf"(?<=[{_CODE_ENDS}])\s*(?P<year>{_FULL_YEAR})(?:\s*年\s*|\s*第\s*|[\s\-_./·]*)(?P<serial>{_SERIAL})\s*号"
)
_LOOSE = re.compile(
    rf"{_OPEN}?\s*(?P<year>{_FULL_YEAR})\s*{_CLOSE}?\s*(?:年\s*)?第?[\s\-_./·]*(?P<serial>{_SERIAL})(?P<mark>\s*号)?"
)
_AGENCY = re.compile(rf"[{_HAN}]{{1,30}}|(?=[{_HAN}])[{_HAN}a-z]{{1,30}}")
_AGENCY_BACKWARDS = re.compile(rf"(\s*)([{_HAN}]{{0,30}})")
_CUE = re.compile(
    r".*(?:关于|根据|依据|按照|遵照|依照|落实|贯彻|执行|转发|印发|废止|修改|同意|以下简称|参照|通知|意见|办法|规定|文件|方案|条例|号|现将|发布|施行"
    r"|(?<!共)和(?!国)|[的与及由以按见是为《》])"
)
_FULL_NAME = re.compile(r".*(?:人民政府|办公厅|办公室|委员会|领导小组)(?=.{2,}$)")
_AROUND = "《》。,;"
_LABEL = re.compile(r"^(?:发文字号|发文文号|文件编号|文号|字号)\s*[::]?\s*")


@dataclass(frozen=True)
class DocumentNumber:
    """文号：agency code, year (none for orders) and serial; `canonical` is the one way we write it."""

    agency_code: str
    year: int | None
    serial: int
    canonical: str

    @property
    def without_agency(self) -> str:
        """年份与序号：the number as typed by someone who does not remember the agency's code."""
        return f"〔{self.year}〕{self.serial}号" if self.year is not None else f"令第{self.serial}号"


@dataclass(frozen=True)
class Occurrence:
    """文号的出现：where in a text a number stands; `text[start:end]` is how it was typed."""

    start: int
    end: int
    number: DocumentNumber


def parse(text: str) -> DocumentNumber | None:
    """解析文号：`text` as one document number, or None when it is not one."""
    typed = _LABEL.sub("", _spelling(text)).replace(" ", "").strip(_AROUND)
    for length in (found.end() for found in _AGENCY.finditer(typed) if found.start() == 0):
        for pattern in (_BRACKETED, _BY_YEAR, _LOOSE):
            match = pattern.fullmatch(typed, length)
            if match and (pattern is not _LOOSE or _plausible(typed[:length], match)):
                return _number(pattern, match, typed[:length])
    return _order(typed)


def _order(typed: str) -> DocumentNumber | None:
    whole = [found for found in _candidates(typed) if found[:2] == (0, len(typed))]
    return whole[0][2] if whole and whole[0][2].agency_code not in {"", "令"} else None


def normalise(text: str) -> str:
    """文号归一：the canonical form of a typed number; anything else comes back trimmed, as it was."""
    number = parse(text)
    return number.canonical if number else text.strip()


def find(text: str) -> tuple[DocumentNumber, ...]:
    """查找文号：the complete numbers in `text`, each once, in order; a number without its agency is left out."""
    return tuple(dict.fromkeys(found.number for found in occurrences(text) if found.number.agency_code))


def occurrences(text: str) -> Iterator[Occurrence]:
    """文号的出现：every number in `text` in order, without overlap; the agency's code may be missing (〔2024〕12号)."""
    folded = fold(text)
    taken = 0
    for start, end, number in sorted(_candidates(folded), key=lambda found: (found[0], -found[1])):
        if start >= taken:
            taken = end
            yield Occurrence(start, end, number)


def _candidates(folded: str) -> Iterator[tuple[int, int, DocumentNumber]]:
    for pattern in (_BRACKETED, _ORDER, _ORDER_LAST, _BY_YEAR, _BARE):
        for match in pattern.finditer(folded):
            gap, run = _before(folded, match.start())
            agency = _agency(run, full_name=pattern in (_ORDER, _ORDER_LAST))
            if _complete(pattern, match, agency):
                start = match.start() - (gap + len(agency) if agency else 0)
                yield start, match.end(), _number(pattern, match, agency)


def _before(folded: str, end: int) -> tuple[int, str]:
    """The spaces and the run of characters that stand before a position."""
    found = _AGENCY_BACKWARDS.match(folded[max(0, end - 32) : end][::-1])
    return (len(found[1]), found[2][::-1]) if found else (0, "")


def _plausible(agency: str, match: re.Match[str]) -> bool:
    """Without brackets only 号, or an agency's code ending as such codes do, tells a number from a date."""
    return bool(match["mark"]) or agency[-1] in _CODE_ENDS


def _complete(pattern: re.Pattern[str], match: re.Match[str], agency: str) -> bool:
    """Inside running text a bare (2024) 12 is no number: 号 or the proper bracket must stand there."""
    if pattern is not _BRACKETED:
        return bool(agency) or pattern is _ORDER_LAST
    if len(match["year"]) == 2:
        return bool(agency and match["mark"])
    return bool(match["mark"]) or bool(agency and "〔" in match[0])


def _agency(run: str, *, full_name: bool) -> str:
    """The agency's code at the end of the run of characters standing before the year."""
    for ending in ("公告", "通告"):
        if run.endswith(ending):
            return _CUE.sub("", run.removesuffix(ending)) + ending
    code = _CUE.sub("", run)
    return code if full_name else _FULL_NAME.sub("", code)


def _number(pattern: re.Pattern[str], match: re.Match[str], agency: str) -> DocumentNumber:
    serial = int(match["serial"])
    if pattern in (_ORDER, _ORDER_LAST):
        return DocumentNumber(f"{agency}令", None, serial, f"{agency}令第{serial}号")
    year = int(match["year"])
    year = year + 1900 if year < 100 else year
    by_year = pattern is _BY_YEAR and agency[-1:] not in _CODE_ENDS
    canonical = f"{agency}{year}年第{serial}号" if by_year else f"{agency}〔{year}〕{serial}号"
    return DocumentNumber(agency, year, serial, canonical)

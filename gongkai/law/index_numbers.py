"""索引号：the index number of a record, made by the 2009 guideline and read as found in practice."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from .errors import BadIdentifier

_ORG = re.compile(r"[0-9A-Z]{8}[0-9X]")
_BY_ORG_CODE = re.compile(r"([0-9A-Z]{8}[0-9X])/([0-9]{4})-([0-9]{5,7})")
_BY_CREDIT_CODE = re.compile(r"([0-9A-Z]{18})/([0-9]{4})-([0-9]{5,7})")
_LEGACY = re.compile(r"[^\s/\-]+(?:-[^\s/\-]+){5,7}")
_LARGEST_SERIAL = 9_999_999


@dataclass(frozen=True)
class IndexNumber:
    """索引号：unique and unchanging once given, also when the publisher changes.

    `prefix` is an organisation code (form `org`) or a credit code (form `credit`); a `legacy` number
    is kept as it was printed, `year` and `serial` are 0.
    """

    text: str
    form: Literal["org", "credit", "legacy"]
    prefix: str = ""
    year: int = 0
    serial: int = 0

    def __str__(self) -> str:
        return self.text


def format_index_number(org_code: str, year: int, serial: int) -> str:
    """编制索引号：write 前段码/后段码, like 000014349/2021-00112.

    Twenty characters; a series beyond 99999 widens to six and seven digits, as issuers do in practice.
    `year` is the year of publication. 依据：政府信息公开目录系统实施指引（试行）。

    :raises BadIdentifier: when the code, year or serial cannot stand in an index number.
    """
    code = org_code.strip().upper().replace("-", "")
    if not _ORG.fullmatch(code):
        raise BadIdentifier(f"组织机构代码“{org_code}”应为9位，不能编制索引号。请先在机构资料中更正。")
    if not 1949 <= year <= 9999:
        raise BadIdentifier(f"年份“{year}”应为四位数，不能编制索引号。")
    if not 1 <= serial <= _LARGEST_SERIAL:
        raise BadIdentifier(f"顺序号“{serial}”应在1至{_LARGEST_SERIAL}之间，不能编制索引号。")
    return f"{code}/{year}-{serial:05d}"


def parse_index_number(text: str) -> IndexNumber:
    """识别索引号：read an index number as typed or imported, full-width or small letters included.

    :raises BadIdentifier: when it is neither a guideline number nor a legacy one of six groups.
    """
    plain = unicodedata.normalize("NFKC", text).strip().upper()
    for pattern, form in ((_BY_ORG_CODE, "org"), (_BY_CREDIT_CODE, "credit")):
        found = pattern.fullmatch(plain)
        if found:
            return IndexNumber(plain, "org" if form == "org" else "credit", found[1], int(found[2]), int(found[3]))
    if _LEGACY.fullmatch(plain):
        return IndexNumber(unicodedata.normalize("NFKC", text).strip(), "legacy")
    raise BadIdentifier(
        f"“{text.strip()}”不是索引号。索引号形如 000014349/2021-00112：组织机构代码、斜线、四位年份、连字符、顺序号。"
    )

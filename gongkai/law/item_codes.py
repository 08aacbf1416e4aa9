"""事项编码：the codes of service items: the directory's 12 digits, the implementing body's 31, the handling item's 33.

The structure is that of GB/T 39554.1-2020 as it is commonly described; it has not been checked against its text
(`STRUCTURE` says so wherever a code is explained). Some provinces write the parts out with hyphens between them and a
directory code of their own in front: such a code is read too. Real directories contain codes that fail; an import warns
with the sentences of `problems_with_item_code`, it does not reject.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from .codes import item_kinds
from .identifiers import problem_with_credit_code, problem_with_org_code

STRUCTURE = "GB/T 39554.1-2020（编码结构未核对原文）"
NATURES = {"1": "法定机关", "2": "授权组织", "3": "受委托组织"}
"""实施主体性质：what the nineteenth character of an implementing code says."""
_CREDIT, _NATURE, _BASE, _SERIAL = 18, 1, 12, 2
_LENGTHS = (_BASE, _CREDIT + _NATURE + _BASE, _CREDIT + _NATURE + _BASE + _SERIAL)
_DIGITS = re.compile(r"\d+", re.ASCII)
_WRITTEN_OUT = re.compile(
    r"(?P<base>[0-9A-Z]+(?:-[0-9A-Z]{1,6}){0,2})-(?P<area>\d{12})-\d{3}-(?P<body>[0-9A-Za-z-]{1,22})"
    r"-(?P<nature>\d)-(?P<serial>\d{2})",
    re.ASCII,
)
_ORG = re.compile(r"([0-9A-Z]{8})-?([0-9X])", re.ASCII)


class Form(StrEnum):
    """编码形式：which of the codes a text is; written out is a province's, with hyphens."""

    BASE = "基本编码"
    IMPLEMENTING = "实施编码"
    HANDLING = "业务办理项编码"
    WRITTEN_OUT = "分段编码"


@dataclass(frozen=True)
class BaseCode:
    """基本编码：where the directory stands, the kind of item, the sector, the main item and its sub-item."""

    region: str
    kind: str
    sector: str
    main: str
    sub: str


@dataclass(frozen=True)
class ItemCode:
    """事项编码：taken apart; `body` is the credit code, or the organisation code an old directory has instead.

    `base` is the directory's code as it is written, `parts` what it says when it is of twelve digits.
    """

    text: str
    form: Form
    base: str
    parts: BaseCode | None = None
    body: str = ""
    nature: str = ""
    serial: str = ""


def parse_item_code(text: str) -> ItemCode | None:
    """拆分事项编码：none for what has neither the length of one nor its parts; whether they are right is not asked."""
    if text.count("-"):
        return _written_out(text)
    if len(text) not in _LENGTHS:
        return None
    if len(text) == _BASE:
        return ItemCode(text, Form.BASE, text, _base(text))
    body, nature, rest = text[:_CREDIT], text[_CREDIT], text[_CREDIT + _NATURE :]
    base, serial = rest[:_BASE], rest[_BASE:]
    form = Form.HANDLING if serial else Form.IMPLEMENTING
    return ItemCode(text, form, base, _base(base), body, nature, serial)


def _base(text: str) -> BaseCode | None:
    if not _DIGITS.fullmatch(text):
        return None
    return BaseCode(text[:2], text[2:4], text[4:6], text[6:9], text[9:])


def _written_out(text: str) -> ItemCode | None:
    match = _WRITTEN_OUT.fullmatch(text)
    if match is None:
        return None
    base = match["base"]
    parts = _base(base) if len(base) == _BASE else None
    return ItemCode(text, Form.WRITTEN_OUT, base, parts, match["body"], match["nature"], match["serial"])


def format_item_code(base: str, *, body: str = "", nature: str = "", serial: str = "") -> str:
    """合成事项编码：the directory's code alone, or behind its implementing body, or with the serial of a handling item.

    :raises ValueError: for parts that do not have the length they should.
    """
    wanted = ((base, _BASE), (body, _CREDIT), (nature, _NATURE), (serial, _SERIAL))
    if any(part and len(part) != length for part, length in wanted) or not base:
        raise ValueError(f"parts of an item code have fixed lengths: {base!r} {body!r} {nature!r} {serial!r}")
    if bool(body) != bool(nature) or (serial and not body):
        raise ValueError("an implementing body has its nature, and only it numbers handling items")
    return body + nature + base + serial


def problems_with_item_code(text: str) -> tuple[str, ...]:
    """事项编码的问题：a sentence for each; none when the code is well made."""
    code = parse_item_code(text)
    if code is None:
        return (
            f"事项编码“{text[:60]}”共{len(text)}位，不是12位基本编码、31位实施编码或者33位业务办理项编码，请核对。",
        )
    return tuple(_problems(code))


def _problems(code: ItemCode) -> Iterator[str]:
    if code.parts is not None and code.parts.kind not in item_kinds:
        yield f"基本编码“{code.base}”第3、4位“{code.parts.kind}”不是事项类型代码，请核对。"
    if code.parts is None and code.form is not Form.WRITTEN_OUT:
        yield f"基本编码“{code.base}”应为12位数字，请核对。"
    if code.form is Form.BASE:
        return
    if said := _problem_with_body(code):
        yield said
    if code.nature not in NATURES:
        said = "、".join(f"{nature}{name}" for nature, name in NATURES.items())
        yield f"实施主体性质“{code.nature}”没有这个代码，可选：{said}。"
    if code.serial and not _DIGITS.fullmatch(code.serial):
        yield f"业务办理项序号“{code.serial}”应为2位数字，请核对。"


def _problem_with_body(code: ItemCode) -> str:
    """An old directory has the nine characters of an organisation code where the credit code belongs."""
    old = _ORG.fullmatch(code.body)
    if old is None:
        return problem_with_credit_code(code.body)
    return (
        problem_with_org_code("".join(old.groups()))
        or f"实施主体用的是组织机构代码“{code.body}”，请改为统一社会信用代码。"
    )

"""责任分工：who leads and who assists, from the words at the end of a line: （甲牵头，乙、丙配合）; pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_AT_THE_END = (
    re.compile(r"[（(]([^（）()]{2,200})[）)][\s。；;.]{0,20}$"),
    re.compile(r"((?:责任|牵头|负责)(?:单位|部门|机关)[：:][^。]{2,200})[。；;]?\s{0,20}$"),
)
_BEFORE = re.compile(r"(牵头|责任|负责|主办|配合|协办|参与|支持)(?:单位|部门|机关)?[：:]")
_AFTER = re.compile(r"(?:共同)?(牵头|负责|主办|配合|协办|参与|支持)(?:落实|实施)?$")
_ORGAN = re.compile(r"(?:厅|局|委|办|部|院|会|政府|中心|集团|公司|银行|署|处|学校|大学|医院|街道|镇|乡)$")
_SPLIT = re.compile(r"[、，,；;\s]+")
_ASSISTING = frozenset({"配合", "协办", "参与", "支持"})


@dataclass(frozen=True)
class Answering:
    """责任分工：names as written, and the text without the words that say so; no lead where nobody is named."""

    lead: str
    assisting: tuple[str, ...]
    rest: str


def answering(text: str) -> Answering:
    """读出责任分工：of brackets at the end of a line, or of 责任单位：… there.

    >>> answering("新建改建农村公路1000公里（省交通运输厅牵头，省财政厅配合）。")
    Answering(lead='省交通运输厅', assisting=('省财政厅',), rest='新建改建农村公路1000公里')
    """
    for pattern in _AT_THE_END:
        found = pattern.search(text)
        if found:
            lead, *others = _named(found.group(1)) or [""]
            if lead:
                return Answering(lead, tuple(others), text[: found.start()].strip())
    return Answering("", (), text)


def _named(said: str) -> list[str]:
    """Who is named, the lead first, each once; nobody where the words are about something else."""
    leads: list[str] = []
    helps: list[str] = []
    told = False
    for role, names in _roles(said):
        told = told or bool(role)
        (helps if role in _ASSISTING else leads).extend(names)
    found = list(dict.fromkeys([*leads, *helps]))
    return found if found and (told or all(_ORGAN.search(one) for one in found)) else []


def _roles(said: str) -> Iterator[tuple[str, list[str]]]:
    """(role, names): a role stands before its names with a colon, or right after the last of them."""
    role, waiting = "", list[str]()
    for part in _SPLIT.split(said):
        before = _BEFORE.match(part)
        if before:
            yield role, waiting
            role, waiting = before.group(1), []
        said_of = part[before.end() :] if before else part
        after = _AFTER.search(said_of)
        name = (said_of[: after.start()] if after else said_of).strip("。由等 ")
        waiting += [name] if name else []
        if after:
            yield after.group(1), waiting
            role, waiting = "", []
    yield role, waiting

"""样式：what a document's styles say of headings, emphasis, hidden text and numbers, through their ancestry."""

import re
from dataclasses import dataclass
from functools import cache

from lxml import etree

from gongkai.foundation.files.rules import parse_xml
from gongkai.foundation.papers.numbering import W, attribute

_HEADING = re.compile(r"(?i)^(?:heading|标题)\s*([1-9])$")
_TITLES = {"title", "标题"}
_OFF = {"0", "false", "off", "none"}


@dataclass(frozen=True)
class Style:
    """样式：one style, its ancestors' properties included. `level` is an outline level from 1, or 0."""

    level: int = 0
    title: bool = False
    number_id: str = ""
    number_level: int = -1
    marks: frozenset[str] = frozenset()
    hidden: bool = False


PLAIN = Style()
_TOGGLES = {"b": "strong", "i": "em", "strike": "s", "dstrike": "s"}


class Styles:
    """样式表：answers by style id."""

    def __init__(self, content: bytes | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self.default = ""
        root = parse_xml(content, "word/styles.xml") if content is not None else None
        for element in root.iter(f"{W}style") if root is not None else ():
            identity = element.get(f"{W}styleId", "")
            self._elements[identity] = element
            if element.get(f"{W}type") == "paragraph" and element.get(f"{W}default") in {"1", "true"}:
                self.default = identity
        self.get = cache(self._get)

    def numbers(self) -> dict[str, str]:
        """样式的编号：numId by style id."""
        return {name: found for name, one in self._elements.items() if (found := attribute(one, "pPr/numPr/numId"))}

    def _get(self, identity: str) -> Style:
        return self._build(identity, 0)

    def _build(self, identity: str, depth: int) -> Style:
        element = self._elements.get(identity)
        if element is None or depth > 20:
            return PLAIN
        parent = self._build(attribute(element, "basedOn"), depth + 1)
        name = attribute(element, "name").strip().lower()
        number_id = attribute(element, "pPr/numPr/numId")
        return Style(
            level=_outline(name, attribute(element, "pPr/outlineLvl"), parent.level),
            title=name in _TITLES or parent.title,
            number_id=number_id or parent.number_id,
            number_level=_level(attribute(element, "pPr/numPr/ilvl"), parent.number_level if not number_id else -1),
            marks=_marks(element.find(f"{W}rPr"), parent.marks),
            hidden=is_on(element.find(f"{W}rPr/{W}vanish"), parent.hidden),
        )


def _outline(name: str, outline: str, inherited: int) -> int:
    if outline.isdecimal():
        return int(outline) + 1 if int(outline) < 9 else 0
    heading = _HEADING.match(name)
    return int(heading[1]) if heading else inherited


def _level(text: str, inherited: int) -> int:
    return int(text) if text.isdecimal() else inherited


def is_on(element: etree._Element | None, inherited: bool = False) -> bool:
    """开关属性：an on/off property; absent means inherited."""
    return inherited if element is None else element.get(f"{W}val", "1").lower() not in _OFF


def _marks(properties: etree._Element | None, inherited: frozenset[str]) -> frozenset[str]:
    if properties is None:
        return inherited
    marks = set(inherited)
    for name, mark in _TOGGLES.items():
        element = properties.find(f"{W}{name}")
        if element is not None:
            marks = marks | {mark} if is_on(element) else marks - {mark}
    underline = properties.find(f"{W}u")
    if underline is not None:
        marks = marks | {"u"} if underline.get(f"{W}val", "single") != "none" else marks - {"u"}
    position = attribute(properties, "vertAlign")
    if position:
        marks = (marks - {"sup", "sub"}) | {{"superscript": "sup", "subscript": "sub"}.get(position, "")} - {""}
    return frozenset(marks)


def run_marks(properties: etree._Element | None, inherited: frozenset[str]) -> frozenset[str]:
    """文字格式：emphasis of a run, its own properties over the inherited."""
    return _marks(properties, inherited)

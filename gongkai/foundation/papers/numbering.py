"""自动编号：Word's automatic numbers, counted as Word counts them and answered as the literal text it shows."""

import re
from dataclasses import dataclass, field

from lxml import etree

from gongkai.foundation.files.rules import parse_xml
from gongkai.foundation.papers.numerals import FORMATS

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CLOSED = "、．。）】〕：条章节款项编"


def attribute(element: etree._Element | None, path: str, default: str = "") -> str:
    """属性：the w:val of the child at `path` ("w" names without prefix), or the default."""
    if element is None:
        return default
    found = element.find("/".join(f"{W}{name}" for name in path.split("/"))) if path else element
    return default if found is None else found.get(f"{W}val", default)


@dataclass
class Level:
    """编号级：how one level of a list counts and shows itself."""

    start: int = 1
    format: str = "decimal"
    template: str = ""
    suffix: str = "tab"
    restart: int = -1
    legal: bool = False
    style: str = ""


@dataclass
class _Abstract:
    levels: dict[int, Level] = field(default_factory=dict)
    link: str = ""


@dataclass
class _Number:
    abstract: str
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, Level] = field(default_factory=dict)
    begun: set[int] = field(default_factory=set)


class Numbering:
    """编号表：the lists of one document; `label` must be asked once per numbered paragraph, in order."""

    def __init__(self, content: bytes | None, style_numbers: dict[str, str]) -> None:
        """:param style_numbers: numId by paragraph or numbering style, for abstract lists that point to a style."""
        self._abstracts: dict[str, _Abstract] = {}
        self._numbers: dict[str, _Number] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self.unknown: set[str] = set()
        self._style_numbers = style_numbers
        if content is not None:
            self._read(parse_xml(content, "word/numbering.xml"))

    def _read(self, root: etree._Element) -> None:
        for element in root.iter(f"{W}abstractNum"):
            self._abstracts[element.get(f"{W}abstractNumId", "")] = _Abstract(
                _levels(element), attribute(element, "numStyleLink")
            )
        for element in root.findall(f"{W}num"):
            number = _Number(attribute(element, "abstractNumId"))
            for override in element.findall(f"{W}lvlOverride"):
                index = _int(override.get(f"{W}ilvl"), 0)
                number.levels |= _levels(override)
                start = attribute(override, "startOverride")
                if start:
                    number.starts[index] = _int(start, 1)
            self._numbers[element.get(f"{W}numId", "")] = number

    def level_of_style(self, number_id: str, style: str) -> int:
        """样式所在级：the level a list links to a paragraph style; 0 when it links none."""
        levels = self._resolve(number_id)[1]
        return next((index for index, level in levels.items() if level.style == style), 0)

    def is_bullet(self, number_id: str, level: int) -> bool:
        """项目符号：whether this level shows a bullet instead of a number."""
        found = self._resolve(number_id)[1].get(level)
        return found is not None and found.format == "bullet"

    def label(self, number_id: str, index: int) -> str:
        """编号文字：the number as Word prints it before the paragraph, with a space where one is needed."""
        key, levels = self._resolve(number_id)
        number, level = self._numbers.get(number_id), levels.get(index)
        if number is None or level is None:
            return ""
        counts = self._counts.setdefault(key, {})
        self._advance(counts, levels, number, index)
        shown = re.sub(
            r"%([1-9])", lambda match: self._figure(levels, counts, int(match[1]) - 1, level.legal), level.template
        )
        return shown + ("" if not shown or shown[-1] in _CLOSED or level.suffix == "nothing" else " ")

    def _resolve(self, number_id: str) -> tuple[str, dict[int, Level]]:
        """The key its counter goes by, and its levels with the number's own in place of the list's."""
        number = self._numbers.get(number_id)
        if number is None:
            return "", {}
        key, abstract = number.abstract, self._abstracts.get(number.abstract, _Abstract())
        linked = self._numbers.get(self._style_numbers.get(abstract.link, "")) if abstract.link else None
        if linked is not None and linked is not number:
            key, abstract = linked.abstract, self._abstracts.get(linked.abstract, _Abstract())
        return key, abstract.levels | number.levels

    def _advance(self, counts: dict[int, int], levels: dict[int, Level], number: _Number, index: int) -> None:
        if index in number.starts and index not in number.begun:
            counts[index] = number.starts[index] - 1
        number.begun.add(index)
        for higher in range(index):
            counts.setdefault(higher, number.starts.get(higher, levels.get(higher, Level()).start))
        counts[index] = counts.get(index, levels[index].start - 1) + 1
        for lower in [lower for lower in counts if lower > index]:
            restart = levels.get(lower, Level()).restart
            if restart == -1 or (restart > 0 and index < restart):
                del counts[lower]

    def _figure(self, levels: dict[int, Level], counts: dict[int, int], index: int, legal: bool) -> str:
        level = levels.get(index, Level())
        name = "decimal" if legal else level.format
        if name not in FORMATS:
            self.unknown.add(name)
        return FORMATS.get(name, str)(counts.get(index, level.start))


def _levels(element: etree._Element) -> dict[int, Level]:
    found = {}
    for level in element.findall(f"{W}lvl"):
        found[_int(level.get(f"{W}ilvl"), 0)] = Level(
            start=_int(attribute(level, "start"), 1),
            format=attribute(level, "numFmt", "decimal"),
            template=attribute(level, "lvlText"),
            suffix=attribute(level, "suff", "tab"),
            restart=_int(attribute(level, "lvlRestart"), -1),
            legal=level.find(f"{W}isLgl") is not None and attribute(level, "isLgl", "1") not in {"0", "false"},
            style=attribute(level, "pStyle"),
        )
    return found


def _int(text: str | None, default: int) -> int:
    return int(text) if text and text.isdecimal() else default

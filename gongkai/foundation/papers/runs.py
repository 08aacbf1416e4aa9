"""段内文字：what stands inside one paragraph, in order: runs, links, notes, breaks, pictures, symbols."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from lxml import etree

from gongkai.foundation.papers.numbering import W, attribute
from gongkai.foundation.papers.package import Link
from gongkai.foundation.papers.paper import Image, Span
from gongkai.foundation.papers.styles import Styles, run_marks

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_VML = "{urn:schemas-microsoft-com:vml}imagedata"
_BOX = f"{W}txbxContent"
_TRANSPARENT = {
    f"{W}{name}" for name in ("smartTag", "customXml", "ins", "moveTo", "fldSimple", "bdo", "dir", "sdtContent")
}
_SIMPLE = {f"{W}tab": " ", f"{W}ptab": " ", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}softHyphen": ""}
_SYMBOLS = {
    ("wingdings", 0xFE): "☑", ("wingdings", 0xFD): "☒", ("wingdings", 0xA8): "□", ("wingdings", 0x6F): "□",
    ("wingdings", 0xFC): "√", ("wingdings", 0xFB): "×", ("wingdings", 0x6C): "●", ("wingdings", 0x6E): "■",
    ("wingdings", 0x75): "◆", ("wingdings", 0xE0): "→",
    ("wingdings 2", 0x52): "☑", ("wingdings 2", 0x53): "☒", ("wingdings 2", 0xA3): "□", ("wingdings 2", 0x50): "√",
    ("wingdings 2", 0x2A): "□", ("wingdings 2", 0x4F): "×",
    ("symbol", 0xB3): "≥", ("symbol", 0xA3): "≤", ("symbol", 0xB4): "×", ("symbol", 0xB1): "±", ("symbol", 0xB7): "·",
}  # fmt: skip
GETA = "〓"


@dataclass
class Findings:
    """随文所见：what was met inside paragraphs and could not stand in the text, for the clerk's notes."""

    images: list[Image] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)
    footnotes: list[tuple[str, str]] = field(default_factory=list)
    formulas: int = 0
    symbols: int = 0
    comments: int = 0
    fields: int = 0
    ruby: int = 0


@dataclass
class RunReader:
    """段内读取：reads paragraphs of one part, whose relationships are `links`."""

    styles: Styles
    links: dict[str, Link]
    part: Callable[[str], Image | None]
    found: Findings

    def spans(self, paragraph: etree._Element, marks: frozenset[str] = frozenset(), href: str = "") -> list[Span]:
        """文字段：everything inside a paragraph or link, in order."""
        spans: list[Span] = []
        for child in paragraph:
            spans += self._child(child, marks, href)
        return spans

    def _child(self, child: etree._Element, marks: frozenset[str], href: str) -> Iterable[Span]:
        tag = child.tag
        if tag == f"{W}r":
            return self._run(child, marks, href)
        if tag == f"{W}hyperlink":
            return self.spans(child, marks, self._address(child) or href)
        if tag in _TRANSPARENT:
            return self.spans(child, marks, href)
        if tag in {f"{W}sdt", f"{_MC}AlternateContent"}:
            inner = child.find(f"{W}sdtContent") if tag == f"{W}sdt" else self._choice(child)
            return self.spans(inner, marks, href) if inner is not None else ()
        if isinstance(tag, str) and tag in {f"{_MATH}oMath", f"{_MATH}oMathPara"}:
            return self._formula(child, href)
        return ()

    def _choice(self, alternate: etree._Element) -> etree._Element | None:
        choice = alternate.find(f"{_MC}Choice")
        return choice if choice is not None else alternate.find(f"{_MC}Fallback")

    def _address(self, link: etree._Element) -> str:
        found = self.links.get(link.get(f"{R}id", ""))
        target = found.target if found is not None and found.external else ""
        return target if target.lower().startswith(("http://", "https://")) else ""

    def _formula(self, formula: etree._Element, href: str) -> list[Span]:
        self.found.formulas += 1
        return [Span("".join(text.text or "" for text in formula.iter(f"{_MATH}t")), (), href)]

    def _run(self, run: etree._Element, inherited: frozenset[str], href: str) -> list[Span]:
        properties = run.find(f"{W}rPr")
        character = self.styles.get(attribute(properties, "rStyle")) if properties is not None else None
        if character is not None and character.hidden:
            return []
        marks = tuple(sorted(run_marks(properties, inherited | (character.marks if character else frozenset()))))
        spans: list[Span] = []
        for child in run:
            text = self._text(child)
            if text:
                spans.append(Span(text, marks, href))
            else:
                spans += self._object(child, marks, href)
        return spans

    def _text(self, child: etree._Element) -> str:
        tag = child.tag
        if tag == f"{W}t":
            return child.text or ""
        if tag == f"{W}br":
            return "\n" if child.get(f"{W}type", "textWrapping") == "textWrapping" else ""
        if tag == f"{W}sym":
            return self._symbol(child)
        return _SIMPLE.get(str(tag), "")

    def _symbol(self, symbol: etree._Element) -> str:
        font = symbol.get(f"{W}font", "").lower()
        try:
            code = int(symbol.get(f"{W}char", ""), 16)
        except ValueError:
            code = 0
        known = _SYMBOLS.get((font, code & 0xFF))
        if known is None:
            self.found.symbols += 1
        return known or GETA

    def _object(self, child: etree._Element, marks: tuple[str, ...], href: str) -> list[Span]:
        tag = child.tag
        if tag in {f"{W}footnoteReference", f"{W}endnoteReference"}:
            kind = "footnote" if tag == f"{W}footnoteReference" else "endnote"
            self.found.footnotes.append((kind, child.get(f"{W}id", "")))
            return [Span("", (), "", len(self.found.footnotes))]
        if tag == f"{W}commentReference":
            self.found.comments += 1
        elif tag == f"{W}instrText" and "eq " in (child.text or "").lower():
            self.found.fields += 1
        elif tag == f"{W}ruby":
            self.found.ruby += 1
            base = child.find(f"{W}rubyBase")
            return self.spans(base, frozenset(marks), href) if base is not None else []
        elif tag == f"{_MC}AlternateContent":
            self._picture(self._choice(child))
        elif tag in {f"{W}drawing", f"{W}pict", f"{W}object"}:
            self._picture(child)
        return []

    def _picture(self, element: etree._Element | None) -> None:
        if element is None:
            return
        for box in element.iter(_BOX):
            words = "".join(text.text or "" for text in box.iter(f"{W}t")).strip()
            if words:
                self.found.boxes.append(words)
        for kind, key in ((_BLIP, f"{R}embed"), (_VML, f"{R}id")):
            for picture in element.iter(kind):
                image = self.part(picture.get(key, ""))
                if image is not None:
                    self.found.images.append(image)

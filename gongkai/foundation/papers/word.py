"""docx 读取：the body of a Word document as blocks in order, numbers resolved, tables whole, notes at the end."""

from dataclasses import replace

from lxml import etree

from gongkai.foundation.errors import Invalid
from gongkai.foundation.papers.layout import cell_html
from gongkai.foundation.papers.numbering import Numbering, W, attribute
from gongkai.foundation.papers.package import Package, open_package
from gongkai.foundation.papers.paper import Block, Draft, Grid, Image, Line, Span
from gongkai.foundation.papers.remarks import remarks
from gongkai.foundation.papers.runs import Findings, RunReader
from gongkai.foundation.papers.styles import Style, Styles
from gongkai.foundation.papers.tables import table_html

NO_BODY = "这个 .docx 文件里没有正文。请用 Word 或 WPS 打开，确认内容后另存一份再上传。"
TOO_DEEP = "表格层层嵌套过深，无法读入。请把内层表格拆出来后再上传。"
_WRAPPERS = {f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")}
_DEEPEST = 20


def read_word(content: bytes) -> Draft:
    """读 docx：a docx that `files.rules.check` has passed, as a draft.

    :raises Invalid: when it has no body or a part is broken.
    """
    package = open_package(content)
    if package.main not in package.parts:
        raise Invalid(NO_BODY, code="broken")
    root = package.text_part(package.parts[package.main], package.main)
    body = root.find(f"{W}body")
    if body is None:
        raise Invalid(NO_BODY, code="broken")
    reader = WordReader(package)
    blocks = reader.blocks(body)
    footnotes = reader.footnotes()
    draft = Draft(blocks, footnotes, reader.found.images)
    draft.notes = remarks(package, reader.found, reader.numbering.unknown)
    return draft


class WordReader:
    """正文读取：walks one document's body; counts its lists as it goes."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.styles = Styles(package.part("styles"))
        self.numbering = Numbering(package.part("numbering"), self.styles.numbers())
        self.found = Findings()
        self._links = package.links(package.main)
        self._runs = RunReader(self.styles, self._links, self._image, self.found)
        self._last = ""

    def blocks(self, holder: etree._Element, depth: int = 0) -> list[Block]:
        """块：paragraphs and tables of the body or of a cell, in order; empty paragraphs are left out."""
        if depth > _DEEPEST:
            raise Invalid(TOO_DEEP, code="too-deep")
        found: list[Block] = []
        for child in holder:
            if child.tag == f"{W}p":
                line = self.line(child)
                found += [line] if line.text or any(span.note for span in line.spans) else []
            elif child.tag == f"{W}tbl":
                found.append(Grid(table_html(child, lambda cell: cell_html(self.blocks(cell, depth + 1)))))
            elif child.tag in _WRAPPERS or str(child.tag).endswith("}AlternateContent"):
                found += self.blocks(child if child.tag in _WRAPPERS else child[0], depth)
        return found

    def line(self, paragraph: etree._Element) -> Line:
        """段落：its text with its automatic number in front."""
        properties = paragraph.find(f"{W}pPr")
        style = self.styles.get(attribute(properties, "pStyle") or self.styles.default)
        before = len(self.found.images)
        spans = self._runs.spans(paragraph, style.marks)
        self.found.places += [self._last] * (len(self.found.images) - before)
        label, bullet = self._label(properties, style)
        if label and spans:
            spans = [replace(spans[0], text=label, note=0, href=""), *spans]
        line = Line(spans, _outline(properties, style), style.title, bullet)
        self._last = line.text[-20:] or self._last
        return line

    def _label(self, properties: etree._Element | None, style: Style) -> tuple[str, bool]:
        number = attribute(properties, "numPr/numId")
        level = attribute(properties, "numPr/ilvl")
        if not number:
            number = style.number_id
            if number and not level:
                linked = self.numbering.level_of_style(number, attribute(properties, "pStyle"))
                level = str(style.number_level if style.number_level >= 0 else linked)
        if not number or number == "0":
            return "", False
        index = int(level) if level.isdecimal() else 0
        if self.numbering.is_bullet(number, index):
            return "", True
        return self.numbering.label(number, index), False

    def _image(self, identity: str) -> Image | None:
        link = self._links.get(identity)
        if link is None or link.external or link.target not in self.package.parts:
            return None
        name = link.target.rsplit("/", 1)[-1]
        return Image(name, self.package.media_type(link.target), self.package.parts[link.target])

    def footnotes(self) -> list[list[Line]]:
        """脚注：in the order they are called, as paragraphs without their own mark."""
        texts = self._note_texts("footnote") | self._note_texts("endnote")
        called = list(self.found.footnotes)
        return [texts.get(key, [Line([Span("")])]) for key in called]

    def _note_texts(self, kind: str) -> dict[tuple[str, str], list[Line]]:
        content = self.package.part(f"{kind}s")
        if content is None:
            return {}
        found = {}
        for note in self.package.text_part(content, f"word/{kind}s.xml").iter(f"{W}{kind}"):
            if note.get(f"{W}type", "normal") == "normal":
                lines = [block for block in self.blocks(note) if isinstance(block, Line)]
                found[kind, note.get(f"{W}id", "")] = lines
        return found


def _outline(properties: etree._Element | None, style: Style) -> int:
    own = attribute(properties, "outlineLvl")
    if own.isdecimal():
        return int(own) + 1 if int(own) < 9 else 0
    return style.level

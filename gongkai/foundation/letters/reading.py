"""读出公函：the paragraphs and tables of a filled docx as they stand, so that the PDF says the same; and what cannot.

Only what is known here is carried over. A template with anything else is refused when it is uploaded.
"""

import io
import re
from collections.abc import Iterator
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.hyperlink import Hyperlink
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from gongkai.foundation.letters.rules import Block, Cell, Piece

_W = qn("w:p").partition("}")[0] + "}"
_ALIGNED = {
    WD_ALIGN_PARAGRAPH.CENTER: "center",
    WD_ALIGN_PARAGRAPH.RIGHT: "right",
    WD_ALIGN_PARAGRAPH.LEFT: "left",
}
_HEAD_FONT = re.compile(r"宋|黑|song|hei|sun", re.IGNORECASE)
_OTHERWISE = 10.5
"""磅：五号, which Word takes where nothing is said."""
# What stands between text and is carried over, or means nothing on paper.
_KNOWN = {
    "body", "p", "r", "t", "tab", "br", "cr", "noBreakHyphen", "softHyphen", "hyperlink", "bookmarkStart",
    "bookmarkEnd", "proofErr", "lastRenderedPageBreak", "permStart", "permEnd", "tbl", "tr", "tc", "sectPr",
}  # fmt: skip
_PROPERTIES = {"pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "tblPrEx"}
_CANNOT = {
    "drawing": "图片或者文本框", "pict": "图片或者文本框", "object": "嵌入的对象", "AlternateContent": "图片或者文本框",
    "fldSimple": "域（自动更新的内容）", "fldChar": "域（自动更新的内容）", "instrText": "域（自动更新的内容）",
    "ins": "修订标记", "del": "修订标记", "moveFrom": "修订标记", "moveTo": "修订标记", "sdt": "内容控件",
    "footnoteReference": "脚注", "endnoteReference": "尾注", "sym": "符号字体中的符号", "ruby": "拼音",
    "commentRangeStart": "批注", "commentReference": "批注", "oMath": "公式", "oMathPara": "公式",
    "numPr": "自动编号", "vanish": "隐藏的文字", "gridSpan": "合并的单元格", "vMerge": "合并的单元格",
}  # fmt: skip


def blocks(content: bytes) -> tuple[Block, ...]:
    """读出：the paragraphs and tables of a docx, in their order."""
    document = Document(io.BytesIO(content))
    return tuple(_blocks(document.iter_inner_content(), _default_size(document)))


def obstacles(content: bytes) -> list[str]:
    """不能带入 PDF 的内容：in sentences; each kind once."""
    document = Document(io.BytesIO(content))
    found = list(dict.fromkeys(_strange(document.element.body)))
    if any(_numbered(one) for one in document.paragraphs):
        found.append("自动编号")
    said = []
    if found:
        said.append(
            f"模板中有不能带入PDF的内容：{'、'.join(dict.fromkeys(found))}。"
            "请删去或者改成普通文字后再上传；编号请直接写出。"
        )
    if any(_says(part) for part in _margins(document)):
        said.append("模板的页眉、页脚中有文字，不能带入PDF。请移到正文中；页码由系统排印，可以保留。")
    return said


def _blocks(found: Iterator[Paragraph | Table], otherwise: float) -> Iterator[Block]:
    for one in found:
        if isinstance(one, Table):
            rows = tuple(tuple(_cell(cell, otherwise) for cell in row.cells) for row in one.rows)
            yield Block(rows=rows)
        else:
            yield _paragraph(one, otherwise)


def _cell(cell: Any, otherwise: float) -> Cell:
    return tuple(_paragraph(one, otherwise) for one in cell.paragraphs)


def _paragraph(one: Paragraph, otherwise: float) -> Block:
    pieces: list[Piece] = []
    for part in one.iter_inner_content():
        for run in part.runs if isinstance(part, Hyperlink) else [part]:
            if run.text:
                pieces.append(_piece(run, one, otherwise))
    indent = _styled(one, "first_line_indent")
    back = _styled(one, "right_indent")
    aligned = _styled(one, "alignment")
    return Block(
        pieces=tuple(pieces),
        align=_ALIGNED.get(aligned, "justify"),
        size=max((piece.size for piece in pieces), default=_mark_size(one, otherwise)),
        indent=indent.pt if indent else 0.0,
        back=back.pt if back else 0.0,
        ruled=one._p.find(f".//{qn('w:pBdr')}/{qn('w:bottom')}") is not None,
    )


def _piece(run: Run, one: Paragraph, otherwise: float) -> Piece:
    size = run.font.size or (run.style.font.size if run.style else None)
    sized = size.pt if size else _style_size(one, otherwise)
    fonts = run._element.find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
    font = (fonts.get(qn("w:eastAsia")) or "") if fonts is not None else ""
    colour = run.font.color.rgb if run.font.color is not None else None
    return Piece(
        text=run.text,
        size=sized,
        bold=bool(run.font.bold),
        underlined=bool(run.font.underline),
        struck=bool(run.font.strike),
        head=bool(_HEAD_FONT.search(font)) and "仿" not in font,
        colour=f"#{colour}" if colour is not None else "",
    )


def _styled(one: Paragraph, name: str) -> Any:
    """A property of the paragraph, or of the nearest style that sets it."""
    value, style = getattr(one.paragraph_format, name), one.style
    while value is None and style is not None:
        value, style = getattr(style.paragraph_format, name), style.base_style
    return value


def _style_size(one: Paragraph, otherwise: float) -> float:
    style = one.style
    while style is not None:
        if style.font.size:
            return float(style.font.size.pt)
        style = style.base_style
    return otherwise


def _mark_size(one: Paragraph, otherwise: float) -> float:
    """The size of an empty paragraph: of its first run, else of its style."""
    sized = next((run.font.size for run in one.runs if run.font.size), None)
    return sized.pt if sized else _style_size(one, otherwise)


def _default_size(document: Any) -> float:
    held = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:sz')}")
    return int(held.get(qn("w:val"))) / 2 if held is not None else _OTHERWISE


def _strange(element: Any) -> Iterator[str]:
    """The names of what stands there and is not known here."""
    for child in element.iterchildren():
        tag = str(child.tag) if isinstance(child.tag, str) else ""
        name = tag.rpartition("}")[2]
        if name in _CANNOT:
            yield _CANNOT[name]
        elif tag.startswith(_W) and name in _PROPERTIES:
            yield from _strange_properties(child)
        elif child.tag == qn("w:tbl") and element.tag == qn("w:tc"):
            yield "表格中的表格"
        elif tag.startswith(_W) and name in _KNOWN:
            yield from _strange(child)
        elif tag:
            yield "不认识的内容"


def _strange_properties(element: Any) -> Iterator[str]:
    for child in element.iter():
        name = str(child.tag).rpartition("}")[2]
        off = child.get(qn("w:val")) in {"0", "false", "off"}
        if name in _CANNOT and not off and not (name == "numPr" and _number_of(child) == "0"):
            yield _CANNOT[name]


def _number_of(element: Any) -> str:
    held = element.find(qn("w:numId"))
    return str(held.get(qn("w:val"))) if held is not None else ""


def _numbered(one: Paragraph) -> bool:
    """Whether a style numbers it and the paragraph does not take that back."""
    style = one.style
    while style is not None:
        number = style.element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if number is not None:
            own = one._p.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
            return own is None or _number_of(own) != "0"
        style = style.base_style
    return False


def _margins(document: Any) -> Iterator[Any]:
    for section in document.sections:
        yield from (section.header, section.footer)
        if section.different_first_page_header_footer:
            yield from (section.first_page_header, section.first_page_footer)
        if document.settings.odd_and_even_pages_header_footer:
            yield from (section.even_page_header, section.even_page_footer)


def _says(part: Any) -> bool:
    """Whether a header or a footer says more than the number of the page."""
    if part.is_linked_to_previous:
        return False
    if part._element.find(f".//{qn('w:drawing')}") is not None or part._element.find(f".//{qn('w:pict')}") is not None:
        return True
    texts = [one.text or "" for one in part._element.iter(qn("w:t"))]
    return bool(re.sub(r"[\s\d—–\-第页共/]", "", "".join(texts)))

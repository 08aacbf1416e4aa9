"""Word 公函：the shipped template, checking of templates, and filling them.

版式参照 GB/T 9704—2012 的信函格式，不印徽标。
"""

import io
from collections.abc import Iterator
from functools import cache
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from gongkai.foundation.letters.rules import NEEDED, PLACEHOLDERS, Sheet

RED = RGBColor(0xC0, 0x00, 0x00)
_BODY, _HEAD = "仿宋", "宋体"
_LINE = 28  # 磅：GB/T 9704 has 22 lines a page
_ALLOWED = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.For, nodes.If)


@cache
def default_template() -> bytes:
    """默认模板：red head, number, title, text, signature, day; placeholders as clerks may move them."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(30), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    _line(document, "{{ organ }}", size=32, font=_HEAD, centred=True, colour=RED, bold=True, exact=False)
    _rule_below(_line(document, "", size=6, exact=False))
    _line(document, "{{ number }}", right=True)
    _line(document, "")
    _line(document, "{{ title }}", size=22, font=_HEAD, centred=True, bold=True, exact=False)
    _line(document, "")
    _line(document, "{{ addressee }}：")
    _line(document, "{%p for line in paragraphs %}")
    _line(document, "{{ line }}", indent=True)
    _line(document, "{%p endfor %}")
    _line(document, "")
    _line(document, "{{ signed_by }}", right=True, back=2)
    _line(document, "{{ day }}", right=True, back=2)
    _line(document, "")
    _line(document, "{{ contact }}", size=14)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def problems(content: bytes) -> list[str]:
    """模板检查：what keeps a template from being used, in sentences; each unknown placeholder by its name."""
    try:
        trees = [_environment().parse(source) for source in _sources(content)]
    except TemplateSyntaxError as error:
        return [f"模板中的占位符写法有误（{error.message}）。请检查成对的“{{{{ }}}}”和“{{% %}}”是否完整。"]
    found: list[str] = []
    used: set[str] = set()
    for tree in trees:
        loops = {node.target.name for node in tree.find_all(nodes.For) if isinstance(node.target, nodes.Name)}
        names = {node.name for node in tree.find_all(nodes.Name)}
        used |= names
        found += [f"模板中有不认识的占位符“{name}”。" for name in sorted(names - loops - set(PLACEHOLDERS))]
        if any(not isinstance(node, _ALLOWED) for node in _nodes(tree)):
            found.append("模板中只能使用占位符和逐段写出的循环，不能使用运算、函数或者其他指令。请删去后再上传。")
    found += [f"模板中缺少占位符“{name}”（{PLACEHOLDERS[name]}）。" for name in NEEDED if name not in used]
    if found:
        found.append(f"可用的占位符：{'、'.join(PLACEHOLDERS)}。")
    return found


def fill(template: bytes, sheet: Sheet) -> bytes:
    """填写模板：a template filled with what stands on a letter."""
    document = _opened(template)
    document.render({**sheet.as_json()}, jinja_env=_environment(), autoescape=True)
    kept = io.BytesIO()
    document.save(kept)
    return kept.getvalue()


def _environment() -> ImmutableSandboxedEnvironment:
    """What clerks upload is data: nothing in it may reach the program."""
    return ImmutableSandboxedEnvironment(autoescape=True)


def _opened(content: bytes) -> Any:
    from docxtpl import DocxTemplate

    return DocxTemplate(io.BytesIO(content))


def _sources(content: bytes) -> Iterator[str]:
    """The template's text, of the body, the heads and the feet, as it will be rendered."""
    document = _opened(content)
    document.init_docx()
    yield document.patch_xml(document.get_xml())
    for uri in (document.HEADER_URI, document.FOOTER_URI):
        for _, part in document.get_headers_footers(uri):
            yield document.patch_xml(document.get_part_xml(part))


def _nodes(node: nodes.Node) -> Iterator[nodes.Node]:
    for child in node.iter_child_nodes():
        yield child
        yield from _nodes(child)


def _line(
    document: Any,
    text: str,
    *,
    size: int = 16,
    font: str = _BODY,
    centred: bool = False,
    right: bool = False,
    back: int = 0,
    indent: bool = False,
    bold: bool = False,
    colour: RGBColor | None = None,
    exact: bool = True,
) -> Any:
    """One paragraph; the font stands for Chinese and Latin alike."""
    paragraph = document.add_paragraph()
    style = paragraph.paragraph_format
    style.space_before = style.space_after = Pt(0)
    if exact:
        style.line_spacing_rule, style.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(_LINE)
    if centred:
        style.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if right:
        style.alignment, style.right_indent = WD_ALIGN_PARAGRAPH.RIGHT, Pt(size * back)
    if indent:
        style.first_line_indent = Pt(size * 2)
    run = paragraph.add_run(text)
    run.font.size, run.font.name, run.font.bold = Pt(size), font, bold
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    if colour is not None:
        run.font.color.rgb = colour
    return paragraph


def _rule_below(paragraph: Any) -> None:
    """The red line under the head."""
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "18"), ("space", "1"), ("color", str(RED))):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().append(borders)
